// A form with Run, a progress line with stop, and a table of results of which one is shown.

import { host, node } from "hdvis/dom.js";
import { fieldRow } from "hdvis/form.js";
import css from "./view.css" with { type: "text" };

export function render({ model, el }) {
  host(el, css, { position: "absolute", inset: 0 });
  const send = (message) => model.send_msg(message);
  const main = node("div", { class: "fields" });
  const run = node("button", { class: "run", type: "submit" }, "Run");
  const others = node("div", { class: "fields" });
  const summary = node("summary", {});
  const details = node("details", {}, summary, others);
  const hint = node("div", { class: "muted hint" });
  const form = node(
    "form",
    { "aria-label": "what to run", novalidate: true },
    main,
    details,
    node("div", { class: "line" }, run, hint),
  );
  const bar = node("div", { class: "bar" }, node("div", {}));
  const text = node("span", { class: "figures" });
  const stop = node("button", {
    class: "small",
    type: "button",
    onclick: () => send({ type: "stop" }),
  });
  const work = node("div", { class: "line work" }, bar, text, stop);
  const problem = node("div", { class: "problem", role: "alert" });
  const table = node("table", {});
  const note = node("div", { class: "muted", role: "status" });
  el.append(node("div", { class: "panel" }, form, work, problem, table, note));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send({ type: "run" });
  });

  function fields(place, list) {
    const active = place.getRootNode().activeElement?.closest?.("[data-field]")?.dataset.field;
    place.replaceChildren(...list.map(row));
    if (active)
      place.querySelector(`[data-field="${CSS_escape(active)}"] :is(input, select)`)?.focus();
  }
  function row(field) {
    const change = (value) => send({ type: "set", name: field.name, value });
    return fieldRow(field, change);
  }
  function words() {
    summary.textContent = model.more_label;
    details.style.display = model.more.length ? "" : "none";
    hint.textContent = model.hint;
    problem.textContent = model.problem;
    problem.style.display = model.problem ? "" : "none";
    note.textContent = model.note;
  }
  function progress() {
    const now = model.running;
    work.style.display = now ? "" : "none";
    run.disabled = Boolean(now);
    if (!now) return;
    text.textContent = now.text;
    bar.classList.toggle("unknown", now.progress == null);
    bar.firstChild.style.width =
      now.progress == null ? "30%" : `${Math.round(100 * now.progress)}%`;
    stop.textContent = now.stop ?? "";
    stop.style.display = now.stop ? "" : "none";
    requestAnimationFrame(() => send({ type: "painted" }));
  }
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
    const show = () => send({ type: "show", name });
    const button = node("button", { type: "button", "aria-pressed": String(shown) }, name);
    const line = node("tr", { class: shown ? "shown" : "", onclick: show }, node("td", {}, button));
    line.append(...cells.map((cell) => node("td", { class: "number" }, cell)));
    return line;
  }
  model.on("fields", () => fields(main, model.fields));
  model.on("more", () => {
    fields(others, model.more);
    words();
  });
  for (const name of ["more_label", "hint", "problem", "note"]) model.on(name, words);
  model.on("running", progress);
  for (const name of ["heads", "results"]) model.on(name, results);
  fields(main, model.fields);
  fields(others, model.more);
  words();
  progress();
  results();
}

const CSS_escape = (text) => globalThis.CSS.escape(text);
