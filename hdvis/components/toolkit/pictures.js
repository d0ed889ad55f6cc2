// Decoded pictures on a canvas: greyed when they are not the answer to the last request.

import { node } from "./dom.js";
import { bytes } from "./messages.js";
import { pixels } from "./planes.js";

/** @typedef {{ data?: any, width: number, height: number, label?: string, greyed?: boolean }} Picture RGBA bytes. */

/** Keeps bitmaps of pictures; `draw` puts one into a square. */
export function pictureShelf() {
  /** @type {(Picture & { surface: HTMLCanvasElement | null })[]} */
  let shelf = [];
  return {
    /** @param {Picture[]} list */
    set(list) {
      shelf = list.map((picture) => {
        const data = bytes(picture.data);
        const surface = data.length
          ? pixels(picture.width, picture.height, (_, out) => out.set(data))
          : null;
        return { ...picture, surface };
      });
    },
    get length() {
      return shelf.length;
    },
    /** @param {number} i */
    label: (i) => shelf[i]?.label ?? "",
    /**
     * @param {CanvasRenderingContext2D} context
     * @param {number} i
     * @param {number} x
     * @param {number} y
     * @param {number} side
     * @param {import("./theme.js").Colors} theme
     */
    draw(context, i, x, y, side, theme) {
      const picture = shelf[i];
      if (!picture) return;
      const scale = side / Math.max(picture.width, picture.height);
      const width = picture.width * scale;
      const height = picture.height * scale;
      context.save();
      context.imageSmoothingEnabled = scale < 1;
      if (picture.greyed) context.filter = "grayscale(1) opacity(.45)";
      if (picture.surface) {
        context.drawImage(
          picture.surface,
          x + (side - width) / 2,
          y + (side - height) / 2,
          width,
          height,
        );
      } else checkers(context, x, y, side, theme);
      context.restore();
    },
  };
}

/**
 * What stands where a picture could not be decoded.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} side
 * @param {import("./theme.js").Colors} theme
 */
function checkers(context, x, y, side, theme) {
  const cell = side / 8;
  for (let i = 0; i < 64; i++) {
    context.fillStyle = (i + Math.floor(i / 8)) % 2 ? theme.line : theme.pane;
    context.fillRect(x + (i % 8) * cell, y + Math.floor(i / 8) * cell, cell, cell);
  }
}

/**
 * Raw RGBA as a canvas whose longer side is `side` pixels; small pictures keep square pixels.
 * @param {Picture} picture
 * @param {number} side
 */
export function thumbnail({ data, width, height }, side) {
  const surface = pixels(width, height, (_, out) => out.set(bytes(data)));
  const scale = side / Math.max(width, height);
  surface.className = "thumbnail";
  Object.assign(surface.style, {
    width: `${width * scale}px`,
    height: `${height * scale}px`,
    imageRendering: scale > 1 ? "pixelated" : "auto",
  });
  return surface;
}

/**
 * A sheet of many pictures, as it came from Python.
 * @param {{ data: any, mime: string } | null | undefined} sent
 */
export async function bitmap(sent) {
  return sent ? createImageBitmap(new Blob([bytes(sent.data)], { type: sent.mime })) : null;
}

/** A figure: a canvas over its words. */
export const figure = () => node("figure", {}, node("canvas"), node("figcaption"));
