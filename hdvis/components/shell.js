// The page around the panes: one calm line above, one quiet line below.
export function render({ model, el, view }) {
  fill(el, { display: "flex", flexDirection: "column" });
  const brand = node("span", { class: "brand" });
  const data = node("span", { class: "muted name" });
  const size = node("span", { class: "muted" });
  const device = node("span", { class: "muted device" });
  const selected = node("span", { class: "selected" });
  const reason = node("span", { class: "muted reason" });
  const undo = tool("↶", "undo (Ctrl+Z)", () => tell("undo"));
  const redo = tool("↷", "redo (Ctrl+Shift+Z)", () => tell("redo"));
  const theme = tool("◐", "light or dark", () => tell("theme"));
  const layouts = menu(() => `${model.layout || "layout"} ▾`, "layout", () => model.layouts.map((name) => [name, () => tell("layout", { name })]));
  const modes = menu(() => `${model.mode} ▾`, "how a new brush combines", () => model.modes.map((name) => [name, () => tell("mode", { name })]));
  const select = menu(() => "select ▾", "select", () => [
    ["all", () => tell("select", { what: "all" })],
    ["none  (Esc)", () => tell("select", { what: "none" })],
    ["invert", () => tell("select", { what: "invert" })],
    ["save this selection as…", nameIt],
    ...model.actions.map((name) => [name, () => tell("action", { name })]),
    ...model.saved.map((name) => [`↺ ${name}`, () => tell("recall", { name })]),
  ]);
  const colours = menu(() => "colour ▾", "what colour means in every view", () => model.colors.map((name) => [`${name === model.color ? "● " : ""}${name || "none"}`, () => tell("color", { name })]));
  const exports = menu(() => "export ▾", "export", () => [
    ["selection as CSV", () => tell("export", { format: "csv" })],
    ["selection as CSV for a spreadsheet", () => tell("export", { format: "spreadsheet" })],
    ["selection as Parquet", () => tell("export", { format: "parquet" })],
    ["row numbers as .npy", () => tell("export", { format: "npy" })],
    ["layout as JSON", () => tell("export", { format: "layout" })],
    ["picture as PNG", async () => saveFile("hdvis.png", await picture(el), "image/png")],
  ]);
  const spoken = node("div", { class: "spoken", "aria-live": "polite" });
  const header = node("header", {}, brand, data, size, device, selected, reason, node("span", { class: "space" }), layouts, undo, redo, modes, select, colours, exports, theme);
  const body = node("main", {});
  const left = node("span", {}), middle = node("span", { class: "middle" }), right = node("span", { class: "right" });
  el.append(node("style", {}, SHELL_CSS), header, body, node("footer", {}, left, middle, right), spoken);
  adopt(view, model, "content", body);

  function tell(type, more = {}) { model.send_msg({ type, ...more }); }
  function tool(text, label, onclick) { return node("button", { class: "tool", title: label, "aria-label": label, onclick }, text); }
  function menu(text, label, entries) {
    const list = node("div", { class: "list", role: "menu" });
    const button = node("button", { class: "tool", title: label, "aria-haspopup": "menu", "aria-expanded": "false" });
    const holder = node("span", { class: "holder" }, button, list);
    const open = (yes) => {
      list.classList.toggle("open", yes);
      button.setAttribute("aria-expanded", yes);
      if (!yes) return;
      list.replaceChildren(...entries().map(([name, call]) => node("button", { role: "menuitem", onclick: () => { open(false); call(); } }, name)));
      list.firstChild?.focus();
    };
    holder.refresh = () => { button.textContent = text(); };
    button.addEventListener("click", () => open(!list.classList.contains("open")));
    holder.addEventListener("keydown", (e) => {
      const items = [...list.children], at = items.indexOf(el.getRootNode().activeElement);
      if (e.key === "Escape") { e.stopPropagation(); open(false); button.focus(); }
      if (e.key === "ArrowDown") { e.preventDefault(); items[(at + 1) % items.length]?.focus(); }
      if (e.key === "ArrowUp") { e.preventDefault(); items[(at - 1 + items.length) % items.length]?.focus(); }
    });
    holder.addEventListener("focusout", (e) => { if (!holder.contains(e.relatedTarget)) open(false); });
    return holder;
  }
  function nameIt() {
    const name = window.prompt("Name of this selection");
    if (name) tell("name", { name });
  }
  // What is said of the moment comes as messages; until one has come, the params tell it.
  const said = {}, MOMENT = ["selected", "reason", "left", "middle", "right", "spoken", "can_undo", "can_redo"];
  const now = (name) => said[name] ?? model[name];
  function words() {
    brand.textContent = model.title;
    data.textContent = model.data_name;
    size.textContent = model.size;
    device.textContent = model.device;
    moment();
    for (const holder of [layouts, modes, select, colours, exports]) holder.refresh();
    layouts.style.display = model.layouts.length ? "" : "none";
  }
  function moment() {
    const texts = [[selected, "selected"], [reason, "reason"], [left, "left"], [middle, "middle"], [right, "right"], [spoken, "spoken"]];
    for (const [place, name] of texts) if (place.textContent !== now(name)) place.textContent = now(name);
    reason.title = now("reason");
    undo.disabled = !now("can_undo");
    redo.disabled = !now("can_redo");
  }
  function paint() {
    const palette = colors(model);
    for (const [name, value] of Object.entries(palette)) el.style.setProperty(`--hdv-${name}`, value);
    el.style.background = palette.page;
    el.style.colorScheme = model.theme;
    if (!model.embedded) {
      document.documentElement.style.background = palette.page;
      document.title = model.data_name ? `${model.data_name} · ${model.title}` : model.title;
    }
  }
  // A notebook's kernel may lose the word that it has heard a message; what waits for that word is
  // sent with the next message once five seconds have passed, so there is one.
  function nudge() {
    let timers = [];
    const again = () => {
      timers.forEach(clearTimeout);
      timers = [5500, 11000].map((ms) => setTimeout(() => tell("nudge"), ms));
    };
    for (const type of ["pointerup", "keyup"]) el.addEventListener(type, again, true);
    model.on("remove", () => timers.forEach(clearTimeout));
    again();
  }
  const keys = (e) => {
    const typing = e.composedPath().some((n) => n.matches?.("input, textarea, select, [contenteditable]"));
    if (typing) return;
    const command = e.ctrlKey || e.metaKey;
    if (command && e.key.toLowerCase() === "z") { e.preventDefault(); tell(e.shiftKey ? "redo" : "undo"); }
    else if (command && e.key.toLowerCase() === "y") { e.preventDefault(); tell("redo"); }
    else if (e.key === "Escape") tell("select", { what: "none" });
  };
  const target = model.embedded ? el : document;
  target.addEventListener("keydown", keys);
  model.on("remove", () => target.removeEventListener("keydown", keys));
  listen(model, {
    say: (m) => { Object.assign(said, m.texts); moment(); },
    download: (m) => saveFile(m.name, bytes(m.data)),
    shot: async (m) => tell("shot", { ticket: m.ticket, data: await pictureText(el) }),
  });
  for (const name of ["title", "data_name", "size", "device", "layouts", "layout", "saved", "mode", "modes"]) model.on(name, words);
  for (const name of MOMENT) model.on(name, () => { delete said[name]; moment(); });
  model.on("theme", paint);
  words();
  paint();
  tell("ready");
  if (model.embedded) nudge();
  if (!model.embedded) hideToken();
}

// The cookie is there by now, so the address can be read over a shoulder or pasted to a friend.
function hideToken() {
  const address = new URL(window.location.href);
  if (!address.searchParams.has("token")) return;
  address.searchParams.delete("token");
  window.history.replaceState(window.history.state, "", address);
}

const SHELL_CSS = `
header, footer { display: flex; align-items: center; gap: 16px; flex: 0 0 auto; padding: 0 14px; background: var(--hdv-pane); color: var(--hdv-text); font: 13px ${FONT}; white-space: nowrap; }
header { height: 44px; border-bottom: 1px solid var(--hdv-line); z-index: 45; position: relative; }
footer { height: 26px; border-top: 1px solid var(--hdv-line); color: var(--hdv-muted); font-size: 12px; overflow: hidden; }
main { flex: 1 1 0; min-height: 0; position: relative; padding: 8px; box-sizing: border-box; }
.brand { font-weight: 700; font-size: 15px; }
.muted { color: var(--hdv-muted); overflow: hidden; text-overflow: ellipsis; }
.name, .device { max-width: 24ch; }
.reason { flex: 0 1000 auto; min-width: 0; }
.selected { color: var(--hdv-selection); font-weight: 600; }
.selected:empty, .reason:empty, .device:empty { display: none; }
.space, .middle { flex: 1 1 auto; }
.middle { overflow: hidden; text-overflow: ellipsis; }
.tool { font: inherit; color: inherit; background: transparent; border: 0; border-radius: 6px; padding: 5px 8px; cursor: pointer; max-width: 22ch; flex: none; overflow: hidden; text-overflow: ellipsis; }
.tool:hover { background: var(--hdv-page); }
.tool:disabled { opacity: .35; cursor: default; }
.tool:focus-visible, .list button:focus-visible { outline: 2px solid var(--hdv-focus); }
header > .tool, header > .holder { margin-left: -10px; }
.holder { position: relative; }
.list { display: none; position: absolute; right: 0; top: 32px; min-width: 150px; padding: 4px; background: var(--hdv-pane); border: 1px solid var(--hdv-line); border-radius: 8px; box-shadow: 0 8px 24px rgba(0,0,0,.18); max-height: 70vh; overflow: auto; }
.list.open { display: grid; }
.list button { font: inherit; color: inherit; background: transparent; border: 0; text-align: left; padding: 6px 10px; border-radius: 5px; cursor: pointer; }
.list button:hover, .list button:focus { background: var(--hdv-page); outline: none; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 1100px) { header { gap: 12px; } .device { display: none; } }
`;
