// The scatter plot by keys: tools, zoom, and a cross that brushes.

import { arrow, isCommand, modeOf } from "hdvis/gestures.js";
import { boxOf, gestureName } from "./shapes.js";
import { TOOLS } from "./tools.js";

/** @typedef {import("./view.js").State} State */
/** @typedef {import("./view.js").Point} Point */

const STEP = 0.02;
/** @type {Record<string, number>} */
const ZOOMS = { "+": 0.8, "=": 0.8, "-": 1.25 };

/**
 * @param {State} state
 * @param {() => void} showTools
 */
export function addKeys(state, showTools) {
  const { model, view } = state;
  const cross = crossOf(state);
  view.surface.addEventListener("keydown", (e) => {
    const tool = model.tools.find((name) => TOOLS[name].key === e.key.toLowerCase());
    const zoom = ZOOMS[e.key];
    if (tool && !isCommand(e)) {
      model.tool = tool;
      showTools();
    } else if (zoom) {
      const [low, high] = [0.5 - zoom / 2, 0.5 + zoom / 2];
      model.send_msg({ type: "view", x0: low, x1: high, y0: low, y1: high });
    } else if (e.key === "0") model.send_msg({ type: "home" });
    else if (!cross(e)) return;
    e.preventDefault();
  });
}

/**
 * Arrows move a cross; Enter sets the first corner of a box there, and Enter again the other.
 * @param {State} state
 * @returns {(e: KeyboardEvent) => boolean} Whether the key meant the cross.
 */
function crossOf(state) {
  const { view, requests } = state;
  /** @type {Point} */
  let at = [0.5, 0.5];
  /** @type {{ start: Point, gesture: string, mode: import("hdvis/gestures.js").Mode } | null} */
  let box = null;
  /** @param {boolean} live */
  function brush(live) {
    if (!box) return;
    const { start, gesture, mode } = box;
    const shape = boxOf(start, at);
    state.shape = { ...shape, keeps: Boolean(mode) };
    requests.send({ type: "gesture", shape, live, gesture, mode });
  }
  return (e) => {
    const to = arrow(e);
    if (to) at = moved(at, to);
    else if (e.key === "Enter" && box) {
      brush(false);
      box = null;
      state.cross = null;
    } else if (e.key === "Enter") box = { start: at, gesture: gestureName(), mode: modeOf(e) };
    else return false;
    if (to || box) state.cross = at;
    if (to) brush(true);
    view.redraw();
    return true;
  };
}

/**
 * A place one step on, within the plane.
 * @param {Point} at
 * @param {[number, number]} step [right, down]
 * @returns {Point}
 */
export function moved([x, y], [right, down]) {
  const clip = (/** @type {number} */ share) => Math.min(1, Math.max(0, share));
  return [clip(x + STEP * right), clip(y - STEP * down)];
}
