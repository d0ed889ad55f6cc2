// A form with Run, a table of groups, and the tree of groups.

import { host, node } from "hdvis/dom.js";
import { describeKeys, modeOf } from "hdvis/gestures.js";
import form from "../parts/run_form.css" with { type: "text" };
import { runForm } from "../parts/run_form.js";
import { icicleOf } from "./icicle.js";
import css from "./view.css" with { type: "text" };

/** @typedef {import("hdvis/gestures.js").Mode} Mode */
/**
 * @typedef {{ group: number, name: string, color: string, cells: string[], weak: boolean,
 *   doc: string, picked: boolean, proposal?: string }} Group
 */
/**
 * @typedef {import("../parts/run_form.js").FormParams
 *   & { heads: { label: string, doc: string }[], groups: Group[], note: string,
 *       proposals: boolean, boxes: import("./icicle.js").Box[] }} Params
 */
/**
 * @typedef {import("../parts/run_form.js").FormSent | { type: "pick", group: number, mode: Mode }
 *   | { type: "node", cluster: number, mode: Mode } | { type: "filter", group: number }
 *   | { type: "rename", group: number, name: string } | { type: "propose" }} Sent
 */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent>} Model */

/** @param {{ model: Model, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, form + css, { position: "absolute", inset: 0 });
  const table = node("table", { class: "groups" });
  const propose = node(
    "button",
    {
      class: "small",
      type: "button",
      title: "Name the groups after what sets them apart",
      onclick: () => model.send_msg({ type: "propose" }),
    },
    "use proposed names",
  );
  const note = node("div", { class: "muted", role: "status" });
  const tree = node("div", { class: "tree" });
  el.append(node("div", { class: "panel" }, ...runForm(model), table, propose, tree, note));
  describeKeys(model, "Clustering", [
    ["click", "select a group, or a branch of the tree"],
    ["double click", "rename a group"],
  ]);

  // -- the table --------------------------------------------------------------------------
  function groups() {
    table.style.display = model.groups.length ? "" : "none";
    const heads = model.heads.map(({ label, doc }) =>
      node("th", { scope: "col", class: "number", title: doc }, label),
    );
    table.replaceChildren(
      node(
        "thead",
        {},
        node("tr", {}, node("th", { scope: "col" }, "group"), ...heads, node("th")),
      ),
      node("tbody", {}, ...model.groups.map(line)),
    );
    propose.style.display = model.proposals ? "" : "none";
    note.textContent = model.note;
  }
  /** @param {Group} one */
  function line(one) {
    const pick = (/** @type {MouseEvent} */ e) =>
      model.send_msg({ type: "pick", group: one.group, mode: modeOf(e) });
    const name = node(
      "button",
      {
        type: "button",
        "aria-pressed": String(one.picked),
        onclick: pick,
        ondblclick: () => rename(name, one),
        title: one.proposal ? `${one.name}; proposed: ${one.proposal}` : one.name,
      },
      node("span", { class: "swatch", style: { background: one.color } }),
      one.name,
      one.proposal && one.proposal !== one.name
        ? node("span", { class: "proposal" }, ` ${one.proposal}`)
        : null,
    );
    const keep = node(
      "button",
      {
        type: "button",
        class: "small",
        title: `Show ${one.name} only`,
        onclick: () => model.send_msg({ type: "filter", group: one.group }),
      },
      "filter",
    );
    const cells = one.cells.map((cell) => node("td", { class: "number" }, cell));
    return node(
      "tr",
      { class: `${one.picked ? "shown" : ""} ${one.weak ? "weak" : ""}`, title: one.doc },
      node("td", {}, name),
      ...cells,
      node("td", { class: "number" }, keep),
    );
  }
  /**
   * @param {HTMLElement} button
   * @param {Group} one
   */
  function rename(button, one) {
    if (one.group < 0) return;
    const input = node("input", {
      type: "text",
      value: one.name,
      "aria-label": "name of the group",
    });
    let left = false;
    const done = (/** @type {boolean} */ keeps) => {
      if (left) return;
      left = true;
      if (keeps && input.value.trim())
        model.send_msg({ type: "rename", group: one.group, name: input.value.trim() });
      else groups();
    };
    input.addEventListener("keydown", (e) => {
      if (e.key === "Enter") done(true);
      if (e.key === "Escape") done(false);
    });
    input.addEventListener("blur", () => done(true));
    button.replaceWith(input);
    input.focus();
    input.select();
  }
  for (const name of ["groups", "heads", "note", "proposals"]) model.on(name, groups);
  groups();
  icicleOf(model, tree);
}
