// A canvas at device resolution that is drawn again when asked, and text that fits on it.

import { node } from "./dom.js";
import { colors } from "./theme.js";

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

/** Pixels of the screen per CSS pixel. */
export const pixelRatio = () => window.devicePixelRatio || 1;

/**
 * @typedef {Object} Canvas
 * @property {HTMLCanvasElement} surface
 * @property {number} width In CSS pixels.
 * @property {number} height
 * @property {() => void} redraw Asks for one drawing before the next frame.
 */

/**
 * A canvas that fills `el`; `draw(context, width, height)` in CSS pixels. It is opaque, on the
 * colour of panes: what lies under it then need not be drawn, which saves two thirds of a frame
 * where there is no graphics card.
 * @param {HTMLElement} el
 * @param {(context: CanvasRenderingContext2D, width: number, height: number) => void} draw
 * @param {{ onresize?: (width: number, height: number) => void }} options
 * @returns {Canvas}
 */
export function canvas(el, draw, { onresize } = {}) {
  const style = { position: "absolute", inset: 0, width: "100%", height: "100%", display: "block" };
  const surface = node("canvas", { style });
  el.append(surface);
  const view = { surface, width: 0, height: 0, redraw };
  let asked = false;
  function redraw() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      paint();
    });
  }
  function paint() {
    if (!view.width || !view.height) return;
    const context = context2d(surface, { alpha: false });
    const ratio = pixelRatio();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = colors(el).pane;
    context.fillRect(0, 0, view.width, view.height);
    draw(context, view.width, view.height);
  }
  const observer = new ResizeObserver(() => {
    const width = el.clientWidth;
    const height = el.clientHeight;
    if (!width || !height || (width === view.width && height === view.height)) return;
    Object.assign(view, { width, height });
    surface.width = Math.round(width * pixelRatio());
    surface.height = Math.round(height * pixelRatio());
    onresize?.(width, height);
    paint(); // at once: a canvas of another size is black
  });
  observer.observe(el);
  return view;
}

/**
 * @param {HTMLCanvasElement} surface
 * @param {CanvasRenderingContext2DSettings} [settings]
 */
export function context2d(surface, settings) {
  return /** @type {CanvasRenderingContext2D} */ (surface.getContext("2d", settings));
}

/**
 * The longest beginning of `text` that fits in `width` CSS pixels, found by halving: labels may
 * have 100,000 characters, of which no pane shows a thousand.
 * @param {Pick<CanvasRenderingContext2D, "measureText">} context
 * @param {string} text
 * @param {number} width
 */
export function fitted(context, text, width) {
  /** @param {string} words */
  const fits = (words) => context.measureText(words).width <= width;
  if (text.length <= 1000 && fits(text)) return text;
  let length = 1;
  let above = Math.min(text.length, 1000);
  while (above - length > 1) {
    const middle = (length + above) >> 1;
    if (fits(`${text.slice(0, middle)}…`)) length = middle;
    else above = middle;
  }
  return `${text.slice(0, length)}…`;
}
