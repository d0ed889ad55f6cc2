// Headings that are clicked to sort, dragged to another place, and pulled at the edge.

import { measure, widthsOf } from "./places.js";

/** @typedef {import("./view.js").State} State */

const SLACK = 5;
const NARROWEST = 36;
const WIDEST = 900;

/**
 * @param {State} state
 * @param {() => void} resize Lays the table out anew.
 */
export function addColumnDrags(state, resize) {
  const { model, head, mark, scroller } = state;
  /**
   * @param {PointerEvent} e
   * @param {(e: PointerEvent) => void} move
   * @param {(e: PointerEvent) => void} end
   */
  function track(e, move, end) {
    head.setPointerCapture(e.pointerId);
    const stop = (/** @type {PointerEvent} */ event) => {
      head.removeEventListener("pointermove", move);
      for (const type of /** @type {const} */ (["pointerup", "pointercancel"]))
        head.removeEventListener(type, stop);
      end(event);
    };
    head.addEventListener("pointermove", move);
    for (const type of /** @type {const} */ (["pointerup", "pointercancel"]))
      head.addEventListener(type, stop);
  }
  /**
   * @param {PointerEvent} down
   * @param {number} column
   */
  function widen(down, column) {
    down.stopPropagation();
    down.preventDefault();
    const before = widthsOf(state)[column];
    const resized = { column, width: before };
    state.resized = resized;
    const move = (/** @type {PointerEvent} */ e) => {
      resized.width = Math.min(WIDEST, Math.max(NARROWEST, before + e.clientX - down.clientX));
      resize();
    };
    const end = () => {
      const { width } = resized;
      state.resized = null;
      if (width === before) return;
      model.columns = model.columns.map((each, i) => (i === column ? { ...each, width } : each));
      model.send_msg({ type: "width", column, width: Math.round(width) });
      resize();
    };
    track(down, move, end);
  }
  /**
   * @param {PointerEvent} down
   * @param {number} column
   */
  function move(down, column) {
    if (down.button !== 0) return;
    let before = -1;
    const carry = (/** @type {PointerEvent} */ e) => {
      if (before < 0 && Math.abs(e.clientX - down.clientX) < SLACK) return;
      const m = measure(state);
      before = placeBefore(
        m.edges,
        e.clientX - scroller.getBoundingClientRect().left - m.frozen + m.left,
      );
      mark.style.display = "block";
      mark.style.left = `${m.frozen + m.edges[before] - m.left - 1}px`;
    };
    const end = (/** @type {PointerEvent} */ e) => {
      mark.style.display = "none";
      if (e.type === "pointercancel") return;
      if (before < 0) model.send_msg({ type: "sort", column });
      else if (before !== column && before !== column + 1)
        model.send_msg({ type: "drop", column, before });
    };
    track(down, carry, end);
  }
  return { resize: widen, move };
}

/**
 * The column that something dropped at `x` goes before.
 * @param {number[]} edges
 * @param {number} x
 */
export function placeBefore(edges, x) {
  const last = edges.length - 1;
  return edges.findIndex((edge, i) => i === last || x < (edge + edges[i + 1]) / 2);
}
