// Two maps in one frame, brushed in either and lit in both.

import { canvas, FONT } from "hdvis/canvas.js";
import { modeOf } from "hdvis/gestures.js";
import { bytes } from "hdvis/messages.js";
import { colors } from "hdvis/theme.js";

const EDGE = 14;

/** @typedef {[x0: number, x1: number, y0: number, y1: number]} Box */
/** @typedef {{ points: Float32Array, box: Box, name: string, chosen: Uint8Array, selecting: boolean }} Map */

/**
 * The values of two maps and the box that holds both.
 * @param {any[]} maps
 * @returns {{ points: Float32Array[], box: Box }}
 */
export function bothMaps(maps) {
  const points = maps.map((sent) => {
    const raw = bytes(sent);
    return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength));
  });
  /** @type {Box} */
  const box = [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const values of points) {
    for (let i = 0; i < values.length; i += 2) {
      if (!Number.isFinite(values[i])) continue;
      box[0] = Math.min(box[0], values[i]);
      box[1] = Math.max(box[1], values[i]);
      box[2] = Math.min(box[2], values[i + 1]);
      box[3] = Math.max(box[3], values[i + 1]);
    }
  }
  return { points, box };
}

/**
 * @param {HTMLElement} holder
 * @param {() => Map | null} read
 * @param {(box: Box, mode: import("hdvis/gestures.js").Mode) => void} brush
 */
export function mapView(holder, read, brush) {
  /** @type {[number, number, number, number] | null} */
  let drag = null;
  const view = canvas(holder, (context, width, height) => {
    const map = read();
    const theme = colors(holder);
    if (!map) return;
    drawMap(context, width, height, map, theme);
    if (!drag) return;
    context.strokeStyle = theme.selection;
    context.strokeRect(drag[0], drag[1], drag[2] - drag[0], drag[3] - drag[1]);
  });
  const surface = view.surface;
  surface.setAttribute("role", "img");
  surface.style.cursor = "crosshair";
  surface.style.touchAction = "none";
  surface.addEventListener("pointerdown", (e) => {
    if (e.button) return;
    surface.setPointerCapture(e.pointerId);
    drag = [e.offsetX, e.offsetY, e.offsetX, e.offsetY];
  });
  surface.addEventListener("pointermove", (e) => {
    if (!drag) return;
    drag = [drag[0], drag[1], e.offsetX, e.offsetY];
    view.redraw();
  });
  surface.addEventListener("pointerup", (e) => {
    const map = read();
    const held = drag;
    drag = null;
    view.redraw();
    if (!held || !map || Math.hypot(held[2] - held[0], held[3] - held[1]) < 4) return;
    const { x, y } = inverse(map.box, view.width, view.height);
    const [left, right] = [x(held[0]), x(held[2])].sort((a, b) => a - b);
    const [low, high] = [y(held[1]), y(held[3])].sort((a, b) => a - b);
    brush([left, right, low, high], modeOf(e));
  });
  return view;
}

/**
 * @param {Box} box
 * @param {number} width
 * @param {number} height
 */
function frame([x0, x1, y0, y1], width, height) {
  const scale = Math.min(
    (width - 2 * EDGE) / Math.max(x1 - x0, 1e-12),
    (height - 2 * EDGE - 14) / Math.max(y1 - y0, 1e-12),
  );
  return { scale, cx: (x0 + x1) / 2, cy: (y0 + y1) / 2, mx: width / 2, my: height / 2 + 7 };
}

/**
 * @param {Box} box
 * @param {number} width
 * @param {number} height
 */
function inverse(box, width, height) {
  const { scale, cx, cy, mx, my } = frame(box, width, height);
  return {
    x: (/** @type {number} */ px) => cx + (px - mx) / scale,
    y: (/** @type {number} */ py) => cy - (py - my) / scale,
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {number} height
 * @param {Map} map
 * @param {import("hdvis/theme.js").Colors} theme
 */
function drawMap(context, width, height, { points, box, name, chosen, selecting }, theme) {
  const { scale, cx, cy, mx, my } = frame(box, width, height);
  const size = points.length > 8000 ? 1.5 : 2.5;
  for (const lit of [0, 1]) {
    context.fillStyle = lit ? theme.selection : theme.rows;
    context.globalAlpha = lit ? 0.9 : selecting ? 0.3 : 0.6;
    for (let i = 0; i < points.length; i += 2) {
      const isLit = selecting && chosen[i / 2] === 1;
      if (isLit !== Boolean(lit) || !Number.isFinite(points[i])) continue;
      const x = mx + (points[i] - cx) * scale;
      const y = my - (points[i + 1] - cy) * scale;
      context.fillRect(x - size / 2, y - size / 2, size, size);
    }
  }
  context.globalAlpha = 1;
  context.font = `12px ${FONT}`;
  context.textAlign = "left";
  context.fillStyle = theme.text;
  context.fillText(name, 10, 16);
}
