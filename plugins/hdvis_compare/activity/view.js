// Units over stages as a heat map, dark where active, above curves of counts and losses.

import { canvas, FONT, fitted } from "hdvis/canvas.js";
import { host, node } from "hdvis/dom.js";
import { follow } from "hdvis/messages.js";
import { colors, onTheme } from "hdvis/theme.js";
import css from "./view.css" with { type: "text" };

const LEFT = 52,
  RIGHT = 14;

/** @typedef {{ stages: number[], units: number[], shades: number[][], low: number, high: number }} Heat */
/** @typedef {{ name: string, values: (number | null)[] }} Curve */
/**
 * @typedef {{ heat: Heat | null, curves: Curve[], choices: Record<string, string[]>,
 *   settings: Record<string, string>, note: string }} Params
 */
/**
 * @typedef {{ type: "set", name: string, value: string } | { type: "unit", unit: number }} Sent
 */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent>} ActivityModel */
/** @typedef {import("hdvis/theme.js").Colors} Colors */

/** @param {{ model: ActivityModel, el: HTMLElement }} view */
export function render({ model, el }) {
  host(el, css, { position: "absolute", inset: 0, display: "flex", flexDirection: "column" });
  const bar = node("div", { class: "bar" });
  const note = node("div", { class: "note muted", role: "status" });
  const [above, below] = [node("div", { class: "heat" }), node("div", { class: "curves" })];
  el.append(bar, note, above, below);
  const heat = canvas(above, (context, width, height) => {
    if (model.heat) drawHeat(context, width, height, model.heat, colors(el));
  });
  const curves = canvas(below, (context, width, height) =>
    drawCurves(context, width, height, model.curves, model.heat?.stages ?? [], colors(el)),
  );
  for (const view of [heat, curves]) view.surface.setAttribute("role", "img");
  heat.surface.setAttribute("aria-label", "activity of units over stages");
  curves.surface.setAttribute("aria-label", "curves over stages");
  heat.surface.addEventListener("click", (e) => {
    const told = model.heat;
    if (!told) return;
    const tall = (heat.height - 18) / told.units.length;
    const place = told.units.length - 1 - Math.floor(e.offsetY / tall);
    if (told.units[place] !== undefined) model.send_msg({ type: "unit", unit: told.units[place] });
  });
  function controls() {
    bar.replaceChildren(
      ...Object.entries(model.choices).map(([name, values]) => choice(model, name, values)),
    );
    note.textContent = model.note;
    note.style.display = model.note ? "" : "none";
  }
  follow(model, {
    heat: () => {
      heat.redraw();
      curves.redraw();
    },
    curves: curves.redraw,
    "choices settings note": controls,
  });
  onTheme(model, () => {
    heat.redraw();
    curves.redraw();
  });
  controls();
}

/**
 * @param {ActivityModel} model
 * @param {string} name
 * @param {string[]} values
 */
function choice(model, name, values) {
  const select = node("select", {
    "aria-label": name,
    onchange: () => model.send_msg({ type: "set", name, value: select.value }),
  });
  for (const one of values)
    select.append(node("option", { value: one, selected: one === model.settings[name] }, one));
  return select;
}

/**
 * The most active unit stands at the bottom.
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {number} height
 * @param {Heat} heat
 * @param {Colors} theme
 */
function drawHeat(context, width, height, { stages, units, shades, low, high }, theme) {
  const wide = (width - LEFT - RIGHT) / stages.length;
  const tall = (height - 18) / units.length;
  context.fillStyle = theme.text;
  shades.forEach((line, place) => {
    line.forEach((shade, s) => {
      context.globalAlpha = Math.max(0, Math.min(1, (shade - low) / (high - low)));
      const y = (units.length - 1 - place) * tall;
      context.fillRect(LEFT + s * wide, y, wide + 0.5, tall + 0.5);
    });
  });
  context.globalAlpha = 1;
  context.font = `11px ${FONT}`;
  context.fillStyle = theme.muted;
  context.textAlign = "right";
  const every = Math.max(1, Math.ceil(13 / tall));
  units.forEach((unit, place) => {
    if (place % every) return;
    context.fillText(`unit ${unit}`, LEFT - 6, (units.length - 1 - place + 0.5) * tall + 4);
  });
  stageNumbers(context, width, height, stages);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {number} height
 * @param {number[]} stages
 */
function stageNumbers(context, width, height, stages) {
  const wide = (width - LEFT - RIGHT) / Math.max(1, stages.length);
  const every = Math.max(1, Math.ceil(30 / wide));
  context.textAlign = "center";
  stages.forEach((stage, s) => {
    if (s % every === 0) context.fillText(String(stage), LEFT + (s + 0.5) * wide, height - 5);
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {number} height
 * @param {Curve[]} curves
 * @param {number[]} stages
 * @param {Colors} theme
 */
function drawCurves(context, width, height, curves, stages, theme) {
  const values = curves.flatMap((curve) => curve.values.filter((v) => v !== null));
  context.font = `11px ${FONT}`;
  if (!values.length) return;
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const longest = Math.max(1, ...curves.map((curve) => curve.values.length));
  const wide = (width - LEFT - RIGHT) / longest;
  const up = (/** @type {number} */ v) => height - 24 - ((height - 44) * (v - low)) / span;
  context.fillStyle = theme.muted;
  context.textAlign = "right";
  context.fillText((low + span).toPrecision(3), LEFT - 6, up(low + span) + 4);
  context.fillText(low.toPrecision(3), LEFT - 6, up(low) + 4);
  const all = stages.length === longest ? stages : [...Array(longest).keys()];
  stageNumbers(context, width, height, all);
  const paints = [theme.focus, theme.selection, theme.rows, theme.failure, theme.text];
  let left = LEFT;
  curves.forEach((curve, k) => {
    context.strokeStyle = context.fillStyle = paints[k % paints.length];
    context.lineWidth = 1.5;
    context.beginPath();
    curve.values.forEach((v, s) => {
      if (v !== null) context.lineTo(LEFT + (s + 0.5) * wide, up(v));
    });
    context.stroke();
    context.textAlign = "left";
    const text = fitted(context, curve.name, width / curves.length);
    context.fillText(text, left, 12);
    left += context.measureText(text).width + 14;
  });
}
