// Pictures in a row with words below, and buttons beside them.

import { context2d, pixelRatio } from "hdvis/canvas.js";
import { node } from "hdvis/dom.js";
import { figure } from "hdvis/pictures.js";
import { colors } from "hdvis/theme.js";

/** @typedef {ReturnType<typeof import("hdvis/pictures.js").pictureShelf>} Shelf */

/**
 * The figures that are there already are drawn anew; while a handle is dragged all of them are.
 * @param {HTMLElement} place
 * @param {Shelf} shelf
 * @param {number} side
 */
export function showFigures(place, shelf, side) {
  while (place.children.length > shelf.length) place.lastChild?.remove();
  while (place.children.length < shelf.length) place.append(figure());
  for (let i = 0; i < shelf.length; i++) {
    const shown = /** @type {HTMLElement} */ (place.children[i]);
    const surface = /** @type {HTMLCanvasElement} */ (shown.children[0]);
    const label = shown.children[1];
    shown.style.width = `${side}px`;
    const context = sized(surface, side, side);
    shelf.draw(context, i, 0, 0, side, colors(place));
    if (label.textContent !== shelf.label(i)) label.textContent = shelf.label(i);
  }
}

/**
 * An empty canvas of a size in CSS pixels, at the resolution of the screen.
 * @param {HTMLCanvasElement} surface
 * @param {number} width
 * @param {number} height
 */
export function sized(surface, width, height) {
  const ratio = pixelRatio();
  const size = [Math.round(width * ratio), Math.round(height * ratio)];
  if (surface.width !== size[0] || surface.height !== size[1]) {
    [surface.width, surface.height] = size;
    Object.assign(surface.style, { width: `${width}px`, height: `${height}px` });
  }
  const context = context2d(surface);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/**
 * @param {string} text
 * @param {string} title
 * @param {() => void} onclick
 */
export const button = (text, title, onclick) =>
  node("button", { class: "small", title, onclick }, text);
