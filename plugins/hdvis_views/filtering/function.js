// The form of the function: which columns it takes and which one it gives.

import { node } from "hdvis/dom.js";

const NORMS = [
  ["stddev", "z-score"],
  ["scaled", "by range"],
  ["none", "as it is"],
];

/** @param {import("./view.js").Model} model */
export function functionForm(model) {
  const element = node("details", { class: "function" });
  function show() {
    const known = model.function;
    const domain = new Set(known.domain ?? []);
    const numeric = model.columns
      .map(({ label, kind }, i) => ({ label, kind, i }))
      .filter(({ kind }) => kind !== "category");
    const checks = numeric.map(({ label, i }) => check(label, domain, i));
    const range = node(
      "select",
      { "aria-label": "range column" },
      ...numeric.map(({ label, i }) =>
        node("option", { value: i, selected: i === known.range }, label),
      ),
    );
    const norm = node(
      "select",
      { "aria-label": "norm" },
      ...NORMS.map(([key, label]) =>
        node("option", { value: key, selected: key === known.norm }, label),
      ),
    );
    const define = () => {
      const given = Number(range.value);
      const taken = [...domain].filter((i) => i !== given).sort((a, b) => a - b);
      model.send_msg({ type: "function", domain: taken, range: given, norm: norm.value });
    };
    const apply = node(
      "button",
      { class: "main", type: "button", onclick: define },
      "define function",
    );
    const words = node(
      "span",
      { class: "words" },
      known.words ? ` ${known.words}` : " not defined",
    );
    element.replaceChildren(
      node("summary", {}, "function", words),
      node("div", { class: "muted domain" }, "domain"),
      node("div", { class: "checks", role: "group", "aria-label": "domain columns" }, ...checks),
      node(
        "div",
        { class: "head" },
        node("label", {}, "range ", range),
        node("label", {}, "norm ", norm),
        apply,
      ),
      node("div", { class: "note", role: "status" }, model.function_problem),
    );
  }
  return { element, show };
}

/**
 * @param {string} label
 * @param {Set<number>} chosen
 * @param {number} i
 */
function check(label, chosen, i) {
  const onchange = () => (box.checked ? chosen.add(i) : chosen.delete(i));
  const box = node("input", { type: "checkbox", onchange });
  box.checked = chosen.has(i);
  return node("label", {}, box, node("span", { class: "words" }, label));
}
