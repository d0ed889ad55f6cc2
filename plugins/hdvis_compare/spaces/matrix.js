// A square of similarities; darker is more alike, and a cell opens its pair.

import { canvas, FONT, fitted } from "hdvis/canvas.js";
import { arrow } from "hdvis/gestures.js";
import { colors } from "hdvis/theme.js";

const HEAD = 58;

/** @typedef {{ names: string[], values: (number | null)[][] }} Matrix */

/**
 * @param {HTMLElement} holder
 * @param {() => Matrix | null} read
 * @param {(first: number, second: number) => void} open
 */
export function matrixView(holder, read, open) {
  const view = canvas(holder, (context, width, height) => {
    const matrix = read();
    if (matrix) drawMatrix(context, width, height, matrix, at, colors(holder));
  });
  const surface = view.surface;
  /** @type {[number, number]} */
  let at = [0, 0];
  surface.tabIndex = 0;
  surface.setAttribute("role", "application");
  surface.setAttribute("aria-label", "similarity of spaces; arrows move, Enter opens a pair");
  /** @param {[number, number]} to */
  function choose(to) {
    at = to;
    open(...to);
    view.redraw();
  }
  surface.addEventListener("click", (e) => {
    const matrix = read();
    if (!matrix) return;
    const side = cellSide(matrix.names.length, view.width, view.height);
    const [a, b] = [Math.floor((e.offsetY - HEAD) / side), Math.floor((e.offsetX - HEAD) / side)];
    const count = matrix.names.length;
    if (a >= 0 && b >= 0 && a < count && b < count) choose([a, b]);
  });
  surface.addEventListener("keydown", (e) => {
    const count = read()?.names.length ?? 0;
    const step = arrow(e);
    if (!count || (!step && e.key !== "Enter")) return;
    e.preventDefault();
    const [right, down] = step ?? [0, 0];
    const inside = (/** @type {number} */ i) => Math.max(0, Math.min(count - 1, i));
    at = [inside(at[0] + down), inside(at[1] + right)];
    if (step) view.redraw();
    else choose(at);
  });
  return view;
}

/**
 * @param {number} count
 * @param {number} width
 * @param {number} height
 */
const cellSide = (count, width, height) =>
  Math.max(4, Math.min(64, (Math.min(width, height) - HEAD - 8) / count));

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {number} height
 * @param {Matrix} matrix
 * @param {[number, number]} at
 * @param {import("hdvis/theme.js").Colors} theme
 */
function drawMatrix(context, width, height, { names, values }, at, theme) {
  const side = cellSide(names.length, width, height);
  context.font = `11px ${FONT}`;
  values.forEach((line, a) => {
    line.forEach((value, b) => {
      const x = HEAD + b * side;
      const y = HEAD + a * side;
      context.globalAlpha =
        value === null ? 0 : 0.06 + 0.94 * Math.max(0, Math.min(1, value)) ** 1.5;
      context.fillStyle = theme.focus;
      context.fillRect(x, y, side - 1, side - 1);
      context.globalAlpha = 1;
      if (side < 30 || value === null) return;
      context.fillStyle = value > 0.75 ? theme.pane : theme.text;
      context.textAlign = "center";
      context.fillText(value.toFixed(2), x + side / 2, y + side / 2 + 4);
    });
  });
  context.strokeStyle = theme.selection;
  context.lineWidth = 2;
  context.strokeRect(HEAD + at[1] * side, HEAD + at[0] * side, side - 1, side - 1);
  context.fillStyle = theme.muted;
  const every = Math.max(1, Math.ceil(13 / side));
  names.forEach((name, i) => {
    if (i % every) return;
    context.textAlign = "right";
    context.fillText(fitted(context, name, HEAD - 8), HEAD - 5, HEAD + (i + 0.5) * side + 4);
    context.save();
    context.translate(HEAD + (i + 0.5) * side + 4, HEAD - 6);
    context.rotate(-Math.PI / 4);
    context.textAlign = "left";
    context.fillText(fitted(context, name, HEAD), 0, 0);
    context.restore();
  });
}
