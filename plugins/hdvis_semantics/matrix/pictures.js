// Values of a matrix as coloured pixels, one a cell.

import { context2d } from "hdvis/canvas.js";
import { node } from "hdvis/dom.js";
import { bytes } from "hdvis/messages.js";

/** @typedef {{ surface: HTMLCanvasElement, values: Float32Array, chance: number, title: string }} PanelPicture */

/**
 * A picture of each panel. What belongs together arrives one after the other: null until it fits.
 * @param {import("./view.js").Params} model
 * @returns {PanelPicture[] | null}
 */
export function paintPanels({ panels, rows, columns, map }) {
  if (!rows.length || !columns.length) return [];
  const colors = bytes(map);
  const size = 4 * rows.length * columns.length;
  if (!colors.length || panels.some(({ values }) => bytes(values).length !== size)) return null;
  return panels.map(({ title, values, chance = 0 }) => {
    const numbers = new Float32Array(bytes(values).slice().buffer);
    return {
      surface: paint(numbers, rows.length, columns.length, colors),
      values: numbers,
      chance,
      title,
    };
  });
}

/**
 * Values −1..1 by a map of 256 colours; undefined ones are clear, and show what lies below.
 * @param {Float32Array} values
 * @param {number} rows
 * @param {number} columns
 * @param {Uint8Array} map
 */
function paint(values, rows, columns, map) {
  const surface = node("canvas", { width: columns, height: rows });
  const context = context2d(surface);
  const image = context.createImageData(columns, rows);
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    const k = 3 * Math.round(127.5 * (Math.max(-1, Math.min(1, value)) + 1));
    image.data.set([map[k], map[k + 1], map[k + 2], 255], 4 * i);
  });
  context.putImageData(image, 0, 0);
  return surface;
}
