// A plot whose layers come off with a slider, from the outside in.

import { canvas } from "hdvis/canvas.js";
import { host, node } from "hdvis/dom.js";
import { fieldRow } from "hdvis/form.js";
import { describeKeys, modeOf } from "hdvis/gestures.js";
import { bytes, follow } from "hdvis/messages.js";
import { sheet } from "hdvis/planes.js";
import { onTheme } from "hdvis/theme.js";
import css from "./view.css" with { type: "text" };

/**
 * @typedef {{ places: any, order: any, colors: any, fields: import("hdvis/form.js").Field[],
 *   share: number, note: string, problem: boolean }} Params
 */
/**
 * @typedef {{ type: "set", name: string, value: any }
 *   | { type: "peel", share: number, mode: import("hdvis/gestures.js").Mode }} Sent
 */

/** @param {{ model: import("hdvis/messages.js").Model<Params, Sent>, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, css, { position: "absolute", inset: 0, display: "flex", flexDirection: "column" });
  const head = node("div", { class: "head" });
  const plot = node("div", { class: "plot" });
  const slider = node("input", {
    type: "range",
    min: 0,
    max: 0.99,
    step: 0.01,
    "aria-label": "how much is peeled off",
  });
  const figures = node("span", { class: "figures muted" });
  const note = node("div", { class: "note muted", role: "status" });
  el.append(head, plot, node("div", { class: "foot" }, slider, figures), note);
  describeKeys(model, "PlotPeeling", [
    ["drag the slider", "peel layers; what is left is selected"],
  ]);
  const pixels = sheet();
  const view = canvas(plot, draw);
  let places = new Float32Array(0);
  let order = new Float32Array(0);

  /** @param {CanvasRenderingContext2D} context */
  function draw(context) {
    const size = { width: Math.round(view.width), height: Math.round(view.height) };
    const what = { places, order, colors: bytes(model.colors), share: Number(slider.value) };
    context.drawImage(
      pixels(size.width, size.height, (words) => paint(words, size, what)),
      0,
      0,
    );
  }
  function told() {
    const share = Number(slider.value);
    let left = 0;
    for (const one of order) if (one >= share) left++;
    const all = order.length ? Math.round((100 * left) / order.length) : 0;
    figures.textContent = `${all} % of the rows are left`;
  }
  slider.addEventListener("input", () => {
    told();
    view.redraw();
  });
  let held = /** @type {MouseEvent | KeyboardEvent | null} */ (null);
  slider.addEventListener("pointerup", (e) => {
    held = e;
  });
  slider.addEventListener("change", () => {
    const mode = held ? modeOf(held) : null;
    held = null;
    model.send_msg({ type: "peel", share: Number(slider.value), mode });
  });
  function data() {
    places = new Float32Array(bytes(model.places).slice().buffer);
    order = new Float32Array(bytes(model.order).slice().buffer);
    told();
    view.redraw();
  }
  function words() {
    note.textContent = model.note;
    note.classList.toggle("problem", model.problem);
  }
  function fields() {
    head.replaceChildren(
      ...model.fields.map((one) =>
        fieldRow(one, (value) => model.send_msg({ type: "set", name: one.name, value })),
      ),
    );
  }
  function share() {
    slider.value = String(model.share);
    told();
    view.redraw();
  }
  follow(model, { "places order colors": data, "note problem": words, fields, share });
  onTheme(model, view.redraw);
  fields();
  words();
  share();
  data();
}

const EDGE = 14;

/**
 * Rows that are left, the outer ones first, so that inner layers lie on top.
 * @param {Uint32Array} words
 * @param {{ width: number, height: number }} size
 * @param {{ places: Float32Array, order: Float32Array, colors: Uint8Array, share: number }} what
 */
function paint(words, { width, height }, { places, order, colors, share }) {
  words.fill(0);
  const dot = order.length < 3000 ? 4 : order.length < 20000 ? 3 : 2;
  for (let i = 0; i < order.length; i++) {
    if (!(order[i] >= share)) continue;
    const x = Math.round(EDGE + places[2 * i] * (width - 2 * EDGE) - dot / 2);
    const y = Math.round(EDGE + (1 - places[2 * i + 1]) * (height - 2 * EDGE) - dot / 2);
    if (!(x >= 0 && y >= 0 && x + dot < width && y + dot < height)) continue;
    const at = 3 * Math.min(255, Math.floor(256 * order[i]));
    const word = ((255 << 24) | (colors[at + 2] << 16) | (colors[at + 1] << 8) | colors[at]) >>> 0;
    for (let v = 0; v < dot; v++) words.fill(word, (y + v) * width + x, (y + v) * width + x + dot);
  }
}
