// The upper triangle of a matrix of dependences: blue for less than none, orange for more.

import { canvas, FONT, fitted } from "hdvis/canvas.js";
import { host, node } from "hdvis/dom.js";
import { describeKeys } from "hdvis/gestures.js";
import { follow } from "hdvis/messages.js";
import { colors, onTheme } from "hdvis/theme.js";
import css from "./view.css" with { type: "text" };

/**
 * @typedef {{ names: string[], values: (number | null)[][], measures: string[], measure: string,
 *   note: string }} Params
 */
/**
 * @typedef {{ type: "measure", name: string }
 *   | { type: "pick", row: number, column: number }} Sent
 */

/** @param {{ model: import("hdvis/messages.js").Model<Params, Sent>, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, css, { position: "absolute", inset: 0, display: "flex", flexDirection: "column" });
  const select = node("select", {
    "aria-label": "measure",
    onchange: () => model.send_msg({ type: "measure", name: select.value }),
  });
  const note = node("span", { class: "muted", role: "status" });
  const place = node("div", { class: "matrix" });
  el.append(node("div", { class: "head" }, select, note), place);
  describeKeys(model, "FuncDistance", [["click a cell", "plot its two columns"]]);
  const view = canvas(place, draw);
  const surface = view.surface;
  surface.setAttribute("role", "img");

  function grid() {
    const k = model.names.length;
    const left = Math.min(130, view.width * 0.28);
    const side = Math.max(4, Math.min((view.width - left - 8) / k, (view.height - 30) / k, 64));
    return { k, left, side, top: 22 };
  }
  /** @param {CanvasRenderingContext2D} context */
  function draw(context) {
    const theme = colors(el);
    const { k, left, side, top } = grid();
    context.font = `11px ${FONT}`;
    for (let i = 0; i < k; i++) {
      context.fillStyle = theme.muted;
      context.textAlign = "right";
      const name = fitted(context, model.names[i], left - 14 + i * side);
      context.fillText(name, left + i * side - 6, top + (i + 0.5) * side + 4);
      for (let j = i; j < k; j++) {
        const value = model.values[i]?.[j];
        cell(context, left + j * side, top + i * side, side, value ?? null, theme);
      }
    }
    context.textAlign = "center";
    context.fillStyle = theme.muted;
    for (let j = 0; j < k && side > 24; j++)
      context.fillText(fitted(context, model.names[j], side - 4), left + (j + 0.5) * side, 14);
    context.textAlign = "left";
  }
  const at = (/** @type {MouseEvent} */ e) => {
    const { k, left, side, top } = grid();
    const [j, i] = [Math.floor((e.offsetX - left) / side), Math.floor((e.offsetY - top) / side)];
    return i >= 0 && j >= i && j < k ? [i, j] : null;
  };
  surface.addEventListener("pointermove", (e) => {
    const found = at(e);
    surface.style.cursor = found ? "pointer" : "default";
    const value = found && model.values[found[0]]?.[found[1]];
    surface.title = found
      ? `${model.names[found[0]]}, ${model.names[found[1]]}: ${value == null ? "–" : value.toFixed(3)}`
      : "";
  });
  surface.addEventListener("click", (e) => {
    const found = at(e);
    if (found) model.send_msg({ type: "pick", row: found[0], column: found[1] });
  });
  function words() {
    select.replaceChildren(
      ...model.measures.map((name) => node("option", { selected: name === model.measure }, name)),
    );
    note.textContent = model.note;
    const size = `${model.names.length} columns`;
    surface.setAttribute("aria-label", `${model.measure} of ${size}, ${model.note}`);
    view.redraw();
  }
  follow(model, { "names values measures measure note": words });
  onTheme(model, view.redraw);
  words();
}

const LESS = [0, 90, 181];
const MORE = [220, 120, 20];

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} side
 * @param {number | null} value
 * @param {import("hdvis/theme.js").Colors} theme
 */
function cell(context, x, y, side, value, theme) {
  context.fillStyle = theme.page;
  context.fillRect(x, y, side - 1, side - 1);
  if (value == null) return;
  const [r, g, b] = value < 0 ? LESS : MORE;
  context.fillStyle = `rgba(${r}, ${g}, ${b}, ${Math.min(1, Math.abs(value))})`;
  context.fillRect(x, y, side - 1, side - 1);
  if (side < 30) return;
  context.fillStyle = theme.text;
  context.textAlign = "center";
  context.fillText(value.toFixed(2).replace("-", "−"), x + side / 2, y + side / 2 + 4);
}
