// A form with Run, a progress line with stop, and a table of results of which one is shown.

import { host, node } from "hdvis/dom.js";
import css from "../parts/run_form.css" with { type: "text" };
import { runForm } from "../parts/run_form.js";

export function render({ model, el }) {
  host(el, css, { position: "absolute", inset: 0 });
  const table = node("table", {});
  const note = node("div", { class: "muted", role: "status" });
  el.append(node("div", { class: "panel" }, ...runForm(model), table, note));

  function results() {
    table.style.display = model.results.length ? "" : "none";
    const heads = model.heads.map((head, i) =>
      node("th", { scope: "col", class: i ? "number" : "" }, head),
    );
    table.replaceChildren(
      node("thead", {}, node("tr", {}, ...heads)),
      node("tbody", {}, ...model.results.map(result)),
    );
  }
  function result({ name, cells, shown }) {
    const show = () => model.send_msg({ type: "show", name });
    const button = node("button", { type: "button", "aria-pressed": String(shown) }, name);
    const line = node("tr", { class: shown ? "shown" : "", onclick: show }, node("td", {}, button));
    line.append(...cells.map((cell) => node("td", { class: "number" }, cell)));
    return line;
  }
  const words = () => {
    note.textContent = model.note;
  };
  model.on("note", words);
  for (const name of ["heads", "results"]) model.on(name, results);
  words();
  results();
}
