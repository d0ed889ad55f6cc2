// A small chart of lines over strengths.

import { FONT } from "hdvis/canvas.js";
import { colors } from "hdvis/theme.js";

/** @typedef {import("hdvis/theme.js").Colors} Colors */
/** @typedef {import("./view.js").Chart} Chart */
/**
 * Where values stand in CSS pixels.
 * @typedef {{ px: (value: number) => number, py: (value: number) => number,
 *   x: [number, number], y: [number, number], height: number }} Scales
 */

const EDGE = { left: 34, right: 8, top: 8, bottom: 20 };

/**
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number]} size
 * @param {Chart} chart
 * @param {HTMLElement} el
 */
export function drawChart(context, [width, height], { x, lines }, el) {
  const theme = colors(el);
  const values = lines.flatMap(({ y }) => y).filter((value) => value !== null);
  const [x0, x1] = [x[0], x[x.length - 1]];
  const [y0, y1] = limits(values);
  const px = (/** @type {number} */ value) =>
    EDGE.left + ((value - x0) / (x1 - x0)) * (width - EDGE.left - EDGE.right);
  const py = (/** @type {number} */ value) =>
    height - EDGE.bottom - ((value - y0) / (y1 - y0)) * (height - EDGE.top - EDGE.bottom);
  drawAxes(context, theme, { px, py, x: [x0, x1], y: [y0, y1], height });
  for (const line of lines) {
    setLine(context, line.kind, theme);
    context.beginPath();
    line.y.forEach((value, i) => {
      if (value != null) context.lineTo(px(x[i]), py(value));
    });
    context.stroke();
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./view.js").Line["kind"]} kind
 * @param {Colors} theme
 */
function setLine(context, kind, theme) {
  const looks = {
    row: { color: theme.rows, width: 1, alpha: 0.4, dashes: [] },
    mean: { color: theme.text, width: 2, alpha: 1, dashes: [] },
    random: { color: theme.failure, width: 1.5, alpha: 1, dashes: [4, 3] },
    ideal: { color: theme.muted, width: 1, alpha: 1, dashes: [2, 3] },
  };
  const { color, width, alpha, dashes } = looks[kind];
  context.strokeStyle = color;
  context.lineWidth = width;
  context.globalAlpha = alpha;
  context.setLineDash(dashes);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Colors} theme
 * @param {Scales} scales
 */
function drawAxes(context, theme, { px, py, x: [x0, x1], y: [y0, y1], height }) {
  context.font = `11px ${FONT}`;
  context.fillStyle = theme.muted;
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.textAlign = "right";
  for (const value of [y0, (y0 + y1) / 2, y1]) {
    context.beginPath();
    context.moveTo(px(x0), py(value));
    context.lineTo(px(x1), py(value));
    context.stroke();
    context.fillText(tickText(value), EDGE.left - 5, py(value) + 4);
  }
  for (const value of [x0, 0, x1]) {
    context.textAlign = value === x0 ? "left" : value === x1 ? "right" : "center";
    context.fillText(`${tickText(value)}${value === x1 ? " σ" : ""}`, px(value), height - 5);
  }
  context.beginPath();
  context.moveTo(px(0), py(y0));
  context.lineTo(px(0), py(y1));
  context.stroke();
}

/**
 * What a chart's values run between: shares from 0 to 1, differences as far down as up.
 * @param {number[]} values
 * @returns {[number, number]}
 */
export function limits(values) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (low >= 0 && high <= 1) return [0, 1];
  const most = Math.max(-low, high);
  if (low < 0 && high > 0) return [-most, most];
  return high > low ? [low, high] : [low - 1, high + 1];
}

/**
 * A number beside an axis.
 * @param {number} value
 */
export function tickText(value) {
  const hasDecimal = Math.abs(value) < 10 && !Number.isInteger(value);
  return value.toFixed(hasDecimal ? 1 : 0).replace("-", "−");
}
