// One picture a stage of training, a curve of losses, and a handle that runs over both.

import { canvas } from "hdvis/canvas.js";
import { host, node, saveFile } from "hdvis/dom.js";
import { describeKeys } from "hdvis/gestures.js";
import { bytes, follow, listen } from "hdvis/messages.js";
import { pictureShelf } from "hdvis/pictures.js";
import { colors, onTheme } from "hdvis/theme.js";
import { drawCurves } from "./curves.js";
import css from "./stage_view.css" with { type: "text" };

/** @typedef {{ name: string, values: (number | null)[] }} Curve */
/** @typedef {{ stages: number[], curves: Curve[], note: string }} Params */
/** @typedef {{ type: "sheet", index: number } | { type: "export", form: string, index: number }} Sent */
/**
 * @typedef {{ type: "sheet", index: number, picture: import("hdvis/pictures.js").Picture }
 *   | { type: "download", name: string, data: any }} Heard
 */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent, Heard>} Model */

const PACE = 350;

/** @param {{ model: Model, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, css, { display: "flex", flexDirection: "column", position: "relative" });
  const stage = node("div", { class: "stage" });
  const chart = node("div", { class: "chart" });
  const number = node("span", { class: "number" });
  const note = node("div", { class: "note" });
  /** @type {Map<number, ReturnType<typeof pictureShelf>>} */
  const sheets = new Map();
  /** @type {Set<number>} */
  const asked = new Set();
  let at = 0;
  let shown = -1;
  const picture = canvas(stage, (context, width, height) => {
    const side = Math.min(width - 24, height - 20);
    if (side > 0) sheets.get(shown)?.draw(context, 0, (width - side) / 2, 12, side, colors(el));
  });
  const curves = canvas(chart, (context, width, height) =>
    drawCurves(context, [width, height], { curves: model.curves, at }, colors(el)),
  );
  const walk = player({
    isThere: () => shown === at,
    last: () => at === model.stages.length - 1,
    go: look,
    at: () => at,
  });
  const slider = node("input", { type: "range", min: 0, step: 1, "aria-label": "stage" });
  slider.addEventListener("input", () => {
    walk.halt();
    look(Number(slider.value));
  });
  const saves = ["png", "gif", "mp4"].map((form) =>
    saveButton(form, () => model.send_msg({ type: "export", form, index: at })),
  );
  el.append(
    stage,
    chart,
    node("div", { class: "bar" }, walk.button, slider, number, ...saves),
    note,
  );
  picture.surface.setAttribute("role", "img");
  describeKeys(model, "Training", [["drag, arrows on the handle", "another stage"]]);

  /** @param {number} index */
  function look(index) {
    at = Math.max(0, Math.min(model.stages.length - 1, index));
    slider.value = String(at);
    number.textContent = `stage ${model.stages[at] ?? ""}`;
    const words = `test pictures decoded after stage ${model.stages[at]}`;
    picture.surface.setAttribute("aria-label", words);
    if (sheets.has(at)) shown = at;
    else if (model.stages.length && !asked.has(at)) {
      asked.add(at);
      model.send_msg({ type: "sheet", index: at });
    }
    redraw();
  }
  function redraw() {
    picture.redraw();
    curves.redraw();
  }
  function open() {
    walk.halt();
    sheets.clear();
    asked.clear();
    shown = -1;
    slider.max = String(Math.max(0, model.stages.length - 1));
    note.textContent = model.note;
    note.style.display = model.note ? "" : "none";
    look(model.stages.length - 1);
  }
  follow(model, { "stages note": open, curves: redraw });
  onTheme(model, redraw);
  listen(model, {
    sheet: (m) => {
      const shelf = pictureShelf();
      shelf.set([m.picture]);
      sheets.set(m.index, shelf);
      if (m.index !== at) return;
      shown = at;
      picture.redraw();
    },
    download: (m) => saveFile(m.name, bytes(m.data)),
  });
  open();
}

/**
 * Plays all stages. One is left when its picture has been seen, so that a slow machine shows all.
 * @param {{ isThere: () => boolean, last: () => boolean, go: (index: number) => void, at: () => number }} stages
 */
function player({ isThere, last, go, at }) {
  const button = node("button", { class: "small", title: "play all stages" }, "play");
  /** @type {any} */
  let timer = 0;
  function halt() {
    clearInterval(timer);
    timer = 0;
    button.textContent = "play";
  }
  function step() {
    if (!isThere()) return;
    if (last()) halt();
    else go(at() + 1);
  }
  button.addEventListener("click", () => {
    if (timer) return halt();
    if (last()) go(0);
    button.textContent = "stop";
    timer = setInterval(step, PACE);
  });
  return { button, halt };
}

/**
 * @param {string} form
 * @param {() => void} onclick
 */
function saveButton(form, onclick) {
  const title = `save ${form === "png" ? "this stage" : "all stages"} as ${form.toUpperCase()}`;
  return node("button", { class: "small", title, onclick }, form.toUpperCase());
}
