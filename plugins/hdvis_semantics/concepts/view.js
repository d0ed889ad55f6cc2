// Named bubbles on a plane, of which one is picked.

import { canvas } from "hdvis/canvas.js";
import { host } from "hdvis/dom.js";
import { arrowStep, describeKeys, modeOf } from "hdvis/gestures.js";
import { follow } from "hdvis/messages.js";
import { onTheme } from "hdvis/theme.js";
import { draw } from "./draw.js";
import { bubbleAt } from "./places.js";

/**
 * @typedef {{ name: string, x: number, y: number, size: number, count: number, color?: string }} Bubble
 * `size` is 0..1, `x` and `y` of any unit.
 */
/** @typedef {{ bubbles: Bubble[], picked: string, note: string }} Params */
/** @typedef {{ type: "pick", name: string, mode: import("hdvis/gestures.js").Mode }} Sent */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent>} Model */
/**
 * @typedef {Object} State
 * @property {Model} model
 * @property {HTMLElement} el
 * @property {import("hdvis/canvas.js").Canvas} view
 * @property {import("./places.js").Placed[]} placed As drawn last.
 * @property {string} hover
 */

/** @param {{ model: Model, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, "", { position: "relative", overflow: "hidden", userSelect: "none" });
  const view = canvas(el, (context) => draw(context, state));
  /** @type {State} */
  const state = { model, el, view, placed: [], hover: "" };
  view.surface.tabIndex = 0;
  view.surface.setAttribute("role", "application");
  addGestures(state);
  describeKeys(model, "Concept Map", [["click, arrows", "pick a concept: its rows are selected"]]);

  function name() {
    const picked = model.bubbles.find((bubble) => bubble.name === model.picked);
    const said = picked
      ? `${picked.name}, ${picked.count.toLocaleString("en")} rows`
      : "none picked";
    const words = `concepts: ${model.bubbles.length}; ${said}; arrows pick another`;
    view.surface.setAttribute("aria-label", words);
    view.redraw();
  }
  follow(model, { "bubbles picked note": name });
  onTheme(model, view.redraw);
  name();
}

/** @param {State} state */
function addGestures(state) {
  const { model, view } = state;
  const surface = view.surface;
  const at = (/** @type {MouseEvent} */ e) => bubbleAt(state.placed, e.offsetX, e.offsetY);
  const pick = (/** @type {string} */ name, /** @type {MouseEvent | KeyboardEvent} */ e) =>
    model.send_msg({ type: "pick", name, mode: modeOf(e) });
  const hover = (/** @type {string} */ name) => {
    state.hover = name;
    view.redraw();
  };
  surface.addEventListener("pointermove", (e) => {
    const found = at(e);
    surface.style.cursor = found ? "pointer" : "default";
    surface.title = found ? `${found.name}: ${found.count.toLocaleString("en")} rows` : "";
    hover(found?.name ?? "");
  });
  surface.addEventListener("pointerleave", () => hover(""));
  surface.addEventListener("click", (e) => {
    const found = at(e);
    if (found) pick(found.name, e);
  });
  surface.addEventListener("keydown", (e) => {
    const step = arrowStep(e);
    const list = model.bubbles;
    if (!step || !list.length) return;
    e.preventDefault();
    const now = list.findIndex((bubble) => bubble.name === model.picked);
    pick(list[(now + step + list.length) % list.length].name, e);
  });
}
