// The legend beside a coloured view: a ramp for numbers, buttons that select for categories.

const modeOf = (e) => (e.shiftKey ? "add" : e.altKey ? "subtract" : e.ctrlKey || e.metaKey ? "intersect" : null);

function legendBox(model, style = {}) {
  const box = node("div", { style: { position: "absolute", right: "14px", top: "10px", maxHeight: "calc(100% - 48px)", overflow: "auto", font: `11px ${FONT}`, pointerEvents: "auto", ...style } });
  const refill = () => {
    const theme = colors(model), value = model.legend;
    box.style.color = theme.text;
    box.replaceChildren(...(!value ? [] : value.ramp ? rampRows(value, theme) : value.entries.map((entry) => entryRow(model, entry, theme))));
  };
  model.on("legend", refill);
  model.on("theme", refill);
  refill();
  return box;
}

function rampRows({ title, ramp, labels }, theme) {
  const map = bytes(ramp);
  const bar = pixels(1, 96, (_, out) => {
    for (let i = 0; i < 96; i++) {
      const k = 3 * Math.round(255 * (1 - i / 95));
      out.set([map[k], map[k + 1], map[k + 2], 255], 4 * i);
    }
  });
  Object.assign(bar.style, { width: "10px", height: "96px", borderRadius: "2px" });
  const words = node("div", { style: { display: "flex", flexDirection: "column", justifyContent: "space-between", height: "96px", color: theme.muted } }, ...labels.map((text) => node("span", {}, text)));
  return [
    node("div", { style: { marginBottom: "4px", textAlign: "right", color: theme.muted } }, title),
    node("div", { style: { display: "flex", gap: "6px", justifyContent: "flex-end" } }, bar, words),
  ];
}

function entryRow(model, { color, label, value }, theme) {
  const dot = node("span", { style: { width: "9px", height: "9px", borderRadius: "50%", background: color, flex: "0 0 auto" } });
  return node("button", {
    title: `select ${label}`, onclick: (e) => value != null && model.send_msg({ type: "legend", value, mode: modeOf(e) }),
    style: { display: "flex", alignItems: "center", gap: "6px", font: "inherit", color: theme.muted, background: "transparent", border: 0, padding: "1.5px 4px", cursor: "pointer", maxWidth: "150px" },
  }, dot, node("span", { style: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" } }, label));
}
