// A small table sorted by a click on a head; weak rows are marked, notes are shown on hover.

export function render({ model, el }) {
  fill(el, { display: "flex", flexDirection: "column", font: `12px ${FONT}`, color: "var(--hdv-text)" });
  const head = node("tr", {}), body = node("tbody", {});
  const table = node("table", {}, node("thead", {}, head), body);
  const holder = node("div", { class: "holder" }, table), foot = node("div", { class: "foot" });
  el.append(node("style", {}, METRIC_CSS), holder, foot);
  let by = -1, down = true;

  function heads() {
    head.replaceChildren(cell("name", -2, ""), ...model.heads.map(({ label, doc }, i) => cell(label, i, doc)));
  }
  function cell(label, i, doc) {
    const sign = i === by ? (down ? " ↓" : " ↑") : "";
    return node("th", { scope: "col", "aria-sort": i === by ? (down ? "descending" : "ascending") : "none" }, node("button", { title: doc, onclick: () => sort(i) }, `${label}${sign}`));
  }
  function sort(i) {
    if (i === by && !down) { by = -1; down = true; } else { down = i !== by; by = i; }
    heads();
    rows();
  }
  function rows() {
    const list = [...model.rows];
    const key = (row) => (by === -2 ? row.name : row.cells[by]?.[1]);
    if (by !== -1) list.sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      if (x == null || y == null) return (x == null) - (y == null);
      return (x < y ? -1 : x > y ? 1 : 0) * (down ? -1 : 1);
    });
    body.replaceChildren(...list.map((row) => {
      const line = node("tr", { tabindex: 0, class: [row.weak && "weak", row.name === model.picked && "picked"].filter(Boolean).join(" "), title: row.note },
        node("th", { scope: "row" }, row.name), ...row.cells.map(([text]) => node("td", {}, text)));
      line.addEventListener("click", () => pick(row.name));
      line.addEventListener("keydown", (e) => {
        if (e.key === "Enter" || e.key === " ") { e.preventDefault(); pick(row.name); }
        if (e.key === "ArrowDown") { e.preventDefault(); line.nextSibling?.focus(); }
        if (e.key === "ArrowUp") { e.preventDefault(); line.previousSibling?.focus(); }
      });
      return line;
    }));
  }
  function pick(name) { model.send_msg({ type: "pick", name }); }
  function forms() {
    foot.replaceChildren(...model.forms.map((form) => node("button", { class: "small", onclick: () => model.send_msg({ type: "save", form }) }, form)));
    foot.style.display = model.forms.length ? "" : "none";
  }
  model.on("rows", rows);
  model.on("picked", () => { rows(); body.querySelector(".picked")?.scrollIntoView({ block: "nearest" }); });
  model.on("heads", heads);
  model.on("forms", forms);
  listen(model, { download: (m) => saveFile(m.name, bytes(m.data)) });
  heads();
  rows();
  forms();
}

const METRIC_CSS = `
.holder { flex: 1 1 0; min-height: 0; overflow: auto; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-variant-numeric: tabular-nums; }
thead th { position: sticky; top: 0; background: var(--hdv-pane); border-bottom: 1px solid var(--hdv-line); padding: 0; }
th, td { padding: 4px 8px; white-space: nowrap; text-align: right; font-weight: 400; }
th:first-child { text-align: left; position: sticky; left: 0; background: var(--hdv-pane); max-width: 180px; overflow: hidden; text-overflow: ellipsis; }
thead th button { font: inherit; color: var(--hdv-muted); background: transparent; border: 0; padding: 6px 8px; cursor: pointer; width: 100%; text-align: inherit; }
tbody tr { cursor: pointer; }
tbody tr:hover td, tbody tr:hover th, tbody tr.picked td, tbody tr.picked th { background: var(--hdv-page); }
tbody tr.picked th { box-shadow: inset 3px 0 var(--hdv-selection); }
tr.weak td, tr.weak th { color: var(--hdv-failure); }
tr:focus-visible, button:focus-visible { outline: 2px solid var(--hdv-focus); outline-offset: -2px; }
.foot { display: flex; gap: 6px; padding: 6px 10px; border-top: 1px solid var(--hdv-line); }
.small { font: inherit; color: inherit; border: 0; border-radius: 5px; padding: 3px 8px; background: var(--hdv-page); cursor: pointer; }
`;
