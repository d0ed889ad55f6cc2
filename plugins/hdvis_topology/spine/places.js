// Where the nodes of a spine stand in a pane, and how wide their hills are.

import { heightOf } from "./terrain.js";

export const EDGE = 26;

/**
 * @typedef {Object} Spine What `picture_of` sends.
 * @property {string} name
 * @property {boolean} ascending
 * @property {number[]} rows Extrema, then saddles.
 * @property {number[]} x
 * @property {number[]} y
 * @property {number[]} values
 * @property {string[]} texts
 * @property {string[]} labels Of extrema.
 * @property {string[]} drops
 * @property {number[]} sizes
 * @property {[number, number, number][]} links Of each saddle: two extrema, and whether it is a ring.
 * @property {number[]} levels
 * @property {number[]} radii One line of levels for each node.
 * @property {any} map 256 x 3 bytes.
 * @property {{ node: number, angle: number, radius: number, label: string }[]} [marks]
 */
/** @typedef {import("./terrain.js").Hill & { row: number }} Node */
/** @typedef {{ nodes: Node[], links: [number, number][], extrema: number, widest: number }} Placed */

/**
 * @param {Spine} spine
 * @param {number} size How wide the widest hill is.
 * @param {number} width
 * @param {number} height
 * @returns {Placed}
 */
export function placeNodes(spine, size, width, height) {
  const { x, y, rows, radii, levels } = spine;
  const count = levels.length;
  const [left, right, low, high] = [Math.min(...x), Math.max(...x), Math.min(...y), Math.max(...y)];
  const room = { w: width - 2 * EDGE, h: height - 2 * EDGE };
  const long = Math.max(right - left, high - low, 1e-9);
  const crowd = Math.sqrt(1 + 0.15 * rows.length);
  const widest = (0.36 * size * Math.min(room.w, room.h)) / crowd;
  const pad = Math.min(widest, 0.3 * Math.min(room.w, room.h));
  const scale = Math.min(
    (room.w - 2 * pad) / Math.max(right - left, 0.02 * long),
    (room.h - 2 * pad) / Math.max(high - low, 0.02 * long),
  );
  const extreme = spine.ascending ? Math.max(...spine.values) : Math.min(...spine.values);
  const nodes = rows.map((row, i) => ({
    row,
    x: width / 2 + (x[i] - (left + right) / 2) * scale,
    y: height / 2 - (y[i] - (low + high) / 2) * scale,
    radii: radii.slice(i * count, (i + 1) * count).map((r) => r * widest),
    top: heightOf(levels, spine.values[i], extreme),
  }));
  const extrema = spine.labels.length;
  /** @type {[number, number][]} */
  const links = [];
  spine.links.forEach(([a, b, ring], s) => {
    if (!ring) links.push([extrema + s, a], [extrema + s, b]);
  });
  return { nodes, links, extrema, widest };
}

/**
 * Places of extrema by rank of persistence: the first keep their names when there is no room.
 * @param {string[]} labels
 */
export const byRank = (labels) =>
  labels
    .map((label, i) => [Number(label.split(" ")[1]), i])
    .sort((a, b) => a[0] - b[0])
    .map(([, i]) => i);
