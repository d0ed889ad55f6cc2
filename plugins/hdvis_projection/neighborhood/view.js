// A form with Run, what the graph is like, and a histogram of its degrees.

import { canvas, FONT } from "hdvis/canvas.js";
import { host, node } from "hdvis/dom.js";
import { arrowStep, describeKeys, modeOf } from "hdvis/gestures.js";
import { colors, onTheme } from "hdvis/theme.js";
import form from "../parts/run_form.css" with { type: "text" };
import { runForm } from "../parts/run_form.js";
import css from "./view.css" with { type: "text" };

const EDGE = { left: 4, right: 4, top: 16, bottom: 16 };

/** @typedef {import("hdvis/gestures.js").Mode} Mode */
/**
 * @typedef {import("../parts/run_form.js").FormParams & { facts: [name: string, value: string][],
 *   warning: string, bars: [label: string, count: number][] }} Params
 */
/**
 * @typedef {import("../parts/run_form.js").FormSent
 *   | { type: "bar", index: number, mode: Mode }} Sent
 */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent>} Model */

/** @param {{ model: Model, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, form + css, { position: "absolute", inset: 0 });
  const facts = node("dl", {});
  const warning = node("div", { class: "problem", role: "status" });
  const histogram = node("div", { class: "histogram" });
  el.append(node("div", { class: "panel" }, ...runForm(model), facts, warning, histogram));
  describeKeys(model, "Neighborhood", [["click a bar", "select rows with so many neighbours"]]);
  const view = canvas(histogram, draw);
  const surface = view.surface;
  Object.assign(surface, { tabIndex: 0 });
  surface.setAttribute("role", "application");
  surface.setAttribute("aria-label", "rows by number of neighbours; arrows pick, Enter selects");
  let hover = -1;

  const place = (/** @type {number} */ at) => {
    const width = (view.width - EDGE.left - EDGE.right) / Math.max(1, model.bars.length);
    const most = Math.max(1, ...model.bars.map(([, count]) => count));
    const height = (view.height - EDGE.top - EDGE.bottom) * (model.bars[at][1] / most);
    const x = EDGE.left + at * width;
    return [x, view.height - EDGE.bottom - height, Math.max(1, width - 2), height];
  };
  /** @param {CanvasRenderingContext2D} context */
  function draw(context) {
    const theme = colors(el);
    context.font = `11px ${FONT}`;
    context.fillStyle = theme.muted;
    context.fillText("rows by number of neighbours", EDGE.left, 11);
    context.textAlign = "center";
    model.bars.forEach(([label, count], at) => {
      const [x, y, width, height] = place(at);
      context.fillStyle = at === hover ? theme.focus : theme.rows;
      if (count)
        context.fillRect(x, Math.min(y, view.height - EDGE.bottom - 1), width, Math.max(1, height));
      context.fillStyle = theme.muted;
      if (width > context.measureText(label).width + 2)
        context.fillText(label, x + width / 2, view.height - 4);
    });
    context.textAlign = "left";
  }
  /** @param {number} at */
  function look(at) {
    hover = at;
    const bar = model.bars[at];
    surface.title = bar ? `${bar[1].toLocaleString("en")} rows with ${bar[0]} neighbours` : "";
    view.redraw();
  }
  const under = (/** @type {MouseEvent} */ e) =>
    model.bars.findIndex((_, at) => {
      const [x, , width] = place(at);
      return e.offsetX >= x && e.offsetX <= x + width + 2;
    });
  /**
   * @param {number} at
   * @param {MouseEvent | KeyboardEvent} e
   */
  const choose = (at, e) => at >= 0 && model.send_msg({ type: "bar", index: at, mode: modeOf(e) });
  surface.addEventListener("pointermove", (e) => look(under(e)));
  surface.addEventListener("pointerleave", () => look(-1));
  surface.addEventListener("click", (e) => choose(under(e), e));
  surface.addEventListener("keydown", (e) => {
    const step = arrowStep(e);
    if (step) look((hover + step + model.bars.length) % model.bars.length);
    else if (e.key === "Enter") choose(hover, e);
    else return;
    e.preventDefault();
  });
  function words() {
    facts.replaceChildren(
      ...model.facts.flatMap(([name, value]) => [node("dt", {}, name), node("dd", {}, value)]),
    );
    warning.textContent = model.warning;
    warning.style.display = model.warning ? "" : "none";
    histogram.style.display = model.bars.length ? "" : "none";
    look(-1);
  }
  for (const name of ["facts", "warning", "bars"]) model.on(name, words);
  onTheme(model, view.redraw);
  words();
}
