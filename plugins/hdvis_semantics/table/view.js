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
    foot = node("div", { class: "foot" });
  el.append(holder, foot);
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
          node("th", { scope: "row" }, row.name),
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
  model.on("rows", rows);
  model.on("picked", () => {
    rows();
    body.querySelector(".picked")?.scrollIntoView({ block: "nearest" });
  });
  model.on("heads", heads);
  model.on("forms", forms);
  listen(model, { download: (m) => saveFile(m.name, bytes(m.data)) });
  heads();
  rows();
  forms();
}
