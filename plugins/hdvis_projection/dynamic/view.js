// Rows turned from one plane to the next; play, pause, scrub, arrows of the axes, a box to select.

import { canvas } from "hdvis/canvas.js";
import { calm, host, node } from "hdvis/dom.js";
import { describeKeys } from "hdvis/gestures.js";
import { bytes } from "hdvis/messages.js";
import { rgb, sheet } from "hdvis/planes.js";
import { colors, onTheme } from "hdvis/theme.js";
import { dragBox, drawArrows } from "./overlay.js";
import { mix, paint } from "./painter.js";
import css from "./view.css" with { type: "text" };

const SECONDS = 2.4;

/**
 * @typedef {import("./painter.js").Way & { coordinates: any, radii: [number, number],
 *   arrows: [string, number, number, number, number][], play: boolean }} Tour
 */
/**
 * @typedef {{ tour: Tour | null, marks: any, colors: any, names: string[], target: string,
 *   grand: boolean, label: string }} Params
 */
/**
 * @typedef {{ type: "target", name: string } | { type: "grand", on: boolean }
 *   | { type: "at" | "keep", t: number } | { type: "arrived" | "clear" }
 *   | { type: "brush", t: number, x0: number, x1: number, y0: number, y1: number,
 *       mode: import("hdvis/gestures.js").Mode }} Sent
 */

/** @param {{ model: import("hdvis/messages.js").Model<Params, Sent>, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, css, { position: "absolute", inset: 0, display: "flex", flexDirection: "column" });
  const stage = node("div", { class: "stage" });
  const { play, slider, target, grand, keep } = controls();
  play.addEventListener("click", toggle);
  target.addEventListener("change", () => model.send_msg({ type: "target", name: target.value }));
  grand.addEventListener("click", () => model.send_msg({ type: "grand", on: !model.grand }));
  keep.addEventListener("click", () => model.send_msg({ type: "keep", t }));
  el.append(stage, node("div", { class: "bar" }, play, slider, target, grand, keep));
  describeKeys(model, "DynamicProjection", [
    ["Space", "play or pause"],
    ["drag", "select rows where they are now"],
  ]);

  let t = 1,
    playing = false,
    before = 0,
    told = 0;
  const pixels = sheet();
  const view = canvas(stage, draw);
  const surface = view.surface;
  Object.assign(surface, { tabIndex: 0 });
  surface.setAttribute("role", "application");

  let four = new Float32Array(0),
    marks = new Uint8Array(0),
    tint = new Uint8Array(0);
  function scale() {
    const [first, last] = model.tour?.radii ?? [1, 1];
    return (0.44 * Math.min(view.width, view.height)) / (first + t * (last - first));
  }
  /** @param {CanvasRenderingContext2D} context */
  function draw(context) {
    if (!model.tour) return;
    const theme = colors(el);
    const m = mix(model.tour, t);
    const size = { width: Math.round(view.width), height: Math.round(view.height) };
    const what = {
      four,
      marks,
      colors: tint,
      m,
      scale: scale(),
      dot: four.length < 12000 ? 5 : four.length < 80000 ? 3 : 2,
      rows: rgb(theme.rows),
      chosen: rgb(theme.selection),
    };
    context.drawImage(
      pixels(size.width, size.height, (words) => paint(words, size, what)),
      0,
      0,
    );
    drawArrows(context, view, model.tour.arrows, m, theme);
    box.draw(context, theme);
  }
  // -- moving -----------------------------------------------------------------------------
  function step(/** @type {number} */ now) {
    if (!playing || !el.isConnected) return;
    const ago = before ? Math.min(0.1, (now - before) / 1000) : 0;
    before = now;
    t = Math.min(1, t + ago / SECONDS);
    slider.value = String(t);
    view.redraw();
    if (t < 1) {
      if (now - told > 300) {
        told = now;
        model.send_msg({ type: "at", t });
      }
      requestAnimationFrame(step);
    } else {
      stop();
      model.send_msg({ type: "arrived" });
    }
  }
  function start() {
    if (t >= 1) t = 0;
    playing = true;
    before = 0;
    words();
    requestAnimationFrame(step);
  }
  function stop() {
    playing = false;
    words();
    model.send_msg({ type: "at", t });
  }
  function toggle() {
    if (playing) stop();
    else start();
  }
  slider.addEventListener("input", () => {
    playing = false;
    t = Number(slider.value);
    words();
    view.redraw();
  });
  slider.addEventListener("change", () => model.send_msg({ type: "at", t }));
  surface.addEventListener("keydown", (e) => {
    if (e.key !== " ") return;
    e.preventDefault();
    toggle();
  });

  const box = dragBox(surface, view, ({ x0, x1, y0, y1, mode }) => {
    if (!model.tour) return;
    if (Math.hypot(x1 - x0, y1 - y0) < 4) return model.send_msg({ type: "clear" });
    const unit = scale();
    const xs = [x0, x1].map((x) => (x - view.width / 2) / unit).sort((a, b) => a - b);
    const ys = [y0, y1].map((y) => (view.height / 2 - y) / unit).sort((a, b) => a - b);
    model.send_msg({ type: "brush", t, x0: xs[0], x1: xs[1], y0: ys[0], y1: ys[1], mode });
  });

  // -- following Python -------------------------------------------------------------------
  function words() {
    play.textContent = playing ? "pause" : "play";
    grand.setAttribute("aria-pressed", String(model.grand));
    grand.classList.toggle("on", model.grand);
    surface.setAttribute("aria-label", model.label);
    target.replaceChildren(
      ...model.names.map((name) => node("option", { selected: name === model.target }, name)),
    );
  }
  function arrive() {
    if (!model.tour) return;
    const raw = bytes(model.tour.coordinates);
    four = new Float32Array(raw.slice().buffer);
    t = model.tour.play && !calm() ? 0 : 1;
    slider.value = String(t);
    if (t === 0) start();
    else view.redraw();
  }
  function paints() {
    marks = bytes(model.marks);
    tint = bytes(model.colors);
    view.redraw();
  }
  model.on("tour", arrive);
  for (const name of ["marks", "colors"]) model.on(name, paints);
  for (const name of ["names", "target", "grand", "label"]) model.on(name, words);
  onTheme(model, view.redraw);
  words();
  paints();
  arrive();
}

function controls() {
  const button = (/** @type {string} */ title, /** @type {string} */ text) =>
    node("button", { class: "small", type: "button", title }, text);
  return {
    play: button("Play or pause (Space)", "play"),
    slider: node("input", {
      type: "range",
      min: 0,
      max: 1,
      step: 0.001,
      value: 1,
      "aria-label": "how far on the way",
    }),
    target: node("select", { "aria-label": "the plane to go to" }),
    grand: button("From plane to plane without end", "grand tour"),
    keep: button("Keep what is seen now as a named view", "keep view"),
  };
}
