// Draws parallel axes: planes of lines, axes with brushes, and the hovered and focused lines.

import { FONT, fitted } from "hdvis/canvas.js";
import { colors } from "hdvis/theme.js";
import { areaOf, axisX, focusAt, namesOf, orderOf, rangesOf, stepOf, yOf } from "./places.js";

/** @typedef {import("./view.js").State} State */
/** @typedef {import("./view.js").Axis} Axis */
/** @typedef {import("hdvis/theme.js").Colors} Colors */
/** @typedef {import("./places.js").Area} Area */

const HALF = 6;
const BEYOND = 0.03;

/**
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 */
export function draw(context, state) {
  const a = areaOf(state);
  const theme = colors(state.el);
  const { model, carry, hovered } = state;
  if (carry) drawSegments(context, a, state, theme);
  else state.painter.draw(context, a.x, a.y, a.width, a.height, theme);
  context.font = `11px ${FONT}`;
  for (const axis of model.axes) drawAxis(context, a, state, axis, theme);
  if (carry) return;
  if (hovered) drawLine(context, state, (i) => hovered[i], [theme.pane, theme.text, 1.25]);
  if (!model.focus) return;
  drawLine(context, state, (i) => focusAt(state, i), [theme.pane, theme.focus, 2.5]);
  if (model.handles) model.axes.forEach((axis, i) => drawHandle(context, state, axis, i, theme));
}

/**
 * While an axis is carried, each pair that is still side by side keeps its piece of the plane.
 * @param {CanvasRenderingContext2D} context
 * @param {Area} a
 * @param {State} state
 * @param {Colors} theme
 */
function drawSegments(context, a, state, theme) {
  const known = namesOf(state);
  const now = state.carry?.order ?? known;
  const step = stepOf(state);
  for (let slot = 0; slot + 1 < now.length; slot++) {
    const [left, right] = [known.indexOf(now[slot]), known.indexOf(now[slot + 1])];
    const [x0, x1] = [axisX(state, now[slot]), axisX(state, now[slot + 1])];
    if (Math.abs(left - right) !== 1 || x1 <= x0) continue;
    const stretch = (x1 - x0) / step;
    const from = x0 - Math.min(left, right) * step * stretch;
    context.save();
    if (right < left) {
      context.translate(x0 + x1, 0);
      context.scale(-1, 1);
    }
    context.beginPath();
    context.rect(x0, a.y, x1 - x0, a.height);
    context.clip();
    state.painter.draw(context, from, a.y, a.width * stretch, a.height, theme);
    context.restore();
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Area} a
 * @param {State} state
 * @param {Axis} axis
 * @param {Colors} theme
 */
function drawAxis(context, a, state, axis, theme) {
  const x = Math.round(axisX(state, axis.name)) + 0.5;
  const step = stepOf(state);
  context.strokeStyle = theme.muted;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, a.y);
  context.lineTo(x, a.y + a.height);
  context.stroke();
  for (const [low, high] of rangesOf(state, axis.name)) {
    drawBrush(context, x, yOf(a, axis, low), yOf(a, axis, high), theme);
  }
  context.fillStyle = theme.muted;
  context.textAlign = "center";
  const end = fitted(context, endOf(axis, !axis.flipped), step - 4);
  const half = context.measureText(end).width / 2;
  const middle = Math.min(state.view.width - half - 2, Math.max(half + 2, x));
  context.fillText(end, middle, a.y + a.height + 14);
  context.textAlign = "left";
  // The names of the last axis stand to its left: to its right is the legend.
  const isLast = state.model.axes.length > 1 && orderOf(state).at(-1) === axis.name;
  if (isLast) context.textAlign = "right";
  for (const [share, text] of axis.ticks) {
    const below = share === 0 ? -2 : share === 1 ? 9 : 4;
    const words = fitted(context, text, Math.max(24, step - 12));
    const beside = isLast ? x - 5 : x + 5;
    drawHalo(context, words, beside, yOf(a, axis, share) + below, theme.pane, theme.text);
  }
  if (axis.note) drawNote(context, x, a, axis.note, theme);
}

/**
 * What stands at the low or high end; categories with names of their own need nothing there.
 * @param {Axis} axis
 * @param {boolean} low
 */
export const endOf = (axis, low) => (axis.ticks.length ? "" : low ? axis.low : axis.high);

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {string} under
 * @param {string} over
 */
function drawHalo(context, text, x, y, under, over) {
  context.strokeStyle = under;
  context.lineWidth = 3;
  context.strokeText(text, x, y);
  context.fillStyle = over;
  context.fillText(text, x, y);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {Area} a
 * @param {string} text
 * @param {Colors} theme
 */
function drawNote(context, x, a, text, theme) {
  context.save();
  context.translate(x - 5, a.y + a.height / 2);
  context.rotate(-Math.PI / 2);
  context.textAlign = "center";
  drawHalo(context, text, 0, 0, theme.pane, theme.muted);
  context.restore();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y0
 * @param {number} y1
 * @param {Colors} theme
 */
function drawBrush(context, x, y0, y1, theme) {
  const [top, bottom] = [Math.min(y0, y1), Math.max(y0, y1)];
  context.fillStyle = `${theme.selection}40`;
  context.fillRect(x - HALF, top, 2 * HALF, bottom - top);
  for (const [color, size] of /** @type {const} */ ([
    [theme.pane, 4],
    [theme.selection, 1.75],
  ])) {
    context.strokeStyle = color;
    context.lineWidth = size;
    context.strokeRect(x - HALF, top, 2 * HALF, bottom - top);
  }
}

/** @param {number} share */
const near = (share) => Math.min(1 + BEYOND, Math.max(-BEYOND, share));

/**
 * A line over all axes; one that has no height on an axis has a gap there.
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 * @param {(i: number) => number | null | undefined} heightOf
 * @param {[under: string, over: string, width: number]} look
 */
function drawLine(context, state, heightOf, [under, over, width]) {
  const a = areaOf(state);
  const half = stepOf(state) / 2;
  let gap = true;
  context.beginPath();
  state.model.axes.forEach((axis, i) => {
    const share = heightOf(i);
    if (share == null) {
      gap = true;
      return;
    }
    const [x, y] = [axisX(state, axis.name), yOf(a, axis, near(share))];
    if (state.model.axes.length === 1) {
      context.moveTo(x - half, y);
      context.lineTo(x + half, y);
    } else if (gap) context.moveTo(x, y);
    else context.lineTo(x, y);
    gap = false;
  });
  context.lineJoin = "round";
  for (const [color, size] of /** @type {const} */ ([
    [under, width + 2],
    [over, width],
  ])) {
    context.strokeStyle = color;
    context.lineWidth = size;
    context.stroke();
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 * @param {Axis} axis
 * @param {number} i
 * @param {Colors} theme
 */
function drawHandle(context, state, axis, i, theme) {
  const share = focusAt(state, i);
  if (share == null) return;
  context.beginPath();
  const y = yOf(areaOf(state), axis, near(share));
  context.arc(axisX(state, axis.name), y, 5, 0, 2 * Math.PI);
  context.fillStyle = theme.pane;
  context.strokeStyle = theme.focus;
  context.lineWidth = 2;
  context.fill();
  context.stroke();
}
