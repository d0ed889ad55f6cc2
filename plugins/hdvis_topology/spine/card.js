// The card beside a peak: what it is, and its value against the distance from it.

import { context2d, FONT } from "hdvis/canvas.js";
import { node } from "hdvis/dom.js";
import { beside } from "hdvis/tooltip.js";

const WIDTH = 190,
  HEIGHT = 70;

/** @typedef {{ x: number[], quantiles: number[][], rows: number }} Profile */
/** @typedef {[outer: number, inner: number, alpha: number]} Shade Two quantiles and how dark. */
/** @type {Shade[]} */
const SHADES = [
  [0, 4, 0.25],
  [1, 3, 0.45],
];

/**
 * @param {HTMLElement} card
 * @param {[string, string][]} values
 * @param {Profile} profile
 * @param {[number, number]} at
 * @param {{ width: number, height: number }} room
 * @param {import("hdvis/theme.js").Colors} theme
 */
export function showCard(card, values, profile, at, room, theme) {
  const pairs = values.flatMap(([name, value]) => [
    node("span", { class: "muted ellipsis" }, name),
    node("span", { class: "ellipsis" }, value),
  ]);
  card.replaceChildren(node("div", {}, ...pairs), profileChart(profile, theme));
  card.style.display = "block";
  const [left, top] = beside(at, [card.offsetWidth, card.offsetHeight], room);
  Object.assign(card.style, { left: `${left}px`, top: `${top}px` });
}

/**
 * Quantiles against distance as nested bands, the median as a line.
 * @param {Profile} profile
 * @param {import("hdvis/theme.js").Colors} theme
 */
function profileChart({ x, quantiles }, theme) {
  const surface = node("canvas", { width: 2 * WIDTH, height: 2 * HEIGHT });
  Object.assign(surface.style, { width: `${WIDTH}px`, height: `${HEIGHT}px` });
  const context = context2d(surface);
  context.scale(2, 2);
  const all = quantiles.flat();
  const low = Math.min(...all);
  const span = Math.max(...all) - low || 1;
  const far = Math.max(...x, 1e-12);
  const across = (/** @type {number} */ value) => 4 + ((WIDTH - 8) * value) / far;
  const up = (/** @type {number} */ value) => HEIGHT - 14 - ((HEIGHT - 20) * (value - low)) / span;
  context.fillStyle = theme.rows;
  for (const [a, b, alpha] of SHADES) {
    context.globalAlpha = alpha;
    context.beginPath();
    x.forEach((value, i) => context.lineTo(across(value), up(quantiles[i][a])));
    for (let i = x.length - 1; i >= 0; i--) context.lineTo(across(x[i]), up(quantiles[i][b]));
    context.fill();
  }
  context.globalAlpha = 1;
  context.strokeStyle = theme.text;
  context.lineWidth = 1.5;
  context.beginPath();
  x.forEach((value, i) => context.lineTo(across(value), up(quantiles[i][2])));
  context.stroke();
  context.font = `9px ${FONT}`;
  context.fillStyle = theme.muted;
  context.fillText("value against distance from the peak", 4, HEIGHT - 3);
  return surface;
}
