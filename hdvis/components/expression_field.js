// The field in which a selection is written: completed as one types, selected with Enter.

import { node } from "hdvis/dom.js";

/** @typedef {import("./shell.js").Model} Model */
/** @typedef {{ text: string, kind: string, start: number, end: number }} Offer */

const HINT =
  "a condition such as x0 > 1.5 and digit == 7, row numbers, or labels · Tab completes · Enter selects";

/**
 * `open` shows the words of the selection to be edited; `heard` are the answers it waits for.
 * @param {Model} model
 */
export function expressionField(model) {
  const area = node("textarea", {
    rows: 2,
    spellcheck: "false",
    "aria-label": "selection as an expression",
    "aria-autocomplete": "list",
    "aria-controls": "offers",
  });
  const list = offerList((offer) => take(offer));
  const problem = node("div", { class: "problem", role: "alert" });
  const element = node(
    "div",
    { class: "writing" },
    area,
    list.element,
    problem,
    node("div", { class: "muted hint" }, HINT),
  );
  let isTouched = false; // the words come a moment after the field, and must not undo typing
  const isOpen = () => element.classList.contains("open");
  const close = () => element.classList.remove("open");
  const ask = () =>
    model.send_msg({ type: "complete", text: area.value, place: area.selectionStart });
  /** @param {Offer} offer */
  function take(offer) {
    area.setRangeText(offer.text, offer.start, offer.end, "end");
    list.show([]);
    ask();
  }
  function open() {
    element.classList.add("open");
    isTouched = false;
    area.value = "";
    problem.textContent = "";
    list.show([]);
    area.focus();
    model.send_msg({ type: "words" });
  }
  area.addEventListener("input", () => {
    isTouched = true;
    problem.textContent = "";
    ask();
  });
  area.addEventListener("keydown", (e) => {
    const offer = list.chosen();
    if (e.key === "Tab" && offer && !e.shiftKey) take(offer);
    else if (e.key === "Enter" && !e.shiftKey) model.send_msg({ type: "write", text: area.value });
    else if (e.key === "Escape") close();
    else if (!list.step({ ArrowDown: 1, ArrowUp: -1 }[e.key] ?? 0)) return;
    e.preventDefault();
  });
  element.addEventListener("focusout", (e) => {
    if (!element.contains(/** @type {Node | null} */ (e.relatedTarget))) close();
  });
  const heard = {
    words: (/** @type {{ text: string }} */ { text }) => {
      if (!isOpen() || isTouched) return;
      area.value = text;
      area.select();
    },
    offers: (/** @type {{ text: string, offers: Offer[] }} */ { text, offers }) => {
      if (text === area.value) list.show(offers);
    },
    written: (/** @type {{ problem: string }} */ { problem: wrong }) => {
      problem.textContent = wrong;
      area.setAttribute("aria-invalid", String(Boolean(wrong)));
      if (!wrong) close();
    },
  };
  return { element, open, heard };
}

/**
 * What the text may go on with; one is chosen, the first until an arrow steps on.
 * @param {(offer: Offer) => void} take
 */
function offerList(take) {
  const element = node("div", {
    id: "offers",
    role: "listbox",
    "aria-label": "what may come next",
  });
  /** @type {Offer[]} */
  let offers = [];
  let at = 0;
  function mark() {
    [...element.children].forEach((child, i) =>
      child.setAttribute("aria-selected", String(i === at)),
    );
    element.children[at]?.scrollIntoView({ block: "nearest" });
  }
  /** @param {Offer[]} next */
  function show(next) {
    offers = next;
    at = 0;
    element.replaceChildren(...offers.map(row));
    mark();
  }
  /** @param {Offer} offer */
  function row(offer) {
    const onpointerdown = (/** @type {Event} */ e) => {
      e.preventDefault();
      take(offer);
    };
    return node(
      "div",
      { role: "option", onpointerdown },
      node("span", {}, offer.text),
      node("span", { class: "muted" }, offer.kind),
    );
  }
  /** @param {number} by */
  function step(by) {
    if (!by || offers.length < 2) return false;
    at = (at + by + offers.length) % offers.length;
    mark();
    return true;
  }
  return { element, show, step, chosen: () => offers[at] };
}
