// Gestures on parallel axes: brushes, handles of the focused line, clicks and hovering.

import { modeOf } from "hdvis/gestures.js";
import { areaOf, clip, dragged, hit, rangesOf, shareAt } from "./places.js";

/** @typedef {import("./view.js").State} State */
/** @typedef {import("./view.js").Range} Range */
/** @typedef {import("./places.js").Hit} Hit */
/** @typedef {import("hdvis/gestures.js").Mode} Mode */
/** @typedef {{ hit: Hit | null, start: number, ranges: Range[], from: [number, number], mode: Mode, moved: boolean }} Drag */

const SLACK = 3;
const HOVER_MS = 40;
const EDGE = 0.02;
const CURSORS = {
  handle: "ns-resize",
  high: "ns-resize",
  low: "ns-resize",
  move: "grab",
  make: "crosshair",
};

/** @param {State} state */
export function addGestures(state) {
  const hover = addHover(state);
  const brush = brushOf(state);
  addDrags(state, brush, hover);
  return { brush, showCard: hover.show, hideCard: hover.hide };
}

/**
 * Sends the ranges of an axis, and shows them until the answer comes.
 * @param {State} state
 */
function brushOf(state) {
  /**
   * @param {string} axis
   * @param {Range[]} ranges
   * @param {{ live?: boolean, mode?: Mode }} how
   */
  return (axis, ranges, { live = false, mode = null } = {}) => {
    state.local = { ...state.local, [axis]: ranges };
    state.requests.send({ type: "brush", axis, ranges, live, mode });
    state.view.redraw();
  };
}

/**
 * @param {State} state
 * @param {ReturnType<typeof brushOf>} brush
 * @param {ReturnType<typeof addHover>} hover
 */
function addDrags(state, brush, hover) {
  const { view, model, requests } = state;
  const surface = view.surface;
  /** @type {Drag | null} */
  let drag = null;
  surface.addEventListener("pointerdown", (e) => {
    if (e.button !== 0) return;
    surface.setPointerCapture(e.pointerId);
    hover.hide();
    const found = hit(state, e.offsetX, e.offsetY);
    const start = found ? shareAt(areaOf(state), found.axis, e.offsetY) : 0;
    const ranges = found ? rangesOf(state, found.axis.name) : [];
    drag = {
      hit: found,
      start,
      ranges,
      from: [e.offsetX, e.offsetY],
      mode: modeOf(e),
      moved: false,
    };
    state.isDragged = true;
  });
  surface.addEventListener("pointermove", (e) => {
    if (!drag) return hover.over(e);
    if (Math.hypot(e.offsetX - drag.from[0], e.offsetY - drag.from[1]) > SLACK) drag.moved = true;
    if (drag.moved && drag.hit) pull(drag, drag.hit, e, true);
  });
  surface.addEventListener("pointerup", (e) => {
    if (!drag) return;
    const ended = drag;
    if (ended.moved && ended.hit) pull(ended, ended.hit, e, false);
    drag = null;
    state.isDragged = false;
    if (!ended.moved) press(ended, e);
  });
  surface.addEventListener("pointercancel", () => {
    drag = state.local = state.handle = null;
    state.isDragged = false;
    view.redraw();
  });
  /**
   * @param {Drag} drag
   * @param {Hit} found
   * @param {PointerEvent} e
   * @param {boolean} live
   */
  function pull(drag, found, e, live) {
    const share = shareAt(areaOf(state), found.axis, e.offsetY);
    const { kind, k, axis } = found;
    if (kind === "handle") {
      state.handle = { axis: found.i, share };
      requests.send({ type: "handle", axis: axis.name, share, live });
      view.redraw();
    } else {
      const ranges = dragged(drag.ranges, { kind, k, start: drag.start }, share);
      brush(axis.name, ranges, { live, mode: drag.mode });
    }
  }
  /**
   * @param {Drag} drag
   * @param {PointerEvent} e
   */
  function press({ hit: found, ranges, mode }, e) {
    if (found && ["move", "low", "high"].includes(found.kind)) {
      brush(
        found.axis.name,
        ranges.filter((_, i) => i !== found.k),
        { mode },
      );
      return;
    }
    const at = placeOf(state, e);
    if (at) model.send_msg({ type: "click", ...at });
  }
}

/**
 * Where the pointer is, as shares of the plane, or null beside it.
 * @param {State} state
 * @param {MouseEvent} e
 */
function placeOf(state, e) {
  const a = areaOf(state);
  const x = (e.offsetX - a.x) / a.width;
  const y = 1 - (e.offsetY - a.y) / a.height;
  const isIn = (/** @type {number} */ share) => share > -EDGE && share < 1 + EDGE;
  return isIn(x) && isIn(y) ? { x: clip(x), y: clip(y) } : null;
}

/** @param {State} state */
function addHover(state) {
  const { view, tip, hovers } = state;
  /** @type {any} */
  let timer = 0;
  /** @type {[number, number] | null} */
  let at = null;
  function hide() {
    clearTimeout(timer);
    at = null;
    tip.hide();
    if (!state.hovered) return;
    state.hovered = null;
    view.redraw();
  }
  /** @param {PointerEvent} e */
  function over(e) {
    const found = hit(state, e.offsetX, e.offsetY);
    const place = placeOf(state, e);
    view.surface.style.cursor = found ? CURSORS[found.kind] : "default";
    tip.hide();
    clearTimeout(timer);
    if (!place || (found && found.kind !== "make")) return hide();
    at = [e.offsetX, e.offsetY];
    timer = setTimeout(() => hovers.send({ type: "hover", ...place }), HOVER_MS);
  }
  /** @param {Extract<import("./view.js").Heard, { type: "card" }>} card */
  function show(card) {
    hovers.done();
    const isShown = at !== null && card.row != null;
    state.hovered = isShown ? card.line : null;
    view.redraw();
    if (at && isShown) tip.show(card, at, view);
    else tip.hide();
  }
  state.el.addEventListener("pointerleave", hide);
  return { hide, over, show };
}
