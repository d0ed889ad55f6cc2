// Linear projections on the left, axis pairs on the right; links say how much they have in common.

import { host, node } from "hdvis/dom.js";
import { describeKeys } from "hdvis/gestures.js";
import form from "../parts/run_form.css" with { type: "text" };
import { runForm } from "../parts/run_form.js";
import { linkedColumns } from "./columns.js";
import css from "./view.css" with { type: "text" };

/**
 * @typedef {import("../parts/run_form.js").FormParams & import("./columns.js").Params
 *   & { note: string }} Params
 */
/** @typedef {import("hdvis/messages.js").Model<Params>} Model */

/** @param {{ model: Model, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, form + css, { position: "absolute", inset: 0 });
  const place = node("div", { class: "columns" });
  const note = node("div", { class: "muted", role: "status" });
  el.append(node("div", { class: "panel" }, ...runForm(model), place, note));
  describeKeys(model, "OptimalAxisAlign", [["click a plane", "show it in the other views"]]);
  linkedColumns(model, place);
  const words = () => {
    note.textContent = model.note;
  };
  model.on("note", words);
  words();
}
