// A small table sorted by a click on a head; weak rows are marked, notes are shown on hover.

import { FONT } from "hdvis/canvas.js";
import { host, node, saveFile } from "hdvis/dom.js";
import { bytes, listen } from "hdvis/messages.js";
import css from "./view.css" with { type: "text" };

export function render({ model, el }) {
  host(el, css, {
    display: "flex",
    flexDirection: "column",
    font: `12px ${FONT}`,
    color: "var(--hdv-text)",
  });
  const head = node("tr", {}),
    body = node("tbody", {});
  const table = node("table", {}, node("thead", {}, head), body);
  const holder = node("div", { class: "holder" }, table),
    edit = node("div", { class: "foot" }),
    foot = node("div", { class: "foot" });
  el.append(holder, edit, foot);
  let by = -1,
    down = true;

  function heads() {
    head.replaceChildren(
      cell("name", -2, ""),
      ...model.heads.map(({ label, doc }, i) => cell(label, i, doc)),
    );
  }
  function cell(label, i, doc) {
    const sign = i === by ? (down ? " ↓" : " ↑") : "";
    return node(
      "th",
      { scope: "col", "aria-sort": i === by ? (down ? "descending" : "ascending") : "none" },
      node("button", { title: doc, onclick: () => sort(i) }, `${label}${sign}`),
    );
  }
  function sort(i) {
    if (i === by && !down) {
      by = -1;
      down = true;
    } else {
      down = i !== by;
      by = i;
    }
    heads();
    rows();
  }
  function rows() {
    const list = [...model.rows];
    const key = (row) => (by === -2 ? row.name : row.cells[by]?.[1]);
    if (by !== -1)
      list.sort((a, b) => {
        const [x, y] = [key(a), key(b)];
        if (x == null || y == null) return (x == null) - (y == null);
        return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1);
      });
    body.replaceChildren(
      ...list.map((row) => {
        const line = node(
          "tr",
          {
            tabindex: 0,
            class: [row.weak && "weak", row.name === model.picked && "picked"]
              .filter(Boolean)
              .join(" "),
            title: row.note,
          },
          node("th", { scope: "row" }, row.color ? swatch(row) : null, row.label ?? row.name),
          ...row.cells.map(([text]) => node("td", {}, text)),
        );
        line.addEventListener("click", () => pick(row.name));
        line.addEventListener("keydown", (e) => {
          if (e.key === "Enter" || e.key === " ") {
            e.preventDefault();
            pick(row.name);
          }
          if (e.key === "ArrowDown") {
            e.preventDefault();
            line.nextSibling?.focus();
          }
          if (e.key === "ArrowUp") {
            e.preventDefault();
            line.previousSibling?.focus();
          }
        });
        return line;
      }),
    );
  }
  function pick(name) {
    model.send_msg({ type: "pick", name });
  }
  function swatch(row) {
    return node("span", { class: "swatch", style: { background: row.color } });
  }
  // What can be done with the picked row: its name, its colour, and taking it out.
  function editing() {
    const row = model.rows.find(({ name }) => name === model.picked);
    edit.style.display = model.editable && row ? "" : "none";
    if (!row) return;
    const { name } = row;
    const text = node("input", {
      class: "small",
      value: name,
      "aria-label": "name of the direction",
    });
    text.addEventListener("change", () => model.send_msg({ type: "rename", name, to: text.value }));
    const color = node("input", {
      type: "color",
      value: row.color || "#808080",
      "aria-label": `colour of ${name}`,
      title: "colour of its own",
    });
    color.addEventListener("change", () =>
      model.send_msg({ type: "color", name, color: color.value }),
    );
    const remove = node(
      "button",
      { class: "small", onclick: () => model.send_msg({ type: "remove", name }) },
      "remove",
    );
    edit.replaceChildren(text, color, remove);
  }
  function forms() {
    foot.replaceChildren(
      ...model.forms.map((form) =>
        node(
          "button",
          { class: "small", onclick: () => model.send_msg({ type: "save", form }) },
          form,
        ),
      ),
    );
    foot.style.display = model.forms.length ? "" : "none";
  }
  model.on("rows", () => {
    rows();
    editing();
  });
  model.on("picked", () => {
    rows();
    editing();
    body.querySelector(".picked")?.scrollIntoView({ block: "nearest" });
  });
  model.on("heads", heads);
  model.on("forms", forms);
  listen(model, { download: (m) => saveFile(m.name, bytes(m.data)) });
  heads();
  rows();
  editing();
  forms();
}
