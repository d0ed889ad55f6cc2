// Hills and passes of a function as terrain, above the staircase of their persistence.

import { host, node } from "hdvis/dom.js";
import { describeKeys } from "hdvis/gestures.js";
import { follow, listen } from "hdvis/messages.js";
import { onTheme } from "hdvis/theme.js";
import { landscape } from "./land.js";
import { staircase } from "./stairs.js";
import css from "./view.css" with { type: "text" };

/** @typedef {import("hdvis/gestures.js").Mode} Mode */
/** @typedef {import("hdvis/pictures.js").Picture & { row: number }} RowPicture */
/**
 * @typedef {{ spine: import("./places.js").Spine | null, stairs: import("./stairs.js").Stairs | null,
 *   occupancy: number[] | null, functions: { name: string, label: string }[], function: string,
 *   size: number, note: string, working: boolean }} Params
 */
/**
 * @typedef {{ type: "level", value: number | null, live: boolean }
 *   | { type: "select", row: number, mode: Mode }
 *   | { type: "focus", row: number }
 *   | { type: "clear" }
 *   | { type: "hover", row: number }
 *   | { type: "function", name: string }
 *   | { type: "ready" }} Sent
 */
/**
 * @typedef {{ type: "card", row: number, profile: import("./card.js").Profile }
 *   | { type: "pictures", pictures: RowPicture[] }} Heard
 */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent, Heard>} SpineModel */

/** @param {{ model: SpineModel, el: HTMLElement }} view */
export function render({ model, el }) {
  host(el, css, { position: "absolute", inset: 0, display: "flex", flexDirection: "column" });
  const select = node("select", {
    "aria-label": "function",
    title: "the function whose hills are drawn",
    onchange: () => model.send_msg({ type: "function", name: select.value }),
  });
  const automatic = node(
    "button",
    {
      class: "small",
      title: "put the level into the widest gap of persistence",
      onclick: () => model.send_msg({ type: "level", value: null, live: false }),
    },
    "automatic level",
  );
  const progress = node("div", { class: "progress unknown" }, node("div", {}));
  const bar = node("div", { class: "bar" }, select, automatic);
  const ground = node("div", { class: "land" });
  const steps = node("div", { class: "stairs" });
  const note = node("div", { class: "note muted", role: "status" });
  el.append(bar, progress, ground, note, steps);
  const land = landscape(model, el, ground);
  const stairs = staircase(model, el, steps);

  function words() {
    note.textContent = model.note;
    note.style.display = model.note ? "" : "none";
    progress.style.visibility = model.working ? "visible" : "hidden";
  }
  function choices() {
    select.replaceChildren(
      ...model.functions.map(({ name, label }) => node("option", { value: name }, label)),
    );
    select.value = model.function;
  }
  describeKeys(model, "Topological Spine", [
    ["click on a peak", "select its hill"],
    ["drag the line below", "move the level below which a peak is noise"],
    ["arrows", "next peak, or next level; Enter selects"],
  ]);
  follow(model, {
    "spine size": land.renew,
    stairs: stairs.renew,
    occupancy: land.repaint,
    "note working": words,
    "functions function": choices,
  });
  onTheme(model, () => {
    land.repaint();
    stairs.redraw();
  });
  listen(model, { card: land.tell, pictures: ({ pictures }) => land.hang(pictures) });
  words();
  choices();
  model.send_msg({ type: "ready" });
}
