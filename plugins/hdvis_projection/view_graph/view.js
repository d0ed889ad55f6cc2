// Planes as thumbnails at their places, with lines between those that are near.

import { canvas, FONT, fitted } from "hdvis/canvas.js";
import { host } from "hdvis/dom.js";
import { arrowStep, describeKeys } from "hdvis/gestures.js";
import { colors, onTheme } from "hdvis/theme.js";
import { drawThumbnail, thumbnails } from "../parts/thumbnails.js";

/** @typedef {{ name: string, kind: string, x: number, y: number, shades: any }} View */
/**
 * @typedef {{ views: View[], edges: [number, number, number][], picked: string, note: string }} Params
 */
/** @typedef {{ type: "pick", name: string }} Sent */
/** @typedef {View & { side: number }} Box */

/** @param {{ model: import("hdvis/messages.js").Model<Params, Sent>, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, "", { position: "relative", overflow: "hidden", userSelect: "none" });
  const view = canvas(el, draw);
  const surface = view.surface;
  const shelf = thumbnails();
  Object.assign(surface, { tabIndex: 0 });
  surface.setAttribute("role", "application");
  surface.setAttribute("aria-label", "views; arrows choose another, Enter shows it");
  describeKeys(model, "ViewGraph", [["click a view", "show it in the other views"]]);
  let hover = "";

  function placed() {
    const many = Math.max(1, model.views.length);
    const room = Math.sqrt((view.width * view.height) / many) * 0.55;
    const side = Math.max(34, Math.min(96, room));
    const width = Math.max(1, view.width - side - 16);
    const height = Math.max(1, view.height - side - 30);
    const boxes = model.views.map((one) => ({
      ...one,
      side,
      x: 8 + one.x * width,
      y: 8 + (1 - one.y) * height,
    }));
    return parted(boxes, side, view);
  }
  /** @param {CanvasRenderingContext2D} context */
  function draw(context) {
    const theme = colors(el);
    const all = placed();
    context.font = `11px ${FONT}`;
    context.textAlign = "center";
    if (!all.length) {
      context.fillStyle = theme.muted;
      context.fillText(model.note, view.width / 2, view.height / 2, view.width - 24);
    }
    for (const [i, j, alike] of model.edges) {
      const [a, b] = [all[i], all[j]];
      if (!a || !b) continue;
      const half = a.side / 2;
      const loud = [a.name, b.name].some((name) => name === hover || name === model.picked);
      context.strokeStyle = loud ? theme.focus : theme.muted;
      context.globalAlpha = loud ? 0.8 : 0.3;
      context.lineWidth = 0.6 + 3 * alike;
      context.beginPath();
      context.moveTo(a.x + half, a.y + half);
      context.lineTo(b.x + half, b.y + half);
      context.stroke();
    }
    context.globalAlpha = 1;
    const loud = (/** @type {Box} */ one) => one.name === model.picked || one.name === hover;
    for (const one of [...all].sort((a, b) => Number(loud(a)) - Number(loud(b))))
      drawView(context, one, theme);
    context.textAlign = "left";
  }
  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Box} one
   * @param {import("hdvis/theme.js").Colors} theme
   */
  function drawView(context, one, theme) {
    const picked = one.name === model.picked;
    context.fillStyle = theme.pane;
    context.fillRect(one.x, one.y, one.side, one.side + 13);
    const line = picked || one.name === hover ? theme.focus : theme.line;
    drawThumbnail(context, shelf.picture(one.shades, theme.rows), {
      ...one,
      line,
      width: picked ? 2.5 : 1,
    });
    context.fillStyle = picked ? theme.text : theme.muted;
    context.fillText(
      fitted(context, one.name, one.side + 12),
      one.x + one.side / 2,
      one.y + one.side + 11,
    );
  }
  const at = (/** @type {MouseEvent} */ e) =>
    placed().findLast(
      ({ x, y, side }) =>
        e.offsetX >= x && e.offsetX <= x + side && e.offsetY >= y && e.offsetY <= y + side + 13,
    );
  function look(/** @type {View | undefined} */ one) {
    hover = one?.name ?? "";
    surface.style.cursor = one ? "pointer" : "default";
    surface.title = one ? `${one.name} (${one.kind})` : "";
    view.redraw();
  }
  const pick = (/** @type {string | undefined} */ name) =>
    name && model.send_msg({ type: "pick", name });
  surface.addEventListener("pointermove", (e) => look(at(e)));
  surface.addEventListener("pointerleave", () => look(undefined));
  surface.addEventListener("click", (e) => pick(at(e)?.name));
  surface.addEventListener("keydown", (e) => {
    const step = arrowStep(e);
    const list = model.views;
    const now = list.findIndex((one) => one.name === (hover || model.picked));
    if (step && list.length) look(list[(now + step + list.length) % list.length]);
    else if (e.key === "Enter") pick(hover);
    else return;
    e.preventDefault();
  });
  const all = () => {
    shelf.forget();
    view.redraw();
  };
  for (const name of ["views", "edges", "note"]) model.on(name, all);
  model.on("picked", view.redraw);
  onTheme(model, all);
}

/**
 * Boxes that overlap push each other apart, a little at a time, within the room there is.
 * @param {Box[]} boxes
 * @param {number} side
 * @param {{ width: number, height: number }} room
 */
function parted(boxes, side, room) {
  const [w, h] = [side + 10, side + 22];
  for (let turn = 0; turn < 60; turn++) {
    let moved = false;
    boxes.forEach((a, i) => {
      for (const b of boxes.slice(i + 1)) {
        const [dx, dy] = [b.x - a.x || 0.01 * (i + 1), b.y - a.y || 0.01];
        const [ox, oy] = [w - Math.abs(dx), h - Math.abs(dy)];
        if (ox <= 0 || oy <= 0) continue;
        moved = true;
        const [px, py] = ox < oy ? [(Math.sign(dx) * ox) / 4, 0] : [0, (Math.sign(dy) * oy) / 4];
        a.x -= px;
        a.y -= py;
        b.x += px;
        b.y += py;
      }
    });
    for (const box of boxes) {
      box.x = Math.max(4, Math.min(room.width - side - 4, box.x));
      box.y = Math.max(4, Math.min(room.height - side - 18, box.y));
    }
    if (!moved) break;
  }
  return boxes;
}
