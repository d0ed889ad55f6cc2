// Draws the bubbles, the larger ones behind, and their names.

import { FONT } from "hdvis/canvas.js";
import { colors } from "hdvis/theme.js";
import { nameSpot, placeBubbles } from "./places.js";

/** @typedef {import("./view.js").State} State */
/** @typedef {import("./places.js").Placed} Placed */
/** @typedef {import("hdvis/theme.js").Colors} Colors */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 */
export function draw(context, state) {
  const { model, view } = state;
  const theme = colors(state.el);
  state.placed = placeBubbles(model.bubbles, view);
  if (!state.placed.length) {
    context.font = `13px ${FONT}`;
    context.textAlign = "center";
    context.fillStyle = theme.muted;
    context.fillText(model.note, view.width / 2, view.height / 2, view.width - 24);
  }
  for (const bubble of state.placed) drawBubble(context, bubble, state, theme);
  drawNames(context, state, theme);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Placed} bubble
 * @param {State} state
 * @param {Colors} theme
 */
function drawBubble(context, { name, px, py, r, color }, { model, hover }, theme) {
  const isPicked = name === model.picked;
  context.beginPath();
  context.arc(px, py, r, 0, 2 * Math.PI);
  context.globalAlpha = 0.82;
  context.fillStyle = color || theme.rows;
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = isPicked ? theme.selection : name === hover ? theme.text : theme.pane;
  context.lineWidth = isPicked ? 2.5 : 1.2;
  context.stroke();
}

/**
 * Names, first of the picked bubble and of that under the pointer, which are always shown.
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 * @param {Colors} theme
 */
function drawNames(context, { model, hover, placed, view }, theme) {
  /** @type {import("./places.js").Taken[]} */
  const taken = [];
  const isLoud = (/** @type {Placed} */ b) => b.name === model.picked || b.name === hover;
  context.font = `11px ${FONT}`;
  context.textAlign = "center";
  for (const bubble of [...placed].sort((a, b) => Number(isLoud(b)) - Number(isLoud(a)))) {
    const half = context.measureText(bubble.name).width / 2 + 3;
    const found = nameSpot(bubble, half, { taken, placed, room: view });
    if (!found && !isLoud(bubble)) continue;
    const [dx, dy, isFar] = found ?? [0, bubble.r + 12];
    const [x, y] = [bubble.px + dx, bubble.py + dy];
    taken.push([x, y, half]);
    if (isFar) drawLead(context, bubble, [x, y - (dy > 0 ? 11 : -3)], theme);
    context.fillStyle = isLoud(bubble) ? theme.text : theme.muted;
    context.strokeStyle = theme.pane;
    context.lineWidth = 3;
    context.strokeText(bubble.name, x, y);
    context.fillText(bubble.name, x, y);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Placed} bubble
 * @param {[number, number]} to
 * @param {Colors} theme
 */
function drawLead(context, { px, py }, to, theme) {
  context.strokeStyle = theme.muted;
  context.lineWidth = 0.8;
  context.beginPath();
  context.moveTo(px, py);
  context.lineTo(...to);
  context.stroke();
}
