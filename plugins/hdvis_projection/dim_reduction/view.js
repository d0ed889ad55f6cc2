// A form with Run, how far the work is, and what has been made so far.

import { host, node } from "hdvis/dom.js";
import { describeKeys } from "hdvis/gestures.js";
import { follow } from "hdvis/messages.js";
import css from "../parts/run_form.css" with { type: "text" };
import { runForm } from "../parts/run_form.js";

/** @typedef {{ name: string, cells: string[], shown: boolean }} Result */
/**
 * @typedef {import("../parts/run_form.js").FormParams
 *   & { heads: string[], results: Result[], note: string,
 *     trust: string[][], trust_heads: string[] }} Params
 */
/** @typedef {import("../parts/run_form.js").FormSent | { type: "show", name: string }} Sent */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent>} Model */

/** @param {{ model: Model, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, css, { position: "absolute", inset: 0 });
  const table = node("table", {});
  const note = node("div", { class: "muted", role: "status" });
  const categories = node("table", { class: "plain" });
  el.append(node("div", { class: "panel" }, ...runForm(model), table, note, categories));
  describeKeys(model, "DimReduction", [["click a name", "show the embedding in every view"]]);

  function words() {
    note.textContent = model.note;
  }
  function results() {
    table.style.display = model.results.length ? "" : "none";
    const heads = model.heads.map((head, i) =>
      node("th", { scope: "col", class: i ? "number" : "" }, head),
    );
    const rows = model.results.map((made) => resultRow(model, made));
    table.replaceChildren(node("thead", {}, node("tr", {}, ...heads)), node("tbody", {}, ...rows));
  }
  function trust() {
    categories.style.display = model.trust.length ? "" : "none";
    const cells = (/** @type {"th" | "td"} */ tag, /** @type {string[]} */ texts) =>
      texts.map((text, i) => node(tag, { class: i ? "number" : "" }, text));
    const rows = model.trust.map((texts) => node("tr", {}, ...cells("td", texts)));
    const heads = node("thead", {}, node("tr", {}, ...cells("th", model.trust_heads)));
    categories.replaceChildren(heads, node("tbody", {}, ...rows));
  }
  follow(model, { note: words, "heads results": results, "trust trust_heads": trust });
  trust();
  words();
  results();
}

/**
 * @param {Model} model
 * @param {Result} result
 */
function resultRow(model, { name, cells, shown }) {
  const show = () => model.send_msg({ type: "show", name });
  const button = node("button", { type: "button", "aria-pressed": String(shown) }, name);
  const numbers = cells.map((cell) => node("td", { class: "number" }, cell));
  return node(
    "tr",
    { class: shown ? "shown" : "", onclick: show },
    node("td", {}, button),
    ...numbers,
  );
}
