// Draws two vectors at their angle, with names at their ends and pictures beside them.

import { FONT, fitted } from "hdvis/canvas.js";
import { activeIn } from "hdvis/dom.js";
import { colors } from "hdvis/theme.js";
import { anglesOf, EDGE, endOf, frameOf, HEAD, isReady, SPACE } from "./places.js";
import { strengthText } from "./text.js";

/** @typedef {import("./view.js").State} State */
/** @typedef {import("./places.js").Frame} Frame */
/** @typedef {import("hdvis/theme.js").Colors} Colors */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 */
export function draw(context, state) {
  const { model, view } = state;
  const theme = colors(state.el);
  context.font = `12px ${FONT}`;
  context.fillStyle = theme.muted;
  context.textAlign = "left";
  context.fillText(model.note, EDGE, 18, view.width - 2 * EDGE);
  if (!isReady(model)) return;
  const f = frameOf(state);
  drawRails(context, state, f, theme);
  drawArc(context, state, f, theme);
  for (const which of [1, 0]) drawVector(context, state, f, which, theme);
  if (f.count) for (const which of [1, 0]) drawPictures(context, state, f, which, theme);
}

/**
 * How far each end can go.
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 * @param {Frame} f
 * @param {Colors} theme
 */
function drawRails(context, { model }, f, theme) {
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  anglesOf(model).forEach((angle, which) => {
    const reach = model.reach * model.steps[which] * f.scale;
    const [x, y] = [reach * Math.cos(angle), reach * Math.sin(angle)];
    context.beginPath();
    context.moveTo(f.x - x, f.y - y);
    context.lineTo(f.x + x, f.y + y);
    context.stroke();
  });
}

/**
 * The angle goes below where a name would cover it.
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 * @param {Frame} f
 * @param {Colors} theme
 */
function drawArc(context, state, f, theme) {
  const { model } = state;
  const angle = anglesOf(model)[1];
  const radius = Math.max(14, Math.min(26, 0.3 * model.reach * Math.min(...model.steps) * f.scale));
  context.strokeStyle = theme.muted;
  context.lineWidth = 1;
  context.beginPath();
  context.arc(f.x, f.y, radius, 0, angle, true);
  context.stroke();
  context.font = `11px ${FONT}`;
  context.fillStyle = theme.muted;
  context.textAlign = "center";
  const x = f.x + (radius + 16) * Math.cos(angle / 2);
  const y = f.y + (radius + 14) * Math.sin(angle / 2) + 4;
  const [nx, ny, half] = namePlace(context, state, 1, f);
  const isCovered = Math.abs(nx - x) < half + 13 && Math.abs(ny - y) < 13;
  const words = `${Math.round(model.angle)}°`;
  if (isCovered) context.fillText(words, f.x, f.y + 17);
  else context.fillText(words, x, y);
}

/**
 * The middle of an end's name, and half its width.
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 * @param {number} which
 * @param {Frame} f
 */
function namePlace(context, state, which, f) {
  const { model } = state;
  const [x, y] = endOf(state, which, f);
  const [left, top, right, bottom] = f.room;
  const half = context.measureText(model.names[which]).width / 2 + 4;
  const isAbove = which === 1 ? y <= f.y : model.angle < 25;
  const across = Math.max(left + half, Math.min(right - half, x));
  return [across, Math.max(top + 32, Math.min(bottom - 2, y + (isAbove ? -13 : 21))), half];
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 * @param {Frame} f
 * @param {number} which
 * @param {Colors} theme
 */
function drawVector(context, state, f, which, theme) {
  const { model, view, active } = state;
  const [x, y] = endOf(state, which, f);
  context.strokeStyle = context.fillStyle = model.colors[which] ?? theme.text;
  context.lineWidth = 3;
  context.beginPath();
  context.moveTo(f.x, f.y);
  context.lineTo(x, y);
  context.stroke();
  drawDot(context, x, y, 7);
  if (which === active && activeIn(state.el) === view.surface) {
    context.strokeStyle = theme.focus;
    context.lineWidth = 2;
    context.stroke();
  }
  context.font = `11px ${FONT}`;
  context.fillStyle = theme.text;
  context.strokeStyle = theme.pane;
  context.lineWidth = 3;
  context.textAlign = "center";
  const [nx, ny] = namePlace(context, state, which, f);
  context.strokeText(model.names[which], nx, ny);
  context.fillText(model.names[which], nx, ny);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
function drawDot(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 * @param {Frame} f
 * @param {number} which
 * @param {Colors} theme
 */
function drawPictures(context, { model, shelf, strengths }, f, which, theme) {
  const [left, top] = f.at(which);
  context.fillStyle = model.colors[which] ?? theme.text;
  drawDot(context, left + 4, top + 9, 4);
  context.font = `12px ${FONT}`;
  context.textAlign = "left";
  context.fillStyle = theme.text;
  const value = strengthText(strengths[which]);
  const room = f.block - SPACE - 14 - context.measureText(` ${value}`).width;
  context.fillText(`${fitted(context, model.names[which], room)} ${value}`, left + 13, top + 13);
  context.font = `11px ${FONT}`;
  context.fillStyle = theme.muted;
  for (let i = 0; i < f.count; i++) {
    const x = left + i * (f.side + SPACE);
    shelf.draw(context, which + 2 * i, x, top + HEAD, f.side, theme);
    if (f.count < 2) continue;
    const words = fitted(context, i ? model.start : "alone", f.side);
    context.fillText(words, x, top + HEAD + f.side + 13);
  }
}
