// The looks of a table and its export menu.

const FORMS = [["csv", "CSV"], ["spreadsheet", "CSV for a spreadsheet"], ["parquet", "Parquet"], ["npy", "row numbers as .npy"]];

function exportMenu(choose) {
  const button = node("button", { class: "small", "aria-haspopup": "menu", "aria-expanded": "false", title: "the selected rows, or all shown when none is selected" }, "export ▾");
  const list = node("div", { class: "list", role: "menu" });
  const holder = node("span", { class: "holder" }, button, list);
  const open = (yes) => { list.classList.toggle("open", yes); button.setAttribute("aria-expanded", String(yes)); if (yes) list.firstChild.focus(); };
  for (const [form, label] of FORMS) list.append(node("button", { role: "menuitem", onclick: () => { open(false); choose(form); } }, label));
  button.addEventListener("click", () => open(!list.classList.contains("open")));
  holder.addEventListener("focusout", (e) => { if (!holder.contains(e.relatedTarget)) open(false); });
  holder.addEventListener("keydown", (e) => {
    const items = [...list.children], at = items.indexOf(holder.getRootNode().activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (e.key === "Escape" && list.classList.contains("open")) { e.stopPropagation(); open(false); button.focus(); }
    if (step && at >= 0) { e.preventDefault(); items[(at + step + items.length) % items.length].focus(); }
  });
  return holder;
}

const TABLE_CSS = `
.top { display: flex; align-items: center; gap: 8px; flex: 0 0 auto; padding: 6px 10px 6px; font: 12px ${FONT}; color: var(--hdv-text); }
.search { font: inherit; color: inherit; background: var(--hdv-page); border: 1px solid var(--hdv-line); border-radius: 5px; padding: 3px 8px; flex: 0 1 260px; min-width: 90px; }
.search[aria-invalid=true] { border-color: var(--hdv-failure); }
.search::placeholder { color: var(--hdv-muted); }
.problem { color: var(--hdv-failure); flex: 1 1 0; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
button { font: inherit; color: var(--hdv-muted); background: transparent; border: 0; border-radius: 5px; padding: 3px 8px; cursor: pointer; white-space: nowrap; }
button:hover { background: var(--hdv-page); color: var(--hdv-text); }
.search:focus-visible, button:focus-visible { outline: 2px solid var(--hdv-focus); outline-offset: 1px; }
.holder { position: relative; }
.list { display: none; position: absolute; right: 0; top: 24px; z-index: 30; padding: 4px; background: var(--hdv-pane); border: 1px solid var(--hdv-line); border-radius: 8px; box-shadow: 0 8px 24px rgba(0,0,0,.18); }
.list.open { display: grid; }
.list button { text-align: left; padding: 5px 10px; color: var(--hdv-text); }
.scroller { flex: 1 1 0; min-height: 0; overflow: auto; position: relative; outline: none; font: 12px ${FONT}; color: var(--hdv-text); font-variant-numeric: tabular-nums; border-top: 1px solid var(--hdv-line); }
.scroller:focus-visible { box-shadow: inset 0 0 0 2px var(--hdv-focus); }
.spacer { position: relative; }
.stage { position: sticky; top: 0; left: 0; overflow: hidden; }
.lines { position: absolute; left: 0; right: 0; }
.line { position: absolute; left: 0; right: 0; overflow: hidden; background: var(--hdv-pane); border-bottom: 1px solid color-mix(in srgb, var(--hdv-line) 55%, transparent); box-sizing: border-box; cursor: default; }
.line:not(.head):hover { background: var(--hdv-page); }
.head { top: 0; border-bottom: 1px solid var(--hdv-line); font-weight: 600; user-select: none; }
.cell { position: absolute; top: 0; bottom: 0; display: flex; align-items: center; padding: 0 8px; box-sizing: border-box; overflow: hidden; white-space: pre; background: inherit; }
.cell:not(.title):not(.number) { display: block; line-height: var(--line, 25px); text-overflow: ellipsis; }
.numeric, .number { text-align: right; justify-content: flex-end; }
.number { color: var(--hdv-muted); border-right: 1px solid var(--hdv-line); gap: 8px; z-index: 1; font-weight: 400; }
.number canvas { margin-right: auto; border-radius: 3px; flex: 0 0 auto; }
.words { overflow: hidden; text-overflow: ellipsis; min-width: 0; }
.title { cursor: pointer; color: var(--hdv-text); gap: 4px; }
.title:hover { background: var(--hdv-page); }
.arrow { font-size: 11px; color: var(--hdv-muted); flex: 0 0 auto; }
.grip { position: absolute; right: 0; top: 4px; bottom: 4px; width: 7px; cursor: col-resize; border-right: 1px solid var(--hdv-line); touch-action: none; }
.grip:hover { border-right: 2px solid var(--hdv-focus); }
.chosen { background: color-mix(in srgb, var(--hdv-selection) 11%, var(--hdv-pane)); }
.line.chosen:hover { background: color-mix(in srgb, var(--hdv-selection) 18%, var(--hdv-pane)); }
.chosen .number { color: var(--hdv-selection); box-shadow: inset 3px 0 0 var(--hdv-selection); }
.focused::after { content: ""; position: absolute; inset: 0; border: 2px solid var(--hdv-focus); border-radius: 3px; pointer-events: none; z-index: 2; }
.note { position: absolute; inset: 28px 0 0; display: flex; align-items: center; justify-content: center; color: var(--hdv-muted); font: 13px ${FONT}; pointer-events: none; }
.mark { display: none; position: absolute; top: 0; bottom: 0; width: 2px; background: var(--hdv-focus); z-index: 3; }
`;
