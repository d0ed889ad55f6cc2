// The pane around a module: title, grey line, options, busy bar, and its other states.
export function render({ model, el, view }) {
  fill(el, { position: "absolute", inset: 0 });
  const title = node("span", { class: "title", tabindex: 0, role: "button", "aria-label": "enlarge or restore this pane" });
  const caption = node("span", { class: "caption" });
  const menu = node("button", { class: "menu", "aria-label": "options", "aria-expanded": "false" }, "⋯");
  const busyLabel = node("span", { class: "caption" });
  const bar = node("div", { class: "bar" }, node("div", {}));
  const stop = node("button", { class: "small", onclick: () => model.send_msg({ type: "stop" }) }, "stop");
  const busy = node("div", { class: "busy", role: "status" }, busyLabel, bar, stop);
  const head = node("header", {}, title, caption, busy, menu);
  const body = node("div", { class: "body" });
  const card = node("div", { class: "card", role: "alert" });
  const form = node("form", { class: "form", "aria-label": "options" });
  const pane = node("section", { class: "pane" }, head, node("div", { class: "stage" }, body, card, form));
  el.append(node("style", {}, CSS), pane);
  adopt(view, model, "content", body);

  const enlarge = () => pane.classList.toggle("large");
  title.addEventListener("dblclick", enlarge);
  title.addEventListener("keydown", (e) => { if (e.key === "Enter") enlarge(); });
  menu.addEventListener("click", () => open(!form.classList.contains("open")));
  pane.addEventListener("keydown", (e) => { if (e.key === "Escape" && form.classList.contains("open")) { e.stopPropagation(); open(false); menu.focus(); } });

  function open(yes) {
    form.classList.toggle("open", yes);
    menu.setAttribute("aria-expanded", yes);
    if (yes) model.send_msg({ type: "options" });
  }
  function words() {
    title.textContent = model.heading;
    caption.textContent = model.caption;
    caption.title = model.caption;
    pane.setAttribute("aria-label", model.heading);
  }
  function work() {
    const now = model.busy;
    busy.style.display = now ? "flex" : "none";
    if (!now) return;
    busyLabel.textContent = now.label ?? "";
    bar.classList.toggle("unknown", now.progress == null);
    bar.firstChild.style.width = now.progress == null ? "30%" : `${Math.round(100 * now.progress)}%`;
    stop.style.display = now.stop ? "" : "none";
  }
  function status() {
    const shown = model.status !== "ok";
    card.style.display = shown ? "" : "none";
    card.className = `card ${model.status}`;
    body.style.visibility = shown ? "hidden" : "";
    card.replaceChildren(node("div", { class: "note" }, model.note));
    if (model.status === "failed") {
      card.append(node("button", { class: "small", onclick: () => model.send_msg({ type: "retry" }) }, "Retry"));
      if (model.reference) card.append(node("div", { class: "caption" }, `the log has more under ${model.reference}`));
    }
  }
  function fields() {
    form.replaceChildren(...model.fields.map(fieldRow));
    if (!model.fields.length) form.append(node("div", { class: "caption" }, "nothing to set here"));
    if (model.problem) form.append(node("div", { class: "problem", role: "alert" }, model.problem));
  }
  const send = (name, value) => model.send_msg({ type: "option", name, value });
  function fieldRow(field) {
    const input = CONTROLS[field.kind]?.(field, (value) => send(field.name, value)) ?? CONTROLS.text(field, (value) => send(field.name, value));
    return node("label", { title: field.doc }, node("span", {}, field.label), input);
  }
  form.addEventListener("submit", (e) => e.preventDefault());
  const onField = { heading: words, caption: words, busy: work, status, note: status, reference: status, fields, problem: fields };
  for (const [name, call] of Object.entries(onField)) model.on(name, call);
  words(); work(); status(); fields();
}

const CSS = `
.pane { position: absolute; inset: 0; display: flex; flex-direction: column; background: var(--hdv-pane); color: var(--hdv-text);
  border: 1px solid var(--hdv-line); border-radius: 8px; overflow: hidden; font: 13px ${FONT}; }
.pane.large { position: fixed; inset: 52px 8px 34px; z-index: 40; box-shadow: 0 12px 48px rgba(0,0,0,.25); }
header { display: flex; align-items: center; gap: 10px; height: 30px; flex: 0 0 30px; padding: 0 6px 0 12px; border-bottom: 1px solid var(--hdv-line); }
.title { font-weight: 600; font-size: 12px; white-space: nowrap; cursor: default; }
.caption { font-size: 12px; color: var(--hdv-muted); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
header > .caption { flex: 1 1 auto; min-width: 0; }
.busy { display: none; align-items: center; gap: 8px; }
.bar { width: 72px; height: 3px; border-radius: 2px; background: var(--hdv-line); overflow: hidden; }
.bar > div { height: 100%; background: var(--hdv-focus); }
.bar.unknown > div { animation: hdv-slide 1.2s linear infinite; }
@keyframes hdv-slide { from { transform: translateX(-100%); } to { transform: translateX(350%); } }
@media (prefers-reduced-motion: reduce) { .bar.unknown > div { animation: none; width: 100% !important; opacity: .5; } }
button { font: inherit; color: inherit; background: transparent; border: 0; cursor: pointer; border-radius: 5px; }
.menu { padding: 2px 8px; color: var(--hdv-muted); }
.menu:hover, .small:hover { background: var(--hdv-line); }
.small { padding: 3px 10px; background: var(--hdv-page); font-size: 12px; }
button:focus-visible, input:focus-visible, select:focus-visible, .title:focus-visible { outline: 2px solid var(--hdv-focus); outline-offset: 1px; }
.stage { position: relative; flex: 1 1 0; min-height: 0; }
.body { position: absolute; inset: 0; overflow: auto; }
.card { position: absolute; inset: 0; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 10px; padding: 16px; text-align: center; }
.card .note { max-width: 48ch; color: var(--hdv-muted); overflow-wrap: anywhere; white-space: pre-line; }
.card.failed .note { color: var(--hdv-failure); }
.form { display: none; position: absolute; top: 6px; right: 6px; max-height: calc(100% - 12px); box-sizing: border-box; overflow: auto; z-index: 30; min-width: 220px; max-width: calc(100% - 12px);
  background: var(--hdv-pane); border: 1px solid var(--hdv-line); border-radius: 8px; padding: 10px 12px; box-shadow: 0 8px 24px rgba(0,0,0,.18); }
.form.open { display: grid; gap: 8px; }
.form label { display: grid; grid-template-columns: 108px minmax(0, 1fr); gap: 10px; align-items: center; font-size: 12px; }
.form label > span:first-child { color: var(--hdv-muted); }
.form input[type=text], .form input[type=number], .form select { font: inherit; color: var(--hdv-text); background: var(--hdv-page); border: 1px solid var(--hdv-line); border-radius: 5px; padding: 3px 6px; min-width: 0; width: 100%; box-sizing: border-box; }
.form input[type=checkbox] { justify-self: start; accent-color: var(--hdv-focus); }
.form input[type=range] { accent-color: var(--hdv-focus); width: 100%; min-width: 0; }
.pair { display: grid; grid-template-columns: minmax(0, 1fr) 64px; gap: 6px; align-items: center; }
.problem { color: var(--hdv-failure); font-size: 12px; max-width: 32ch; }
`;
