// What lies over the rows of a tour: arrows of the axes, and the box that selects.

import { FONT } from "hdvis/canvas.js";
import { modeOf } from "hdvis/gestures.js";
import { turned } from "./painter.js";

const LEAST = 0.08;

/**
 * Arrows from the middle as long as the axes reach into the plane (a biplot).
 * @param {CanvasRenderingContext2D} context
 * @param {{ width: number, height: number }} view
 * @param {[string, number, number, number, number][]} arrows
 * @param {number[]} m The frame.
 * @param {import("hdvis/theme.js").Colors} theme
 */
export function drawArrows(context, view, arrows, m, theme) {
  const [x0, y0] = [view.width / 2, view.height / 2];
  const length = 0.4 * Math.min(view.width, view.height);
  context.font = `11px ${FONT}`;
  for (const [name, ...row] of arrows) {
    const [x, y] = turned(row, 0, m);
    const reach = Math.hypot(x, y);
    if (reach < LEAST) continue;
    context.globalAlpha = Math.min(1, 0.25 + reach);
    context.strokeStyle = theme.focus;
    context.lineWidth = 1.2;
    context.beginPath();
    context.moveTo(x0, y0);
    context.lineTo(x0 + x * length, y0 - y * length);
    context.stroke();
    context.fillStyle = theme.text;
    context.strokeStyle = theme.pane;
    context.lineWidth = 3;
    context.textAlign = x < 0 ? "right" : "left";
    const [tx, ty] = [x0 + x * length * 1.04, y0 - y * length * 1.04 + 4];
    context.strokeText(name.slice(0, 24), tx, ty);
    context.fillText(name.slice(0, 24), tx, ty);
  }
  context.globalAlpha = 1;
  context.textAlign = "left";
}

/** @typedef {{ x0: number, y0: number, x1: number, y1: number, mode: import("hdvis/gestures.js").Mode }} Drag */

/**
 * A box that is dragged over `surface`; `done` is called when it is let go.
 * @param {HTMLCanvasElement} surface
 * @param {{ redraw: () => void }} view
 * @param {(drag: Drag) => void} done
 */
export function dragBox(surface, view, done) {
  /** @type {Drag | null} */
  let drag = null;
  surface.addEventListener("pointerdown", (e) => {
    surface.setPointerCapture(e.pointerId);
    const [x, y] = [e.offsetX, e.offsetY];
    drag = { x0: x, y0: y, x1: x, y1: y, mode: modeOf(e) };
  });
  surface.addEventListener("pointermove", (e) => {
    if (!drag) return;
    drag.x1 = e.offsetX;
    drag.y1 = e.offsetY;
    view.redraw();
  });
  surface.addEventListener("pointerup", () => {
    const ended = drag;
    drag = null;
    view.redraw();
    if (ended) done(ended);
  });
  surface.addEventListener("pointercancel", () => {
    drag = null;
    view.redraw();
  });
  /**
   * @param {CanvasRenderingContext2D} context
   * @param {import("hdvis/theme.js").Colors} theme
   */
  function draw(context, theme) {
    if (!drag) return;
    const [w, h] = [drag.x1 - drag.x0, drag.y1 - drag.y0];
    context.fillStyle = `${theme.selection}14`;
    context.strokeStyle = theme.selection;
    context.lineWidth = 1.5;
    context.fillRect(drag.x0, drag.y0, w, h);
    context.strokeRect(drag.x0, drag.y0, w, h);
  }
  return { draw };
}
