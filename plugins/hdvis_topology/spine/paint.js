// A height field in colours: contours, light from the upper left, and the share that is chosen.

import { rgb } from "hdvis/planes.js";
import { light } from "./terrain.js";

const STEEP = 3.5;

/**
 * @typedef {Object} Look
 * @property {Uint8Array} map 256 x 3 bytes.
 * @property {number} count How many levels there are.
 * @property {number[] | null} shares Chosen share by extremum and level.
 */

/**
 * Fill packed colours with `field`, transparent where there is no ground.
 * @param {Uint32Array} words
 * @param {import("./terrain.js").Field} field
 * @param {Look} look
 * @param {import("hdvis/theme.js").Colors} theme
 */
export function paintField(words, field, look, theme) {
  const { height, owner, width, rows } = field;
  const faint = faded(theme);
  const chosen = rgb(theme.selection);
  for (let y = 0, i = 0; y < rows; y++) {
    for (let x = 0; x < width; x++, i++) {
      const h = height[i];
      if (h < 0) {
        words[i] = 0;
        continue;
      }
      const band = Math.min(look.count - 1, Math.floor(h));
      const lit = Math.max(0.72, Math.min(1.18, light(field, x, y, STEEP)));
      const color = ground(look.map, h / look.count, onContour(field, x, i) ? 0.78 * lit : lit);
      if (look.shares) {
        blend(color, faint.pane, faint.strength);
        const share = look.shares[owner[i] * look.count + band] || 0;
        if (share) blend(color, chosen, 0.25 + 0.75 * share);
      }
      words[i] =
        ((255 << 24) | (byte(color[2]) << 16) | (byte(color[1]) << 8) | byte(color[0])) >>> 0;
    }
  }
}

/** @param {import("hdvis/theme.js").Colors} theme */
function faded(theme) {
  const pane = rgb(theme.pane);
  return { pane, strength: pane[0] < 128 ? 0.45 : 0.6 };
}

/**
 * @param {import("./terrain.js").Field} field
 * @param {number} x
 * @param {number} i
 */
function onContour({ height, width }, x, i) {
  const here = Math.floor(height[i]);
  const right = x + 1 < width ? height[i + 1] : height[i];
  const below = i + width < height.length ? height[i + width] : height[i];
  return Math.floor(right) !== here || Math.floor(below) !== here;
}

/**
 * @param {Uint8Array} map
 * @param {number} share
 * @param {number} lit
 */
function ground(map, share, lit) {
  const k = 3 * Math.round(255 * Math.min(1, share));
  return [map[k] * lit, map[k + 1] * lit, map[k + 2] * lit];
}

/**
 * @param {number[]} color
 * @param {number[]} other
 * @param {number} share
 */
function blend(color, other, share) {
  for (let c = 0; c < 3; c++) color[c] += (other[c] - color[c]) * share;
}

/** @param {number} value */
const byte = (value) => Math.max(0, Math.min(255, Math.round(value)));
