// Panes side by side or one above the other, with borders that can be dragged.

import { host, node } from "hdvis/dom.js";
import { arrowStep } from "hdvis/gestures.js";

const GAP = 8;
const KEY_STEP = 24;

/** @typedef {{ direction: "row" | "column", weights: number[] }} Params */

/** @param {{ model: import("hdvis/messages.js").Model<Params>, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, "", { display: "flex", flexDirection: model.direction });
  const children = /** @type {HTMLElement[]} */ (model.get_child("objects"));
  const panes = children.map((child, i) => {
    const flex = `${model.weights[i] ?? 1} 1 0`;
    return node("div", { style: { flex, minWidth: 0, minHeight: 0, position: "relative" } }, child);
  });
  const publish = () => {
    model.weights = panes.map((pane) => Number(pane.style.flexGrow));
  };
  panes.forEach((pane, i) => {
    if (i) el.append(border(model.direction === "row", panes[i - 1], pane, publish));
    el.append(pane);
  });
}

/**
 * A border that moves room from one pane to the other.
 * @param {boolean} row Whether the panes stand side by side.
 * @param {HTMLElement} before
 * @param {HTMLElement} after
 * @param {() => void} publish
 */
function border(row, before, after, publish) {
  const bar = node("div", {
    role: "separator",
    tabindex: 0,
    "aria-orientation": row ? "vertical" : "horizontal",
    "aria-label": "border between panes",
    style: { flex: `0 0 ${GAP}px`, cursor: row ? "col-resize" : "row-resize", touchAction: "none" },
  });
  bar.style.outlineOffset = "-3px";
  const size = (/** @type {HTMLElement} */ pane) => (row ? pane.offsetWidth : pane.offsetHeight);
  const flex = () => Number(before.style.flexGrow) + Number(after.style.flexGrow);
  /**
   * @param {number} first
   * @param {number} total
   * @param {number} whole
   */
  const share = (first, total, whole) => {
    const part = Math.min(0.95, Math.max(0.05, first / total));
    before.style.flexGrow = String(whole * part);
    after.style.flexGrow = String(whole * (1 - part));
  };
  bar.addEventListener("pointerdown", (down) => {
    bar.setPointerCapture(down.pointerId);
    const start = size(before);
    const total = start + size(after);
    const whole = flex();
    const at = (/** @type {PointerEvent} */ e) => (row ? e.clientX : e.clientY);
    const move = (/** @type {PointerEvent} */ e) => share(start + at(e) - at(down), total, whole);
    const up = () => {
      bar.removeEventListener("pointermove", move);
      publish();
    };
    bar.addEventListener("pointermove", move);
    bar.addEventListener("pointerup", up, { once: true });
  });
  bar.addEventListener("keydown", (e) => {
    const step = arrowStep(e) * KEY_STEP;
    if (!step) return;
    e.preventDefault();
    share(size(before) + step, size(before) + size(after), flex());
    publish();
  });
  return bar;
}
