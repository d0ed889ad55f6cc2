// Points as planes of pixels, with axes, brushes, a legend, image marks and a hover card.

import { canvas } from "hdvis/canvas.js";
import { host } from "hdvis/dom.js";
import { describeKeys } from "hdvis/gestures.js";
import { legendBox } from "hdvis/legend.js";
import { follow, latest, listen } from "hdvis/messages.js";
import { bitmap } from "hdvis/pictures.js";
import { planePainter, planeSize } from "hdvis/planes.js";
import { onTheme } from "hdvis/theme.js";
import { tooltip } from "hdvis/tooltip.js";
import { areaOf, draw } from "./draw.js";
import { addGestures } from "./gestures.js";
import { toolbar } from "./tools.js";
import css from "./view.css" with { type: "text" };

/** @typedef {[x: number, y: number]} Point A place as shares of the view (0..1), y upwards. */
/** @typedef {"box" | "lasso" | "pan" | "path"} Tool */
/** @typedef {{ kind: "box" | "lasso", points: Point[], gesture?: string, keeps?: boolean }} Shape */
/** @typedef {{ label: string, ticks: [share: number, text: string][] }} Axis */
/**
 * @typedef {{ sheet: any, mime: string, tile: number, columns: number, places: Point[],
 *   chosen: boolean[] | null }} Marks
 */
/**
 * @typedef {{ base: import("hdvis/planes.js").Base | null,
 *   chosen: import("hdvis/planes.js").Chosen | null, axes: { x?: Axis, y?: Axis },
 *   brushes: Shape[], focus: Point | null, edges: any, rays: Point[], marks: Marks | null, path: Point[], tool: Tool,
 *   tools: Tool[], label: string, legend: any }} Params
 */
/**
 * @typedef {{ type: "size", width: number, height: number, ratio: number }
 *   | { type: "gesture", shape: Shape, live: boolean, gesture: string, mode: import("hdvis/gestures.js").Mode }
 *   | { type: "view", x0: number, x1: number, y0: number, y1: number }
 *   | { type: "home" }
 *   | { type: "click", x: number, y: number }
 *   | { type: "hover", x: number, y: number }
 *   | { type: "path", points: Point[] }
 *   | { type: "legend", value: string, mode: import("hdvis/gestures.js").Mode }} Sent
 */
/**
 * @typedef {{ type: "chosen", chosen: import("hdvis/planes.js").Chosen | null, live: boolean }
 *   | { type: "card", row: number | null, values: [string, string][],
 *       image: import("hdvis/pictures.js").Picture | null }} Heard
 */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent, Heard>} Model */
/** @typedef {{ x: number, y: number, scale: number }} Shift How the picture is moved until a new one comes. */
/**
 * What the plot shows of the moment.
 * @typedef {Object} State
 * @property {Model} model
 * @property {HTMLElement} el
 * @property {import("hdvis/canvas.js").Canvas} view
 * @property {ReturnType<typeof planePainter>} painter
 * @property {ReturnType<typeof tooltip>} tip
 * @property {ReturnType<typeof latest<Sent>>} requests
 * @property {ImageBitmap | null} sheet Image marks.
 * @property {Shape | null} shape The brush being drawn.
 * @property {Shift | null} shift
 * @property {boolean} isDragged
 * @property {Point | null} cross Where the keys are.
 */

const KEYS = /** @type {import("hdvis/gestures.js").KeyRows} */ ([
  ["drag", "brush with the tool: box, lasso, pan or path"],
  ["drag a box", "move it"],
  ["click", "focus the row; beside all rows: select nothing"],
  ["wheel, + and −", "zoom"],
  ["middle button, P and drag", "pan"],
  ["double-click, 0", "show all"],
  ["B, L, P, D", "box, lasso, pan, draw a path"],
  ["arrows", "move a cross; Enter there begins and ends a box"],
]);

/** @param {{ model: Model, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, css, {
    position: "relative",
    overflow: "hidden",
    touchAction: "none",
    userSelect: "none",
  });
  const view = canvas(el, (context) => draw(context, state), { onresize: () => tellSize() });
  const requests = latest(/** @type {{ send_msg(message: Sent): void }} */ (model));
  const state = /** @type {State} */ ({
    model,
    el,
    view,
    requests,
    painter: planePainter(),
    tip: tooltip(),
    sheet: null,
    shape: null,
    shift: null,
    isDragged: false,
    cross: null,
  });
  const tools = toolbar(state);
  Object.assign(view.surface, { tabIndex: 0 });
  view.surface.setAttribute("role", "img");
  el.append(legendBox(model), tools.element, state.tip.card);
  const gestures = addGestures(state, tools.show);
  describeKeys(model, "Scatter Plot", KEYS);

  function tellSize() {
    const { width, height } = areaOf(state);
    model.send_msg({ type: "size", ...planeSize(width, height) });
  }
  function name() {
    view.surface.setAttribute("aria-label", model.label);
  }
  function rebase() {
    state.shift = null;
    state.painter.setBase(model.base);
    view.redraw();
  }
  let wasBare = !model.axes.x;
  function axes() {
    if (!model.axes.x !== wasBare) {
      wasBare = !model.axes.x;
      tellSize();
    }
    view.redraw();
  }
  async function marks() {
    const { marks } = model;
    state.sheet = await bitmap(marks && { data: marks.sheet, mime: marks.mime });
    view.redraw();
  }
  function brushes() {
    if (!state.isDragged) state.shape = null;
    view.redraw();
  }
  follow(model, {
    base: rebase,
    brushes,
    axes,
    marks,
    "focus path edges rays": view.redraw,
    label: name,
    "tool tools": tools.show,
  });
  onTheme(model, view.redraw);
  listen(model, {
    chosen: ({ chosen, live }) => {
      state.painter.setChosen(chosen);
      if (!live && !state.isDragged) state.shape = null;
      requests.done();
      view.redraw();
    },
    card: gestures.showCard,
  });
  state.painter.setChosen(model.chosen);
  name();
  rebase();
  marks();
  tools.show();
}
