// How many extrema each level of persistence leaves, with a level to drag along it.

import { canvas, FONT } from "hdvis/canvas.js";
import { arrowStep } from "hdvis/gestures.js";
import { latest } from "hdvis/messages.js";
import { colors } from "hdvis/theme.js";

const MARGIN = { left: 34, right: 14, top: 12, bottom: 18 };

/** @typedef {{ shares: number[], parts: number, level: number, automatic: number }} Stairs */

/**
 * The lowest share on the axis, which is logarithmic: noise and peaks are orders apart.
 * @param {number[]} shares
 */
export function lowest(shares) {
  const small = shares.filter((share) => share > 0).at(-1) ?? 0.01;
  return Math.max(1e-5, Math.min(0.01, small * 0.8));
}

/**
 * The level amid the step beside `level`, so that one extremum comes or goes.
 * @param {number[]} shares Falling.
 * @param {number} level
 * @param {number} step 1 for a higher level, -1 for a lower one.
 */
export function nextLevel(shares, level, step) {
  const ends = [1, ...new Set(shares.filter((share) => share > 0)), 0];
  const here = ends.findIndex((share) => share <= level);
  const to = Math.max(1, Math.min(ends.length - 1, here - step));
  return Math.sqrt(ends[to - 1] * Math.max(ends[to], lowest(shares) / 2));
}

/**
 * @param {import("./view.js").SpineModel} model
 * @param {HTMLElement} el
 * @param {HTMLElement} holder
 */
export function staircase(model, el, holder) {
  const plot = canvas(holder, (context, width, height) => {
    if (model.stairs) drawStairs(context, width, height, model.stairs, level(), colors(el));
  });
  const surface = plot.surface;
  /** @type {{ send(message: any): void, done(): void }} */
  const requests = latest(model, 500);
  /** @type {number | null} */
  let dragged = null;
  surface.tabIndex = 0;
  surface.style.cursor = "ew-resize";
  surface.setAttribute("role", "slider");
  surface.setAttribute("aria-label", "persistence level, in percent of the span");
  surface.setAttribute("aria-valuemin", "0");
  surface.setAttribute("aria-valuemax", "100");

  const level = () => dragged ?? model.stairs?.level ?? 0;
  /**
   * @param {number} value
   * @param {boolean} live
   */
  function move(value, live) {
    dragged = value;
    requests.send({ type: "level", value, live });
    plot.redraw();
  }
  /** @param {PointerEvent} e */
  function follow(e) {
    const axis = axisOf(model.stairs?.shares ?? [], plot.width);
    move(axis.shareAt(e.offsetX), e.type !== "pointerup" && e.type !== "pointercancel");
  }
  let held = false;
  surface.addEventListener("pointerdown", (e) => {
    if (e.button || !model.stairs) return;
    held = true;
    surface.setPointerCapture(e.pointerId);
    follow(e);
  });
  surface.addEventListener("pointermove", (e) => {
    if (held) follow(e);
  });
  for (const kind of /** @type {const} */ (["pointerup", "pointercancel"]))
    surface.addEventListener(kind, (e) => {
      if (held) follow(e);
      held = false;
    });
  surface.addEventListener("keydown", (e) => {
    const step = arrowStep(e);
    if (!step || !model.stairs) return;
    e.preventDefault();
    move(nextLevel(model.stairs.shares, level(), step), false);
  });
  return {
    redraw: plot.redraw,
    renew() {
      if (!held) dragged = null;
      requests.done();
      surface.setAttribute("aria-valuenow", String(100 * (model.stairs?.level ?? 0)));
      plot.redraw();
    },
  };
}

/**
 * @param {number[]} shares
 * @param {number} width
 */
function axisOf(shares, width) {
  const low = lowest(shares);
  const inner = width - MARGIN.left - MARGIN.right;
  return {
    low,
    /** @param {number} share */
    across(share) {
      const t = 1 - Math.log(Math.max(share, low)) / Math.log(low);
      return MARGIN.left + inner * Math.max(0, Math.min(1, t));
    },
    /** @param {number} x */
    shareAt(x) {
      const t = Math.max(0, Math.min(1, (x - MARGIN.left) / inner));
      return t ? low ** (1 - t) : 0;
    },
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {number} height
 * @param {Stairs} stairs
 * @param {number} level
 * @param {import("hdvis/theme.js").Colors} theme
 */
function drawStairs(context, width, height, { shares, parts }, level, theme) {
  const axis = axisOf(shares, width);
  const most = Math.max(2, parts + shares.length);
  const bottom = height - MARGIN.bottom;
  const up = (/** @type {number} */ count) =>
    bottom - ((bottom - MARGIN.top) * Math.log(Math.max(1, count))) / Math.log(most);
  context.strokeStyle = theme.line;
  context.strokeRect(MARGIN.left, bottom, width - MARGIN.left - MARGIN.right, 0);
  context.beginPath();
  context.moveTo(axis.across(1), up(parts));
  shares.forEach((share, i) => {
    context.lineTo(axis.across(share), up(parts + i));
    context.lineTo(axis.across(share), up(parts + i + 1));
  });
  context.lineTo(MARGIN.left, up(parts + shares.length));
  context.strokeStyle = theme.rows;
  context.lineWidth = 1.5;
  context.stroke();
  context.font = `10px ${FONT}`;
  context.fillStyle = theme.muted;
  context.textAlign = "right";
  context.fillText(String(most), MARGIN.left - 5, MARGIN.top + 4);
  if (parts < most) context.fillText(String(parts), MARGIN.left - 5, up(parts) + 3);
  context.textAlign = "center";
  for (let tenth = 0; 10 ** -tenth >= axis.low; tenth++) {
    const share = 10 ** -tenth;
    context.fillText(
      `${Number((100 * share).toPrecision(1))} %`,
      Math.min(axis.across(share), width - 18),
      height - 5,
    );
  }
  const count = parts + shares.filter((share) => share > level).length;
  drawLevel(context, axis.across(level), up(count), bottom, theme);
  const x = axis.across(level);
  const isRight = x > width - 110;
  context.textAlign = isRight ? "right" : "left";
  context.fillStyle = theme.text;
  const text = `${count} above ${Number((100 * level).toPrecision(2))} %`;
  context.fillText(text, x + (isRight ? -10 : 10), MARGIN.top + 2);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} bottom
 * @param {import("hdvis/theme.js").Colors} theme
 */
function drawLevel(context, x, y, bottom, theme) {
  context.strokeStyle = context.fillStyle = theme.selection;
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(x, MARGIN.top - 4);
  context.lineTo(x, bottom);
  context.stroke();
  context.beginPath();
  context.arc(x, y, 6, 0, 2 * Math.PI);
  context.fill();
}
