// The height field of a spine: hills as high as their contours say, joined below their pass.

import assert from "node:assert/strict";
import test from "node:test";
import { lowest, nextLevel } from "../../plugins/hdvis_topology/spine/stairs.js";
import { heightAt, heightField, heightOf } from "../../plugins/hdvis_topology/spine/terrain.js";

const hill = (x, radii, top) => ({ x, y: 20, radii, top });

test("height falls from contour to contour with the distance", () => {
  assert.equal(heightAt([10, 5], 1.5, 11), -1);
  assert.equal(heightAt([10, 5], 1.5, 10), 0);
  assert.equal(heightAt([10, 5], 1.5, 7.5), 0.5);
  assert.equal(heightAt([10, 5], 1.5, 5), 1);
  assert.equal(heightAt([10, 5], 1.5, 0), 1.5);
});

test("a value stands between the levels around it, rising or falling", () => {
  assert.equal(heightOf([0, 2, 4], 3, 5), 1.5);
  assert.equal(heightOf([0, 2, 4], 5, 5), 3);
  assert.equal(heightOf([0, -2, -4], -3, -5), 1.5);
});

test("each pixel belongs to its hill, and the ridge between two is as high as their pass", () => {
  const hills = [hill(15, [10, 6, 2], 2.5), hill(65, [10, 6, 2], 2.5), hill(40, [6, 3, 0], 1)];
  const links = [
    [2, 0],
    [2, 1],
  ];
  const field = heightField(hills, links, 80, 40);
  const at = (x, y) => y * 80 + x;
  assert.equal(field.height[at(0, 0)], -1);
  assert.equal(field.owner[at(15, 20)], 0);
  assert.equal(field.owner[at(65, 20)], 1);
  assert.ok(field.height[at(15, 20)] > 2);
  assert.equal(field.height[at(40, 20)], 1);
  assert.ok(Math.max(...Array.from({ length: 20 }, (_, i) => field.height[at(30 + i, 20)])) <= 2);
});

test("a hill that nothing links stands alone", () => {
  const field = heightField([hill(20, [8, 4], 1.5)], [], 40, 40);
  assert.equal(field.owner[20 * 40 + 20], 0);
  assert.equal(field.height[20 * 40 + 29], -1);
});

test("a step of the level makes one extremum come or go", () => {
  const shares = [0.5, 0.2, 0.01];
  const above = (level) => shares.filter((share) => share > level).length;
  assert.equal(above(nextLevel(shares, 0.3, 1)), 0);
  assert.equal(above(nextLevel(shares, 0.3, -1)), 2);
  assert.ok(lowest([]) > 0);
});
