// Squares of coloured cells with names on two sides, groups as blocks, and one cell picked.

import { canvas } from "hdvis/canvas.js";
import { host, node } from "hdvis/dom.js";
import { arrow, describeKeys } from "hdvis/gestures.js";
import { follow } from "hdvis/messages.js";
import { onTheme } from "hdvis/theme.js";
import { tooltip } from "hdvis/tooltip.js";
import { draw } from "./draw.js";
import { paintPanels } from "./pictures.js";
import { cellAt } from "./places.js";
import css from "./view.css" with { type: "text" };

/** @typedef {{ title: string, values: any, chance?: number }} Panel `values` are float32 bytes, row by row. */
/**
 * @typedef {{ panels: Panel[], rows: string[], columns: string[], row_groups: number[],
 *   column_groups: number[], groups: { name: string, color: string }[], map: any,
 *   picked: [row: number, column: number] | [], label: string }} Params
 */
/**
 * @typedef {{ type: "pick", row: number, column: number }
 *   | { type: "rename", group: number, name: string }} Sent
 */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent>} Model */
/** @typedef {import("./pictures.js").PanelPicture} PanelPicture */
/** @typedef {{ panel: number, row: number, column: number }} Cell */
/**
 * @typedef {Object} State
 * @property {Model} model
 * @property {HTMLElement} el
 * @property {import("hdvis/canvas.js").Canvas} view
 * @property {ReturnType<typeof tooltip>} tip
 * @property {PanelPicture[]} pictures
 * @property {Cell | null} hover
 * @property {import("./places.js").Places | null} places As drawn last.
 */

/** @param {{ model: Model, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, css, { display: "flex", flexDirection: "column" });
  const stage = node("div", { class: "stage" });
  const names = node("div", { class: "names" });
  el.append(stage, names);
  const view = canvas(stage, (context) => draw(context, state));
  /** @type {State} */
  const state = { model, el, view, tip: tooltip(), pictures: [], hover: null, places: null };
  stage.append(state.tip.card);
  view.surface.tabIndex = 0;
  view.surface.setAttribute("role", "img");
  addGestures(state);
  describeKeys(model, "Similarity Matrix", [["click, arrows", "pick a cell: its two directions"]]);

  function paint() {
    state.pictures = paintPanels(model) ?? state.pictures;
    view.redraw();
  }
  function showNames() {
    names.replaceChildren(...model.groups.map((_, i) => groupName(model, i)));
    names.style.display = model.groups.length ? "" : "none";
  }
  function name() {
    view.surface.setAttribute("aria-label", model.label);
  }
  follow(model, {
    "panels map rows columns": paint,
    "row_groups column_groups picked": view.redraw,
    groups: showNames,
    label: name,
  });
  onTheme(model, view.redraw);
  name();
  showNames();
  paint();
}

/**
 * What a value says, and whether chance could have made it.
 * @param {number} value
 * @param {number} chance
 */
export function valueText(value, chance) {
  if (Number.isNaN(value)) return "undefined";
  const text = value.toFixed(2).replace("-", "−");
  return Math.abs(value) < chance ? `${text} (chance)` : text;
}

/** @param {State} state */
function addGestures(state) {
  const { model, view, tip } = state;
  const surface = view.surface;
  const at = (/** @type {MouseEvent} */ e) =>
    state.pictures.length && state.places
      ? cellAt(state.places, model, state.pictures.length, e.offsetX, e.offsetY)
      : null;
  const pick = (/** @type {number} */ row, /** @type {number} */ column) =>
    model.send_msg({ type: "pick", row, column });
  surface.addEventListener("pointermove", (e) => {
    const cell = at(e);
    state.hover = cell;
    surface.style.cursor = cell ? "pointer" : "default";
    view.redraw();
    if (cell) tip.show({ values: cellWords(state, cell) }, [e.offsetX, e.offsetY], view);
    else tip.hide();
  });
  surface.addEventListener("pointerleave", () => {
    state.hover = null;
    tip.hide();
    view.redraw();
  });
  surface.addEventListener("click", (e) => {
    const cell = at(e);
    if (cell) pick(cell.row, cell.column);
  });
  surface.addEventListener("keydown", (e) => {
    const to = arrow(e);
    if (!to || !model.rows.length) return;
    e.preventDefault();
    const [row = 0, column = 0] = model.picked;
    pick(within(row + to[1], model.rows.length), within(column + to[0], model.columns.length));
  });
}

/**
 * @param {number} i
 * @param {number} count
 */
const within = (i, count) => Math.max(0, Math.min(count - 1, i));

/**
 * @param {State} state
 * @param {Cell} cell
 * @returns {[string, string][]}
 */
function cellWords({ model, pictures }, { row, column }) {
  const at = row * model.columns.length + column;
  return [
    ["row", model.rows[row]],
    ["column", model.columns[column]],
    ...pictures.map(
      ({ title, values, chance }) =>
        /** @type {[string, string]} */ ([title, valueText(values[at], chance)]),
    ),
  ];
}

/**
 * @param {Model} model
 * @param {number} group
 */
function groupName(model, group) {
  const { name, color } = model.groups[group];
  const text = node("input", {
    type: "text",
    value: name,
    "aria-label": `name of group ${group + 1}`,
    title: "rename this group",
    style: { width: `${Math.max(6, name.length + 1)}ch` },
    onchange: () => model.send_msg({ type: "rename", group, name: text.value }),
  });
  return node("label", {}, node("span", { class: "swatch", style: { background: color } }), text);
}
