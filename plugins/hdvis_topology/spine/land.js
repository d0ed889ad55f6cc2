// The map of a spine: drawn from its height field, pointed at, and steered by keys.

import { canvas } from "hdvis/canvas.js";
import { activeIn, node } from "hdvis/dom.js";
import { arrowStep, modeOf } from "hdvis/gestures.js";
import { bytes } from "hdvis/messages.js";
import { pictureShelf } from "hdvis/pictures.js";
import { sheet } from "hdvis/planes.js";
import { colors } from "hdvis/theme.js";
import { showCard } from "./card.js";
import { drawLinks, drawMarks, drawNames, drawNodes, drawPictures } from "./marks.js";
import { paintField } from "./paint.js";
import { placeNodes } from "./places.js";
import { heightField } from "./terrain.js";

const NEAR = 14;

/**
 * @param {import("./view.js").SpineModel} model
 * @param {HTMLElement} el
 * @param {HTMLElement} holder
 */
export function landscape(model, el, holder) {
  const paint = sheet();
  const shelf = pictureShelf();
  const card = node("div", { class: "tooltip" });
  const map = canvas(holder, draw, { onresize: () => forget() });
  const surface = map.surface;
  /** @type {Map<number, number>} */
  let shown = new Map();
  /** @type {import("./places.js").Placed | null} */
  let placed = null;
  /** @type {HTMLCanvasElement | null} */
  let raster = null;
  let hovered = -1;
  let active = 0;
  holder.append(card);
  surface.tabIndex = 0;
  surface.setAttribute("role", "application");

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} width
   * @param {number} height
   */
  function draw(context, width, height) {
    const spine = model.spine;
    if (!spine) return;
    const theme = colors(el);
    placed ??= placeNodes(spine, model.size, width, height);
    raster ??= ground(spine, placed, Math.round(width), Math.round(height), theme);
    context.drawImage(raster, 0, 0, width, height);
    const ringed = [hovered, activeIn(holder) === surface ? active : -1];
    const scene = { context, width, height, spine, placed, theme, ringed };
    drawLinks(scene);
    drawPictures(scene, shelf, shown);
    drawNodes(scene);
    drawNames(scene);
    drawMarks(scene);
  }
  /**
   * @param {import("./places.js").Spine} spine
   * @param {import("./places.js").Placed} there
   * @param {number} width
   * @param {number} height
   * @param {import("hdvis/theme.js").Colors} theme
   */
  function ground(spine, { nodes, links }, width, height, theme) {
    const field = heightField(nodes, links, width, height);
    const { map: lut, levels } = spine;
    const look = { map: bytes(lut), count: levels.length, shares: model.occupancy };
    return paint(width, height, (words) => paintField(words, field, look, theme));
  }
  function forget() {
    placed = raster = null;
  }
  function repaint() {
    raster = null;
    map.redraw();
  }
  function renew() {
    forget();
    if (active >= (model.spine?.labels.length ?? 0)) active = 0;
    point(-1);
    map.redraw();
    label();
  }
  function label() {
    const spine = model.spine;
    const text = spine
      ? `hills of ${spine.name}: ${spine.labels.length}; ${spine.labels[active]} in hand`
      : "no hills";
    surface.setAttribute("aria-label", text);
  }
  /** @param {MouseEvent} e */
  function nodeAt(e) {
    let best = -1;
    let least = NEAR;
    placed?.nodes.forEach(({ x, y }, i) => {
      const far = Math.hypot(x - e.offsetX, y - e.offsetY);
      if (far < least) [best, least] = [i, far];
    });
    return best;
  }
  /** @param {number} i */
  function point(i) {
    if (i === hovered) return;
    hovered = i;
    card.style.display = "none";
    map.redraw();
    if (placed && i >= 0 && i < placed.extrema)
      model.send_msg({ type: "hover", row: placed.nodes[i].row });
  }
  /**
   * @param {number} i
   * @param {import("hdvis/gestures.js").Mode} mode
   */
  function choose(i, mode) {
    if (!placed) return;
    const row = placed.nodes[i].row;
    model.send_msg(i < placed.extrema ? { type: "select", row, mode } : { type: "focus", row });
  }
  surface.addEventListener("pointermove", (e) => {
    const i = nodeAt(e);
    surface.style.cursor = i >= 0 ? "pointer" : "default";
    point(i);
  });
  surface.addEventListener("pointerleave", () => point(-1));
  surface.addEventListener("click", (e) => {
    const i = nodeAt(e);
    if (i >= 0) choose(i, modeOf(e));
    else model.send_msg({ type: "clear" });
  });
  surface.addEventListener("keydown", (e) => {
    const step = arrowStep(e);
    if (!placed) return;
    if (step) active = (active + step + placed.extrema) % placed.extrema;
    else if (e.key === "Enter" || e.key === " ") choose(active, modeOf(e));
    else if (e.key === "Escape") model.send_msg({ type: "clear" });
    else return;
    e.preventDefault();
    map.redraw();
    label();
  });
  for (const name of ["focus", "blur"]) surface.addEventListener(name, map.redraw);
  label();
  return {
    renew,
    repaint,
    /** @param {{ row: number, profile: import("./card.js").Profile }} told */
    tell({ row, profile }) {
      const at = placed?.nodes[hovered];
      const spine = model.spine;
      if (!at || !spine || at.row !== row) return;
      /** @type {[string, string][]} */
      const values = [
        [spine.labels[hovered], `row ${row}`],
        [spine.name, spine.texts[hovered]],
        ["persistence", spine.drops[hovered]],
        ["rows", profile.rows.toLocaleString("en")],
      ];
      showCard(card, values, profile, [at.x, at.y], map, colors(el));
    },
    /** @param {any[]} pictures */
    hang(pictures) {
      shelf.set(pictures);
      shown = new Map(pictures.map(({ row }, i) => [row, i]));
      map.redraw();
    },
  };
}
