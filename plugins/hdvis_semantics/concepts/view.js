// Bubbles at their places, the larger ones behind; names beside them where they do not collide.

import { canvas, FONT } from "hdvis/canvas.js";
import { host } from "hdvis/dom.js";
import { colors, onTheme } from "hdvis/theme.js";

export function render({ model, el }) {
  host(el, "", { position: "relative", overflow: "hidden", userSelect: "none" });
  const view = canvas(el, draw),
    surface = view.surface;
  Object.assign(surface, { tabIndex: 0 });
  surface.setAttribute("role", "application");
  Object.assign(surface.style, { outlineOffset: "-2px", outlineColor: "var(--hdv-focus)" });
  let hover = "",
    placed = [];

  function places() {
    const list = model.bubbles;
    if (!list.length) return [];
    const span = (key) => {
      const values = list.map((b) => b[key]);
      return [Math.min(...values), Math.max(...values)];
    };
    const [x0, x1] = span("x"),
      [y0, y1] = span("y");
    const largest = Math.max(
      9,
      Math.min(26, Math.sqrt((view.width * view.height) / list.length) / 4.5),
    );
    const pad = largest + 22,
      width = Math.max(1, view.width - 2 * pad),
      height = Math.max(1, view.height - 2 * pad - 8);
    const scale = Math.min(width / (x1 - x0 || 1), height / (y1 - y0 || 1));
    return list
      .map((bubble) => ({
        ...bubble,
        px: view.width / 2 + (bubble.x - (x0 + x1) / 2) * scale,
        py: view.height / 2 - 6 - (bubble.y - (y0 + y1) / 2) * scale,
        r: Math.max(5, largest * bubble.size),
      }))
      .sort((a, b) => b.r - a.r);
  }
  function draw(context) {
    const theme = colors(el);
    placed = places();
    if (!placed.length) {
      context.font = `13px ${FONT}`;
      context.textAlign = "center";
      context.fillStyle = theme.muted;
      context.fillText(model.note, view.width / 2, view.height / 2, view.width - 24);
    }
    for (const bubble of placed) {
      context.beginPath();
      context.arc(bubble.px, bubble.py, bubble.r, 0, 2 * Math.PI);
      context.globalAlpha = 0.82;
      context.fillStyle = bubble.color || theme.rows;
      context.fill();
      context.globalAlpha = 1;
      const picked = bubble.name === model.picked;
      context.strokeStyle = picked
        ? theme.selection
        : bubble.name === hover
          ? theme.text
          : theme.pane;
      context.lineWidth = picked ? 2.5 : 1.2;
      context.stroke();
    }
    names(context, theme);
  }
  // A name goes beside its bubble where it meets no other name and no other bubble's middle, at a
  // distance with a line to the bubble if need be.
  function names(context, theme) {
    const taken = [];
    context.font = `11px ${FONT}`;
    context.textAlign = "center";
    const loud = (b) => b.name === model.picked || b.name === hover;
    const order = [...placed].sort((a, b) => loud(b) - loud(a));
    for (const bubble of order) {
      const half = context.measureText(bubble.name).width / 2 + 3;
      const spot =
        spots(bubble, half).find((s) => fits(bubble, s, half, taken)) ??
        (loud(bubble) ? [0, bubble.r + 12] : null);
      if (!spot) continue;
      const [x, y] = [bubble.px + spot[0], bubble.py + spot[1]];
      taken.push([x, y, half]);
      if (spot[2]) {
        context.strokeStyle = theme.muted;
        context.lineWidth = 0.8;
        context.beginPath();
        context.moveTo(bubble.px, bubble.py);
        context.lineTo(x, y - (spot[1] > 0 ? 11 : -3));
        context.stroke();
      }
      context.fillStyle = loud(bubble) ? theme.text : theme.muted;
      context.strokeStyle = theme.pane;
      context.lineWidth = 3;
      context.strokeText(bubble.name, x, y);
      context.fillText(bubble.name, x, y);
    }
  }
  // Offsets from the middle of a bubble to its name's baseline, the best first.
  function spots({ r }, half) {
    const near = [
      [0, r + 12],
      [0, -r - 4],
      [r + half + 1, 4],
      [-r - half - 1, 4],
    ];
    const far = [26, 42].flatMap((d) => [
      [0, r + d, true],
      [0, 6 - r - d, true],
      [half, r + d - 6, true],
      [-half, r + d - 6, true],
      [half, 12 - r - d, true],
      [-half, 12 - r - d, true],
    ]);
    return [...near, ...far];
  }
  function fits(bubble, [dx, dy], half, taken) {
    const x = bubble.px + dx,
      y = bubble.py + dy;
    if (x - half < 0 || x + half > view.width || y > view.height - 3 || y < 12) return false;
    if (taken.some(([ox, oy, h]) => Math.abs(ox - x) < h + half && Math.abs(oy - y) < 12))
      return false;
    return !placed.some(
      (b) =>
        b !== bubble &&
        Math.abs(b.px - x) < half + 0.7 * b.r &&
        Math.abs(b.py - y + 4) < 5 + 0.7 * b.r,
    );
  }
  const at = (e) =>
    placed.findLast((b) => Math.hypot(e.offsetX - b.px, e.offsetY - b.py) <= b.r + 2);
  surface.addEventListener("pointermove", (e) => {
    const found = at(e);
    hover = found?.name ?? "";
    surface.style.cursor = found ? "pointer" : "default";
    surface.title = found ? `${found.name}: ${found.count.toLocaleString("en")} rows` : "";
    view.redraw();
  });
  surface.addEventListener("pointerleave", () => {
    hover = "";
    view.redraw();
  });
  surface.addEventListener("click", (e) => {
    const found = at(e);
    if (found) pick(found.name, e);
  });
  surface.addEventListener("keydown", (e) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key],
      list = model.bubbles;
    if (!step || !list.length) return;
    e.preventDefault();
    const now = list.findIndex((b) => b.name === model.picked);
    pick(list[(now + step + list.length) % list.length].name, e);
  });
  function pick(name, e) {
    const mode = e.altKey ? "subtract" : e.ctrlKey || e.metaKey ? "add" : null;
    model.send_msg({ type: "pick", name, mode });
  }
  function label() {
    const picked = model.bubbles.find((b) => b.name === model.picked);
    const said = picked
      ? `${picked.name}, ${picked.count.toLocaleString("en")} rows`
      : "none picked";
    surface.setAttribute(
      "aria-label",
      `concepts: ${model.bubbles.length}; ${said}; arrows pick another`,
    );
    view.redraw();
  }
  for (const name of ["bubbles", "picked", "note"]) model.on(name, label);
  onTheme(model, label);
  label();
}
