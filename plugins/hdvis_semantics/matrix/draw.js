// Draws matrices: cells, dots of chance, blocks of groups, names and the scale.

import { context2d, FONT, pixelRatio } from "hdvis/canvas.js";
import { node } from "hdvis/dom.js";
import { bytes } from "hdvis/messages.js";
import { colors } from "hdvis/theme.js";
import { BAR, middled, named, placesOf } from "./places.js";

/** @typedef {import("./view.js").State} State */
/** @typedef {import("./view.js").Model} Model */
/** @typedef {import("./view.js").PanelPicture} PanelPicture */
/** @typedef {import("./places.js").Places} Places */
/** @typedef {import("hdvis/theme.js").Colors} Colors */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 */
export function draw(context, state) {
  const { model, pictures, view } = state;
  if (!pictures.length) return;
  const theme = colors(state.el);
  const s = placesOf(context, model, view);
  state.places = s;
  pictures.forEach((picture, p) => {
    context.save();
    context.translate(...s.shift(p));
    drawPanel(context, state, picture, p, s, theme);
    drawRowNames(context, state, s, theme, p % s.per === 0);
    drawColumnNames(context, state, s, theme);
    context.restore();
  });
  drawScale(context, model, s, theme, pictures[0].chance, view.width);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 * @param {PanelPicture} picture
 * @param {number} p
 * @param {Places} s
 * @param {Colors} theme
 */
function drawPanel(context, { model, hover, pictures }, picture, p, s, theme) {
  context.fillStyle = theme.line;
  context.fillRect(s.left, s.top, s.width, s.height);
  context.imageSmoothingEnabled = false;
  const shown = s.wide < 1 ? squeezed(picture.surface, s.width) : picture.surface;
  context.drawImage(shown, s.left, s.top, s.width, s.height);
  if (Math.min(s.wide, s.tall) >= 5) drawChance(context, picture, model.columns.length, s, theme);
  drawBlocks(context, model, s, theme);
  if (pictures.length > 1) {
    context.fillStyle = theme.muted;
    context.textAlign = "left";
    context.fillText(picture.title, s.left, 13);
  }
  const [row, column] = model.picked;
  if (row != null && column != null) drawFrame(context, s, row, column, theme.selection, 2);
  if (hover?.panel === p) drawFrame(context, s, hover.row, hover.column, theme.text, 1);
}

/**
 * Columns narrower than a pixel are averaged; rows stay apart.
 * @param {HTMLCanvasElement} source
 * @param {number} width
 */
function squeezed(source, width) {
  const size = { width: Math.max(1, Math.round(width * pixelRatio())), height: source.height };
  const surface = node("canvas", size);
  context2d(surface).drawImage(source, 0, 0, size.width, size.height);
  return surface;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Places} s
 * @param {number} row
 * @param {number} column
 * @param {string} color
 * @param {number} line
 */
function drawFrame(context, { left, top, wide, tall }, row, column, color, line) {
  const [x, y] = [left + column * wide, top + row * tall];
  context.strokeStyle = color;
  context.lineWidth = line;
  context.strokeRect(x - line / 2, y - line / 2, wide + line, tall + line);
}

/**
 * Cells that chance could have made carry a dot.
 * @param {CanvasRenderingContext2D} context
 * @param {PanelPicture} picture
 * @param {number} columns
 * @param {Places} s
 * @param {Colors} theme
 */
function drawChance(context, { values, chance }, columns, s, theme) {
  const size = Math.max(1, Math.min(2, s.wide / 7));
  context.fillStyle = theme.muted;
  values.forEach((value, i) => {
    if (!(Math.abs(value) < chance)) return;
    const x = s.left + ((i % columns) + 0.5) * s.wide - size / 2;
    const y = s.top + (Math.floor(i / columns) + 0.5) * s.tall - size / 2;
    context.fillRect(x, y, size, size);
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Model} model
 * @param {Places} s
 * @param {Colors} theme
 */
function drawBlocks(context, { groups, row_groups, column_groups }, s, theme) {
  const color = (/** @type {number} */ group) => groups[group]?.color ?? theme.line;
  row_groups.forEach((group, i) => {
    context.fillStyle = color(group);
    context.fillRect(s.left - BAR - 2, s.top + i * s.tall, BAR - 1, s.tall);
  });
  column_groups.forEach((group, i) => {
    context.fillStyle = color(group);
    context.fillRect(s.left + i * s.wide, s.top - BAR - 2, s.wide, BAR - 1);
  });
  const isEdge = (
    /** @type {number} */ group,
    /** @type {number} */ i,
    /** @type {number[]} */ all,
  ) => i > 0 && group !== all[i - 1];
  context.strokeStyle = theme.pane;
  context.lineWidth = 1.5;
  context.beginPath();
  row_groups.forEach((group, i, all) => {
    if (!isEdge(group, i, all)) return;
    context.moveTo(s.left, s.top + i * s.tall);
    context.lineTo(s.left + s.width, s.top + i * s.tall);
  });
  column_groups.forEach((group, i, all) => {
    if (!isEdge(group, i, all)) return;
    context.moveTo(s.left + i * s.wide, s.top);
    context.lineTo(s.left + i * s.wide, s.top + s.height);
  });
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 * @param {Places} s
 * @param {Colors} theme
 * @param {boolean} isFirst Whether the panel is the first of its line.
 */
function drawRowNames(context, { model, hover }, s, theme, isFirst) {
  if (!isFirst) return;
  context.font = `11px ${FONT}`;
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (const [i, strong] of named(model.rows.length, s.tall, [model.picked[0], hover?.row])) {
    context.fillStyle = strong ? theme.text : theme.muted;
    const text = middled(context, model.rows[i], s.row + 1);
    context.fillText(text, s.left - BAR - 6, s.top + (i + 0.5) * s.tall);
  }
  context.textBaseline = "alphabetic";
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {State} state
 * @param {Places} s
 * @param {Colors} theme
 */
function drawColumnNames(context, { model, hover }, s, theme) {
  context.font = `11px ${FONT}`;
  context.textBaseline = "middle";
  context.textAlign = "left";
  for (const [i, strong] of named(model.columns.length, s.wide, [model.picked[1], hover?.column])) {
    context.save();
    context.translate(s.left + (i + 0.5) * s.wide, s.top - BAR - 5);
    context.rotate(-s.slant);
    context.fillStyle = strong ? theme.text : theme.muted;
    context.fillText(middled(context, model.columns[i], s.column + 1), 0, 0);
    context.restore();
  }
  context.textBaseline = "alphabetic";
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Model} model
 * @param {Places} s
 * @param {Colors} theme
 * @param {number} chance
 * @param {number} room
 */
function drawScale(context, model, s, theme, chance, room) {
  const map = bytes(model.map);
  const [x, y] = [s.left, s.bottom + 12];
  const width = Math.min(150, Math.max(90, s.width));
  for (let i = 0; i < width; i++) {
    const k = 3 * Math.round((255 * i) / (width - 1));
    context.fillStyle = `rgb(${map[k]},${map[k + 1]},${map[k + 2]})`;
    context.fillRect(x + i, y, 1, 7);
  }
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.strokeRect(x - 0.5, y - 0.5, width + 1, 8);
  context.font = `11px ${FONT}`;
  context.fillStyle = theme.muted;
  context.textAlign = "right";
  context.fillText("−1", x - 5, y + 8);
  context.textAlign = "left";
  context.fillText("1", x + width + 5, y + 8);
  if (!(chance > 0)) return;
  context.strokeStyle = theme.failure;
  context.strokeRect(x + (width * (1 - chance)) / 2, y - 2.5, width * chance, 12);
  const said = `chance |·| < ${chance.toFixed(2)}`;
  const beside = x + width + 18;
  const fits = beside + context.measureText(said).width < room - 4;
  context.fillText(said, fits ? beside : x, fits ? y + 8 : y + 22);
}
