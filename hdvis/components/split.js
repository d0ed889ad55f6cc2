// Panes side by side or one above the other, with borders that can be dragged.
const GAP = 8;

export function render({ model, el }) {
  const row = model.direction === "row";
  fill(el, { display: "flex", flexDirection: model.direction });
  const panes = model.get_child("objects").map((child, i) => {
    const pane = node("div", { style: { flex: `${model.weights[i] ?? 1} 1 0`, minWidth: 0, minHeight: 0, position: "relative" } });
    pane.append(child);
    return pane;
  });
  panes.forEach((pane, i) => {
    if (i) el.append(gutter(panes[i - 1], pane));
    el.append(pane);
  });

  function gutter(before, after) {
    const bar = node("div", {
      role: "separator", tabindex: 0, "aria-orientation": row ? "vertical" : "horizontal",
      "aria-label": "border between panes",
      style: { flex: `0 0 ${GAP}px`, cursor: row ? "col-resize" : "row-resize", touchAction: "none", outlineOffset: "-3px" },
    });
    const size = (pane) => (row ? pane.offsetWidth : pane.offsetHeight);
    const share = (first, total, flex) => {
      const part = Math.min(0.95, Math.max(0.05, first / total));
      before.style.flexGrow = flex * part;
      after.style.flexGrow = flex * (1 - part);
    };
    const flexOf = () => Number(before.style.flexGrow) + Number(after.style.flexGrow);
    const publish = () => { model.weights = panes.map((pane) => Number(pane.style.flexGrow)); };
    bar.addEventListener("pointerdown", (down) => {
      bar.setPointerCapture(down.pointerId);
      const start = size(before), total = start + size(after), flex = flexOf();
      const at = (e) => (row ? e.clientX : e.clientY);
      const move = (e) => share(start + at(e) - at(down), total, flex);
      bar.addEventListener("pointermove", move);
      bar.addEventListener("pointerup", () => { bar.removeEventListener("pointermove", move); publish(); }, { once: true });
    });
    bar.addEventListener("keydown", (e) => {
      const step = { ArrowLeft: -24, ArrowUp: -24, ArrowRight: 24, ArrowDown: 24 }[e.key];
      if (!step) return;
      e.preventDefault();
      share(size(before) + step, size(before) + size(after), flexOf());
      publish();
    });
    return bar;
  }
}
