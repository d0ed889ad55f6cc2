// Which rows and columns are in view, and how far that is in pixels.

/** @typedef {import("./view.js").State} State */
/**
 * @typedef {Object} Measures
 * @property {number[]} edges Left edges of the columns, and the right edge of the last.
 * @property {number} size Height of a line.
 * @property {number} view Height of the lines in view.
 * @property {number} width
 * @property {number} total Height of all lines.
 * @property {number} left How far is scrolled to the right.
 * @property {number} frozen Width of the numbers, which stay.
 */
/** @typedef {{ first: number, count: number, start: number, stop: number }} Window */

export const HEAD = 28;
const NUMBER = 72;
const LINE = 25;
/** Pixels that a browser can scroll; beyond, the scroll position stands for a share of all rows. */
const LIMIT = 15_000_000;

/** @param {Pick<State, "model" | "resized">} state */
export const widthsOf = ({ model, resized }) =>
  model.columns.map(({ width }, i) => (resized?.column === i ? resized.width : width));

/**
 * @param {State} state
 * @returns {Measures}
 */
export function measure(state) {
  const { model, scroller } = state;
  const edges = [0];
  for (const width of widthsOf(state)) edges.push(edges[edges.length - 1] + width);
  const size = model.tile ? model.tile + 4 : LINE;
  return {
    edges,
    size,
    view: Math.max(0, scroller.clientHeight - HEAD),
    width: scroller.clientWidth,
    total: model.count * size,
    left: scroller.scrollLeft,
    frozen: NUMBER + (model.tile ? model.tile + 8 : 0),
  };
}

/** @param {Measures} m */
export const shown = (m) => Math.min(m.total, LIMIT);

/** @param {Measures} m */
const ratio = (m) => (m.total > LIMIT ? (m.total - m.view) / (LIMIT - m.view) : 1);

/**
 * The line at the upper edge, with a fraction.
 * @param {{ scroller: { scrollTop: number } }} state
 * @param {Measures} m
 */
export const topLine = ({ scroller }, m) => (scroller.scrollTop * ratio(m)) / m.size;

/**
 * @param {{ scroller: { scrollTop: number } }} state
 * @param {Measures} m
 * @param {number} line
 */
export function scrollToLine({ scroller }, m, line) {
  scroller.scrollTop = Math.max(0, (line * m.size) / ratio(m));
}

/**
 * @param {Measures} m
 * @param {State["model"]} model
 * @param {number} top The line at the upper edge.
 * @returns {Window}
 */
export function windowOf(m, model, top) {
  const first = Math.max(0, Math.floor(top));
  const count = Math.min(model.count - first, Math.ceil(m.view / m.size) + 1);
  const right = m.left + m.width - m.frozen;
  let start = 0;
  while (start < model.columns.length && m.edges[start + 1] <= m.left) start++;
  let stop = start;
  while (stop < model.columns.length && m.edges[stop] < right) stop++;
  return { first, count: Math.max(0, count), start, stop };
}

/**
 * Whether the cells that are held are those of a window.
 * @param {State} state
 * @param {Window} w
 */
export function holds({ held, model }, w) {
  if (!held || held.stamp !== model.stamp) return false;
  if (held.version !== model.version || held.tile !== model.tile) return false;
  const hasRows = held.first <= w.first && held.first + held.rows.length >= w.first + w.count;
  return hasRows && held.start <= w.start && held.start + held.cells.length >= w.stop;
}

/**
 * @param {number} left
 * @param {number} width
 */
export const box = (left, width) => ({ left: `${left}px`, width: `${width}px` });
