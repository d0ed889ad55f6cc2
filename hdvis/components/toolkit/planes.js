// Density planes to colours: one canvas for all rows, one for the selected ones.

import { context2d, pixelRatio } from "./canvas.js";
import { node } from "./dom.js";
import { bytes } from "./messages.js";

/**
 * All rows as a picture. `all` are shades; where colour means a column there is either `rgba` (mean
 * colour, density as alpha) or `mean` (0..255) with `map` (256 x 3). Of a `soft` picture the alpha
 * is coverage, shown as it is.
 * @typedef {{ width: number, height: number, all?: any, rgba?: any, mean?: any, map?: any, soft?: boolean }} Base
 */
/**
 * The selected rows as a picture, of the size of the base or coarser.
 * @typedef {{ width: number, height: number, plane: any, rgba?: any, soft?: boolean }} Chosen
 */
/** @typedef {import("./theme.js").Colors} Colors */
/** @typedef {(place: number, under: number) => number} ColorOf A packed colour by place; `under` is the base's pixel. */

/**
 * A canvas that is painted again and again: making one costs ten times what painting it does.
 * `fill` gets the pixels as packed colours and as bytes, with what they were before.
 */
export function sheet() {
  /** @type {HTMLCanvasElement | null} */
  let surface = null;
  /** @type {CanvasRenderingContext2D} */
  let context;
  /** @type {ImageData} */
  let image;
  /** @type {Uint32Array} */
  let words;
  /**
   * @param {number} width
   * @param {number} height
   * @param {(words: Uint32Array, bytes: Uint8ClampedArray) => void} fill
   */
  return (width, height, fill) => {
    if (surface?.width !== width || surface.height !== height) {
      surface = node("canvas", { width, height });
      context = context2d(surface);
      image = context.createImageData(width, height);
      words = new Uint32Array(image.data.buffer);
    }
    fill(words, image.data);
    context.putImageData(image, 0, 0);
    return surface;
  };
}

/**
 * A new canvas with the pixels that `fill` puts in it.
 * @param {number} width
 * @param {number} height
 * @param {(words: Uint32Array, bytes: Uint8ClampedArray) => void} fill
 */
export const pixels = (width, height, fill) => sheet()(width, height, fill);

/**
 * A lookup from shade (0..255) to a packed colour whose opacity grows with the shade.
 * @param {string} hex
 * @param {number} low Opacity of the faintest shade.
 * @param {number} high
 */
export function opacityRamp(hex, low, high) {
  const [r, g, b] = rgb(hex);
  const table = new Uint32Array(256);
  for (let i = 1; i < 256; i++) {
    const alpha = Math.round(255 * (low + (high - low) * (i / 255) ** 0.8));
    table[i] = ((alpha << 24) | (b << 16) | (g << 8) | r) >>> 0;
  }
  return table;
}

/**
 * @param {string} hex A colour written as #rrggbb.
 */
export const rgb = (hex) => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));

/**
 * @param {Uint8Array} source
 * @param {number} k
 * @param {number} alpha
 */
const packed = (source, k, alpha) =>
  ((alpha << 24) | (source[k + 2] << 16) | (source[k + 1] << 8) | source[k]) >>> 0;

// Density as opacity, so that single rows are seen and many are not lost.
/** @param {number} alpha */
const lifted = (alpha) => (alpha ? Math.min(255, 90 + Math.round(0.65 * alpha)) : 0);

/** @param {number} alpha */
const asItIs = (alpha) => alpha;

/**
 * What each pixel of all rows looks like.
 * @param {Base} base
 * @param {Colors} theme
 * @returns {ColorOf}
 */
function baseColors(base, theme) {
  const all = bytes(base.all);
  const shown = base.soft ? asItIs : lifted;
  if (base.rgba) {
    const rgba = bytes(base.rgba);
    return (i) => packed(rgba, 4 * i, shown(rgba[4 * i + 3]));
  }
  if (base.mean) {
    const mean = bytes(base.mean);
    const map = bytes(base.map);
    return (i) => (all[i] ? packed(map, 3 * mean[i], shown(all[i])) : 0);
  }
  const table = opacityRamp(theme.rows, base.soft ? 0.03 : 0.22, 1);
  return (i) => table[all[i]];
}

/**
 * The selected rows: in the colour of selections, or, where colour already means a column, in the
 * colours of the base (or their own, when they have come).
 * @param {Chosen} chosen
 * @param {Base | null} base
 * @param {Colors} theme
 * @returns {ColorOf}
 */
function chosenColors(chosen, base, theme) {
  const plane = bytes(chosen.plane);
  const shown = chosen.soft ? asItIs : lifted;
  if (chosen.rgba) {
    const rgba = bytes(chosen.rgba);
    return (i) => packed(rgba, 4 * i, shown(rgba[4 * i + 3]));
  }
  if (base?.rgba) {
    const rgba = bytes(base.rgba);
    return (i, under) =>
      plane[i] && rgba[4 * under + 3] ? packed(rgba, 4 * under, shown(plane[i])) : 0;
  }
  if (base?.mean) {
    const mean = bytes(base.mean);
    const map = bytes(base.map);
    return (i, under) => (plane[i] ? packed(map, 3 * mean[under], shown(plane[i])) : 0);
  }
  const table = opacityRamp(theme.selection, chosen.soft ? 0.05 : 0.3, 1);
  return (i) => table[plane[i]];
}

/**
 * Keeps both pictures and draws them into an area; where there is a choice, the rest steps back.
 * They are painted when drawn, and again when the theme is another.
 */
export function planePainter() {
  const baseSheet = sheet();
  const chosenSheet = sheet();
  const faded = node("canvas");
  /** @type {Base | null} */
  let base = null;
  /** @type {Chosen | null} */
  let chosen = null;
  /** @type {HTMLCanvasElement | null} */
  let basePic = null;
  /** @type {HTMLCanvasElement | null} */
  let chosenPic = null;
  /** @type {Colors | null} */
  let painted = null;
  let isFaded = false;

  /** @param {Colors} theme */
  function paint(theme) {
    if (painted !== theme) basePic = chosenPic = null;
    painted = theme;
    if (base && !basePic) {
      basePic = baseSheet(base.width, base.height, every(baseColors(base, theme)));
      isFaded = false;
    }
    if (chosen && !chosenPic) {
      const { width, height } = base ?? chosen;
      const color = chosenColors(chosen, base, theme);
      const isWhole = chosen.width === width && chosen.height === height;
      chosenPic = chosenSheet(
        width,
        height,
        isWhole ? every(color) : spread(color, chosen, width, height),
      );
    }
    if (chosenPic && basePic && base && !isFaded) {
      fade(faded, basePic, theme.pane, base.rgba || base.mean ? 0.16 : 0.45);
      isFaded = true;
    }
  }
  return {
    /** @param {Base | null} next */
    setBase(next) {
      base = next;
      basePic = chosenPic = null;
    },
    /** @param {Chosen | null} next */
    setChosen(next) {
      chosen = next;
      chosenPic = null;
    },
    /**
     * @param {CanvasRenderingContext2D} context
     * @param {number} x
     * @param {number} y
     * @param {number} width
     * @param {number} height
     * @param {Colors} theme
     */
    draw(context, x, y, width, height, theme) {
      if (!base) return;
      paint(theme);
      if (!basePic) return;
      context.save();
      context.imageSmoothingEnabled =
        basePic.width !== Math.round(width * context.getTransform().a);
      context.drawImage(chosenPic ? faded : basePic, x, y, width, height);
      if (chosenPic) context.drawImage(chosenPic, x, y, width, height);
      context.restore();
    },
  };
}

/**
 * A picture stepped back, on the colour of panes and opaque: drawn in a fraction of a veil's time.
 * @param {HTMLCanvasElement} faded
 * @param {HTMLCanvasElement} picture
 * @param {string} pane
 * @param {number} alpha
 */
function fade(faded, picture, pane, alpha) {
  faded.width = picture.width;
  faded.height = picture.height;
  const context = context2d(faded, { alpha: false });
  context.fillStyle = pane;
  context.fillRect(0, 0, faded.width, faded.height);
  context.globalAlpha = alpha;
  context.drawImage(picture, 0, 0);
}

/**
 * @param {ColorOf} color
 * @returns {(words: Uint32Array) => void}
 */
const every = (color) => (words) => {
  for (let i = 0; i < words.length; i++) words[i] = color(i, i);
};

/**
 * A coarse picture over a whole one, each of its pixels as a block.
 * @param {ColorOf} color
 * @param {{ width: number, height: number }} coarse
 * @param {number} width
 * @param {number} height
 * @returns {(words: Uint32Array) => void}
 */
function spread(color, coarse, width, height) {
  /**
   * @param {number} place
   * @param {number} many
   * @param {number} few
   */
  const block = (place, many, few) => Math.min(few - 1, Math.floor((place * few) / many));
  const across = Int32Array.from({ length: width }, (_, x) => block(x, width, coarse.width));
  return (words) => {
    for (let y = 0, i = 0; y < height; y++) {
      const line = block(y, height, coarse.height) * coarse.width;
      for (let x = 0; x < width; x++, i++) words[i] = color(line + across[x], i);
    }
  };
}

const MOST_RATIO = 2;

/**
 * The size of a plane in pixels of the screen, and how many of those a CSS pixel has; beyond two
 * the eye sees no more and the work grows with the square.
 * @param {number} width In CSS pixels.
 * @param {number} height
 */
export function planeSize(width, height) {
  const ratio = Math.min(MOST_RATIO, Math.max(1, pixelRatio()));
  return { width: Math.round(width * ratio), height: Math.round(height * ratio), ratio };
}
