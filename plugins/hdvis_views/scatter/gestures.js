// Gestures on the scatter plot: each becomes a message, and a picture of itself meanwhile.

import { modeOf } from "hdvis/gestures.js";
import { areaOf, placeOf } from "./draw.js";
import { addKeys } from "./keys.js";
import { gestureName, isInside, partOf, shapeOf } from "./shapes.js";

/** @typedef {import("./view.js").State} State */
/** @typedef {import("./view.js").Point} Point */
/** @typedef {import("./view.js").Shape} Shape */
/** @typedef {import("./shapes.js").Drag} Drag */

const SLACK = 3;
const HOVER_MS = 90;
const WHEEL_MS = 120;

/**
 * @param {State} state
 * @param {() => void} showTools
 */
export function addGestures(state, showTools) {
  const { view, tip } = state;
  const hover = addHover(state);
  addDrags(state, hover.hide);
  addWheel(state, hover.hide);
  addKeys(state, showTools);
  view.surface.addEventListener("dblclick", () => state.model.send_msg({ type: "home" }));
  state.el.addEventListener("pointerleave", hover.hide);
  return {
    /** @param {Extract<import("./view.js").Heard, { type: "card" }>} card */
    showCard: (card) => {
      const at = hover.at();
      if (!at || card.row == null) tip.hide();
      else tip.show(card, at, view);
    },
  };
}

/**
 * @param {State} state
 * @param {MouseEvent} e
 */
const placeAt = (state, e) => placeOf(areaOf(state), [e.offsetX, e.offsetY]);

/**
 * @param {State} state
 * @param {() => void} hideCard
 */
function addDrags(state, hideCard) {
  const { model, view, requests } = state;
  /** @type {Drag | null} */
  let drag = null;
  /** @param {PointerEvent} e */
  function begin(e) {
    if (e.button > 1) return;
    view.surface.setPointerCapture(e.pointerId);
    hideCard();
    const tool = e.button === 1 ? "pan" : model.tool;
    const start = placeAt(state, e);
    const mode = modeOf(e);
    const isOwn = (/** @type {Shape} */ brush) => brush.kind === "box" && isInside(brush, start);
    const own = tool === "box" && !mode ? model.brushes.findLast(isOwn) : null;
    const gesture = own?.gesture ?? gestureName();
    const from = /** @type {[number, number]} */ ([e.offsetX, e.offsetY]);
    drag = {
      tool: own ? "move" : tool,
      start,
      from,
      points: [start],
      mode,
      own,
      gesture,
      moved: false,
    };
    state.isDragged = true;
  }
  /** @param {PointerEvent} e */
  function move(e) {
    if (!drag) return;
    const [x, y] = [e.offsetX - drag.from[0], e.offsetY - drag.from[1]];
    if (Math.hypot(x, y) > SLACK) drag.moved = true;
    if (!drag.moved) return;
    const { width, height } = areaOf(state);
    if (drag.tool === "pan") state.shift = { x: x / width, y: y / height, scale: 1 };
    else if (drag.tool === "path") {
      drag.points.push(placeAt(state, e));
      model.path = [...drag.points];
    } else brush(drag, placeAt(state, e), true);
    view.redraw();
  }
  /**
   * @param {Drag} drag
   * @param {Point} here
   * @param {boolean} live
   */
  function brush(drag, here, live) {
    if (drag.tool === "lasso") drag.points.push(here);
    state.shape = shapeOf(drag, here);
    const { kind, points } = state.shape;
    const { gesture, mode } = drag;
    requests.send({ type: "gesture", shape: { kind, points }, live, gesture, mode });
  }
  /** @param {PointerEvent} e */
  function end(e) {
    if (!drag) return;
    const ended = drag;
    drag = null;
    state.isDragged = false;
    if (!ended.moved) {
      const [x, y] = ended.start;
      model.send_msg({ type: "click", x, y });
      state.shape = null;
    } else if (ended.tool === "pan") look(state);
    else if (ended.tool === "path") model.send_msg({ type: "path", points: ended.points });
    else brush(ended, placeAt(state, e), false);
  }
  function cancel() {
    drag = null;
    Object.assign(state, { shape: null, shift: null, isDragged: false });
    view.redraw();
  }
  const surface = view.surface;
  surface.addEventListener("pointerdown", begin);
  surface.addEventListener("pointermove", move);
  surface.addEventListener("pointerup", end);
  surface.addEventListener("pointercancel", cancel);
}

/**
 * Ask for the view that the moved picture stands for.
 * @param {State} state
 */
function look({ model, shift }) {
  if (shift) model.send_msg({ type: "view", ...partOf(shift) });
}

/**
 * @param {State} state
 * @param {() => void} hideCard
 */
function addWheel(state, hideCard) {
  /** @type {any} */
  let timer = 0;
  /** @param {WheelEvent} e */
  function zoom(e) {
    e.preventDefault();
    hideCard();
    const a = areaOf(state);
    const factor = Math.exp(-Math.max(-60, Math.min(60, e.deltaY)) * 0.006);
    const [cx, cy] = [(e.offsetX - a.x) / a.width, (e.offsetY - a.y) / a.height];
    const { x, y, scale } = state.shift ?? { x: 0, y: 0, scale: 1 };
    state.shift = { scale: scale * factor, x: cx - (cx - x) * factor, y: cy - (cy - y) * factor };
    state.view.redraw();
    clearTimeout(timer);
    // A picture that comes before the wheel rests has taken the shift away: there is none to ask for.
    timer = setTimeout(() => look(state), WHEEL_MS);
  }
  state.view.surface.addEventListener("wheel", zoom, { passive: false });
}

/** @param {State} state */
function addHover(state) {
  const { model, view, tip } = state;
  /** @type {any} */
  let timer = 0;
  /** @type {[number, number] | null} */
  let at = null;
  function hide() {
    clearTimeout(timer);
    at = null;
    tip.hide();
  }
  view.surface.addEventListener("pointermove", (e) => {
    if (state.isDragged) return;
    hide();
    const [x, y] = placeAt(state, e);
    if (x < 0 || x > 1 || y < 0 || y > 1) return;
    at = [e.offsetX, e.offsetY];
    timer = setTimeout(() => model.send_msg({ type: "hover", x, y }), HOVER_MS);
  });
  return { hide, at: () => at };
}
