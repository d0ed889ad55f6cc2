// Draws the images in view on one canvas, and asks for those that have not come.

import { context2d, pixelRatio } from "hdvis/canvas.js";
import { colors } from "hdvis/theme.js";

/** @typedef {import("./view.js").State} State */
/** @typedef {{ cell: number, columns: number, lines: number, height: number }} Grid */

const GAP = 4;
const MOST_RATIO = 2;
/** Pixels that a browser can scroll; beyond, the scroll position stands for a share of all lines. */
export const LIMIT = 15_000_000;

/**
 * @param {Pick<State, "scroller"> & { model: { tile: number, count: number } }} state
 * @returns {Grid}
 */
export function gridOf({ model, scroller }) {
  const cell = model.tile + GAP;
  const columns = Math.max(1, Math.floor((scroller.clientWidth - 2) / cell));
  return { cell, columns, lines: Math.ceil(model.count / columns), height: scroller.clientHeight };
}

/**
 * The line at the upper edge, with a fraction.
 * @param {{ scroller: { scrollTop: number } }} state
 * @param {Grid} grid
 */
export function firstLine({ scroller }, { cell, lines, height }) {
  const total = lines * cell;
  if (total <= LIMIT) return scroller.scrollTop / cell;
  return (scroller.scrollTop / Math.max(1, LIMIT - height)) * Math.max(0, lines - height / cell);
}

/** @param {State} state */
export function draw(state) {
  const { model, scroller } = state;
  const grid = gridOf(state);
  const context = cleared(state, grid.height);
  if (!model.count || !scroller.clientWidth) return;
  const theme = colors(scroller);
  const start = firstLine(state, grid);
  const [line0, line1] = [
    Math.floor(start),
    Math.min(grid.lines, Math.ceil(start + grid.height / grid.cell)),
  ];
  const size = Math.max(1, Math.ceil(grid.height / grid.cell)) * grid.columns;
  const [from, to] = [line0 * grid.columns, Math.min(model.count, line1 * grid.columns)];
  for (let first = Math.floor(from / size) * size; first < to; first += size)
    ask(state, first, size);
  for (let i = from; i < to; i++) {
    const x = (i % grid.columns) * grid.cell;
    const y = (Math.floor(i / grid.columns) - start) * grid.cell;
    drawTile(context, state, i, Math.floor(i / size) * size, [x, y], theme);
  }
}

/**
 * The canvas at the size of the wall, empty.
 * @param {State} state
 * @param {number} height
 */
function cleared({ surface, scroller }, height) {
  const width = scroller.clientWidth;
  const ratio = pixelRatio();
  const size = [Math.round(width * ratio), Math.round(height * ratio)];
  if (surface.width !== size[0] || surface.height !== size[1]) {
    [surface.width, surface.height] = size;
    Object.assign(surface.style, { width: `${width}px`, height: `${height}px` });
  }
  const context = context2d(surface);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 * @param {number} i
 * @param {number} first The first image of its page.
 * @param {[number, number]} place
 * @param {import("hdvis/theme.js").Colors} theme
 */
function drawTile(context, { model, pages }, i, first, [x, y], theme) {
  const side = model.tile;
  const page = pages.get(first);
  if (page) {
    const { picture, tile, columns } = page;
    const [column, line] = [(i - first) % columns, Math.floor((i - first) / columns)];
    context.imageSmoothingEnabled = false;
    context.drawImage(picture, column * tile, line * tile, tile, tile, x, y, side, side);
  } else {
    context.fillStyle = theme.page;
    context.fillRect(x, y, side, side);
  }
  if (i !== model.picked) return;
  context.strokeStyle = theme.focus;
  context.lineWidth = 2.5;
  context.strokeRect(x + 1, y + 1, side - 2, side - 2);
}

/**
 * @param {State} state
 * @param {number} first
 * @param {number} size
 */
function ask({ model, pages, asked }, first, size) {
  const count = Math.min(size, model.count - first);
  if (pages.has(first) || asked.has(first) || count <= 0) return;
  asked.add(first);
  const tile = Math.round(model.tile * Math.min(MOST_RATIO, pixelRatio()));
  model.send_msg({ type: "sheet", first, count, tile, stamp: model.stamp });
}
