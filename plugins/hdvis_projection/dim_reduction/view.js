// A form with Run, a progress line with stop, and a table of results of which one is shown.

export function render({ model, el }) {
  fill(el, { position: "absolute", inset: 0 });
  const send = (message) => model.send_msg(message);
  const main = node("div", { class: "fields" });
  const run = node("button", { class: "run", type: "submit" }, "Run");
  const others = node("div", { class: "fields" });
  const summary = node("summary", {});
  const details = node("details", {}, summary, others);
  const hint = node("div", { class: "muted hint" });
  const form = node("form", { "aria-label": "what to run", novalidate: true }, main, details, node("div", { class: "line" }, run, hint));
  const bar = node("div", { class: "bar" }, node("div", {}));
  const text = node("span", { class: "figures" });
  const stop = node("button", { class: "small", type: "button", onclick: () => send({ type: "stop" }) });
  const work = node("div", { class: "line work" }, bar, text, stop);
  const problem = node("div", { class: "problem", role: "alert" });
  const table = node("table", {});
  const note = node("div", { class: "muted", role: "status" });
  el.append(node("style", {}, CSS), node("div", { class: "panel" }, form, work, problem, table, note));
  form.addEventListener("submit", (event) => { event.preventDefault(); send({ type: "run" }); });

  function fields(place, list) {
    const active = place.getRootNode().activeElement?.closest?.("[data-field]")?.dataset.field;
    place.replaceChildren(...list.map(row));
    if (active) place.querySelector(`[data-field="${CSS_escape(active)}"] :is(input, select)`)?.focus();
  }
  function row(field) {
    const change = (value) => send({ type: "set", name: field.name, value });
    const control = (CONTROLS[field.kind] ?? CONTROLS.text)(field, change);
    return node("label", { title: field.doc, "data-field": field.name }, node("span", {}, field.label), control);
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
    bar.firstChild.style.width = now.progress == null ? "30%" : `${Math.round(100 * now.progress)}%`;
    stop.textContent = now.stop ?? "";
    stop.style.display = now.stop ? "" : "none";
    requestAnimationFrame(() => send({ type: "painted" }));
  }
  function results() {
    table.style.display = model.results.length ? "" : "none";
    const heads = model.heads.map((head, i) => node("th", { scope: "col", class: i ? "number" : "" }, head));
    table.replaceChildren(node("thead", {}, node("tr", {}, ...heads)), node("tbody", {}, ...model.results.map(result)));
  }
  function result({ name, cells, shown }) {
    const show = () => send({ type: "show", name });
    const button = node("button", { type: "button", "aria-pressed": String(shown) }, name);
    const line = node("tr", { class: shown ? "shown" : "", onclick: show }, node("td", {}, button));
    line.append(...cells.map((cell) => node("td", { class: "number" }, cell)));
    return line;
  }
  model.on("fields", () => fields(main, model.fields));
  model.on("more", () => { fields(others, model.more); words(); });
  for (const name of ["more_label", "hint", "problem", "note"]) model.on(name, words);
  model.on("running", progress);
  for (const name of ["heads", "results"]) model.on(name, results);
  fields(main, model.fields); fields(others, model.more); words(); progress(); results();
}

const CSS_escape = (text) => globalThis.CSS.escape(text);

const CSS = `
.panel { position: absolute; inset: 0; overflow: auto; box-sizing: border-box; padding: 10px 12px; display: flex; flex-direction: column; gap: 8px; color: var(--hdv-text); font: 13px ${FONT}; }
form { display: flex; flex-direction: column; gap: 7px; }
.fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 6px 18px; align-items: start; }
label { display: grid; grid-template-columns: 72px minmax(0, 1fr); gap: 8px; align-items: center; font-size: 12px; }
label > span:first-child { color: var(--hdv-muted); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
details { font-size: 12px; }
details > .fields { padding-top: 6px; }
summary { color: var(--hdv-muted); cursor: pointer; width: fit-content; border-radius: 4px; }
input[type=text], input[type=number], select { font: inherit; color: var(--hdv-text); background: var(--hdv-page); border: 1px solid var(--hdv-line); border-radius: 5px; padding: 3px 6px; min-width: 0; width: 100%; box-sizing: border-box; }
input[type=checkbox] { justify-self: start; accent-color: var(--hdv-focus); }
input[type=range] { accent-color: var(--hdv-focus); width: 100%; min-width: 0; }
.pair { display: grid; grid-template-columns: minmax(0, 1fr) 62px; gap: 6px; align-items: center; }
.line { display: flex; align-items: center; gap: 10px; }
.hint { min-width: 0; }
.muted { color: var(--hdv-muted); font-size: 12px; overflow-wrap: anywhere; }
button { font: inherit; color: inherit; background: transparent; border: 0; cursor: pointer; border-radius: 5px; }
.run, .small { flex: 0 0 auto; font-size: 12px; background: var(--hdv-page); border: 1px solid var(--hdv-line); padding: 3px 14px; }
.small { padding: 2px 10px; }
.run:hover:enabled, .small:hover { background: var(--hdv-line); }
.run:disabled { color: var(--hdv-muted); cursor: default; }
.bar { flex: 0 1 150px; height: 4px; border-radius: 2px; background: var(--hdv-line); overflow: hidden; }
.bar > div { height: 100%; background: var(--hdv-focus); }
.bar.unknown > div { animation: hdv-slide 1.2s linear infinite; }
@keyframes hdv-slide { from { transform: translateX(-100%); } to { transform: translateX(350%); } }
@media (prefers-reduced-motion: reduce) { .bar.unknown > div { animation: none; width: 100% !important; opacity: .5; } }
.work { min-height: 24px; font-size: 12px; }
.figures, .number { font-variant-numeric: tabular-nums; }
.problem { color: var(--hdv-failure); font-size: 12px; overflow-wrap: anywhere; }
table { border-collapse: collapse; font-size: 12px; width: 100%; }
th { color: var(--hdv-muted); font-weight: 400; text-align: left; padding: 2px 4px; border-bottom: 1px solid var(--hdv-line); }
td { padding: 1px 4px; }
th.number, td.number { text-align: right; padding-left: 8px; }
th { vertical-align: bottom; hyphens: manual; }
td.number { white-space: nowrap; }
td:first-child { max-width: 0; width: 46%; }
td button { font-size: 12px; padding: 2px 6px; margin-left: -6px; max-width: 100%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; text-align: left; }
tbody tr { cursor: pointer; }
tbody tr:hover { background: var(--hdv-page); }
tr.shown { box-shadow: inset 2px 0 0 var(--hdv-focus); }
tr.shown td:first-child { padding-left: 10px; font-weight: 600; }
button:focus-visible, input:focus-visible, select:focus-visible, summary:focus-visible { outline: 2px solid var(--hdv-focus); outline-offset: 1px; }
`;
