// What a drag over the scatter plot comes to: boxes, lassos and parts of the view.

/** @typedef {import("./view.js").Point} Point */
/** @typedef {import("./view.js").Shape} Shape */
/**
 * A drag as it goes on.
 * @typedef {Object} Drag
 * @property {import("./view.js").Tool | "move"} tool
 * @property {Point} start
 * @property {[number, number]} from In CSS pixels.
 * @property {Point[]} points Those of a lasso or path so far.
 * @property {import("hdvis/gestures.js").Mode} mode
 * @property {Shape | null | undefined} own The box that is moved.
 * @property {boolean} moved
 * @property {string} gesture
 */

let count = 0;

/** A name that no other gesture has. */
export const gestureName = () => `g${Date.now().toString(36)}${count++}`;

/**
 * The shape of a drag that has come to `here`.
 * @param {Drag} drag
 * @param {Point} here
 * @returns {Shape}
 */
export function shapeOf(drag, here) {
  if (drag.tool === "lasso") {
    return { kind: "lasso", points: drag.points, keeps: Boolean(drag.mode) };
  }
  if (drag.tool === "move" && drag.own) {
    const [dx, dy] = [here[0] - drag.start[0], here[1] - drag.start[1]];
    return { kind: "box", points: drag.own.points.map(([x, y]) => [x + dx, y + dy]) };
  }
  return { ...boxOf(drag.start, here), keeps: Boolean(drag.mode) };
}

/**
 * The box between two places, within the plane.
 * @param {Point} start
 * @param {Point} end
 * @returns {Shape}
 */
export function boxOf(start, end) {
  const clip = (/** @type {number} */ share) => Math.min(1, Math.max(0, share));
  const [[x0, y0], [x1, y1]] = [start.map(clip), end.map(clip)];
  return {
    kind: "box",
    points: [
      [x0, y0],
      [x1, y0],
      [x1, y1],
      [x0, y1],
    ],
  };
}

/**
 * Whether a place lies within a box.
 * @param {Shape} box
 * @param {Point} place
 */
export function isInside(box, [x, y]) {
  const xs = box.points.map((p) => p[0]);
  const ys = box.points.map((p) => p[1]);
  return x > Math.min(...xs) && x < Math.max(...xs) && y > Math.min(...ys) && y < Math.max(...ys);
}

/**
 * The part of the present view that a moved picture shows.
 * @param {import("./view.js").Shift} shift
 */
export function partOf({ x, y, scale }) {
  return { x0: -x / scale, x1: (1 - x) / scale, y0: 1 - (1 - y) / scale, y1: 1 + y / scale };
}
