// Named filters as a list, the form that makes one, and the form of the function.

import { host, node } from "hdvis/dom.js";
import { describeKeys } from "hdvis/gestures.js";
import { follow, latest, listen } from "hdvis/messages.js";
import { onTheme } from "hdvis/theme.js";
import { draftForm } from "./draft.js";
import { functionForm } from "./function.js";
import css from "./view.css" with { type: "text" };

/** @typedef {import("hdvis/gestures.js").Mode} Mode */
/** @typedef {{ name: string, words: string, active: boolean, inverted: boolean }} Filter */
/** @typedef {{ label: string, kind: string }} Column */
/** @typedef {{ label: string, count: string, on: boolean, code: number }} Entry A label with its rows. */
/** @typedef {{ kind: "text", title: string, edits: boolean, count: string, text: string }} TextDraft */
/**
 * @typedef {{ kind: "choice", title: string, edits: boolean, count: string, entries: Entry[],
 *   rest: { labels: number, missing: boolean, count: string, on: boolean }, search: string }} ChoiceDraft
 */
/**
 * @typedef {{ kind: "range", title: string, edits: boolean, count: string, bars: number[],
 *   ends: [number, number], texts: [string, string], limits: [string, string], missing: number }} RangeDraft
 */
/** @typedef {TextDraft | ChoiceDraft | RangeDraft} Draft */
/**
 * @typedef {{ filters: Filter[], counts: string[], columns: Column[], selected: boolean,
 *   draft: Draft | null, problem: string,
 *   function: { domain?: number[], range?: number, norm?: string, words?: string },
 *   function_problem: string }} Params
 */
/**
 * @typedef {{ type: "toggle", index: number } | { type: "invert", index: number }
 *   | { type: "edit", index: number } | { type: "choose", index?: number, mode?: Mode }
 *   | { type: "bar", index: number, mode: Mode }
 *   | { type: "remove", index: number } | { type: "rename", index: number, name: string }
 *   | { type: "begin", column: number } | { type: "from_selection", keep: boolean }
 *   | { type: "ends", shares: number[] } | { type: "typed_ends", texts: string[] }
 *   | { type: "tick", code: number } | { type: "tick_all", on: boolean }
 *   | { type: "look", text: string } | { type: "expression", text: string }
 *   | { type: "apply", name: string } | { type: "discard" }
 *   | { type: "function", domain: number[], range: number, norm: string }} Sent
 */
/** @typedef {{ type: "ack" }} Heard */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent, Heard>} Model */
/** @typedef {ReturnType<typeof latest<Sent>>} Requests */

const KEYS = /** @type {import("hdvis/gestures.js").KeyRows} */ ([
  ["drag a handle, arrows on it", "move an end of the range"],
  ["click a bar, select", "select its rows, those of the form"],
  ["Enter, Esc", "add or change the filter, leave it"],
]);

/** @param {{ model: Model, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, css, { overflow: "auto" });
  const requests = latest(/** @type {{ send_msg(message: Sent): void }} */ (model));
  const list = node("div", { class: "list", role: "list", "aria-label": "filters" });
  const starts = node("div", { class: "starts" });
  const draft = draftForm(model, requests);
  const problem = node("div", { class: "problem", role: "alert" });
  const definition = functionForm(model);
  el.append(
    node("div", { class: "whole" }, list, starts, draft.element, problem, definition.element),
  );
  describeKeys(model, "Filtering", KEYS);

  const lines = () =>
    list.replaceChildren(...model.filters.map((filter, i) => line(model, filter, i)));
  const begin = () => starts.replaceChildren(...beginnings(model));
  const wrong = () => {
    problem.textContent = model.problem;
  };
  const columns = () => {
    begin();
    definition.show();
  };
  follow(model, {
    "filters counts": lines,
    columns,
    selected: begin,
    draft: draft.show,
    problem: wrong,
    "function function_problem": definition.show,
  });
  onTheme(model, draft.show);
  listen(model, { ack: requests.done });
  lines();
  columns();
  draft.show();
  wrong();
}

/**
 * @param {string} text
 * @param {string} title
 * @param {() => void} onclick
 * @param {boolean} [pressed]
 */
function tool(text, title, onclick, pressed) {
  const label = `${text === "×" ? "delete" : text}: ${title}`;
  const state = pressed === undefined ? null : String(pressed);
  return node(
    "button",
    { class: "small", type: "button", title, "aria-label": label, "aria-pressed": state, onclick },
    text,
  );
}

/**
 * @param {Model} model
 * @param {Filter} filter
 * @param {number} index
 */
function line(model, filter, index) {
  const use = node("input", {
    type: "checkbox",
    "aria-label": `use ${filter.name}`,
    onchange: () => model.send_msg({ type: "toggle", index }),
  });
  use.checked = filter.active;
  const name = node("input", {
    type: "text",
    class: "plain",
    value: filter.name,
    maxlength: 80,
    "aria-label": "name",
    title: "rename",
    onchange: () => model.send_msg({ type: "rename", index, name: name.value }),
  });
  const not = filter.inverted && node("b", {}, "not ");
  const words = node("span", { class: "words", title: filter.words }, not, filter.words);
  return node(
    "div",
    { class: `filter${filter.active ? "" : " resting"}`, role: "listitem" },
    use,
    node("div", { class: "about" }, name, words),
    node("span", { class: "count", title: "rows it keeps" }, model.counts[index] ?? ""),
    tool(
      "invert",
      "drop what it keeps, keep what it drops",
      () => model.send_msg({ type: "invert", index }),
      filter.inverted,
    ),
    tool("select", "select the rows it keeps", () => model.send_msg({ type: "choose", index })),
    tool("edit", "change its condition", () => model.send_msg({ type: "edit", index })),
    tool("×", "take it away", () => model.send_msg({ type: "remove", index })),
  );
}

/**
 * How a filter is begun: from a column, an expression or the selection.
 * @param {Model} model
 */
function beginnings(model) {
  const onchange = () => {
    if (select.value) model.send_msg({ type: "begin", column: Number(select.value) });
    select.value = "";
  };
  const select = node(
    "select",
    { "aria-label": "filter by a column", onchange },
    node("option", { value: "" }, "filter by…"),
    node("option", { value: -1 }, "an expression"),
    ...model.columns.map(({ label, kind }, i) =>
      node("option", { value: i }, kind === "category" ? `${label} (labels)` : label),
    ),
  );
  const from = (/** @type {boolean} */ keep) => () =>
    model.send_msg({ type: "from_selection", keep });
  const keep = tool("keep selection", "show only the selected rows", from(true));
  const drop = tool("drop selection", "hide the selected rows", from(false));
  keep.disabled = drop.disabled = !model.selected;
  return [select, keep, drop];
}
