// Where cells and names of matrices stand: as large as the pane allows, with room for names.

import { FONT, fitted } from "hdvis/canvas.js";

/** @typedef {Pick<import("./view.js").Params, "rows" | "columns" | "panels">} Names */
/** @typedef {{ width: number, height: number }} Room */
/**
 * @typedef {Object} Places
 * @property {number} left Left edge of the first panel's cells.
 * @property {number} top
 * @property {number} wide Size of a cell.
 * @property {number} tall
 * @property {number} slant Angle of the columns' names.
 * @property {number} row Room for a row's name.
 * @property {number} column
 * @property {number} width Size of all cells of a panel.
 * @property {number} height
 * @property {number} per Panels in a line.
 * @property {(panel: number) => [number, number]} shift How far a panel stands from the first.
 * @property {number} bottom
 */
/** @typedef {Pick<CanvasRenderingContext2D, "measureText"> & { font: string }} Measuring */

export const BAR = 5;
const SCALE = 38;
const LEAST = 11;
const LONGEST = 170;
const SHORTEST = 50;
const SLANTS = [Math.PI / 3, Math.PI / 2];

/**
 * The best places: names are slanted or upright, and give way where cells become much larger.
 * @param {Measuring} context
 * @param {Names} names
 * @param {Room} room
 * @returns {Places}
 */
export function placesOf(context, names, room) {
  context.font = `11px ${FONT}`;
  const longest = (/** @type {string[]} */ texts) =>
    Math.max(0, ...texts.map((text) => context.measureText(middled(context, text, LONGEST)).width));
  const [rows, columns] = [longest(names.rows), longest(names.columns)];
  /** @type {Places | null} */
  let best = null;
  let bestWorth = Number.NEGATIVE_INFINITY;
  for (let most = LONGEST; most >= SHORTEST; most -= 10) {
    for (const slant of SLANTS) {
      for (let line = 1; line <= names.panels.length; line++) {
        const found = placed(
          names,
          room,
          [Math.min(rows, most), Math.min(columns, most)],
          slant,
          line,
        );
        const worth =
          Math.min(found.wide, found.tall) * (0.4 + (0.6 * most) / LONGEST) * 0.9 ** line;
        if (worth > bestWorth) [best, bestWorth] = [found, worth];
      }
    }
  }
  return /** @type {Places} */ (best);
}

/**
 * As many rows as columns have square cells; others fill the width. Panels stand in `lines`.
 * @param {Names} names
 * @param {Room} room
 * @param {[row: number, column: number]} lengths
 * @param {number} slant
 * @param {number} lines
 * @returns {Places}
 */
function placed({ rows, columns, panels }, room, [row, column], slant, lines) {
  const count = Math.max(1, panels.length);
  const per = Math.ceil(count / lines);
  const isSquare = rows.length === columns.length;
  const left = row + BAR + 12;
  const right = Math.cos(slant) * column + 8;
  const top = Math.sin(slant) * column + BAR + (count > 1 ? 30 : 14);
  const across = (room.width - left - (right + 8) * per) / per / columns.length;
  const down = ((room.height - SCALE - 4) / lines - top) / rows.length;
  const side = Math.min(across, down);
  const wide = whole(isSquare ? side : across, isSquare ? 2 : 0.1);
  const tall = whole(isSquare ? side : down, 2);
  const [width, height] = [wide * columns.length, tall * rows.length];
  const step = width + right + 8;
  const spare = Math.max(0, room.width - left - per * step) / 2;
  return {
    left: left + spare,
    top,
    wide,
    tall,
    slant,
    row,
    column,
    width,
    height,
    per,
    shift: (p) => [(p % per) * step, Math.floor(p / per) * (top + height)],
    bottom: lines * (top + height),
  };
}

/**
 * The side of a cell: whole pixels where it has more than four.
 * @param {number} side
 * @param {number} least
 */
export function whole(side, least) {
  const fits = Math.max(least, Math.min(side, 52));
  return fits > 4 ? Math.floor(fits) : fits;
}

/**
 * A long name loses its middle: what tells names apart is as often at their end.
 * @param {Pick<CanvasRenderingContext2D, "measureText">} context
 * @param {string} text
 * @param {number} width
 */
export function middled(context, text, width) {
  if (text.length <= 1000 && context.measureText(text).width <= width) return text;
  const tail = text.slice(-6);
  const head = fitted(context, text.slice(0, -6), width - context.measureText(tail).width);
  return head.endsWith("…") ? `${head}${tail}` : fitted(context, text, width);
}

/**
 * [place, is strong] of the names there is room for; those beside a strong one give way.
 * @param {number} count
 * @param {number} cell
 * @param {(number | null | undefined)[]} strong
 * @returns {[number, boolean][]}
 */
export function named(count, cell, strong) {
  const step = Math.ceil(LEAST / cell);
  const loud = strong.filter((i) => i != null);
  const isNear = (/** @type {number} */ i) => loud.some((other) => Math.abs(other - i) < step);
  return Array.from({ length: count }, (_, i) => i)
    .filter((i) => loud.includes(i) || (i % step === 0 && !isNear(i)))
    .map((i) => [i, loud.includes(i)]);
}

/**
 * @param {Places} s
 * @param {Names} names
 * @param {number} count Panels.
 * @param {number} px
 * @param {number} py
 * @returns {import("./view.js").Cell | null}
 */
export function cellAt(s, { rows, columns }, count, px, py) {
  for (let panel = 0; panel < count; panel++) {
    const [x, y] = s.shift(panel);
    const column = Math.floor((px - s.left - x) / s.wide);
    const row = Math.floor((py - s.top - y) / s.tall);
    const isIn = row >= 0 && row < rows.length && column >= 0 && column < columns.length;
    if (isIn) return { panel, row, column };
  }
  return null;
}
