// Small density pictures: shades from Python in the colour of rows.

import { bytes } from "hdvis/messages.js";
import { opacityRamp, pixels } from "hdvis/planes.js";

export const SIDE = 72;

/**
 * Makes pictures of shades and keeps them until `forget` is called, after a change of theme.
 */
export function thumbnails() {
  /** @type {Map<any, HTMLCanvasElement>} */
  const kept = new Map();
  /**
   * @param {any} shades 72 × 72 bytes.
   * @param {string} color
   */
  function picture(shades, color) {
    const known = kept.get(shades);
    if (known) return known;
    const ramp = opacityRamp(color, 0.15, 1);
    const source = bytes(shades);
    const made = pixels(SIDE, SIDE, (words) => {
      for (let i = 0; i < words.length; i++) words[i] = ramp[source[i]];
    });
    kept.set(shades, made);
    return made;
  }
  return { picture, forget: () => kept.clear() };
}

/**
 * A thumbnail in a frame, its name under it.
 * @param {CanvasRenderingContext2D} context
 * @param {HTMLCanvasElement} picture
 * @param {{ x: number, y: number, side: number, line: string, width: number }} box
 */
export function drawThumbnail(context, picture, { x, y, side, line, width }) {
  context.imageSmoothingEnabled = side > SIDE;
  context.drawImage(picture, x, y, side, side);
  context.strokeStyle = line;
  context.lineWidth = width;
  context.strokeRect(x + 0.5, y + 0.5, side, side);
}
