// Form controls by kind: each makes an input for a field and sends what the user chose.

import { node } from "./dom.js";

/**
 * @typedef {Object} Field
 * @property {string} name
 * @property {string} label
 * @property {"choice" | "several" | "flag" | "number" | "text"} kind
 * @property {any} value
 * @property {string} doc
 * @property {{ value: any, label: string }[]} choices
 * @property {number} [low]
 * @property {number} [high]
 * @property {number} [step]
 */
/** @typedef {(value: any) => void} Send */

/** @type {Record<Field["kind"], (field: Field, send: Send) => HTMLElement>} */
const CONTROLS = {
  choice(field, send) {
    const select = node("select", {
      onchange: () => send(field.choices[select.selectedIndex].value),
    });
    for (const { value, label } of field.choices) {
      select.append(node("option", { selected: value === field.value }, label));
    }
    return select;
  },
  several(field, send) {
    const chosen = () =>
      [...select.selectedOptions].map((option) => field.choices[option.index].value);
    const size = Math.min(8, field.choices.length || 1);
    const select = node("select", { multiple: true, size, onchange: () => send(chosen()) });
    for (const { value, label } of field.choices) {
      select.append(node("option", { selected: field.value.includes(value) }, label));
    }
    return select;
  },
  flag(field, send) {
    const box = node("input", { type: "checkbox", onchange: () => send(box.checked) });
    box.checked = field.value;
    return box;
  },
  number(field, send) {
    const { low, high, value, label } = field;
    const onchange = () => number.value !== "" && send(Number(number.value));
    const limits = { min: low, max: high, step: field.step ?? "any", value };
    const number = node("input", { type: "number", "aria-label": label, ...limits, onchange });
    if (low == null || high == null) return number;
    const slider = node("input", {
      type: "range",
      ...limits,
      step: field.step ?? (high - low) / 100,
    });
    slider.addEventListener("input", () => {
      number.value = slider.value;
    });
    slider.addEventListener("change", () => send(Number(slider.value)));
    return node("span", { class: "pair" }, slider, number);
  },
  text(field, send) {
    const text = node("input", {
      type: "text",
      value: field.value ?? "",
      onchange: () => send(text.value),
    });
    return text;
  },
};

/**
 * A labelled control for `field`; an unknown kind is typed as text.
 * @param {Field} field
 * @param {Send} send
 */
export function fieldRow(field, send) {
  const control = (CONTROLS[field.kind] ?? CONTROLS.text)(field, send);
  const label = node("span", { class: "muted ellipsis" }, field.label);
  return node(
    "label",
    { class: "field", title: field.doc, "data-field": field.name },
    label,
    control,
  );
}
