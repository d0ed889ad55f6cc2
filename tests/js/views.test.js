// What views do without a page: hit tests, places, labels, and what a gesture comes to.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fitted } from "../../hdvis/components/toolkit/canvas.js";
import { opacityRamp, rgb } from "../../hdvis/components/toolkit/planes.js";
import { bubbleAt, nameSpot, placeBubbles } from "../../plugins/hdvis_semantics/concepts/places.js";
import { cellAt, middled, named, placesOf } from "../../plugins/hdvis_semantics/matrix/places.js";
import { limits, tickText } from "../../plugins/hdvis_semantics/validation/chart.js";
import { barAt, movedEnd } from "../../plugins/hdvis_views/filtering/range.js";
import { firstLine, gridOf, LIMIT } from "../../plugins/hdvis_views/image/wall.js";
import { dragged, hitBrush, movedTo } from "../../plugins/hdvis_views/parallel/places.js";
import { moved } from "../../plugins/hdvis_views/scatter/keys.js";
import { boxOf, isInside, partOf, shapeOf } from "../../plugins/hdvis_views/scatter/shapes.js";
import { placeBefore } from "../../plugins/hdvis_views/table/columns.js";
import { howOf, placeOf } from "../../plugins/hdvis_views/table/gestures.js";

// Every letter is six pixels wide.
const context = { measureText: (text) => ({ width: 6 * text.length }) };

test("a text is cut to the longest beginning that fits", () => {
  assert.equal(fitted(context, "abcdef", 36), "abcdef");
  assert.equal(fitted(context, "abcdefgh", 36), "abcde…");
  assert.equal(fitted(context, "x".repeat(100_000), 60), `${"x".repeat(9)}…`);
  assert.equal(middled(context, "a long name 0123", 60), "a l…e 0123");
});

test("opacity grows with the shade and nothing is clear", () => {
  const table = opacityRamp("#102030", 0.2, 1);
  assert.equal(table[0], 0);
  assert.equal(table[255] >>> 24, 255);
  assert.ok(table[1] >>> 24 < table[128] >>> 24);
  assert.deepEqual(rgb("#102030"), [16, 32, 48]);
});

test("a box is that between two places, within the plane, and knows what lies in it", () => {
  const box = boxOf([0.8, -1], [0.2, 0.5]);
  assert.deepEqual(box.points, [
    [0.8, 0],
    [0.2, 0],
    [0.2, 0.5],
    [0.8, 0.5],
  ]);
  assert.ok(isInside(box, [0.5, 0.25]));
  assert.ok(!isInside(box, [0.9, 0.25]));
});

test("a box that is dragged keeps its size; a lasso is its points", () => {
  const own = boxOf([0.1, 0.1], [0.3, 0.3]);
  const drag = { tool: "move", own, start: [0.2, 0.2], points: [], mode: null };
  const by = shapeOf(drag, [0.25, 0.2]).points.map(([x]) => Number(x.toFixed(6)));
  assert.deepEqual(by, [0.15, 0.35, 0.35, 0.15]);
  const points = [
    [0, 0],
    [1, 0],
    [1, 1],
  ];
  assert.deepEqual(shapeOf({ ...drag, tool: "lasso", points, mode: "add" }, [1, 1]), {
    kind: "lasso",
    points,
    keeps: true,
  });
});

test("a picture that is moved and scaled stands for a part of the view", () => {
  assert.deepEqual(partOf({ x: 0, y: 0, scale: 1 }), { x0: -0, x1: 1, y0: 0, y1: 1 });
  const { x0, x1, y0, y1 } = partOf({ x: -0.5, y: -0.5, scale: 2 });
  assert.deepEqual([x0, x1, y0, y1], [0.25, 0.75, 0.25, 0.75]);
});

test("the cross stays on the plane", () => {
  assert.deepEqual(moved([0.5, 0.5], [1, 0]), [0.52, 0.5]);
  assert.deepEqual(moved([1, 0], [1, 1]), [1, 0]);
});

test("a pointer on an axis means an edge, a brush, or a new one; the newest lies on top", () => {
  const brushes = [
    [100, 40],
    [70, 10],
  ];
  assert.deepEqual(hitBrush(brushes, 12), { kind: "high", k: 1 });
  assert.deepEqual(hitBrush(brushes, 55), { kind: "move", k: 1 });
  assert.deepEqual(hitBrush(brushes, 90), { kind: "move", k: 0 });
  assert.deepEqual(hitBrush(brushes, 99), { kind: "low", k: 0 });
  assert.deepEqual(hitBrush(brushes, 150), { kind: "make", k: 2 });
});

test("a dragged brush moves within its axis, or one of its ends does", () => {
  const ranges = [[0.2, 0.4]];
  assert.deepEqual(dragged(ranges, { kind: "make", k: 1, start: 0.9 }, 0.7), [
    [0.2, 0.4],
    [0.7, 0.9],
  ]);
  assert.deepEqual(dragged(ranges, { kind: "high", k: 0, start: 0.4 }, 0.1), [[0.1, 0.2]]);
  const [[low, high]] = dragged(ranges, { kind: "move", k: 0, start: 0.3 }, 2);
  assert.deepEqual([low.toFixed(6), high], ["0.800000", 1]);
});

test("an axis goes to its slot and the others close up", () => {
  assert.deepEqual(movedTo(["a", "b", "c"], "a", 2), ["b", "c", "a"]);
  assert.deepEqual(movedTo(["a", "b", "c"], "c", 0), ["c", "a", "b"]);
});

test("an end of a range stops at the other", () => {
  assert.deepEqual(movedEnd([0.2, 0.6], 0, 0.9), [0.6, 0.6]);
  assert.deepEqual(movedEnd([0.2, 0.6], 1, 2), [0.2, 1]);
  assert.equal(barAt(1, 10), 9);
  assert.equal(barAt(0.35, 10), 3);
});

test("keys lead to the next row, a page on, and to both ends", () => {
  assert.equal(placeOf("ArrowDown", 3, 10, 4), 4);
  assert.equal(placeOf("PageUp", 3, 10, 4), 0);
  assert.equal(placeOf("ArrowUp", -1, 10, 4), 0);
  assert.equal(placeOf("End", 3, 10, 4), 9);
  assert.equal(placeOf("x", 3, 10, 4), null);
});

test("a click on a row toggles with Ctrl and reaches from the focus with Shift", () => {
  const none = { shiftKey: false, ctrlKey: false, metaKey: false };
  assert.equal(howOf(none), "");
  assert.equal(howOf({ ...none, metaKey: true }), "toggle");
  assert.equal(howOf({ ...none, shiftKey: true }), "range");
  assert.equal(howOf({ ...none, shiftKey: true, ctrlKey: true }), "extend");
});

test("a column is dropped before the one whose middle lies beyond", () => {
  const edges = [0, 100, 200, 300];
  assert.deepEqual(
    [10, 60, 149, 260, 900].map((x) => placeBefore(edges, x)),
    [0, 1, 1, 3, 3],
  );
});

test("a wall beyond what a browser scrolls shows its last line at the end", () => {
  const state = {
    model: { tile: 46, count: 10_000_000 },
    scroller: { clientWidth: 502, clientHeight: 500, scrollTop: 0 },
  };
  const grid = gridOf(state);
  assert.equal(grid.columns, 10);
  assert.equal(firstLine(state, grid), 0);
  state.scroller.scrollTop = LIMIT - 500;
  assert.ok(Math.abs(firstLine(state, grid) + 500 / 50 - grid.lines) < 1e-6);
});

test("bubbles keep their shape, the larger behind; the topmost is hit", () => {
  const bubbles = [
    { name: "a", x: 0, y: 0, size: 0.2 },
    { name: "b", x: 10, y: 5, size: 1 },
  ];
  const placed = placeBubbles(bubbles, { width: 400, height: 300 });
  assert.equal(placed[0].name, "b");
  const [b, a] = placed;
  assert.ok(Math.abs((b.px - a.px) / (a.py - b.py) - 2) < 1e-9);
  assert.equal(bubbleAt(placed, a.px, a.py)?.name, "a");
  assert.equal(bubbleAt(placed, 1, 1), undefined);
});

test("a name gives way to the one that stands there already", () => {
  const bubble = { px: 100, py: 100, r: 10 };
  const others = { taken: [], placed: [bubble], room: { width: 200, height: 200 } };
  assert.deepEqual(nameSpot(bubble, 20, others), [0, 22]);
  assert.deepEqual(nameSpot(bubble, 20, { ...others, taken: [[100, 122, 20]] }), [0, -14]);
  assert.equal(nameSpot(bubble, 150, others), null);
});

test("cells of a matrix are found where they are drawn", () => {
  const names = { rows: ["a", "b"], columns: ["a", "b"], panels: [{}] };
  const s = placesOf({ ...context, font: "" }, names, { width: 300, height: 300 });
  assert.equal(s.wide, s.tall);
  assert.deepEqual(cellAt(s, names, 1, s.left + 1.5 * s.wide, s.top + 0.5 * s.tall), {
    panel: 0,
    row: 0,
    column: 1,
  });
  assert.equal(cellAt(s, names, 1, s.left - 1, s.top), null);
});

test("of crowded names some are left out, not the strong ones", () => {
  assert.deepEqual(named(3, 20, []), [
    [0, false],
    [1, false],
    [2, false],
  ]);
  assert.deepEqual(
    named(6, 4, [4]).filter(([, strong]) => strong),
    [[4, true]],
  );
  assert.ok(named(6, 4, [4]).every(([i, strong]) => strong || Math.abs(i - 4) >= 3));
});

test("a chart of shares runs from 0 to 1, one of differences as far down as up", () => {
  assert.deepEqual(limits([0.2, 0.9]), [0, 1]);
  assert.deepEqual(limits([-1, 3]), [-3, 3]);
  assert.deepEqual(limits([5, 5]), [4, 6]);
  assert.deepEqual([tickText(-0.25), tickText(3), tickText(12.4)], ["−0.3", "3", "12"]);
});
