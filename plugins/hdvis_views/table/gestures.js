// Rows by pointer and by keys.

import { isCommand } from "hdvis/gestures.js";
import { measure } from "./places.js";

/** @typedef {import("./view.js").State} State */

const REST_MS = 250;
const SIDE_STEP = 120;

/** @param {State} state */
export function addGestures(state) {
  addClicks(state);
  addRest(state);
  addKeys(state);
}

/**
 * What a click on a row does to the selection.
 * @param {{ shiftKey: boolean, ctrlKey: boolean, metaKey: boolean, altKey: boolean }} e
 */
export function howOf(e) {
  if (e.shiftKey) return isCommand(e) ? "extend" : "range";
  return isCommand(e) ? "toggle" : "";
}

/** @param {Event} e */
function lineAt(e) {
  const isLine = (/** @type {EventTarget} */ n) =>
    n instanceof HTMLElement && n.dataset.place !== undefined;
  return /** @type {HTMLElement | undefined} */ (e.composedPath().find(isLine));
}

/** @param {State} state */
function addClicks(state) {
  const { model, lines } = state;
  lines.addEventListener("mousedown", (e) => {
    if (e.shiftKey) e.preventDefault();
  });
  lines.addEventListener("click", (e) => {
    const line = lineAt(e);
    if (!line || state.held?.stamp !== model.stamp) return;
    model.send_msg({
      type: "click",
      place: Number(line.dataset.place),
      how: howOf(e),
      stamp: model.stamp,
    });
  });
}

/**
 * A cell under a resting pointer is asked for its whole text.
 * @param {State} state
 */
function addRest({ model, lines }) {
  /** @type {any} */
  let resting = 0;
  lines.addEventListener("pointerover", (e) => {
    clearTimeout(resting);
    const line = lineAt(e);
    const cell = e.target instanceof Element ? e.target.closest("[data-column]") : null;
    if (!line || !(cell instanceof HTMLElement)) return;
    cell.title = cell.textContent ?? "";
    const [place, column] = [Number(line.dataset.place), Number(cell.dataset.column)];
    const ask = () => model.send_msg({ type: "full", place, column, stamp: model.stamp });
    resting = setTimeout(ask, REST_MS);
  });
}

/** @param {State} state */
function addKeys(state) {
  const { model, scroller } = state;
  scroller.addEventListener("keydown", (e) => {
    const m = measure(state);
    const page = Math.max(1, Math.floor(m.view / m.size) - 1);
    const to = placeOf(e.key, model.picked, model.count, page);
    const { stamp, picked } = model;
    if (to !== null && e.shiftKey)
      model.send_msg({ type: "click", place: to, how: "range", stamp });
    else if (to !== null) model.send_msg({ type: "move", to });
    else if ((e.key === "Enter" || e.key === " ") && picked >= 0) {
      model.send_msg({ type: "click", place: picked, how: "toggle", stamp });
    } else if (e.key === "ArrowLeft") scroller.scrollLeft -= SIDE_STEP;
    else if (e.key === "ArrowRight") scroller.scrollLeft += SIDE_STEP;
    else return;
    e.preventDefault();
  });
}

/**
 * Where a key takes the focus, or null. From nowhere every step begins at the top.
 * @param {string} key
 * @param {number} at The focused row's place, or -1.
 * @param {number} count
 * @param {number} page
 */
export function placeOf(key, at, count, page) {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const step = { ArrowUp: -1, ArrowDown: 1, PageUp: -page, PageDown: page }[key];
  if (!step) return null;
  return Math.min(count - 1, Math.max(0, at + (at < 0 ? Math.max(step, 1) : step)));
}
