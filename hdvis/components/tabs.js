// Several panes in one place, of which one is shown.
export function render({ model, el }) {
  fill(el, { display: "flex", flexDirection: "column" });
  const bar = node("div", { role: "tablist", style: { display: "flex", gap: "2px", flex: "0 0 auto", overflowX: "auto", scrollbarWidth: "thin" } });
  const body = node("div", { style: { flex: "1 1 0", minHeight: 0, position: "relative" } });
  const panes = model.get_child("objects").map((child) => {
    const pane = node("div", { role: "tabpanel", style: { position: "absolute", inset: 0 } });
    pane.append(child);
    body.append(pane);
    return pane;
  });
  const buttons = panes.map((_, i) => {
    const button = node("button", { role: "tab", onclick: () => { model.active = i; show(); } }, model.names[i] ?? "");
    Object.assign(button.style, {
      font: "600 12px system-ui, sans-serif", border: "0", padding: "6px 12px", cursor: "pointer",
      flex: "0 1 auto", minWidth: "48px", overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", borderRadius: "6px 6px 0 0", color: "var(--hdv-text)", background: "transparent",
    });
    button.addEventListener("keydown", (e) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
      if (!step) return;
      model.active = (i + step + panes.length) % panes.length;
      show();
      buttons[model.active].focus();
    });
    bar.append(button);
    return button;
  });
  el.append(bar, body);
  const show = () => panes.forEach((pane, i) => {
    const on = i === model.active;
    pane.style.display = on ? "" : "none";
    buttons[i].setAttribute("aria-selected", on);
    buttons[i].tabIndex = on ? 0 : -1;
    buttons[i].style.color = on ? "var(--hdv-text)" : "var(--hdv-muted)";
    buttons[i].style.background = on ? "var(--hdv-pane)" : "transparent";
  });
  model.on("active", show);
  show();
}
