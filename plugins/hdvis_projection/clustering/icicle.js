// The tree of groups as an icicle: sparse at the top, dense below, boxes as wide as their rows.

import { canvas, FONT, fitted } from "hdvis/canvas.js";
import { arrowStep, modeOf } from "hdvis/gestures.js";
import { colors, onTheme } from "hdvis/theme.js";

/**
 * @typedef {{ cluster: number, group: number, name: string, left: number, right: number,
 *   top: number, bottom: number, doc: string }} Box
 */

const EDGE = { x: 4, top: 16, bottom: 4 };

/**
 * Draw the boxes of `model` in `tree`; a click sends `node` (cluster, mode).
 * @param {import("./view.js").Model} model
 * @param {HTMLElement} tree
 */
export function icicleOf(model, tree) {
  const view = canvas(tree, draw);
  const surface = view.surface;
  Object.assign(surface, { tabIndex: 0 });
  surface.setAttribute("role", "application");
  surface.setAttribute("aria-label", "tree of groups by density; arrows pick, Enter selects");
  let hover = -1;
  const colorOf = (/** @type {number} */ group) =>
    model.groups.find((one) => one.group === group)?.color;
  /** @param {CanvasRenderingContext2D} context */
  function draw(context) {
    const theme = colors(tree);
    context.font = `11px ${FONT}`;
    context.fillStyle = theme.muted;
    context.fillText("sparse, at the top, to dense: groups as wide as their rows", EDGE.x, 11);
    model.boxes.forEach((box, at) => {
      const [x, y, width, height] = place(box, view);
      context.fillStyle = (box.group >= 0 && colorOf(box.group)) || theme.line;
      context.fillRect(x, y, width, height);
      if (at !== hover) return;
      context.strokeStyle = theme.focus;
      context.lineWidth = 2;
      context.strokeRect(x, y, width, height);
    });
    for (const box of model.boxes) drawName(context, box, place(box, view));
  }
  function look(/** @type {number} */ index) {
    hover = index;
    surface.title = index < 0 ? "" : model.boxes[index].doc;
    view.redraw();
  }
  const choose = (/** @type {number} */ index, /** @type {MouseEvent | KeyboardEvent} */ e) =>
    index >= 0 &&
    model.send_msg({ type: "node", cluster: model.boxes[index].cluster, mode: modeOf(e) });
  const under = (/** @type {MouseEvent} */ e) =>
    model.boxes.findLastIndex((box) => {
      const [x, y, width, height] = place(box, view);
      return e.offsetX >= x && e.offsetX <= x + width && e.offsetY >= y && e.offsetY <= y + height;
    });
  surface.addEventListener("pointermove", (e) => look(under(e)));
  surface.addEventListener("pointerleave", () => look(-1));
  surface.addEventListener("click", (e) => choose(under(e), e));
  surface.addEventListener("keydown", (e) => {
    const step = arrowStep(e);
    if (step) look((hover + step + model.boxes.length) % model.boxes.length);
    else if (e.key === "Enter") choose(hover, e);
    else return;
    e.preventDefault();
  });
  const boxes = () => {
    tree.style.display = model.boxes.length > 1 ? "" : "none";
    look(-1);
  };
  model.on("boxes", boxes);
  model.on("groups", view.redraw);
  onTheme(model, view.redraw);
  boxes();
}

/**
 * Left, top, width and height of a box in CSS pixels.
 * @param {Box} box
 * @param {{ width: number, height: number }} view
 * @returns {[number, number, number, number]}
 */
function place(box, view) {
  const width = view.width - 2 * EDGE.x;
  const height = view.height - EDGE.top - EDGE.bottom;
  return [
    EDGE.x + box.left * width,
    EDGE.top + box.top * height,
    Math.max(1.5, (box.right - box.left) * width - 1),
    Math.max(2, (box.bottom - box.top) * height - 1),
  ];
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Box} box
 * @param {[number, number, number, number]} at
 */
function drawName(context, box, [x, y, width, height]) {
  if (!box.name || width < 36 || height < 13) return;
  context.fillStyle = "#fff";
  context.strokeStyle = "rgba(0,0,0,.6)";
  context.lineWidth = 2.5;
  const text = fitted(context, box.name, width - 8);
  context.strokeText(text, x + 4, y + 11);
  context.fillText(text, x + 4, y + 11);
}
