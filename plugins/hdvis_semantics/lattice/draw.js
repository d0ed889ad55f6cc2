// Draws the lattice: cells as they come, dots of data rows, and what runs along both sides.

import { FONT } from "hdvis/canvas.js";
import { colors } from "hdvis/theme.js";

/** @typedef {import("./view.js").State} State */
/** @typedef {import("hdvis/theme.js").Colors} Colors */
/** @typedef {{ cell: number, size: number, x: number, y: number }} Grid In CSS pixels. */

const FOOT = 30;
const GAP = 2;

/**
 * @param {Pick<State, "model" | "view">} state
 * @returns {Grid}
 */
export function gridOf({ model, view }) {
  const edge = 10 + 6.5 * Math.max(2, ...model.ticks.map((text) => text.length));
  const room = Math.max(20, Math.min(view.width - edge - 10, view.height - 8 - FOOT));
  const cell = Math.max(4, Math.floor(room / Math.max(1, model.steps)));
  const size = cell * model.steps;
  return { cell, size, x: edge + Math.max(0, (view.width - edge - 10 - size) / 2), y: 8 };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 */
export function draw(context, state) {
  const { model } = state;
  if (!model.steps) return;
  const theme = colors(state.el);
  const grid = gridOf(state);
  for (let i = 0; i < model.steps ** 2; i++) drawCell(context, state, i, grid, theme);
  context.fillStyle = theme.selection;
  context.globalAlpha = 0.5;
  for (const [x, y] of model.dots) {
    context.fillRect(grid.x + x * grid.size - 1, grid.y + (1 - y) * grid.size - 1, 2.5, 2.5);
  }
  context.globalAlpha = 1;
  drawAxes(context, model, grid, theme);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 * @param {number} i
 * @param {Grid} grid
 * @param {Colors} theme
 */
function drawCell(context, { model, cells, shelf }, i, { cell, x, y }, theme) {
  const left = x + (i % model.steps) * cell;
  const top = y + Math.floor(i / model.steps) * cell;
  if (cells[i]) shelf.draw(context, i, left + GAP / 2, top + GAP / 2, cell - GAP, theme);
  else {
    context.fillStyle = theme.page;
    context.fillRect(left + GAP / 2, top + GAP / 2, cell - GAP, cell - GAP);
  }
  if (i !== model.picked) return;
  context.strokeStyle = theme.focus;
  context.lineWidth = 2.5;
  context.strokeRect(left + 1, top + 1, cell - 2, cell - 2);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {State["model"]} model
 * @param {Grid} grid
 * @param {Colors} theme
 */
function drawAxes(context, model, { cell, size, x, y }, theme) {
  const [across, up] = [Math.ceil(34 / cell), Math.ceil(16 / cell)];
  context.font = `11px ${FONT}`;
  context.fillStyle = theme.muted;
  context.textAlign = "center";
  model.ticks.forEach((text, i) => {
    if (i % across === 0) context.fillText(text, x + (i + 0.5) * cell, y + size + 13);
  });
  context.textAlign = "right";
  context.textBaseline = "middle";
  model.ticks.forEach((text, i) => {
    if (i % up === 0) context.fillText(text, x - 4, y + size - (i + 0.5) * cell);
  });
  context.textBaseline = "alphabetic";
  context.fillStyle = theme.text;
  context.textAlign = "left";
  context.fillText(`${model.across} →   ${model.up} ↑`, x, y + size + 26, size);
}
