// Parallel axes over a plane of lines: brushes, order, pages, a focused line and its handles.

import { canvas } from "hdvis/canvas.js";
import { host, node } from "hdvis/dom.js";
import { describeKeys } from "hdvis/gestures.js";
import { legendBox } from "hdvis/legend.js";
import { follow, latest, listen } from "hdvis/messages.js";
import { planePainter, planeSize } from "hdvis/planes.js";
import { onTheme } from "hdvis/theme.js";
import { tooltip } from "hdvis/tooltip.js";
import { draw } from "./draw.js";
import { addGestures } from "./gestures.js";
import { axisHeads } from "./heads.js";
import { areaOf, roomForLegend } from "./places.js";
import css from "./view.css" with { type: "text" };

/** @typedef {[low: number, high: number]} Range Heights (0..1) of an axis. */
/**
 * @typedef {{ name: string, label: string, low: string, high: string, flipped: boolean,
 *   ticks: [share: number, text: string][], note: string }} Axis
 */
/**
 * @typedef {{ base: import("hdvis/planes.js").Base | null,
 *   chosen: import("hdvis/planes.js").Chosen | null, axes: Axis[], brushes: Record<string, Range[]>,
 *   focus: (number | null)[] | null, handles: boolean,
 *   pages: { before?: number, after?: number }, label: string, legend: any }} Params
 */
/**
 * @typedef {{ type: "size", width: number, height: number, ratio: number }
 *   | { type: "brush", axis: string, ranges: Range[], live: boolean, mode: import("hdvis/gestures.js").Mode }
 *   | { type: "order", names: string[] }
 *   | { type: "flip", axis: string }
 *   | { type: "page", by: number }
 *   | { type: "hover", x: number, y: number }
 *   | { type: "click", x: number, y: number }
 *   | { type: "handle", axis: string, share: number, live: boolean }
 *   | { type: "legend", value: string, mode: import("hdvis/gestures.js").Mode }} Sent
 */
/**
 * @typedef {{ type: "chosen", chosen: import("hdvis/planes.js").Chosen | null, live: boolean }
 *   | { type: "card", row: number | null, values: [string, string][], line: (number | null)[],
 *       image: import("hdvis/pictures.js").Picture | null }
 *   | { type: "ack" }} Heard
 */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent, Heard>} Model */
/**
 * An axis on its way: `x` is null until it moves, `from` null once it is dropped.
 * @typedef {{ name: string, order: string[], x: number | null, from: number | null, start: number,
 *   began: string[] }} Carry
 */
/**
 * What the view shows of the moment.
 * @typedef {Object} State
 * @property {Model} model
 * @property {HTMLElement} el
 * @property {import("hdvis/canvas.js").Canvas} view
 * @property {ReturnType<typeof planePainter>} painter
 * @property {ReturnType<typeof tooltip>} tip
 * @property {ReturnType<typeof latest<Sent>>} requests
 * @property {ReturnType<typeof latest<Sent>>} hovers
 * @property {Record<string, Range[]> | null} local Ranges that Python has not answered yet.
 * @property {Carry | null} carry
 * @property {{ axis: number, share: number } | null} handle
 * @property {(number | null)[] | null} hovered The line under the pointer.
 * @property {boolean} isDragged
 */

const KEYS = /** @type {import("hdvis/gestures.js").KeyRows} */ ([
  ["drag along an axis", "brush a range; again for another one"],
  ["drag a brush or its edge", "move it, make it longer"],
  ["click a brush", "take it away"],
  ["click a line", "focus the row"],
  ["drag a name, Shift+← →", "move the axis"],
  ["double-click a name, F", "flip the axis"],
  ["B on a name, then arrows", "brush: ↑ ↓ move its lower end, with Shift its upper end"],
  ["Delete on a name", "take away the brushes of the axis"],
  ["wheel, Page Up, Page Down", "earlier and later axes"],
]);

/** @param {{ model: Model, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, css, {
    position: "relative",
    overflow: "hidden",
    touchAction: "none",
    userSelect: "none",
  });
  const view = canvas(el, (context) => draw(context, state), { onresize: () => resized() });
  const state = /** @type {State} */ ({
    model,
    el,
    view,
    painter: planePainter(),
    tip: tooltip(),
    requests: latest(model),
    hovers: latest(model, 1000),
    local: null,
    carry: null,
    handle: null,
    hovered: null,
    isDragged: false,
  });
  view.surface.setAttribute("role", "img");
  const gestures = addGestures(state);
  const heads = axisHeads(state, gestures);
  const pages = pagers(model);
  const legend = legendBox(model);
  el.append(heads.element, pages.earlier, pages.later, legend, state.tip.card);
  pages.turnBy(el, legend);
  describeKeys(model, "Parallel Coordinate", KEYS);

  function tellSize() {
    const { width, height } = areaOf(state);
    model.send_msg({ type: "size", ...planeSize(width, height) });
  }
  function resized() {
    tellSize();
    heads.place();
    legend.style.display = roomForLegend(state) ? "" : "none";
  }
  function settle() {
    if (!state.isDragged) state.local = state.handle = null;
    if (state.carry?.from === null) state.carry = null;
    state.requests.done();
    heads.show();
    view.redraw();
  }
  let legendRoom = roomForLegend(state);
  follow(model, {
    base: () => {
      state.painter.setBase(model.base);
      view.redraw();
    },
    axes: () => {
      state.carry = null;
      gestures.hideCard();
      heads.show();
      view.redraw();
    },
    brushes: () => {
      if (!state.isDragged) state.local = null;
      heads.show();
      view.redraw();
    },
    focus: () => {
      if (!state.isDragged) state.handle = null;
      view.redraw();
    },
    handles: view.redraw,
    pages: pages.show,
    legend: () => {
      if (roomForLegend(state) === legendRoom) return;
      legendRoom = roomForLegend(state);
      resized();
      view.redraw();
    },
    label: () => view.surface.setAttribute("aria-label", model.label),
  });
  onTheme(model, view.redraw);
  listen(model, {
    chosen: ({ chosen, live }) => {
      state.painter.setChosen(chosen);
      if (!live) return settle();
      state.requests.done();
      view.redraw();
    },
    card: gestures.showCard,
    ack: settle,
  });
  view.surface.setAttribute("aria-label", model.label);
  state.painter.setBase(model.base);
  state.painter.setChosen(model.chosen);
  heads.show();
  pages.show();
}

const WHEEL_LEAST = 8;
const WHEEL_REST = 300;

/**
 * The buttons that turn to other axes; so does the wheel.
 * @param {Model} model
 */
function pagers(model) {
  const turn = (/** @type {number} */ by) => {
    if (by < 0 ? model.pages.before : model.pages.after) model.send_msg({ type: "page", by });
  };
  const button = (
    /** @type {string} */ sign,
    /** @type {string} */ label,
    /** @type {number} */ by,
  ) =>
    node(
      "button",
      {
        class: `pager ${by < 0 ? "earlier" : "later"}`,
        "aria-label": label,
        onclick: () => turn(by),
      },
      sign,
    );
  const earlier = button("‹", "earlier axes", -1);
  const later = button("›", "more axes", 1);
  function show() {
    const { before, after } = model.pages;
    earlier.style.display = before ? "" : "none";
    later.style.display = after ? "" : "none";
    earlier.title = `${before} earlier axes (Page Up, Page Down, or the wheel)`;
    later.title = `${after} more axes (Page Up, Page Down, or the wheel)`;
  }
  let turnedAt = 0;
  /**
   * @param {HTMLElement} el
   * @param {HTMLElement} legend
   */
  const turnBy = (el, legend) => {
    const onwheel = (/** @type {WheelEvent} */ e) => {
      const by = Math.abs(e.deltaX) > Math.abs(e.deltaY) ? e.deltaX : e.deltaY;
      const target = /** @type {Node} */ (e.composedPath()[0]);
      if (!(model.pages.before || model.pages.after) || legend.contains(target)) return;
      e.preventDefault();
      if (Math.abs(by) < WHEEL_LEAST || e.timeStamp - turnedAt < WHEEL_REST) return;
      turnedAt = e.timeStamp;
      turn(Math.sign(by));
    };
    el.addEventListener("wheel", onwheel, { passive: false });
    el.addEventListener("keydown", (e) => {
      const by = { PageUp: -1, PageDown: 1 }[e.key];
      if (!by) return;
      turn(by);
      e.preventDefault();
    });
  };
  return { earlier, later, show, turnBy };
}
