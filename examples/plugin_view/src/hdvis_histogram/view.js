// A histogram of one column; bars are brushed by pointer or by keys.

import { canvas, FONT } from "hdvis/canvas.js";
import { host } from "hdvis/dom.js";
import { arrowStep, describeKeys, modeOf } from "hdvis/gestures.js";
import { follow, latest, listen } from "hdvis/messages.js";
import { colors, onTheme } from "hdvis/theme.js";

/** @typedef {{ bars: number[], chosen: number[], title: string }} Params */
/**
 * @typedef {{ type: "brush", low: number, high: number, live: boolean,
 *   mode: import("hdvis/gestures.js").Mode }} Sent
 */
/** @typedef {{ type: "chosen", chosen: number[] }} Heard */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent, Heard>} Model */

const FOOT = 18;

/** @param {{ model: Model, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, "", { position: "relative" });
  const requests = latest(/** @type {{ send_msg(message: Sent): void }} */ (model));
  let chosen = model.chosen;
  const view = canvas(el, draw);
  const surface = view.surface;
  surface.tabIndex = 0;
  surface.setAttribute("role", "application");

  /** @param {CanvasRenderingContext2D} context */
  function draw(context) {
    const theme = colors(el);
    const most = Math.max(1, ...model.bars);
    const step = view.width / model.bars.length;
    const tall = (/** @type {number} */ count) => ((view.height - FOOT - 4) * count) / most;
    model.bars.forEach((count, i) => {
      context.fillStyle = theme.rows;
      context.fillRect(i * step, view.height - FOOT - tall(count), step - 1, tall(count));
      context.fillStyle = theme.selection;
      context.fillRect(i * step, view.height - FOOT - tall(chosen[i]), step - 1, tall(chosen[i]));
    });
    context.font = `11px ${FONT}`;
    context.fillStyle = theme.muted;
    context.fillText(model.title, 4, view.height - 5);
  }

  let start = -1;
  let bar = 0;
  const barAt = (/** @type {PointerEvent} */ e) =>
    Math.min(
      model.bars.length - 1,
      Math.max(0, Math.floor((e.offsetX / view.width) * model.bars.length)),
    );
  /**
   * @param {number} end
   * @param {boolean} live
   * @param {MouseEvent | KeyboardEvent} e
   */
  function brush(end, live, e) {
    const [low, high] = [Math.min(start, end), Math.max(start, end)];
    requests.send({ type: "brush", low, high, live, mode: modeOf(e) });
  }
  surface.addEventListener("pointerdown", (e) => {
    surface.setPointerCapture(e.pointerId);
    start = barAt(e);
  });
  surface.addEventListener("pointermove", (e) => {
    if (start >= 0) brush(barAt(e), true, e);
  });
  surface.addEventListener("pointerup", (e) => {
    if (start >= 0) brush(barAt(e), false, e);
    start = -1;
  });
  surface.addEventListener("keydown", (e) => {
    const step = arrowStep(e);
    if (!step) return;
    bar = start = (bar + step + model.bars.length) % model.bars.length;
    brush(bar, false, e);
    start = -1;
    e.preventDefault();
  });

  const name = () => surface.setAttribute("aria-label", `histogram of ${model.title}`);
  follow(model, {
    "bars title": () => {
      name();
      view.redraw();
    },
  });
  onTheme(model, view.redraw);
  listen(model, {
    chosen: (message) => {
      chosen = message.chosen;
      requests.done();
      view.redraw();
    },
  });
  describeKeys(model, "Histogram", [
    ["drag", "select the rows of these bars"],
    ["arrows", "select the rows of the next bar"],
  ]);
  name();
}
