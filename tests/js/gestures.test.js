import assert from "node:assert/strict";
import { test } from "node:test";
import { firstTheme } from "../../hdvis/components/theme_choice.js";
import { arrow, arrowStep, modeOf } from "../../hdvis/components/toolkit/gestures.js";
import { latest } from "../../hdvis/components/toolkit/messages.js";
import { beside } from "../../hdvis/components/toolkit/tooltip.js";

const NONE = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };

test("the same keys combine in every view", () => {
  assert.equal(modeOf(NONE), null);
  assert.equal(modeOf({ ...NONE, shiftKey: true }), "add");
  assert.equal(modeOf({ ...NONE, altKey: true }), "subtract");
  assert.equal(modeOf({ ...NONE, ctrlKey: true }), "intersect");
  assert.equal(modeOf({ ...NONE, metaKey: true }), "intersect");
});

test("arrows point, and step along a list", () => {
  assert.deepEqual(arrow({ key: "ArrowUp" }), [0, -1]);
  assert.equal(arrow({ key: "x" }), null);
  assert.deepEqual(
    ["ArrowLeft", "ArrowDown", "x"].map((key) => arrowStep({ key })),
    [-1, 1, 0],
  );
});

test("a choice of theme outlasts what the system asks", () => {
  assert.equal(firstTheme(null, "dark"), "dark");
  assert.equal(firstTheme("light", "dark"), "light");
  assert.equal(firstTheme("mauve", "dark"), "dark");
});

test("while an answer is awaited only the newest message is kept", () => {
  const sent = [];
  const requests = latest({ send_msg: (message) => sent.push(message.at) });
  for (const at of [1, 2, 3]) requests.send({ type: "drag", at });
  assert.deepEqual(sent, [1]);
  requests.done();
  assert.deepEqual(sent, [1, 3]);
  requests.send({ type: "drag", at: 4, live: false });
  assert.deepEqual(sent, [1, 3, 4]);
  requests.done();
});

test("a card stands to the right of the pointer, else to its left, and within the pane", () => {
  const room = { width: 300, height: 200 };
  assert.deepEqual(beside([10, 10], [100, 50], room), [24, 24]);
  assert.deepEqual(beside([250, 190], [100, 50], room), [136, 150]);
  assert.deepEqual(beside([90, 10], [400, 50], room), [0, 24]);
});
