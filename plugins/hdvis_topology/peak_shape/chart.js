// One chart: quantile bands below points whose size says how near they are, and a curve over both.

import { FONT } from "hdvis/canvas.js";

const MARGIN = { left: 56, right: 16, top: 12, bottom: 34 };

/**
 * @typedef {Object} Chart
 * @property {number[]} x
 * @property {number[]} y
 * @property {number[]} near 1 on the line, 0 at the edge of the slab.
 * @property {number[]} rows
 * @property {{ x: number[], quantiles: number[][] }} bands
 * @property {[number[], number[]] | null} curve
 * @property {[number, number] | null} focus
 * @property {string} across
 * @property {string} up
 */

/**
 * Scales from values to pixels.
 * @param {Chart} chart
 * @param {number} width
 * @param {number} height
 */
export function placesOf(chart, width, height) {
  const xs = [...chart.x, ...chart.bands.x, ...(chart.curve?.[0] ?? [])];
  const ys = [...chart.y, ...chart.bands.quantiles.flat(), ...(chart.curve?.[1] ?? [])];
  const [left, right] = ends(xs);
  const [low, high] = ends(ys);
  const wide = width - MARGIN.left - MARGIN.right;
  const tall = height - MARGIN.top - MARGIN.bottom;
  return {
    left,
    right,
    low,
    high,
    /** @param {number} x */
    across: (x) => MARGIN.left + (wide * (x - left)) / (right - left),
    /** @param {number} y */
    up: (y) => MARGIN.top + tall * (1 - (y - low) / (high - low)),
  };
}

/**
 * @param {number[]} values
 * @returns {[number, number]}
 */
function ends(values) {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(low <= high)) return [0, 1];
  return low < high ? [low, high] : [low - 0.5, high + 0.5];
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {number} height
 * @param {Chart} chart
 * @param {import("hdvis/theme.js").Colors} theme
 */
export function drawChart(context, width, height, chart, theme) {
  const places = placesOf(chart, width, height);
  drawAxes(context, width, height, chart, places, theme);
  drawBands(context, chart.bands, places, theme);
  context.fillStyle = theme.rows;
  chart.x.forEach((x, i) => {
    context.globalAlpha = 0.25 + 0.6 * chart.near[i];
    disc(context, places.across(x), places.up(chart.y[i]), 1 + 3 * chart.near[i] ** 2);
  });
  context.globalAlpha = 1;
  if (chart.curve) {
    const [x, y] = chart.curve;
    context.strokeStyle = theme.selection;
    context.lineWidth = 2;
    line(context, x.map(places.across), y.map(places.up));
  }
  if (chart.focus) {
    context.fillStyle = theme.focus;
    disc(context, places.across(chart.focus[0]), places.up(chart.focus[1]), 6);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Chart["bands"]} bands
 * @param {ReturnType<typeof placesOf>} places
 * @param {import("hdvis/theme.js").Colors} theme
 */
function drawBands(context, { x, quantiles }, { across, up }, theme) {
  context.fillStyle = theme.focus;
  for (const [a, b] of [
    [0, 4],
    [1, 3],
  ]) {
    context.globalAlpha = 0.14;
    context.beginPath();
    x.forEach((value, i) => context.lineTo(across(value), up(quantiles[i][a])));
    for (let i = x.length - 1; i >= 0; i--) context.lineTo(across(x[i]), up(quantiles[i][b]));
    context.fill();
  }
  context.globalAlpha = 1;
  context.strokeStyle = theme.focus;
  context.lineWidth = 1.5;
  const middle = quantiles.map((five) => up(five[2]));
  line(context, x.map(across), middle);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {number} height
 * @param {Chart} chart
 * @param {ReturnType<typeof placesOf>} places
 * @param {import("hdvis/theme.js").Colors} theme
 */
function drawAxes(context, width, height, chart, places, theme) {
  const bottom = height - MARGIN.bottom;
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.strokeRect(
    MARGIN.left,
    MARGIN.top,
    width - MARGIN.left - MARGIN.right,
    bottom - MARGIN.top,
  );
  context.font = `11px ${FONT}`;
  context.fillStyle = theme.muted;
  context.textAlign = "right";
  context.fillText(short(places.high), MARGIN.left - 6, MARGIN.top + 9);
  context.fillText(short(places.low), MARGIN.left - 6, bottom);
  context.textAlign = "left";
  context.fillText(short(places.left), MARGIN.left, bottom + 14);
  context.textAlign = "right";
  context.fillText(short(places.right), width - MARGIN.right, bottom + 14);
  context.fillStyle = theme.text;
  context.textAlign = "center";
  context.fillText(chart.across, (MARGIN.left + width - MARGIN.right) / 2, bottom + 28);
  context.textAlign = "left";
  context.fillText(chart.up, MARGIN.left + 6, MARGIN.top + 14);
}

/** @param {number} value */
const short = (value) => String(Number(value.toPrecision(3)));

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
function disc(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} x
 * @param {number[]} y
 */
function line(context, x, y) {
  context.beginPath();
  x.forEach((value, i) => context.lineTo(value, y[i]));
  context.stroke();
}
