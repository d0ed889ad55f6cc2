// Draws the scatter plot: planes, image marks, axes, brushes, a path and the focus.

import { FONT } from "hdvis/canvas.js";
import { bytes } from "hdvis/messages.js";
import { colors } from "hdvis/theme.js";

/** @typedef {import("./view.js").State} State */
/** @typedef {import("./view.js").Point} Point */
/** @typedef {import("hdvis/theme.js").Colors} Colors */
/** @typedef {{ x: number, y: number, width: number, height: number }} Area */

const EDGE = { left: 46, right: 12, top: 10, bottom: 26 };
const BARE = 8;
export const TOOLS_LEFT = EDGE.left + 4;

/**
 * Where the plane stands, in CSS pixels; without axes it needs less of an edge.
 * @param {Pick<State, "view"> & { model: { axes: { x?: any } } }} state
 * @returns {Area}
 */
export function areaOf({ view, model }) {
  const left = model.axes.x ? EDGE.left : BARE;
  const bottom = model.axes.x ? EDGE.bottom : BARE;
  const width = Math.max(1, view.width - left - EDGE.right);
  return { x: left, y: EDGE.top, width, height: Math.max(1, view.height - EDGE.top - bottom) };
}

/**
 * @param {Area} a
 * @param {Point} place
 * @returns {Point} CSS pixels.
 */
export const pixelOf = (a, [x, y]) => [a.x + x * a.width, a.y + (1 - y) * a.height];

/**
 * @param {Area} a
 * @param {Point} pixel
 * @returns {Point} Shares of the view.
 */
export const placeOf = (a, [x, y]) => [(x - a.x) / a.width, 1 - (y - a.y) / a.height];

/**
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 */
export function draw(context, state) {
  const a = areaOf(state);
  const theme = colors(state.el);
  const { model, shape, shift, painter } = state;
  context.save();
  context.beginPath();
  context.rect(a.x, a.y, a.width, a.height);
  context.clip();
  if (shift) {
    context.translate(a.x + shift.x * a.width, a.y + shift.y * a.height);
    context.scale(shift.scale, shift.scale);
    context.translate(-a.x, -a.y);
  }
  drawEdges(context, a, model.edges, theme);
  painter.draw(context, a.x, a.y, a.width, a.height, theme);
  drawRays(context, a, model.rays, theme);
  if (state.sheet && model.marks) drawMarks(context, a, state.sheet, model.marks);
  context.restore();
  if (model.axes.x && model.axes.y) drawAxes(context, a, state, theme);
  const brushes = shape ? [...(shape.keeps ? model.brushes : []), shape] : model.brushes;
  for (const { points } of brushes)
    drawBrush(
      context,
      points.map((p) => pixelOf(a, p)),
      theme,
    );
  if (model.path.length)
    drawPath(
      context,
      model.path.map((p) => pixelOf(a, p)),
      theme,
    );
  if (model.focus) drawRing(context, pixelOf(a, model.focus), theme);
  if (state.cross) drawCross(context, pixelOf(a, state.cross), theme);
}

/**
 * Edges under the rows, the fainter the more there are.
 * @param {CanvasRenderingContext2D} context
 * @param {Area} a
 * @param {any} edges
 * @param {Colors} theme
 */
function drawEdges(context, a, edges, theme) {
  const ends = new Float32Array(bytes(edges).slice().buffer);
  if (!ends.length) return;
  context.beginPath();
  for (let at = 0; at < ends.length; at += 4) {
    context.moveTo(...pixelOf(a, [ends[at], ends[at + 1]]));
    context.lineTo(...pixelOf(a, [ends[at + 2], ends[at + 3]]));
  }
  context.strokeStyle = theme.muted;
  context.lineWidth = 0.8;
  context.globalAlpha = Math.max(0.12, Math.min(0.5, 900 / ends.length));
  context.stroke();
  context.globalAlpha = 1;
}

/**
 * Lines from the row under the pointer to its neighbours.
 * @param {CanvasRenderingContext2D} context
 * @param {Area} a
 * @param {Point[]} rays
 * @param {Colors} theme
 */
function drawRays(context, a, [row, ...others], theme) {
  if (!row) return;
  context.beginPath();
  for (const other of others) {
    context.moveTo(...pixelOf(a, row));
    context.lineTo(...pixelOf(a, other));
  }
  context.strokeStyle = theme.focus;
  context.lineWidth = 1.4;
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Area} a
 * @param {State} state
 * @param {Colors} theme
 */
function drawAxes(context, a, { model }, theme) {
  const { x, y } = /** @type {Record<"x" | "y", import("./view.js").Axis>} */ (model.axes);
  context.font = `11px ${FONT}`;
  context.fillStyle = theme.muted;
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.strokeRect(a.x - 0.5, a.y - 0.5, a.width + 1, a.height + 1);
  context.textAlign = "center";
  for (const [share, text] of x.ticks) {
    if (share >= 0 && share <= 1)
      context.fillText(text, a.x + share * a.width, a.y + a.height + 14);
  }
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const [share, text] of y.ticks) {
    if (share >= 0 && share <= 1) context.fillText(text, a.x - 5, a.y + (1 - share) * a.height);
  }
  context.textBaseline = "alphabetic";
  context.fillStyle = theme.text;
  context.fillText(x.label, a.x + a.width - 4, a.y + a.height - 5);
  context.textAlign = "left";
  context.fillText(y.label, a.x + 5, a.y + (model.tools.length ? 34 : 13));
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Point[]} points
 */
function trace(context, points) {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Point[]} points
 * @param {Colors} theme
 */
function drawBrush(context, points, theme) {
  trace(context, points);
  context.closePath();
  context.fillStyle = `${theme.selection}14`;
  context.strokeStyle = theme.selection;
  context.lineWidth = 1.5;
  context.fill();
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Point[]} points
 * @param {Colors} theme
 */
function drawPath(context, points, theme) {
  trace(context, points);
  context.strokeStyle = theme.focus;
  context.lineWidth = 2;
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Point} place
 * @param {Colors} theme
 */
function drawRing(context, [x, y], theme) {
  context.beginPath();
  context.arc(x, y, 7.5, 0, 2 * Math.PI);
  for (const [width, color] of /** @type {const} */ ([
    [4, theme.pane],
    [2, theme.focus],
  ])) {
    context.lineWidth = width;
    context.strokeStyle = color;
    context.stroke();
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Point} place
 * @param {Colors} theme
 */
function drawCross(context, [x, y], theme) {
  trace(context, [
    [x - 8, y],
    [x + 8, y],
  ]);
  context.moveTo(x, y - 8);
  context.lineTo(x, y + 8);
  context.strokeStyle = theme.selection;
  context.lineWidth = 1.5;
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Area} a
 * @param {ImageBitmap} sheet
 * @param {import("./view.js").Marks} marks
 */
function drawMarks(context, a, sheet, { tile, columns, places, chosen }) {
  const side = Math.min(tile, 40);
  places.forEach((place, i) => {
    const [x, y] = pixelOf(a, place);
    const from = [(i % columns) * tile, Math.floor(i / columns) * tile];
    context.globalAlpha = chosen && !chosen[i] ? 0.25 : 1;
    context.drawImage(sheet, from[0], from[1], tile, tile, x - side / 2, y - side / 2, side, side);
  });
  context.globalAlpha = 1;
}
