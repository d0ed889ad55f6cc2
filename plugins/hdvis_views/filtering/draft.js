// The form of the filter in the making: an expression, labels to tick, or the ends of a range.

import { activeIn, node } from "hdvis/dom.js";
import { modeOf } from "hdvis/gestures.js";
import { rangeForm } from "./range.js";

/** @typedef {import("./view.js").Model} Model */
/** @typedef {import("./view.js").Requests} Requests */
/** @typedef {import("./view.js").TextDraft} TextDraft */
/** @typedef {import("./view.js").ChoiceDraft} ChoiceDraft */
/**
 * The inside of a form; `update` follows the draft while the same is being made.
 * @typedef {{ parts: HTMLElement[], first: HTMLElement, update: (draft: any) => void }} Inside
 */

const TYPING_MS = 200;

/**
 * @param {Model} model
 * @param {Requests} requests
 */
export function draftForm(model, requests) {
  const element = node("form", { class: "draft", "aria-label": "filter" });
  const name = node("input", {
    type: "text",
    class: "name",
    maxlength: 80,
    "aria-label": "name of the filter",
  });
  const count = node("span", { class: "count" });
  /** @type {{ key: string, inside: Inside } | null} */
  let shown = null;
  const discard = () => model.send_msg({ type: "discard" });
  element.addEventListener("submit", (e) => {
    e.preventDefault();
    model.send_msg({ type: "apply", name: name.value });
  });
  element.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    e.stopPropagation();
    discard();
  });
  function show() {
    const draft = model.draft;
    element.style.display = draft ? "" : "none";
    if (!draft) {
      shown = null;
      return element.replaceChildren();
    }
    const key = `${draft.kind} ${draft.title} ${draft.edits}`;
    if (shown?.key !== key) shown = { key, inside: begin(draft) };
    shown.inside.update(draft);
    count.textContent = draft.count ?? "";
  }
  /** @param {import("./view.js").Draft} draft */
  function begin(draft) {
    const inside = insideOf(draft, model, requests);
    const cancel = node(
      "button",
      { class: "small", type: "button", "aria-label": "cancel", onclick: discard },
      "cancel",
    );
    const apply = node(
      "button",
      { class: "main", type: "submit" },
      draft.edits ? "apply" : "add filter",
    );
    name.value = draft.title;
    element.replaceChildren(
      node("div", { class: "head" }, name, cancel),
      ...inside.parts,
      node("div", { class: "head" }, count, chooser(model), apply),
    );
    inside.first.focus();
    return inside;
  }
  return { element, show };
}

/**
 * The button that selects the rows of the form.
 * @param {Model} model
 */
function chooser(model) {
  const onclick = (/** @type {MouseEvent} */ e) =>
    model.send_msg({ type: "choose", mode: modeOf(e) });
  const title = "select these rows (Shift adds, Alt subtracts, Ctrl intersects)";
  const label = "select the rows of this form";
  return node(
    "button",
    { class: "small", type: "button", title, "aria-label": label, onclick },
    "select",
  );
}

/**
 * @param {import("./view.js").Draft} draft
 * @param {Model} model
 * @param {Requests} requests
 * @returns {Inside}
 */
function insideOf(draft, model, requests) {
  if (draft.kind === "text") return textForm(draft, requests);
  if (draft.kind === "choice") return choiceForm(model);
  return rangeForm(draft, model, requests);
}

/**
 * @param {TextDraft} draft
 * @param {Requests} requests
 * @returns {Inside}
 */
function textForm(draft, requests) {
  const area = node("textarea", {
    class: "expression",
    rows: 2,
    spellcheck: "false",
    placeholder: "x0 > 1.5 and digit == 7",
    "aria-label": "expression",
  });
  area.value = draft.text;
  area.addEventListener("input", () => requests.send({ type: "expression", text: area.value }));
  area.addEventListener("keydown", (e) => {
    if (e.key !== "Enter" || e.shiftKey) return;
    e.preventDefault();
    area.form?.requestSubmit();
  });
  return { parts: [area], first: area, update() {} };
}

/**
 * @param {Model} model
 * @returns {Inside}
 */
function choiceForm(model) {
  const look = node("input", {
    type: "search",
    class: "look",
    placeholder: "find a label",
    "aria-label": "find a label",
  });
  const checks = node("div", { class: "checks", role: "group", "aria-label": "labels" });
  /** @type {any} */
  let typing = 0;
  look.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => model.send_msg({ type: "look", text: look.value }), TYPING_MS);
  });
  look.addEventListener("keydown", (e) => {
    if (e.key === "Enter") e.preventDefault();
  });
  const every = (/** @type {string} */ text, /** @type {boolean} */ on) =>
    node(
      "button",
      { type: "button", class: "small", onclick: () => model.send_msg({ type: "tick_all", on }) },
      text,
    );
  /**
   * @param {string} label
   * @param {{ count: string, on: boolean, code: number }} entry
   */
  const row = (label, { count, on, code }) => {
    const onchange = () => model.send_msg({ type: "tick", code });
    const box = node("input", {
      type: "checkbox",
      "aria-label": `${label}, ${count} rows`,
      onchange,
    });
    box.checked = on;
    const words = [
      node("span", { class: "words" }, label),
      node("span", { class: "count" }, count),
    ];
    return node("label", { title: label }, box, ...words);
  };
  /** @param {ChoiceDraft} draft */
  function update({ entries, rest, search }) {
    const boxes = () => [...checks.querySelectorAll("input")];
    const scrolled = checks.scrollTop;
    const at = boxes().indexOf(/** @type {HTMLInputElement} */ (activeIn(checks)));
    const others = restWords(rest);
    checks.replaceChildren(...entries.map((entry) => row(entry.label || "(empty)", entry)));
    if (others) checks.append(row(others, { ...rest, code: -1 }));
    const none = search ? "no label holds that" : "no labels";
    if (!entries.length) checks.append(node("div", { class: "muted" }, none));
    checks.scrollTop = scrolled;
    boxes()[at]?.focus();
  }
  const head = node("div", { class: "head" }, look, every("all", true), every("none", false));
  return { parts: [head, checks], first: look, update };
}

/**
 * The labels that are not listed one by one, in words; nothing where there are none.
 * @param {{ labels: number, missing: boolean }} rest
 */
export function restWords({ labels, missing }) {
  const parts = [
    labels ? `${labels.toLocaleString("en-US")} other labels` : "",
    missing ? "no label" : "",
  ];
  return parts.filter(Boolean).join(" and ");
}
