// A table of any number of rows and columns that asks only for the cells in view.

import { activeIn, host, node, saveFile } from "hdvis/dom.js";
import { describeKeys, modeOf } from "hdvis/gestures.js";
import { menu } from "hdvis/menu.js";
import { bytes, follow, latest, listen } from "hdvis/messages.js";
import { bitmap } from "hdvis/pictures.js";
import { addColumnDrags } from "./columns.js";
import { addGestures } from "./gestures.js";
import { paintHead, paintLines } from "./lines.js";
import { HEAD, holds, measure, scrollToLine, shown, topLine, windowOf } from "./places.js";
import css from "./view.css" with { type: "text" };

/** @typedef {{ label: string, kind: string, width: number }} Column */
/**
 * @typedef {{ columns: Column[], count: number, stamp: number, version: number, picked: number,
 *   sorted: [column: number, descending: boolean] | [], tile: number, text: string,
 *   problem: string, empty: string, label: string }} Params
 */
/**
 * @typedef {{ type: "view", first: number, count: number, start: number, stop: number, stamp: number, version: number }
 *   | { type: "click", place: number, how: "" | "toggle" | "range" | "extend", stamp: number }
 *   | { type: "move", to: number }
 *   | { type: "full", place: number, column: number, stamp: number }
 *   | { type: "sort", column: number }
 *   | { type: "drop", column: number, before: number }
 *   | { type: "width", column: number, width: number }
 *   | { type: "search", text: string }
 *   | { type: "choose", mode: import("hdvis/gestures.js").Mode }
 *   | { type: "export", form: string }} Sent
 */
/**
 * The cells of a window: `rows` numbers, `chosen` flags, `cells` texts by column.
 * @typedef {{ type: "view", first: number, start: number, stamp: number, version: number,
 *   rows: number[], chosen?: boolean[], cells: string[][],
 *   sheet?: { data: any, mime: string, tile: number, columns: number } | null }} Cells
 */
/**
 * @typedef {Cells | { type: "full", place: number, column: number, text: string }
 *   | { type: "reveal", place: number } | { type: "download", name: string, data: any }} Heard
 */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent, Heard>} Model */
/**
 * @typedef {Object} State
 * @property {Model} model
 * @property {HTMLElement} scroller
 * @property {HTMLElement} head
 * @property {HTMLElement} lines
 * @property {HTMLElement} mark Where a dragged column would go.
 * @property {(Cells & { tile: number }) | null} held
 * @property {ImageBitmap | null} sheet
 * @property {{ column: number, width: number } | null} resized The column being made wider.
 */

const FORMS = [
  ["csv", "CSV"],
  ["spreadsheet", "CSV for a spreadsheet"],
  ["parquet", "Parquet"],
  ["npy", "row numbers as .npy"],
];
const OVER = 20;
const KEYS = /** @type {import("hdvis/gestures.js").KeyRows} */ ([
  ["click, arrows, Page, Home, End", "focus a row"],
  ["Ctrl+click, Enter, Space", "add a row to the selection, or take it out"],
  ["Shift+click, Shift+arrows", "select from the focused row to here"],
  ["Ctrl+Shift+click", "add from the focused row to here"],
  ["click a heading", "sort; again the other way round, again as given"],
  ["drag a heading, its edge", "move the column, make it wider"],
]);

/** @param {{ model: Model, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, css, { display: "flex", flexDirection: "column" });
  const search = searchField(model, el);
  const exports = menu("export ▾", "the selected rows, or all shown when none is selected", () =>
    FORMS.map(([form, label]) => [label, () => model.send_msg({ type: "export", form })]),
  );
  const head = node("div", { class: "line head", role: "row" });
  const lines = node("div", { class: "lines", role: "rowgroup" });
  const note = node("div", { class: "note muted" });
  const mark = node("div", { class: "mark" });
  const stage = node("div", { class: "stage" }, lines, head, note, mark);
  const spacer = node("div", { class: "spacer" }, stage);
  const scroller = node(
    "div",
    { class: "scroller", tabindex: 0, role: "grid", "aria-readonly": "true" },
    spacer,
  );
  el.append(
    node("div", { class: "top" }, search.field, search.choose, search.problem, exports.holder),
    scroller,
  );
  const state = /** @type {State} */ ({
    model,
    scroller,
    head,
    lines,
    mark,
    held: null,
    sheet: null,
    resized: null,
  });
  const window = requests(state);
  const drags = addColumnDrags(state, resize);
  addGestures(state);
  describeKeys(model, "Table", KEYS);

  function resize() {
    const m = measure(state);
    spacer.style.height = `${Math.max(scroller.clientHeight, shown(m) + HEAD)}px`;
    spacer.style.width = `${Math.max(m.width, m.frozen + m.edges[m.edges.length - 1])}px`;
    stage.style.width = `${m.width}px`;
    stage.style.height = `${scroller.clientHeight}px`;
    draw();
  }
  let isAsked = false;
  function draw() {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      paint();
    });
  }
  function paint() {
    const m = measure(state);
    if (!m.width) return;
    const w = windowOf(m, model, topLine(state, m));
    window.ask(w);
    paintHead(state, drags, m, w);
    paintLines(state, m, w);
    note.textContent = model.count ? "" : model.empty;
    scroller.setAttribute("aria-rowcount", String(model.count + 1));
    scroller.setAttribute("aria-colcount", String(model.columns.length + 1));
    scroller.setAttribute("aria-label", model.label);
  }
  scroller.addEventListener("scroll", draw);
  new ResizeObserver(resize).observe(scroller);
  follow(model, {
    "columns count tile": resize,
    "version picked sorted empty label": draw,
    stamp: () => {
      window.done();
      draw();
    },
    "text problem": search.show,
  });
  listen(model, {
    view: (cells) => window.arrived(cells).then(draw),
    full: ({ place, column, text }) => tellWhole(state, place, column, text),
    reveal: ({ place }) => {
      reveal(state, place);
      draw();
    },
    download: ({ name, data }) => saveFile(name, bytes(data)),
  });
  search.show();
  resize();
}

/**
 * Asks for windows, the newest first, and keeps the cells that come.
 * @param {State} state
 */
function requests(state) {
  const { model } = state;
  const { send, done } = latest(/** @type {{ send_msg(message: Sent): void }} */ (model));
  let wanted = "";
  /** @param {import("./places.js").Window} w */
  function ask(w) {
    if (holds(state, w)) return;
    const first = Math.max(0, w.first - OVER);
    const count = Math.min(model.count, w.first + w.count + OVER) - first;
    const start = Math.max(0, w.start - 3);
    const stop = Math.min(model.columns.length, w.stop + 3);
    if (count <= 0) return;
    const { stamp, version, tile } = model;
    const key = [first, count, start, stop, stamp, version, tile].join();
    if (key === wanted) return;
    wanted = key;
    send({ type: "view", first, count, start, stop, stamp, version });
  }
  /** @param {Cells} cells */
  async function arrived(cells) {
    const sheet = await bitmap(cells.sheet);
    done();
    if (cells.stamp !== model.stamp) return;
    state.held = { ...cells, tile: model.tile };
    state.sheet = sheet;
  }
  return { ask, arrived, done };
}

/**
 * The title of a cell that was cut is its whole text.
 * @param {State} state
 * @param {number} place
 * @param {number} column
 * @param {string} text
 */
function tellWhole({ lines }, place, column, text) {
  const cell = lines.querySelector(`[data-place="${place}"] > [data-column="${column}"]`);
  if (cell instanceof HTMLElement) cell.title = text;
}

/**
 * Scroll so that a row is in sight: just so from near, with rows around it from afar.
 * @param {State} state
 * @param {number} place
 */
function reveal(state, place) {
  const m = measure(state);
  const top = topLine(state, m);
  const whole = m.view / m.size;
  const above = place < top - whole ? whole / 3 : 0;
  const below = place > top + 2 * whole ? whole / 3 : 0;
  if (place < top) scrollToLine(state, m, place - above);
  else if (place + 1 > top + whole) scrollToLine(state, m, place + 1 - whole + below);
}

const TYPING_MS = 300;

/**
 * @param {Model} model
 * @param {HTMLElement} el
 */
function searchField(model, el) {
  const field = node("input", {
    type: "search",
    class: "search",
    placeholder: "x0 > 1.5, or words in labels",
    "aria-label": "search rows",
    spellcheck: "false",
    maxlength: 10000,
  });
  const problem = node("span", { class: "problem ellipsis", role: "alert" });
  const onclick = (/** @type {MouseEvent} */ e) =>
    model.send_msg({ type: "choose", mode: modeOf(e) });
  const title = "select the rows found (Shift adds, Alt subtracts, Ctrl intersects)";
  const choose = node(
    "button",
    { class: "small", title, "aria-label": "select the rows found", onclick },
    "select",
  );
  /** @type {any} */
  let typing = 0;
  const tell = () => {
    clearTimeout(typing);
    if (field.value !== model.text) model.send_msg({ type: "search", text: field.value });
  };
  field.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(tell, TYPING_MS);
  });
  field.addEventListener("change", tell);
  field.addEventListener("keydown", (e) => {
    if (e.key === "Enter") tell();
  });
  function show() {
    if (activeIn(el) !== field) field.value = model.text;
    problem.textContent = problem.title = model.problem;
    choose.hidden = !model.text.trim() || Boolean(model.problem);
    field.setAttribute("aria-invalid", String(Boolean(model.problem)));
  }
  return { field, choose, problem, show };
}
