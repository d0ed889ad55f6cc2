// A table of names and numbers that is sorted by a click on a heading; weak rows are marked.

import { host, node, saveFile } from "hdvis/dom.js";
import { bytes, follow, listen } from "hdvis/messages.js";
import { editLine } from "./editing.js";
import css from "./view.css" with { type: "text" };

/**
 * @typedef {{ name: string, cells: [text: string, value: number | null][], weak: boolean,
 *   note: string, label?: string, color?: string }} Row
 */
/**
 * @typedef {{ heads: { label: string, doc: string }[], rows: Row[], picked: string,
 *   forms: string[], editable: boolean }} Params
 */
/**
 * @typedef {{ type: "pick", name: string } | { type: "save", form: string }
 *   | { type: "rename", name: string, to: string } | { type: "color", name: string, color: string }
 *   | { type: "remove", name: string }} Sent
 */
/** @typedef {{ type: "download", name: string, data: any }} Heard */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent, Heard>} Model */
/** @typedef {{ by: number, down: boolean }} Order By a column, the name, or as given. */

const AS_GIVEN = -1;
const BY_NAME = -2;

/** @param {{ model: Model, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, css, { display: "flex", flexDirection: "column" });
  const head = node("tr", {});
  const body = node("tbody", {});
  const foot = node("div", { class: "foot" });
  const edit = editLine(model);
  const table = node("table", {}, node("thead", {}, head), body);
  el.append(node("div", { class: "holder" }, table), edit.element, foot);
  /** @type {Order} */
  let order = { by: AS_GIVEN, down: true };

  const sort = (/** @type {number} */ by) => {
    order = nextOrder(order, by);
    heads();
    rows();
  };
  function heads() {
    const cells = model.heads.map(({ label, doc }, i) => heading(label, doc, i, order, sort));
    head.replaceChildren(heading("name", "", BY_NAME, order, sort), ...cells);
  }
  function rows() {
    body.replaceChildren(...sorted(model.rows, order).map((row) => line(model, row)));
  }
  function forms() {
    const save = (/** @type {string} */ form) => () => model.send_msg({ type: "save", form });
    foot.replaceChildren(
      ...model.forms.map((form) => node("button", { class: "small", onclick: save(form) }, form)),
    );
    foot.style.display = model.forms.length ? "" : "none";
  }
  follow(model, {
    rows: () => {
      rows();
      edit.show();
    },
    picked: () => {
      rows();
      edit.show();
      body.querySelector(".picked")?.scrollIntoView({ block: "nearest" });
    },
    heads,
    forms,
  });
  listen(model, { download: ({ name, data }) => saveFile(name, bytes(data)) });
  heads();
  rows();
  edit.show();
  forms();
}

/**
 * The order after a click on a heading: downwards, upwards, as given.
 * @param {Order} order
 * @param {number} by
 * @returns {Order}
 */
export function nextOrder(order, by) {
  if (by !== order.by) return { by, down: true };
  return order.down ? { by, down: false } : { by: AS_GIVEN, down: true };
}

/**
 * @param {Row[]} rows
 * @param {Order} order
 */
export function sorted(rows, { by, down }) {
  if (by === AS_GIVEN) return [...rows];
  const key = (/** @type {Row} */ row) => (by === BY_NAME ? row.name : row.cells[by]?.[1]);
  return [...rows].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x == null || y == null) return Number(x == null) - Number(y == null);
    return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1);
  });
}

/**
 * @param {string} label
 * @param {string} doc
 * @param {number} i
 * @param {Order} order
 * @param {(by: number) => void} sort
 */
function heading(label, doc, i, { by, down }, sort) {
  const direction = i === by ? (down ? "descending" : "ascending") : "none";
  const sign = { descending: " ↓", ascending: " ↑", none: "" }[direction];
  const button = node("button", { title: doc, onclick: () => sort(i) }, `${label}${sign}`);
  return node("th", { scope: "col", "aria-sort": direction }, button);
}

/** @param {string} color */
const swatch = (color) => node("span", { class: "swatch", style: { background: color } });

/**
 * @param {Model} model
 * @param {Row} row
 */
function line(model, { name, cells, weak, note, label, color }) {
  const pick = () => model.send_msg({ type: "pick", name });
  const kinds = [weak && "weak", name === model.picked && "picked"].filter(Boolean).join(" ");
  const texts = cells.map(([text]) => node("td", {}, text));
  const attributes = { tabindex: 0, class: kinds, title: note, onclick: pick };
  const element = node(
    "tr",
    attributes,
    node("th", { scope: "row" }, color && swatch(color), label ?? name),
    ...texts,
  );
  element.addEventListener("keydown", (e) => {
    const next = { ArrowDown: element.nextSibling, ArrowUp: element.previousSibling }[e.key];
    if (e.key === "Enter" || e.key === " ") pick();
    else if (next instanceof HTMLElement) next.focus();
    else return;
    e.preventDefault();
  });
  return element;
}
