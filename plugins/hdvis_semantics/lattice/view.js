// A grid of decoded pictures with its two axes, and dots where data rows lie.

import { canvas } from "hdvis/canvas.js";
import { host, node, saveFile } from "hdvis/dom.js";
import { arrow, describeKeys } from "hdvis/gestures.js";
import { bytes, follow, listen } from "hdvis/messages.js";
import { pictureShelf } from "hdvis/pictures.js";
import { onTheme } from "hdvis/theme.js";
import { draw, gridOf } from "./draw.js";
import css from "./view.css" with { type: "text" };

/** @typedef {import("hdvis/pictures.js").Picture} Picture */
/**
 * @typedef {{ steps: number, cells: (Picture | null)[], across: string, up: string,
 *   ticks: string[], dots: [x: number, y: number][], picked: number }} Params
 */
/** @typedef {{ type: "pick", index: number } | { type: "export" }} Sent */
/**
 * @typedef {{ type: "cells", start: number, cells: Picture[] }
 *   | { type: "download", name: string, data: any }} Heard
 */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent, Heard>} Model */
/**
 * @typedef {Object} State
 * @property {Model} model
 * @property {HTMLElement} el
 * @property {import("hdvis/canvas.js").Canvas} view
 * @property {(Picture | null | undefined)[]} cells Those that are there already.
 * @property {ReturnType<typeof pictureShelf>} shelf
 */

/** @param {{ model: Model, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, css, { position: "relative", overflow: "hidden", userSelect: "none" });
  const view = canvas(el, (context) => draw(context, state));
  /** @type {State} */
  const state = { model, el, view, cells: [], shelf: pictureShelf() };
  const onclick = () => model.send_msg({ type: "export" });
  el.append(node("button", { class: "small save", title: "save the grid as PNG", onclick }, "PNG"));
  view.surface.tabIndex = 0;
  view.surface.setAttribute("role", "img");
  addGestures(state);
  describeKeys(model, "Latent Lattice", [["click, arrows", "take a cell as the point in focus"]]);

  /** @param {State["cells"]} cells */
  function hang(cells) {
    state.cells = cells;
    state.shelf.set(cells.map((cell) => cell ?? { width: 1, height: 1 }));
    view.redraw();
  }
  function name() {
    const { steps, across, up } = model;
    const words = `lattice of ${steps} by ${steps} decoded latents over ${across} and ${up}`;
    view.surface.setAttribute("aria-label", words);
    view.redraw();
  }
  follow(model, {
    cells: () => hang([...model.cells]),
    // Cells of the new number of steps may have come before it.
    steps: () => {
      hang(model.cells.length === model.steps ** 2 ? [...model.cells] : []);
      name();
    },
    "picked dots ticks": view.redraw,
    "across up": name,
  });
  onTheme(model, view.redraw);
  listen(model, {
    cells: ({ start, cells }) => {
      const next = [...state.cells];
      cells.forEach((cell, i) => {
        next[start + i] = cell;
      });
      hang(next);
    },
    download: ({ name, data }) => saveFile(name, bytes(data)),
  });
  name();
  hang([...model.cells]);
}

/** @param {State} state */
function addGestures(state) {
  const { model, view } = state;
  const at = (/** @type {MouseEvent} */ e) =>
    cellAt(gridOf(state), model.steps, e.offsetX, e.offsetY);
  view.surface.addEventListener("pointermove", (e) => {
    view.surface.style.cursor = at(e) < 0 ? "default" : "pointer";
  });
  view.surface.addEventListener("click", (e) => {
    const index = at(e);
    if (index >= 0) model.send_msg({ type: "pick", index });
  });
  view.surface.addEventListener("keydown", (e) => {
    const to = arrow(e);
    if (!to || !model.steps) return;
    e.preventDefault();
    const by = to[0] + to[1] * model.steps;
    const from = model.picked >= 0 ? model.picked : Math.floor(model.steps ** 2 / 2) - by;
    const index = from + by;
    if (index >= 0 && index < model.steps ** 2) model.send_msg({ type: "pick", index });
  });
}

/**
 * The cell at a pixel, row by row from the upper left, or -1.
 * @param {import("./draw.js").Grid} grid
 * @param {number} steps
 * @param {number} px
 * @param {number} py
 */
export function cellAt({ cell, size, x, y }, steps, px, py) {
  const column = Math.floor((px - x) / cell);
  const row = Math.floor((py - y) / cell);
  const isIn = px >= x && px < x + size && row >= 0 && row < steps;
  return isIn ? row * steps + column : -1;
}
