// A function along one dimension, or away from a peak: points, quantiles and a surrogate.

import { canvas } from "hdvis/canvas.js";
import { host, node } from "hdvis/dom.js";
import { follow } from "hdvis/messages.js";
import { colors, onTheme } from "hdvis/theme.js";
import { drawChart, placesOf } from "./chart.js";
import css from "./view.css" with { type: "text" };

/** @typedef {{ mode: string, dimension: string, width: number, surrogate: string }} Settings */
/**
 * @typedef {{ chart: import("./chart.js").Chart | null, dimensions: string[], settings: Settings,
 *   surrogates: string[], note: string }} Params
 */
/**
 * @typedef {{ type: "set", name: string, value: string | number }
 *   | { type: "focus", row: number }} Sent
 */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent>} ShapeModel */

const NEAR = 10;

/** @param {{ model: ShapeModel, el: HTMLElement }} view */
export function render({ model, el }) {
  host(el, css, { position: "absolute", inset: 0, display: "flex", flexDirection: "column" });
  const bar = node("div", { class: "bar" });
  const holder = node("div", { class: "chart" });
  const note = node("div", { class: "note muted", role: "status" });
  el.append(bar, holder, note);
  const view = canvas(holder, (context, width, height) => {
    if (model.chart) drawChart(context, width, height, model.chart, colors(el));
  });
  view.surface.setAttribute("role", "img");

  function controls() {
    const { mode, dimension, width, surrogate } = model.settings;
    const slider = node("input", {
      type: "range",
      min: 0.01,
      max: 1,
      step: 0.01,
      value: width,
      "aria-label": "width of the slab",
      title: "width of the slab",
      onchange: () => model.send_msg({ type: "set", name: "width", value: Number(slider.value) }),
    });
    const isSlab = mode === "slab";
    bar.replaceChildren(
      choice(model, "mode", ["slab", "segment"], mode),
      ...(isSlab ? [choice(model, "dimension", model.dimensions, dimension), slider] : []),
      ...(isSlab ? [choice(model, "surrogate", model.surrogates, surrogate)] : []),
    );
  }
  function words() {
    note.textContent = model.note;
    note.style.display = model.note ? "" : "none";
  }
  function redraw() {
    const chart = model.chart;
    view.surface.setAttribute("aria-label", chart ? `${chart.up} against ${chart.across}` : "");
    view.redraw();
  }
  view.surface.addEventListener("click", (e) => {
    const chart = model.chart;
    if (!chart) return;
    const { across, up } = placesOf(chart, view.width, view.height);
    let best = -1;
    let least = NEAR;
    chart.x.forEach((x, i) => {
      const far = Math.hypot(across(x) - e.offsetX, up(chart.y[i]) - e.offsetY);
      if (far < least) [best, least] = [i, far];
    });
    if (best >= 0) model.send_msg({ type: "focus", row: chart.rows[best] });
  });
  follow(model, { "settings dimensions surrogates": controls, chart: redraw, note: words });
  onTheme(model, view.redraw);
  controls();
  words();
  redraw();
}

/**
 * @param {ShapeModel} model
 * @param {keyof Settings} name
 * @param {string[]} values
 * @param {string} value
 */
function choice(model, name, values, value) {
  const select = node("select", {
    "aria-label": name,
    title: name,
    onchange: () => model.send_msg({ type: "set", name, value: select.value }),
  });
  for (const one of values)
    select.append(node("option", { value: one, selected: one === value }, one));
  return select;
}
