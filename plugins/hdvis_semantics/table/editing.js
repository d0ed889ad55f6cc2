// What can be done with the picked row: its name, its colour, and taking it out.

import { node } from "hdvis/dom.js";

const NO_COLOR = "#808080";

/** @param {import("./view.js").Model} model */
export function editLine(model) {
  const element = node("div", { class: "foot" });
  function show() {
    const row = model.rows.find(({ name }) => name === model.picked);
    element.style.display = model.editable && row ? "" : "none";
    if (!row) return;
    const { name } = row;
    const text = node("input", {
      type: "text",
      class: "name",
      value: name,
      "aria-label": "name of the direction",
      onchange: () => model.send_msg({ type: "rename", name, to: text.value }),
    });
    const color = node("input", {
      type: "color",
      value: row.color || NO_COLOR,
      "aria-label": `colour of ${name}`,
      title: "colour of its own",
      onchange: () => model.send_msg({ type: "color", name, color: color.value }),
    });
    const onclick = () => model.send_msg({ type: "remove", name });
    element.replaceChildren(text, color, node("button", { class: "small", onclick }, "remove"));
  }
  return { element, show };
}
