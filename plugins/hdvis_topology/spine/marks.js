// What stands on the map of a spine: links, peaks with names, passes and pictures.

import { FONT } from "hdvis/canvas.js";
import { byRank } from "./places.js";

/**
 * @typedef {Object} Scene
 * @property {CanvasRenderingContext2D} context
 * @property {number} width
 * @property {number} height
 * @property {import("./places.js").Spine} spine
 * @property {import("./places.js").Placed} placed
 * @property {import("hdvis/theme.js").Colors} theme
 * @property {number[]} ringed Nodes that are pointed at or in hand.
 */
/** @typedef {[left: number, top: number, right: number, bottom: number]} Box */

/** @param {Scene} scene */
export function drawLinks({ context, spine, placed, theme }) {
  const { nodes, extrema } = placed;
  context.lineWidth = 1;
  spine.links.forEach(([a, b, ring], s) => {
    const pass = nodes[extrema + s];
    context.strokeStyle = ring ? theme.muted : "rgba(255,255,255,.65)";
    context.setLineDash(ring ? [3, 3] : []);
    context.beginPath();
    context.moveTo(nodes[a].x, nodes[a].y);
    context.lineTo(pass.x, pass.y);
    context.lineTo(nodes[b].x, nodes[b].y);
    context.stroke();
  });
  context.setLineDash([]);
}

/** @param {Scene} scene */
export function drawNodes({ context, placed, theme, ringed }) {
  const { nodes, extrema } = placed;
  const isCrowded = extrema > 40;
  nodes.forEach(({ x, y }, i) => {
    const wide = i < extrema ? 5 : 2.5;
    disc(context, x, y, isCrowded ? 0.6 * wide : wide);
    context.fillStyle = i < extrema ? theme.text : theme.muted;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = theme.pane;
    context.stroke();
    if (!ringed.includes(i)) return;
    disc(context, x, y, 9);
    context.strokeStyle = theme.focus;
    context.lineWidth = 2;
    context.stroke();
  });
}

/**
 * Peaks of a second function, as squares, with their names.
 * @param {Scene} scene
 */
export function drawMarks({ context, width, spine, placed, theme }) {
  context.font = `10px ${FONT}`;
  context.textAlign = "center";
  for (const { node, angle, radius, label } of spine.marks ?? []) {
    const base = placed.nodes[node];
    const far = radius * placed.widest;
    const x = base.x + far * Math.cos(angle);
    const y = base.y - far * Math.sin(angle);
    context.fillStyle = theme.focus;
    context.strokeStyle = theme.pane;
    context.lineWidth = 1.5;
    context.fillRect(x - 5, y - 5, 10, 10);
    context.strokeRect(x - 5, y - 5, 10, 10);
    const half = context.measureText(label).width / 2 + 4;
    const at = Math.max(half, Math.min(width - half, x));
    context.lineWidth = 3;
    context.strokeText(label, at, y - 9);
    context.fillText(label, at, y - 9);
  }
}

/**
 * Names and values of extrema, the most persistent first, where there is room.
 * @param {Scene} scene
 */
export function drawNames({ context, width, height, spine, placed, theme }) {
  context.font = `11px ${FONT}`;
  context.textAlign = "center";
  context.lineWidth = 3;
  /** @type {Box[]} */
  const taken = [];
  for (const i of byRank(spine.labels)) {
    const node = placed.nodes[i];
    const text = `${spine.labels[i]} · ${spine.texts[i]}`;
    const half = context.measureText(text).width / 2;
    const x = Math.max(half + 4, Math.min(width - half - 4, node.x));
    const y = node.y > height - 26 ? node.y - 12 : node.y + 18;
    if (!take(taken, [x - half, y - 10, x + half, y + 4])) continue;
    context.strokeStyle = theme.pane;
    context.fillStyle = theme.text;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
}

/**
 * Pictures of extrema above them, the most persistent first, where there is room.
 * @param {Scene} scene
 * @param {any} shelf
 * @param {Map<number, number>} shown Place on the shelf by row.
 */
export function drawPictures({ context, width, height, spine, placed, theme }, shelf, shown) {
  const side = Math.max(26, Math.min(56, Math.min(width, height) / 7));
  /** @type {Box[]} */
  const taken = [];
  for (const i of shown.size ? byRank(spine.labels) : []) {
    const node = placed.nodes[i];
    const at = shown.get(node.row);
    const x = Math.max(2, Math.min(width - side - 2, node.x - side / 2));
    const above = node.y - side - 8;
    const y = above > 2 ? above : node.y + 24;
    if (at === undefined || !take(taken, [x, y, x + side, y + side])) continue;
    context.fillStyle = theme.pane;
    context.fillRect(x - 1, y - 1, side + 2, side + 2);
    shelf.draw(context, at, x, y, side, theme);
  }
}

/**
 * Whether `box` is free, which it then is not any more.
 * @param {Box[]} taken
 * @param {Box} box
 */
function take(taken, box) {
  const isFree = !taken.some(
    (other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3],
  );
  if (isFree) taken.push(box);
  return isFree;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
function disc(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
}
