// Two columns of thumbnails on one canvas, with links between them.

import { canvas, FONT, fitted } from "hdvis/canvas.js";
import { arrowStep } from "hdvis/gestures.js";
import { colors, onTheme } from "hdvis/theme.js";
import { drawThumbnail, thumbnails } from "../parts/thumbnails.js";

/**
 * @typedef {{ name: string, shades: any, words: string, quality: number[], evidence?: number }} Plane
 * @typedef {{ projections: Plane[], pairs: Plane[], links: [number, number, number][],
 *   picked: string }} Params
 * @typedef {{ side: "projection" | "pair", index: number, plane: Plane, x: number, y: number }} Placed
 */

const SIDE = 64;
const STEP = 78;
const HEAD = 20;
const LEFT = 0.34;

/**
 * Draw the planes of `model` in `place`; a click sends `pick` (side, index).
 * @param {import("hdvis/messages.js").Model<Params>} model
 * @param {HTMLElement} place
 */
export function linkedColumns(model, place) {
  const view = canvas(place, draw);
  const surface = view.surface;
  const shelf = thumbnails();
  Object.assign(surface, { tabIndex: 0 });
  surface.setAttribute("role", "application");
  surface.setAttribute("aria-label", "projections and axis pairs; arrows pick, Enter shows one");
  /** @type {Placed | undefined} */
  let hover;

  /** @returns {Placed[]} */
  function placed() {
    const right = view.width - Math.max(SIDE + 150, view.width * 0.46);
    const column = (/** @type {Plane[]} */ planes, /** @type {"projection" | "pair"} */ side) =>
      planes.map((plane, index) => ({
        side,
        index,
        plane,
        x: side === "projection" ? 2 : right,
        y: HEAD + index * STEP,
      }));
    return [...column(model.projections, "projection"), ...column(model.pairs, "pair")];
  }
  /** @param {CanvasRenderingContext2D} context */
  function draw(context) {
    const theme = colors(place);
    const all = placed();
    context.font = `11px ${FONT}`;
    context.fillStyle = theme.muted;
    if (all.length) context.fillText("linear projections", 2, 12);
    const pair = all.find(({ side }) => side === "pair");
    if (pair) context.fillText("axis pairs by evidence", pair.x, 12);
    drawLinks(context, all, theme);
    for (const one of all) drawPlane(context, one, theme);
  }
  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Placed[]} all
   * @param {import("hdvis/theme.js").Colors} theme
   */
  function drawLinks(context, all, theme) {
    const of = (/** @type {string} */ side, /** @type {number} */ index) =>
      all.find((one) => one.side === side && one.index === index);
    for (const [p, q, weight] of model.links) {
      const from = of("projection", p);
      const to = of("pair", q);
      if (!from || !to) continue;
      const loud = [from, to].some((one) => one === hover || one.plane.name === model.picked);
      const [x0, y0] = [view.width * LEFT, from.y + SIDE / 2];
      const [x1, y1] = [to.x - 2, to.y + SIDE / 2];
      context.beginPath();
      context.moveTo(x0, y0);
      context.bezierCurveTo((x0 + x1) / 2, y0, (x0 + x1) / 2, y1, x1, y1);
      context.lineWidth = Math.max(0.7, 5 * weight);
      context.strokeStyle = loud ? theme.focus : theme.muted;
      context.globalAlpha = loud ? 0.9 : 0.35;
      context.stroke();
      context.globalAlpha = 1;
    }
  }
  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Placed} one
   * @param {import("hdvis/theme.js").Colors} theme
   */
  function drawPlane(context, one, theme) {
    const { plane, x, y } = one;
    const picked = plane.name === model.picked;
    const loud = picked || (hover && hover.side === one.side && hover.index === one.index);
    const box = { x, y, side: SIDE, line: loud ? theme.focus : theme.line, width: picked ? 2 : 1 };
    drawThumbnail(context, shelf.picture(plane.shades, theme.rows), box);
    const room = (one.side === "pair" ? view.width : view.width * LEFT) - x - SIDE - 12;
    if (room < 30) return;
    context.fillStyle = theme.text;
    context.fillText(fitted(context, plane.name, room), x + SIDE + 8, y + 12);
    context.fillStyle = theme.muted;
    context.fillText(fitted(context, plane.words, room), x + SIDE + 8, y + 27);
    if (plane.evidence != null) {
      context.fillStyle = theme.line;
      context.fillRect(x + SIDE + 8, y + 33, room, 4);
      context.fillStyle = theme.focus;
      context.fillRect(x + SIDE + 8, y + 33, room * plane.evidence, 4);
    }
    drawQuality(context, plane.quality, { x: x + SIDE + 8, y: y + SIDE, width: room }, theme);
  }
  const under = (/** @type {MouseEvent} */ e) =>
    placed().find(
      ({ x, y, side }) =>
        e.offsetY >= y &&
        e.offsetY <= y + SIDE &&
        e.offsetX >= x &&
        (side === "pair" || e.offsetX <= view.width * LEFT),
    );
  function look(/** @type {Placed | undefined} */ one) {
    hover = one;
    surface.title = one ? `${one.plane.name}: ${one.plane.words}` : "";
    view.redraw();
  }
  const pick = (/** @type {Placed | undefined} */ one) =>
    one && model.send_msg({ type: "pick", side: one.side, index: one.index });
  surface.addEventListener("pointermove", (e) => look(under(e)));
  surface.addEventListener("pointerleave", () => look(undefined));
  surface.addEventListener("click", (e) => pick(under(e)));
  surface.addEventListener("keydown", (e) => {
    const all = placed();
    const step = arrowStep(e);
    const now = all.findIndex((one) => one.side === hover?.side && one.index === hover.index);
    if (step && all.length) look(all[(now + step + all.length) % all.length]);
    else if (e.key === "Enter") pick(hover);
    else return;
    e.preventDefault();
  });
  function all() {
    const rows = Math.max(model.projections.length, model.pairs.length);
    place.style.display = rows ? "" : "none";
    place.style.minHeight = `${HEAD + rows * STEP}px`;
    shelf.forget();
    view.redraw();
  }
  for (const name of ["projections", "pairs", "links"]) model.on(name, all);
  model.on("picked", view.redraw);
  onTheme(model, all);
  all();
}

/**
 * Rows by their share of kept neighbours, from none at the left to all at the right.
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} counts
 * @param {{ x: number, y: number, width: number }} at
 * @param {import("hdvis/theme.js").Colors} theme
 */
function drawQuality(context, counts, { x, y, width }, theme) {
  const step = Math.min(14, width / counts.length);
  const most = Math.max(1, ...counts);
  context.fillStyle = theme.muted;
  counts.forEach((count, at) => {
    const height = count ? Math.max(1, 22 * (count / most)) : 0;
    context.fillRect(x + at * step, y - height, Math.max(1, step - 1), height);
  });
}
