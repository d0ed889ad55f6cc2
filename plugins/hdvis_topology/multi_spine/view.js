// The hills of one function with the peaks of another over them, and the rows that both share.

import { host, node } from "hdvis/dom.js";
import { describeKeys, modeOf } from "hdvis/gestures.js";
import { follow, listen } from "hdvis/messages.js";
import { onTheme } from "hdvis/theme.js";
import { landscape } from "../spine/land.js";
import { staircase } from "../spine/stairs.js";
import css from "./view.css" with { type: "text" };

/**
 * @typedef {{ first: string, second: string, rows: string[], columns: string[],
 *   counts: number[][], shares: number[][], matches: number[], left_out: number }} Overlap
 */
/** @typedef {{ table: Overlap | null }} Params */
/** @typedef {{ type: "cell", first: number, second: number, mode: import("hdvis/gestures.js").Mode }} Sent */
/** @typedef {import("../spine/view.js").SpineModel & import("hdvis/messages.js").Model<Params, Sent>} MultiModel */

/** @param {{ model: MultiModel, el: HTMLElement }} view */
export function render({ model, el }) {
  host(el, css, { position: "absolute", inset: 0, display: "flex", flexDirection: "column" });
  const select = node("select", {
    "aria-label": "second function",
    title: "the function whose peaks stand over the map",
    onchange: () => model.send_msg({ type: "function", name: select.value }),
  });
  const progress = node("div", { class: "progress unknown" }, node("div", {}));
  const ground = node("div", { class: "land" });
  const side = node("div", { class: "side" });
  const steps = node("div", { class: "stairs" });
  const note = node("div", { class: "note muted", role: "status" });
  const bar = node("div", { class: "bar" }, node("span", { class: "muted" }, "second"), select);
  el.append(bar, progress, node("div", { class: "both" }, ground, side), note, steps);
  const land = landscape(model, el, ground);
  const stairs = staircase(model, el, steps);

  function words() {
    note.textContent = model.note;
    note.style.display = model.note ? "" : "none";
    progress.style.visibility = model.working ? "visible" : "hidden";
    const options = model.functions.map(({ name, label }) =>
      node("option", { value: name }, label),
    );
    select.replaceChildren(...options);
    select.value = model.function;
  }
  const table = () =>
    side.replaceChildren(...(model.table ? overlapTable(model.table, choose) : []));
  /**
   * @param {number} first
   * @param {number} second
   * @param {MouseEvent} e
   */
  function choose(first, second, e) {
    model.send_msg({ type: "cell", first, second, mode: modeOf(e) });
  }
  describeKeys(model, "Topological Multi-Spine", [
    ["click on a cell", "select the rows on both hills; a name selects all of its hill"],
    ["drag the line below", "move the second function's level"],
  ]);
  follow(model, {
    "spine size": land.renew,
    stairs: stairs.renew,
    occupancy: land.repaint,
    "note working functions function": words,
    table,
  });
  onTheme(model, () => {
    land.repaint();
    stairs.redraw();
  });
  listen(model, { card: land.tell, pictures: ({ pictures }) => land.hang(pictures) });
  words();
  table();
}

/**
 * @param {Overlap} told
 * @param {(first: number, second: number, e: MouseEvent) => void} choose
 */
function overlapTable(told, choose) {
  /**
   * @param {string} text
   * @param {number} a
   * @param {number} b
   */
  const name = (text, a, b) =>
    node(
      "button",
      { class: "ellipsis", onclick: (/** @type {MouseEvent} */ e) => choose(a, b, e) },
      text,
    );
  const head = node(
    "tr",
    {},
    node("th", { class: "muted" }, `${told.first} \\ ${told.second}`),
    ...told.columns.map((text, b) => node("th", { scope: "col" }, name(text, -1, b))),
  );
  const lines = told.rows.map((text, a) => {
    const cells = told.counts[a].map((count, b) => {
      const share = told.shares[a][b];
      const title = `${count} rows, Jaccard ${share.toFixed(2)}`;
      const onclick = (/** @type {MouseEvent} */ e) => choose(a, b, e);
      const isMatch = told.matches[a] === b;
      const button = node(
        "button",
        { title, onclick, class: isMatch ? "match" : "" },
        String(count),
      );
      const tint = `color-mix(in srgb, var(--hdv-focus) ${Math.round(70 * share)}%, transparent)`;
      return node("td", { style: { background: tint } }, button);
    });
    return node("tr", {}, node("th", { scope: "row" }, name(text, a, -1)), ...cells);
  });
  const rest = told.left_out ? `${told.left_out} less persistent are not listed. ` : "";
  const foot = `${rest}Framed: matched one to one by their shared rows.`;
  return [
    node("table", {}, node("thead", {}, head), node("tbody", {}, ...lines)),
    node("div", { class: "muted foot" }, foot),
  ];
}
