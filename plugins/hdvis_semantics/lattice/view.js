// A grid of pictures on one canvas; cells fill in as their pictures come.

import { canvas, FONT } from "hdvis/canvas.js";
import { host, node, saveFile } from "hdvis/dom.js";
import { bytes, listen } from "hdvis/messages.js";
import { pictureShelf } from "hdvis/pictures.js";
import { colors, onTheme } from "hdvis/theme.js";

const FOOT = 30,
  GAP = 2;

export function render({ model, el }) {
  host(el, "", { position: "relative", overflow: "hidden", userSelect: "none" });
  const view = canvas(el, draw),
    surface = view.surface;
  let cells = [],
    shelf = pictureShelf();
  const save = node(
    "button",
    {
      title: "save the grid as PNG",
      onclick: () => model.send_msg({ type: "export" }),
      style: {
        position: "absolute",
        right: "8px",
        bottom: "6px",
        font: `11px ${FONT}`,
        border: 0,
        borderRadius: "5px",
        padding: "3px 8px",
        cursor: "pointer",
      },
    },
    "PNG",
  );
  el.append(save);
  Object.assign(surface, { tabIndex: 0 });
  surface.setAttribute("role", "img");
  surface.style.outlineOffset = "-2px";

  function grid() {
    const edge = 10 + 6.5 * Math.max(2, ...model.ticks.map((text) => text.length));
    const room = Math.max(20, Math.min(view.width - edge - 10, view.height - 8 - FOOT));
    const cell = Math.max(4, Math.floor(room / Math.max(1, model.steps)));
    const size = cell * model.steps;
    return { cell, size, x: edge + Math.max(0, (view.width - edge - 10 - size) / 2), y: 8 };
  }
  function draw(context) {
    const theme = colors(el),
      { cell, size, x, y } = grid();
    if (!model.steps) return;
    for (let i = 0; i < model.steps ** 2; i++) {
      const left = x + (i % model.steps) * cell,
        top = y + Math.floor(i / model.steps) * cell;
      if (cells[i]) shelf.draw(context, i, left + GAP / 2, top + GAP / 2, cell - GAP, theme);
      else {
        context.fillStyle = theme.page;
        context.fillRect(left + GAP / 2, top + GAP / 2, cell - GAP, cell - GAP);
      }
      if (i === model.picked) {
        context.strokeStyle = theme.focus;
        context.lineWidth = 2.5;
        context.strokeRect(left + 1, top + 1, cell - 2, cell - 2);
      }
    }
    context.fillStyle = theme.selection;
    for (const [px, py] of model.dots) {
      context.globalAlpha = 0.5;
      context.fillRect(x + px * size - 1, y + (1 - py) * size - 1, 2.5, 2.5);
    }
    context.globalAlpha = 1;
    axes(context, theme, { cell, size, x, y });
  }
  function axes(context, theme, { cell, size, x, y }) {
    const step = Math.ceil(34 / cell);
    context.font = `11px ${FONT}`;
    context.fillStyle = theme.muted;
    context.textAlign = "center";
    model.ticks.forEach((text, i) => {
      if (i % step === 0) context.fillText(text, x + (i + 0.5) * cell, y + size + 13);
    });
    context.textAlign = "right";
    context.textBaseline = "middle";
    model.ticks.forEach((text, i) => {
      if (i % Math.ceil(16 / cell) === 0)
        context.fillText(text, x - 4, y + size - (i + 0.5) * cell);
    });
    context.textBaseline = "alphabetic";
    context.fillStyle = theme.text;
    context.textAlign = "left";
    context.fillText(`${model.across} →   ${model.up} ↑`, x, y + size + 26, size);
  }
  function at(e) {
    const { cell, size, x, y } = grid(),
      column = Math.floor((e.offsetX - x) / cell),
      row = Math.floor((e.offsetY - y) / cell);
    return e.offsetX >= x && e.offsetX < x + size && row >= 0 && row < model.steps
      ? row * model.steps + column
      : -1;
  }
  surface.addEventListener("pointermove", (e) => {
    surface.style.cursor = at(e) < 0 ? "default" : "pointer";
  });
  surface.addEventListener("click", (e) => {
    const index = at(e);
    if (index >= 0) model.send_msg({ type: "pick", index });
  });
  surface.addEventListener("keydown", (e) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -model.steps, ArrowDown: model.steps }[
      e.key
    ];
    if (!by || !model.steps) return;
    e.preventDefault();
    const from = model.picked >= 0 ? model.picked : Math.floor(model.steps ** 2 / 2) - by;
    const index = from + by;
    if (index >= 0 && index < model.steps ** 2) model.send_msg({ type: "pick", index });
  });

  function hang(list) {
    cells = list;
    shelf.set(cells.map((cell) => cell ?? { width: 1, height: 1 }));
    view.redraw();
  }
  function label() {
    const theme = colors(el);
    Object.assign(save.style, { color: theme.muted, background: theme.page });
    surface.setAttribute(
      "aria-label",
      `lattice of ${model.steps} by ${model.steps} decoded latents over ${model.across} and ${model.up}`,
    );
    view.redraw();
  }
  model.on("cells", () => hang([...model.cells]));
  // Cells of the new number of steps may have come before it.
  model.on("steps", () => hang(model.cells.length === model.steps ** 2 ? [...model.cells] : []));
  for (const name of ["picked", "dots", "ticks"]) model.on(name, view.redraw);
  for (const name of ["across", "up", "steps"]) model.on(name, label);
  onTheme(model, label);
  listen(model, {
    cells: (m) => {
      const next = [...cells];
      m.cells.forEach((cell, i) => {
        next[m.start + i] = cell;
      });
      hang(next);
    },
    download: (m) => saveFile(m.name, bytes(m.data)),
  });
  label();
  hang([...model.cells]);
}
