// One image large with its values, and any number of small ones that scroll below it.

import { host, node } from "hdvis/dom.js";
import { arrow, describeKeys } from "hdvis/gestures.js";
import { bytes, follow, listen } from "hdvis/messages.js";
import { onTheme } from "hdvis/theme.js";
import { headRows } from "./head.js";
import css from "./view.css" with { type: "text" };
import { draw, firstLine, gridOf, LIMIT } from "./wall.js";

/** @typedef {import("hdvis/pictures.js").Picture & { label: string, focus: boolean }} Large */
/**
 * @typedef {{ count: number, stamp: number, tile: number, large: Large[],
 *   values: [string, string][], picked: number, empty: string }} Params
 */
/**
 * @typedef {{ type: "sheet", first: number, count: number, tile: number, stamp: number }
 *   | { type: "pick", index: number } | { type: "step", by: number }} Sent
 */
/**
 * @typedef {{ type: "sheet", first: number, stamp: number, data: any, mime: string, tile: number,
 *   columns: number }} Heard
 */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent, Heard>} Model */
/** @typedef {{ first: number, picture: ImageBitmap, tile: number, columns: number }} Page */
/**
 * @typedef {Object} State
 * @property {Model} model
 * @property {HTMLElement} scroller
 * @property {HTMLCanvasElement} surface
 * @property {Map<number, Page>} pages By the first image of each.
 * @property {Set<number>} asked
 */

const KEPT = 40;
const KEYS = /** @type {import("hdvis/gestures.js").KeyRows} */ ([
  ["click", "focus the row of an image"],
  ["arrows", "focus the next image"],
]);

/** @param {{ model: Model, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, css, { display: "flex", flexDirection: "column", padding: "10px 12px 8px", gap: "8px" });
  const top = node("div", { class: "top" });
  const surface = node("canvas");
  const spacer = node("div", { style: { position: "relative" } }, surface);
  const note = node("div", { class: "note muted" });
  const option = node("div", { class: "spoken", role: "option", id: "picked" });
  const scroller = node(
    "div",
    { class: "wall", tabindex: 0, role: "listbox" },
    spacer,
    note,
    option,
  );
  el.append(top, scroller);
  /** @type {State} */
  const state = { model, scroller, surface, pages: new Map(), asked: new Set() };
  describeKeys(model, "Image", KEYS);

  let isAsked = false;
  function redraw() {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      note.style.display = model.count ? "none" : "";
      note.textContent = model.empty;
      draw(state);
    });
  }
  function resize() {
    const { lines, cell, height } = gridOf(state);
    spacer.style.height = `${Math.max(height - 2, Math.min(lines * cell, LIMIT))}px`;
    redraw();
  }
  function forget() {
    state.pages.clear();
    state.asked.clear();
    resize();
  }
  function head() {
    top.style.display = model.large.length ? "" : "none";
    top.replaceChildren(...headRows(model, el.clientWidth));
  }
  function picked() {
    reveal(state);
    speak(model, scroller, option);
    redraw();
  }
  follow(model, {
    "stamp tile": () => {
      scroller.scrollTop = 0;
      forget();
    },
    count: () => {
      speak(model, scroller, option);
      resize();
    },
    picked,
    empty: redraw,
    "large values": head,
  });
  onTheme(model, redraw);
  listen(model, { sheet: (message) => arrived(state, message).then(redraw) });
  addGestures(state);
  scroller.addEventListener("scroll", redraw);
  new ResizeObserver(forget).observe(scroller);
  new ResizeObserver(head).observe(el);
  speak(model, scroller, option);
}

/**
 * @param {State} state
 * @param {Heard} message
 */
async function arrived({ model, pages, asked }, { stamp, first, data, mime, tile, columns }) {
  if (stamp !== model.stamp) return;
  const picture = await createImageBitmap(new Blob([bytes(data)], { type: mime }));
  if (stamp !== model.stamp) return;
  const [oldest] = pages.keys();
  if (pages.size > KEPT) pages.delete(oldest);
  pages.set(first, { first, picture, tile, columns });
  asked.delete(first);
}

/** @param {State} state */
function addGestures(state) {
  const { model, scroller, surface } = state;
  surface.addEventListener("click", (e) => {
    const grid = gridOf(state);
    const column = Math.floor(e.offsetX / grid.cell);
    const line = Math.floor(firstLine(state, grid) + e.offsetY / grid.cell);
    const index = line * grid.columns + column;
    if (column < grid.columns && index < model.count) model.send_msg({ type: "pick", index });
  });
  scroller.addEventListener("keydown", (e) => {
    const to = arrow(e);
    if (!to) return;
    e.preventDefault();
    model.send_msg({ type: "step", by: to[0] + to[1] * gridOf(state).columns });
  });
}

/**
 * Scroll to the picked image where the scroll position stands for one line.
 * @param {State} state
 */
function reveal(state) {
  const { model, scroller } = state;
  const { columns, cell, lines, height } = gridOf(state);
  if (model.picked < 0 || lines * cell > LIMIT) return;
  const y = Math.floor(model.picked / columns) * cell;
  const isAbove = y < scroller.scrollTop;
  const isBelow = y + cell > scroller.scrollTop + height;
  if (isAbove || isBelow) scroller.scrollTop = Math.max(0, y - height / 2);
}

/**
 * A canvas says nothing to a screen reader: the picked image stands in for all.
 * @param {Model} model
 * @param {HTMLElement} scroller
 * @param {HTMLElement} option
 */
function speak({ picked, count }, scroller, option) {
  const of = `of ${count.toLocaleString("en")}`;
  const isPicked = picked >= 0;
  scroller.setAttribute("aria-label", "images");
  option.textContent = isPicked ? `image ${picked + 1} ${of}` : `no image in focus ${of}`;
  option.setAttribute("aria-selected", String(isPicked));
  option.setAttribute("aria-setsize", String(count));
  option.setAttribute("aria-posinset", String(Math.max(1, picked + 1)));
  scroller.setAttribute("aria-activedescendant", option.id);
}
