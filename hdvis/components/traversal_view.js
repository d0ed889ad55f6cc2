// Handles beside the pictures they change; only the rows that match the search are kept.

export function render({ model, el }) {
  fill(el, { display: "flex", flexDirection: "column", font: `12px ${FONT}`, color: "var(--hdv-text)" });
  const requests = latest(model), shelf = pictureShelf(), strip = pictureShelf();
  const top = node("div", { class: "top" });
  const pictureRow = node("div", { class: "pictures" }), facts = node("dl", { class: "facts" });
  top.append(pictureRow, facts);
  const problem = node("div", { class: "problem", role: "alert" });
  const search = node("input", { type: "search", placeholder: "search", "aria-label": "search axes", oninput: list });
  const sort = node("select", { "aria-label": "sort axes", onchange: list }, ...["as given", "by name", "by metric", "by strength"].map((text) => node("option", {}, text)));
  const bar = node("div", { class: "bar" }, search, sort,
    button("reset", "all handles to rest", () => model.send_msg({ type: "reset" })),
    button("new random", "draw another random control", () => model.send_msg({ type: "random" })),
    button("take", "make the edit the point in focus, for every view", () => model.send_msg({ type: "take" })));
  const handles = node("div", { class: "handles" });
  const foot = node("div", { class: "foot" }), film = node("div", { class: "film" }), words = node("div", { class: "words" });
  foot.append(film, words);
  el.append(node("style", {}, TRAVERSAL_CSS), top, problem, bar, handles, foot);
  const made = new Map();

  function button(text, title, onclick) { return node("button", { class: "small", title, onclick }, text); }

  // -- pictures ---------------------------------------------------------------------------
  function square(held, i, side, current) {
    const ratio = window.devicePixelRatio || 1;
    const surface = node("canvas", { width: side * ratio, height: side * ratio, style: { width: `${side}px`, height: `${side}px` } });
    if (current) surface.style.outline = `2px solid ${colors(model).focus}`;
    const context = surface.getContext("2d");
    context.scale(ratio, ratio);
    held.draw(context, i, 0, 0, side, colors(model));
    return surface;
  }
  function showPictures() {
    const side = Math.max(48, Math.min(112, (el.clientWidth - 170) / Math.max(4, shelf.length) - 10));
    pictureRow.replaceChildren(...Array.from({ length: shelf.length }, (_, i) => node("figure", {}, square(shelf, i, side), node("figcaption", {}, shelf.label(i)))));
  }
  function hang(list) { shelf.set(list); showPictures(); }
  function showFacts(list) {
    facts.replaceChildren(...list.flatMap(([label, value, warn]) => [node("dt", {}, label), node("dd", { class: warn ? "warn" : "" }, value)]));
  }
  function showStrip() {
    const { title = "", pictures = [], tally = [], pinned = "" } = model.strip;
    strip.set(pictures);
    const side = Math.max(24, Math.min(64, (el.clientWidth - 24) / Math.max(1, pictures.length) - 4));
    film.replaceChildren(...pictures.map((_, i) => node("figure", {}, square(strip, i, side), node("figcaption", {}, strip.label(i)))));
    const rated = tally.some((count) => count > 0);
    words.replaceChildren(
      node("span", { class: "muted grow" }, title),
      ...model.verdicts.map((verdict, i) => button(rated ? `${verdict} ${tally[i] ?? 0}` : verdict, "rate this strip", () => model.send_msg({ type: "rate", verdict: i }))),
      button(pinned ? `from ${pinned}` : "pin", "pin the focus; the next row in focus gives a film from here to there", () => model.send_msg({ type: "pin" })),
      ...["png", "gif", "mp4"].map((form) => button(form.toUpperCase(), `save the strip as ${form.toUpperCase()}`, () => model.send_msg({ type: "export", form }))));
    foot.style.display = pictures.length ? "" : "none";
  }

  // -- handles ----------------------------------------------------------------------------
  const strengthOf = (name) => model.strengths[name] ?? 0;
  const say = (value) => value.toFixed(1).replace("-", "−");
  function handle(row) {
    const slider = node("input", { type: "range", min: -model.reach, max: model.reach, step: model.reach / 200, "aria-label": row.name });
    const value = node("span", { class: "value" });
    const name = node("button", { class: "name", title: `${row.name}: show its strip`, onclick: () => activate(row.name) }, row.name);
    const metric = node("span", { class: row.weak ? "metric warn" : "metric", title: row.weak ? "not better than chance" : "" }, row.metric);
    const group = node("span", { class: "group", style: { background: row.color ?? "transparent" } });
    const line = node("div", { class: `line ${row.kind}` }, group, name, slider, value, metric);
    const send = (live) => {
      const strength = Number(slider.value);
      value.textContent = say(strength);
      requests.send({ type: "edit", name: row.name, strength, live });
    };
    slider.addEventListener("pointerdown", () => activate(row.name));
    slider.addEventListener("input", () => send(true));
    slider.addEventListener("change", () => send(false));
    slider.addEventListener("dblclick", () => { slider.value = 0; send(false); });
    const follow = () => {
      const strength = strengthOf(row.name);
      if (el.getRootNode().activeElement !== slider || Math.abs(slider.value - strength) > model.reach / 100) slider.value = strength;
      value.textContent = say(strength);
      line.classList.toggle("active", row.name === model.active);
    };
    return { row, line, follow };
  }
  function activate(name) { if (name !== model.active) model.send_msg({ type: "active", name }); }
  function build() {
    made.clear();
    for (const row of model.rows) made.set(row.name, handle(row));
    list();
  }
  function list() {
    const text = search.value.trim().toLowerCase(), order = sort.selectedIndex;
    const rows = [...made.values()].filter(({ row }) => !text || row.name.toLowerCase().includes(text));
    const key = [null, ({ row }) => row.name, ({ row }) => -(row.order ?? -1), ({ row }) => -Math.abs(strengthOf(row.name))][order];
    if (key) rows.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
    handles.replaceChildren(...rows.map(({ line }) => line));
    if (!rows.length) handles.append(node("div", { class: "muted", style: { padding: "8px 12px" } }, "no axis of this name"));
    follow();
  }
  function follow() { for (const { follow } of made.values()) follow(); }
  function trouble() { problem.textContent = model.problem; problem.style.display = model.problem ? "" : "none"; }

  model.on("pictures", () => hang(model.pictures));
  model.on("facts", () => showFacts(model.facts));
  model.on("rows", build);
  model.on("reach", build);
  for (const name of ["strengths", "active"]) model.on(name, follow);
  for (const name of ["strip", "verdicts"]) model.on(name, showStrip);
  model.on("problem", trouble);
  model.on("theme", () => { showPictures(); showStrip(); });
  listen(model, {
    pictures: (m) => { hang(m.pictures); showFacts(m.facts); requests.done(); },
    ack: () => requests.done(),
    download: (m) => saveFile(m.name, bytes(m.data)),
  });
  new ResizeObserver(() => { showPictures(); showStrip(); }).observe(el);
  hang(model.pictures);
  showFacts(model.facts);
  build();
  showStrip();
  trouble();
}

const TRAVERSAL_CSS = `
.top { display: flex; gap: 14px; padding: 10px 12px 4px; flex: 0 0 auto; }
.pictures, .film { display: flex; gap: 10px; }
figure { margin: 0; text-align: center; }
figure canvas { border-radius: 4px; display: block; }
figcaption { color: var(--hdv-muted); font-size: 11px; padding-top: 3px; white-space: nowrap; }
.facts { display: grid; grid-template-columns: auto; margin: 0; align-content: start; min-width: 90px; font-size: 11px; }
.facts dt { color: var(--hdv-muted); } .facts dd { margin: 0 0 5px; }
.warn { color: var(--hdv-failure) !important; }
.problem { color: var(--hdv-failure); padding: 0 12px 4px; }
.bar { display: flex; gap: 6px; padding: 4px 12px; flex: 0 0 auto; align-items: center; }
input[type=search], select { font: inherit; color: inherit; background: var(--hdv-page); border: 1px solid var(--hdv-line); border-radius: 5px; padding: 3px 6px; min-width: 0; flex: 0 1 120px; }
button { font: inherit; color: inherit; background: transparent; border: 0; border-radius: 5px; cursor: pointer; }
.small { padding: 3px 8px; background: var(--hdv-page); white-space: nowrap; }
.small:hover { background: var(--hdv-line); }
button:focus-visible, input:focus-visible, select:focus-visible { outline: 2px solid var(--hdv-focus); }
.handles { flex: 1 1 0; min-height: 60px; overflow: auto; padding: 2px 12px; }
.line { display: grid; grid-template-columns: 4px minmax(60px, 1.2fr) minmax(80px, 3fr) 38px minmax(52px, auto); gap: 8px; align-items: center; height: 24px; border-radius: 5px; }
.line.active { background: var(--hdv-page); }
.group { height: 14px; border-radius: 2px; }
.name { text-align: left; padding: 2px 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.line.random .name { color: var(--hdv-muted); }
input[type=range] { appearance: none; width: 100%; margin: 0; height: 18px; background: linear-gradient(var(--hdv-line), var(--hdv-line)) center / 100% 2px no-repeat, linear-gradient(var(--hdv-muted), var(--hdv-muted)) center / 1px 10px no-repeat; }
input[type=range]::-webkit-slider-thumb { appearance: none; width: 12px; height: 12px; border-radius: 50%; background: var(--hdv-selection); border: 0; cursor: grab; }
input[type=range]::-moz-range-thumb { width: 12px; height: 12px; border-radius: 50%; background: var(--hdv-selection); border: 0; cursor: grab; }
.line.random input::-webkit-slider-thumb { background: var(--hdv-rows); }
.line.random input::-moz-range-thumb { background: var(--hdv-rows); }
.value { text-align: right; font-variant-numeric: tabular-nums; }
.metric { text-align: right; color: var(--hdv-muted); font-variant-numeric: tabular-nums; white-space: nowrap; }
.foot { flex: 0 0 auto; border-top: 1px solid var(--hdv-line); padding: 8px 12px; overflow: auto; }
.film { gap: 4px; } .words { display: flex; gap: 6px; align-items: center; padding-top: 6px; flex-wrap: wrap; }
.muted { color: var(--hdv-muted); } .grow { flex: 1 1 auto; min-width: 60px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
`;
