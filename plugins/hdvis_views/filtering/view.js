// Filters as a list of lines, the form that makes one, and the form of the function.

const NORMS = [["stddev", "z-score"], ["scaled", "by range"], ["none", "as it is"]];

export function render({ model, el }) {
  fill(el, { overflow: "auto" });
  const send = (type, more = {}) => model.send_msg({ type, ...more });
  const requests = latest(model);
  const list = node("div", { class: "list", role: "list", "aria-label": "filters" });
  const starts = node("div", { class: "starts" });
  const form = node("form", { class: "draft", "aria-label": "filter" });
  const problem = node("div", { class: "problem", role: "alert" });
  const functions = node("details", { class: "function" });
  el.append(node("style", {}, FILTER_CSS), node("div", { class: "whole" }, list, starts, form, problem, functions));
  form.addEventListener("submit", (e) => { e.preventDefault(); send("apply", { name: form.querySelector(".name")?.value ?? "" }); });
  form.addEventListener("keydown", (e) => { if (e.key === "Escape") { e.stopPropagation(); send("discard"); } });

  // -- the list ---------------------------------------------------------------------------
  const lines = () => list.replaceChildren(...model.filters.map(line));
  function line(filter, index) {
    const act = (type, more = {}) => send(type, { index, ...more });
    const box = node("input", { type: "checkbox", "aria-label": `use ${filter.name}`, onchange: () => act("toggle") });
    box.checked = filter.active;
    const name = node("input", { class: "plain", value: filter.name, maxlength: 80, "aria-label": "name", title: "rename", onchange: () => act("rename", { name: name.value }) });
    const words = node("span", { class: "words", title: filter.words }, filter.inverted ? node("b", {}, "not ") : null, filter.words);
    return node("div", { class: `filter${filter.active ? "" : " resting"}`, role: "listitem" }, box,
      node("div", { class: "about" }, name, words),
      node("span", { class: "count", title: "rows it keeps" }, model.counts[index] ?? ""),
      tool("invert", "drop what it keeps, keep what it drops", () => act("invert"), filter.inverted),
      tool("select", "select the rows it keeps", () => act("choose")),
      tool("edit", "change its condition", () => act("edit")),
      tool("×", "take it away", () => act("remove")));
  }
  function tool(text, title, onclick, pressed) {
    return node("button", { class: "small", type: "button", title, "aria-label": `${text === "×" ? "delete" : text}: ${title}`, "aria-pressed": pressed === undefined ? null : String(pressed), onclick }, text);
  }

  // -- how to begin one -------------------------------------------------------------------
  function begin() {
    const select = node("select", { "aria-label": "filter by a column", onchange: () => { if (select.value) send("begin", { column: Number(select.value) }); select.value = ""; } },
      node("option", { value: "" }, "filter by…"), node("option", { value: -1 }, "an expression"));
    model.columns.forEach(({ label, kind }, i) => select.append(node("option", { value: i }, kind === "category" ? `${label} (labels)` : label)));
    const keep = tool("keep selection", "show only the selected rows", () => send("from_selection", { keep: true }));
    const drop = tool("drop selection", "hide the selected rows", () => send("from_selection", { keep: false }));
    keep.disabled = drop.disabled = !model.selected;
    starts.replaceChildren(select, keep, drop);
  }

  // -- the one in the making --------------------------------------------------------------
  let shown = null;
  function draft() {
    const now = model.draft;
    if (!now) { shown = null; form.replaceChildren(); form.style.display = "none"; return; }
    form.style.display = "";
    const key = `${now.kind} ${now.title} ${now.edits}`;
    if (shown?.key !== key) {
      shown = { key, ...FORMS_OF[now.kind](now, send, requests, model) };
      const name = node("input", { class: "name", value: now.title, maxlength: 80, "aria-label": "name of the filter" });
      const count = node("span", { class: "count" }), apply = node("button", { class: "main", type: "submit" }, now.edits ? "apply" : "add filter");
      shown.foot = count;
      form.replaceChildren(node("div", { class: "head" }, name, node("button", { class: "small", type: "button", "aria-label": "cancel", onclick: () => send("discard") }, "cancel")), ...shown.parts, node("div", { class: "head" }, count, apply));
      shown.first?.focus();
    }
    shown.update(now);
    shown.foot.textContent = now.count ?? "";
  }
  function wrong() { problem.textContent = model.problem; }

  // -- the function -----------------------------------------------------------------------
  function define() {
    const known = model.function, chosen = new Set(known.domain ?? []), numeric = model.columns.map((c, i) => [c, i]).filter(([c]) => c.kind !== "category");
    const head = node("summary", {}, "function", node("span", { class: "words" }, known.words ? ` ${known.words}` : " not defined"));
    const wrongs = node("div", { class: "note", role: "status" }, model.function_problem);
    const domain = node("div", { class: "checks", role: "group", "aria-label": "domain columns" });
    const value = node("select", { "aria-label": "range column" });
    for (const [{ label }, i] of numeric) {
      const box = node("input", { type: "checkbox", onchange: () => (box.checked ? chosen.add(i) : chosen.delete(i)) });
      box.checked = chosen.has(i);
      domain.append(node("label", {}, box, node("span", { class: "words" }, label)));
      value.append(node("option", { value: i, selected: i === known.range }, label));
    }
    const norm = node("select", { "aria-label": "norm" }, ...NORMS.map(([key, label]) => node("option", { value: key, selected: key === known.norm }, label)));
    const apply = node("button", { class: "main", type: "button", onclick: () => send("function", { domain: [...chosen].filter((i) => i !== Number(value.value)).sort((a, b) => a - b), range: Number(value.value), norm: norm.value }) }, "define function");
    functions.replaceChildren(head, node("div", { class: "caption" }, "domain"), domain, node("div", { class: "head" }, node("label", {}, "range ", value), node("label", {}, "norm ", norm), apply), wrongs);
  }

  const follow = { filters: lines, counts: lines, columns() { begin(); define(); }, selected: begin, draft, problem: wrong, function: define, function_problem: define };
  for (const [name, call] of Object.entries(follow)) model.on(name, call);
  model.on("theme", () => shown?.update(model.draft));
  listen(model, { ack: () => requests.done() });
  lines(); begin(); draft(); wrong(); define();
}

const FORMS_OF = {
  text(draft, send, requests) {
    const area = node("textarea", { class: "expression", rows: 2, spellcheck: "false", placeholder: "x0 > 1.5 and digit == 7", "aria-label": "expression" });
    area.value = draft.text;
    area.addEventListener("input", () => requests.send({ type: "expression", text: area.value }));
    area.addEventListener("keydown", (e) => { if (e.key === "Enter" && !e.shiftKey) { e.preventDefault(); area.form.requestSubmit(); } });
    return { parts: [area], first: area, update() {} };
  },
  choice(draft, send) {
    const look = node("input", { type: "search", class: "look", placeholder: "find a label", "aria-label": "find a label" });
    let typing = 0;
    look.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(() => send("look", { text: look.value }), 200); });
    look.addEventListener("keydown", (e) => { if (e.key === "Enter") e.preventDefault(); });
    const checks = node("div", { class: "checks", role: "group", "aria-label": "labels" });
    const every = (text, on) => node("button", { type: "button", class: "small", onclick: () => send("tick_all", { on }) }, text);
    const row = (label, count, on, code) => {
      const box = node("input", { type: "checkbox", "aria-label": `${label}, ${count} rows`, onchange: () => send("tick", { code }) });
      box.checked = on;
      return node("label", { title: label }, box, node("span", { class: "words" }, label), node("span", { class: "count" }, count));
    };
    function update({ entries, rest, search }) {
      const scrolled = checks.scrollTop, at = [...checks.querySelectorAll("input")].indexOf(checks.getRootNode().activeElement);
      const others = [rest.labels ? `${rest.labels.toLocaleString("en-US")} other labels` : "", rest.missing ? "no label" : ""].filter(Boolean).join(" and ");
      checks.replaceChildren(...entries.map((entry) => row(entry.label || "(empty)", entry.count, entry.on, entry.code)));
      if (others) checks.append(row(others, rest.count, rest.on, -1));
      if (!entries.length) checks.append(node("div", { class: "caption" }, search ? "no label holds that" : "no labels"));
      checks.scrollTop = scrolled;
      checks.querySelectorAll("input")[at]?.focus();
    }
    return { parts: [node("div", { class: "head" }, look, every("all", true), every("none", false)), checks], first: look, update };
  },
  range(draft, send, requests, model) {
    const holder = node("div", { class: "bars" });
    let now = draft, ends = [...draft.ends], drag = null;
    const view = canvas(model, holder, paint);
    function paint(context, width, height) {
      const theme = colors(model), most = Math.max(1, ...now.bars), step = width / now.bars.length;
      now.bars.forEach((bar, i) => {
        const middle = (i + 0.5) / now.bars.length, inside = middle >= ends[0] && middle <= ends[1];
        const tall = bar ? Math.max(1.5, (height - 6) * bar / most) : 0;
        context.fillStyle = inside ? theme.selection : theme.rows;
        context.globalAlpha = inside ? 0.85 : 0.4;
        context.fillRect(i * step, height - tall, Math.max(1, step - 1), tall);
      });
      context.globalAlpha = 1;
    }
    const handle = (which, label) => {
      const grip = node("div", { class: "handle", role: "slider", tabindex: 0, "aria-label": label, "aria-valuemin": 0, "aria-valuemax": 1 });
      const move = (place) => {
        ends[which] = which ? Math.max(ends[0], Math.min(1, place)) : Math.min(ends[1], Math.max(0, place));
        put();
        requests.send({ type: "ends", shares: [...ends] });
      };
      grip.addEventListener("pointerdown", (e) => { e.preventDefault(); grip.focus(); grip.setPointerCapture(e.pointerId); drag = which; });
      grip.addEventListener("pointermove", (e) => { if (drag === which) move((e.clientX - holder.getBoundingClientRect().left) / holder.clientWidth); });
      for (const end of ["pointerup", "pointercancel"]) grip.addEventListener(end, () => { drag = null; });
      grip.addEventListener("keydown", (e) => {
        const by = { ArrowLeft: -0.01, ArrowDown: -0.01, ArrowRight: 0.01, ArrowUp: 0.01, PageUp: 0.1, PageDown: -0.1 }[e.key];
        if (!by) return;
        e.preventDefault();
        move(ends[which] + by);
      });
      return grip;
    };
    const grips = [handle(0, "lower end"), handle(1, "upper end")];
    holder.append(...grips);
    const field = (label) => node("input", { type: "text", "aria-label": label, onchange: () => send("typed_ends", { texts: fields.map((each) => each.value) }) });
    const fields = [field("from"), field("to")];
    const missing = node("span", { class: "caption" });
    function put() {
      grips.forEach((grip, i) => { grip.style.left = `calc(${100 * ends[i]}% - 6px)`; grip.setAttribute("aria-valuenow", ends[i].toFixed(3)); });
      view.redraw();
    }
    function update(next) {
      now = next;
      if (drag === null) ends = [...next.ends];
      fields.forEach((each, i) => { if (each.getRootNode().activeElement !== each) each.value = next.texts[i]; each.placeholder = next.limits[i]; });
      grips.forEach((grip, i) => grip.setAttribute("aria-valuetext", next.texts[i] || next.limits[i]));
      missing.textContent = next.missing ? `${next.missing.toLocaleString("en-US")} without a value` : "";
      put();
    }
    return { parts: [holder, node("div", { class: "head" }, fields[0], node("span", { class: "caption" }, "to"), fields[1], missing)], first: grips[0], update };
  },
};

const FILTER_CSS = `
.whole { display: flex; flex-direction: column; gap: 10px; padding: 10px 12px; font: 12px ${FONT}; color: var(--hdv-text); box-sizing: border-box; }
.list { display: grid; gap: 2px; }
.list:empty { display: none; }
.filter { display: flex; align-items: center; gap: 6px; padding: 4px 2px; border-bottom: 1px solid var(--hdv-line); }
.filter.resting .about, .filter.resting .count { opacity: .5; }
.about { flex: 1 1 0; min-width: 0; display: grid; }
.plain { font: 600 12px ${FONT}; color: inherit; background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 0 3px; min-width: 0; width: 100%; box-sizing: border-box; text-overflow: ellipsis; }
.plain:hover { border-color: var(--hdv-line); }
.words { color: var(--hdv-muted); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; }
.about .words { padding-left: 4px; }
.words b { color: var(--hdv-text); }
.count { color: var(--hdv-muted); font-variant-numeric: tabular-nums; white-space: nowrap; }
.starts { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; }
.starts select { flex: 1 1 140px; max-width: 260px; }
input[type=text], input[type=search], .name, select, textarea { font: inherit; color: var(--hdv-text); background: var(--hdv-page); border: 1px solid var(--hdv-line); border-radius: 5px; padding: 4px 7px; min-width: 0; box-sizing: border-box; }
input[type=checkbox] { accent-color: var(--hdv-focus); margin: 0; flex: 0 0 auto; }
button { font: inherit; border: 0; border-radius: 5px; cursor: pointer; white-space: nowrap; }
.small { color: var(--hdv-muted); background: transparent; padding: 4px 7px; }
.small:hover { background: var(--hdv-page); color: var(--hdv-text); }
.small[aria-pressed=true] { color: var(--hdv-focus); background: var(--hdv-page); }
.small:disabled { opacity: .4; cursor: default; background: transparent; }
.main { background: var(--hdv-focus); color: var(--hdv-pane); padding: 5px 12px; font-weight: 600; }
.draft { display: grid; gap: 8px; padding: 10px; border: 1px solid var(--hdv-line); border-radius: 8px; }
.head { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; }
.head .name, .head .look { flex: 1 1 120px; }
.head .main { margin-left: auto; }
.head input[type=text] { flex: 0 1 110px; }
.head label { color: var(--hdv-muted); display: flex; align-items: center; gap: 6px; min-width: 0; }
.head label select { max-width: 160px; }
.expression { font: 12px ui-monospace, Menlo, Consolas, monospace; resize: vertical; }
.checks { max-height: 168px; overflow: auto; display: grid; gap: 1px; border: 1px solid var(--hdv-line); border-radius: 5px; padding: 4px 8px; }
.checks label { display: flex; align-items: center; gap: 8px; padding: 2px 0; min-width: 0; cursor: pointer; }
.checks .words { flex: 1 1 0; color: var(--hdv-text); }
.bars { position: relative; height: 62px; margin: 0 6px; border-bottom: 1px solid var(--hdv-line); touch-action: none; }
.handle { position: absolute; top: 0; bottom: -6px; width: 12px; cursor: ew-resize; z-index: 1; }
.handle::before { content: ""; position: absolute; left: 5px; top: 0; bottom: 6px; width: 2px; background: var(--hdv-selection); }
.handle::after { content: ""; position: absolute; left: 1px; bottom: 0; width: 10px; height: 10px; border-radius: 50%; background: var(--hdv-selection); }
.caption { color: var(--hdv-muted); }
.problem { color: var(--hdv-failure); overflow-wrap: anywhere; }
.problem:empty, .note:empty { display: none; }
.note { color: var(--hdv-muted); overflow-wrap: anywhere; padding-top: 6px; }
.function { border-top: 1px solid var(--hdv-line); padding-top: 8px; }
.function summary { cursor: pointer; font-weight: 600; }
.function summary .words { font-weight: 400; }
.function > .caption { padding: 6px 0 3px; }
.function .head { padding-top: 8px; }
button:focus-visible, input:focus-visible, select:focus-visible, textarea:focus-visible, .handle:focus-visible, summary:focus-visible { outline: 2px solid var(--hdv-focus); outline-offset: 1px; }
`;
