// Curves of losses over the stages, with a mark at the stage that is shown.

import { FONT } from "hdvis/canvas.js";

/** @typedef {import("./stage_view.js").Curve} Curve */
/** @typedef {import("hdvis/theme.js").Colors} Colors */

const EDGE = { left: 56, right: 14, top: 16, bottom: 6 };

/**
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number]} size
 * @param {{ curves: Curve[], at: number }} told
 * @param {Colors} theme
 */
export function drawCurves(context, [width, height], { curves, at }, theme) {
  const last = Math.max(0, ...curves.map(({ values }) => values.length)) - 1;
  const known = curves
    .flatMap(({ values }) => values)
    .filter((value) => value !== null && Number.isFinite(value));
  if (!known.length || last < 1) return;
  const [low, high] = [
    Math.min(.../** @type {number[]} */ (known)),
    Math.max(.../** @type {number[]} */ (known)),
  ];
  const [top, bottom] = [EDGE.top, height - EDGE.bottom];
  const x = (/** @type {number} */ i) => EDGE.left + ((width - EDGE.right - EDGE.left) * i) / last;
  const y = (/** @type {number} */ value) =>
    high > low ? bottom - ((bottom - top) * (value - low)) / (high - low) : (top + bottom) / 2;
  context.font = `11px ${FONT}`;
  context.fillStyle = theme.muted;
  context.textAlign = "right";
  context.fillText(high.toPrecision(4), EDGE.left - 6, top + 4);
  context.fillText(low.toPrecision(4), EDGE.left - 6, bottom);
  context.strokeStyle = theme.line;
  context.strokeRect(x(at), top - 4, 0, bottom - top + 8);
  context.textAlign = "left";
  let right = EDGE.left;
  curves.forEach(({ name, values }, k) => {
    context.strokeStyle = context.fillStyle = k ? theme.selection : theme.rows;
    drawCurve(context, values, x, y);
    const value = values[at];
    const words =
      value != null && Number.isFinite(value) ? `${name} ${value.toPrecision(4)}` : name;
    if (value != null && Number.isFinite(value)) drawDot(context, x(at), y(value));
    context.fillText(words, right, 10);
    right += context.measureText(words).width + 16;
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {(number | null)[]} values
 * @param {(i: number) => number} x
 * @param {(value: number) => number} y
 */
function drawCurve(context, values, x, y) {
  context.lineWidth = 1.5;
  context.beginPath();
  values.forEach((value, i) => {
    if (value != null && Number.isFinite(value)) context.lineTo(x(i), y(value));
  });
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 */
function drawDot(context, x, y) {
  context.beginPath();
  context.arc(x, y, 3, 0, 7);
  context.fill();
}
