// Paints the heading and the lines in view; elements are kept from frame to frame.

import { context2d } from "hdvis/canvas.js";
import { node } from "hdvis/dom.js";
import { box, HEAD, topLine, widthsOf } from "./places.js";

/** @typedef {import("./view.js").State} State */
/** @typedef {import("./places.js").Measures} Measures */
/** @typedef {import("./places.js").Window} Window */
/** @typedef {HTMLElement & { kept?: any }} Cell */

/** @typedef {ReturnType<typeof import("./columns.js").addColumnDrags>} Drags */

/**
 * @param {State} state
 * @param {Drags} drags
 * @param {Measures} m
 * @param {Window} w
 */
export function paintHead(state, drags, m, w) {
  const number = node(
    "div",
    { class: "cell number", role: "columnheader", style: box(0, m.frozen) },
    "row",
  );
  const cells = [number];
  for (let i = w.start; i < w.stop; i++) cells.push(headCell(state, drags, m, i));
  state.head.replaceChildren(...cells);
  state.head.style.height = `${HEAD}px`;
}

/**
 * @param {State} state
 * @param {Drags} drags
 * @param {Measures} m
 * @param {number} i
 */
function headCell(state, drags, m, i) {
  const { label, kind } = state.model.columns[i];
  const [by, down] = state.model.sorted;
  const order = by === i ? (down ? "descending" : "ascending") : "none";
  const arrow =
    by === i && node("span", { class: "arrow", "aria-hidden": "true" }, down ? "▼" : "▲");
  const onpointerdown = (/** @type {PointerEvent} */ e) => drags.resize(e, i);
  const attributes = {
    class: `cell title ${kind}`,
    role: "columnheader",
    "aria-sort": order,
    "aria-colindex": i + 2,
    title: label,
    style: box(m.frozen + m.edges[i] - m.left, widthsOf(state)[i]),
    onpointerdown: (/** @type {PointerEvent} */ e) => drags.move(e, i),
  };
  const grip = node("span", { class: "grip", onpointerdown });
  return node("div", attributes, node("span", { class: "words" }, label), arrow, grip);
}

/**
 * @param {State} state
 * @param {Measures} m
 * @param {Window} w
 */
export function paintLines(state, m, w) {
  const { lines } = state;
  const shift = (w.first - topLine(state, m)) * m.size;
  lines.style.top = `${HEAD}px`;
  lines.style.setProperty("--line", `${m.size}px`);
  while (lines.children.length > w.count) lines.lastChild?.remove();
  while (lines.children.length < w.count) lines.append(node("div", { class: "line", role: "row" }));
  for (let k = 0; k < w.count; k++) {
    const line = /** @type {HTMLElement} */ (lines.children[k]);
    line.style.transform = `translateY(${k * m.size + shift}px)`;
    line.style.height = `${m.size}px`;
    paintLine(state, line, w.first + k, m, w);
  }
}

/**
 * @param {State} state
 * @param {HTMLElement} line
 * @param {number} place
 * @param {Measures} m
 * @param {Window} w
 */
function paintLine(state, line, place, m, w) {
  const { model, scroller } = state;
  const held = state.held?.tile === model.tile ? state.held : null;
  const k = held ? place - held.first : -1;
  const known = held && k >= 0 && k < held.rows.length ? held : null;
  const isChosen = Boolean(known?.chosen?.[k]);
  line.id = `line-${place}`;
  line.className = `line${isChosen ? " chosen" : ""}${place === model.picked ? " focused" : ""}`;
  line.dataset.place = String(place);
  line.setAttribute("aria-rowindex", String(place + 2));
  line.setAttribute("aria-selected", String(isChosen));
  if (place === model.picked) scroller.setAttribute("aria-activedescendant", line.id);
  const [number, ...cells] = cellsOf(line, w.stop - w.start);
  paintNumber(state, number, known, k, m.frozen);
  cells.forEach((cell, j) => {
    const i = w.start + j;
    cell.className = `cell ${model.columns[i].kind}`;
    cell.dataset.column = String(i);
    cell.setAttribute("aria-colindex", String(i + 2));
    Object.assign(cell.style, box(m.frozen + m.edges[i] - m.left, m.edges[i + 1] - m.edges[i]));
    put(cell, known?.cells[i - known.start]?.[k] ?? "");
  });
}

/**
 * The row's number, and its image where there are any.
 * @param {State} state
 * @param {Cell} cell
 * @param {State["held"]} known
 * @param {number} k
 * @param {number} width
 */
function paintNumber(state, cell, known, k, width) {
  const words = /** @type {HTMLElement} */ (cell.lastChild);
  Object.assign(cell.style, box(0, width));
  put(words, known ? known.rows[k].toLocaleString("en-US") : "…");
  if (cell.kept === known) return;
  cell.kept = known;
  cell.replaceChildren(...(state.model.tile ? [picture(state, known, k)] : []), words);
}

/**
 * Cells are kept from frame to frame, so that a repaint does not swallow a click.
 * @param {HTMLElement} line
 * @param {number} count
 */
function cellsOf(line, count) {
  if (!line.firstChild) {
    const words = node("span", { class: "words" });
    line.append(node("div", { class: "cell number", role: "rowheader" }, words));
  }
  while (line.children.length > count + 1) line.lastChild?.remove();
  while (line.children.length < count + 1) line.append(node("div", { role: "gridcell" }));
  return /** @type {Cell[]} */ ([...line.children]);
}

/**
 * @param {HTMLElement} element
 * @param {string} text
 */
function put(element, text) {
  if (element.textContent === text) return;
  element.textContent = text;
  element.removeAttribute("title");
}

/**
 * @param {State} state
 * @param {State["held"]} held
 * @param {number} k
 */
function picture({ model, sheet }, held, k) {
  const side = model.tile;
  const style = { width: `${side}px`, height: `${side}px` };
  const surface = node("canvas", { width: side * 2, height: side * 2, style });
  if (!held?.sheet || !sheet) return surface;
  const { tile, columns } = held.sheet;
  const context = context2d(surface);
  context.imageSmoothingEnabled = false;
  const [x, y] = [(k % columns) * tile, Math.floor(k / columns) * tile];
  context.drawImage(sheet, x, y, tile, tile, 0, 0, side * 2, side * 2);
  return surface;
}
