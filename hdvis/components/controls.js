// Form controls by kind: each makes an input for a field and sends what the user chose.

const CONTROLS = {
  choice(field, send) {
    const select = node("select", { onchange: () => send(field.choices[select.selectedIndex].value) });
    for (const { value, label } of field.choices) select.append(node("option", { selected: value === field.value }, label));
    return select;
  },
  several(field, send) {
    const select = node("select", { multiple: true, size: Math.min(8, field.choices.length || 1), onchange: () => send([...select.selectedOptions].map((o) => field.choices[o.index].value)) });
    for (const { value, label } of field.choices) select.append(node("option", { selected: field.value.includes(value) }, label));
    return select;
  },
  flag(field, send) {
    const box = node("input", { type: "checkbox", onchange: () => send(box.checked) });
    box.checked = field.value;
    return box;
  },
  number(field, send) {
    const bounded = field.low != null && field.high != null;
    const number = node("input", { type: "number", "aria-label": field.label, min: field.low, max: field.high, step: field.step ?? "any", value: field.value, onchange: () => number.value !== "" && send(Number(number.value)) });
    if (!bounded) return number;
    const slider = node("input", { type: "range", min: field.low, max: field.high, step: field.step ?? (field.high - field.low) / 100, value: field.value });
    slider.addEventListener("input", () => { number.value = slider.value; });
    slider.addEventListener("change", () => send(Number(slider.value)));
    return node("span", { class: "pair" }, slider, number);
  },
  text(field, send) {
    const text = node("input", { type: "text", value: field.value ?? "", onchange: () => send(text.value) });
    return text;
  },
};
