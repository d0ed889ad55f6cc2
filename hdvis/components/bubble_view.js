// Bubbles at their places, the larger ones behind; names below, moved apart where they collide.

export function render({ model, el }) {
  fill(el, { position: "relative", overflow: "hidden", userSelect: "none" });
  const view = canvas(el, draw), surface = view.surface;
  Object.assign(surface, { tabIndex: 0 });
  surface.setAttribute("role", "listbox");
  surface.setAttribute("aria-label", "concepts");
  surface.style.outlineOffset = "-2px";
  let hover = "", placed = [];

  function places() {
    const list = model.bubbles;
    if (!list.length) return [];
    const span = (key) => { const values = list.map((b) => b[key]); return [Math.min(...values), Math.max(...values)]; };
    const [x0, x1] = span("x"), [y0, y1] = span("y");
    const largest = Math.max(9, Math.min(26, Math.sqrt((view.width * view.height) / list.length) / 4.5));
    const pad = largest + 22, width = Math.max(1, view.width - 2 * pad), height = Math.max(1, view.height - 2 * pad - 8);
    const scale = Math.min(width / (x1 - x0 || 1), height / (y1 - y0 || 1));
    return list.map((bubble) => ({
      ...bubble,
      px: view.width / 2 + (bubble.x - (x0 + x1) / 2) * scale,
      py: view.height / 2 - 6 - (bubble.y - (y0 + y1) / 2) * scale,
      r: Math.max(5, largest * bubble.size),
    })).sort((a, b) => b.r - a.r);
  }
  function draw(context) {
    const theme = colors(model);
    placed = places();
    for (const bubble of placed) {
      context.beginPath();
      context.arc(bubble.px, bubble.py, bubble.r, 0, 2 * Math.PI);
      context.globalAlpha = 0.82;
      context.fillStyle = bubble.color || theme.rows;
      context.fill();
      context.globalAlpha = 1;
      if (bubble.name === model.picked || bubble.name === hover) {
        context.strokeStyle = bubble.name === model.picked ? theme.selection : theme.text;
        context.lineWidth = bubble.name === model.picked ? 2.5 : 1.2;
        context.stroke();
      }
    }
    names(context, theme);
  }
  // A name goes below its bubble, else above, right or left of it, where it meets no other name.
  function names(context, theme) {
    const taken = [];
    context.font = `11px ${FONT}`;
    context.textAlign = "center";
    const loud = (b) => b.name === model.picked || b.name === hover;
    for (const bubble of [...placed].sort((a, b) => loud(b) - loud(a))) {
      const width = context.measureText(bubble.name).width, half = width / 2 + 2;
      const spots = [[0, bubble.r + 12], [0, -bubble.r - 4], [bubble.r + half + 2, 4], [-bubble.r - half - 2, 4]];
      const inside = ([dx, dy]) => bubble.px + dx - half > 0 && bubble.px + dx + half < view.width && bubble.py + dy < view.height - 2 && bubble.py + dy > 12;
      const free = ([dx, dy]) => !taken.some(([x, y, h]) => Math.abs(x - bubble.px - dx) < h + half && Math.abs(y - bubble.py - dy) < 12);
      const spot = spots.find((s) => inside(s) && free(s)) ?? (loud(bubble) ? spots[0] : null);
      if (!spot) continue;
      taken.push([bubble.px + spot[0], bubble.py + spot[1], half]);
      context.fillStyle = loud(bubble) ? theme.text : theme.muted;
      context.strokeStyle = theme.pane;
      context.lineWidth = 3;
      context.strokeText(bubble.name, bubble.px + spot[0], bubble.py + spot[1]);
      context.fillText(bubble.name, bubble.px + spot[0], bubble.py + spot[1]);
    }
  }
  const at = (e) => placed.findLast((b) => Math.hypot(e.offsetX - b.px, e.offsetY - b.py) <= b.r + 2);
  surface.addEventListener("pointermove", (e) => {
    const found = at(e);
    hover = found?.name ?? "";
    surface.style.cursor = found ? "pointer" : "default";
    surface.title = found ? `${found.name}: ${found.count.toLocaleString("en")} rows` : "";
    view.redraw();
  });
  surface.addEventListener("pointerleave", () => { hover = ""; view.redraw(); });
  surface.addEventListener("click", (e) => {
    const found = at(e);
    if (found) pick(found.name, e);
  });
  surface.addEventListener("keydown", (e) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key], list = model.bubbles;
    if (!step || !list.length) return;
    e.preventDefault();
    const now = list.findIndex((b) => b.name === model.picked);
    pick(list[(now + step + list.length) % list.length].name, e);
  });
  function pick(name, e) {
    const mode = e.altKey ? "subtract" : e.ctrlKey || e.metaKey ? "add" : null;
    model.send_msg({ type: "pick", name, mode });
  }
  for (const name of ["bubbles", "picked", "theme"]) model.on(name, view.redraw);
}
