// A wall of thumbnails on one canvas: only what is in view is asked for and drawn.

import { FONT } from "hdvis/canvas.js";
import { host, node } from "hdvis/dom.js";
import { bytes, listen } from "hdvis/messages.js";
import { thumbnail } from "hdvis/pictures.js";
import { colors, onTheme } from "hdvis/theme.js";

export function render({ model, el }) {
  host(el, "", { display: "flex", flexDirection: "column", padding: "10px 12px 8px", gap: "8px" });
  const top = node("div", {
    style: {
      display: "flex",
      gap: "14px",
      flex: "0 0 auto",
      font: `12px ${FONT}`,
      maxHeight: "45%",
      overflow: "auto",
    },
  });
  const scroller = node("div", {
    tabindex: 0,
    role: "listbox",
    "aria-label": "images",
    style: {
      flex: "1 1 0",
      minHeight: "40px",
      overflowY: "auto",
      overflowX: "hidden",
      position: "relative",
      outlineOffset: "2px",
    },
  });
  const spacer = node("div", { style: { position: "relative" } });
  const surface = node("canvas", {
    style: { position: "sticky", top: 0, left: 0, display: "block", cursor: "pointer" },
  });
  const note = node("div", {
    style: {
      position: "absolute",
      inset: 0,
      display: "none",
      alignItems: "center",
      justifyContent: "center",
      textAlign: "center",
      whiteSpace: "pre-line",
      font: `13px ${FONT}`,
    },
  });
  spacer.append(surface);
  scroller.append(spacer, note);
  el.append(
    node(
      "style",
      {},
      `.big { animation: none } [role=listbox]:focus-visible { outline: 2px solid var(--hdv-focus); }`,
    ),
    top,
    scroller,
  );

  const pages = new Map();
  let asked = new Set(),
    drawn = false;
  const GAP = 4,
    LIMIT = 15_000_000;

  function grid() {
    const cell = model.tile + GAP;
    const columns = Math.max(1, Math.floor((scroller.clientWidth - 2) / cell));
    const lines = Math.ceil(model.count / columns);
    return { cell, columns, lines, height: scroller.clientHeight };
  }
  // Beyond what a browser can scroll, the scroll position stands for a share of all lines.
  function firstLine({ cell, lines, height }) {
    const total = lines * cell,
      shown = Math.min(total, LIMIT);
    if (total <= LIMIT) return scroller.scrollTop / cell;
    return (scroller.scrollTop / Math.max(1, shown - height)) * Math.max(0, lines - height / cell);
  }
  function resize() {
    const g = grid(),
      ratio = window.devicePixelRatio || 1;
    spacer.style.height = `${Math.max(g.height - 2, Math.min(g.lines * g.cell, LIMIT))}px`;
    surface.width = Math.round(scroller.clientWidth * ratio);
    surface.height = Math.round(g.height * ratio);
    surface.style.width = `${scroller.clientWidth}px`;
    surface.style.height = `${g.height}px`;
    draw();
  }
  function draw() {
    if (drawn) return;
    drawn = true;
    requestAnimationFrame(() => {
      drawn = false;
      paint();
    });
  }
  function paint() {
    const g = grid(),
      theme = colors(el),
      ratio = window.devicePixelRatio || 1;
    const context = surface.getContext("2d");
    note.style.display = model.count ? "none" : "flex";
    note.style.color = theme.muted;
    note.textContent = model.empty;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, scroller.clientWidth, g.height);
    if (!model.count) return;
    const start = firstLine(g),
      line0 = Math.floor(start),
      line1 = Math.min(g.lines, Math.ceil(start + g.height / g.cell));
    const page = Math.max(1, Math.ceil(g.height / g.cell)) * g.columns;
    for (let p = Math.floor((line0 * g.columns) / page); p * page < line1 * g.columns; p++)
      ask(p * page, Math.min(page, model.count - p * page));
    for (let i = line0 * g.columns; i < Math.min(model.count, line1 * g.columns); i++) {
      const x = (i % g.columns) * g.cell,
        y = (Math.floor(i / g.columns) - start) * g.cell;
      const held = pages.get(Math.floor(i / page) * page);
      if (held) {
        const k = i - held.first;
        context.imageSmoothingEnabled = false;
        context.drawImage(
          held.picture,
          (k % held.columns) * held.tile,
          Math.floor(k / held.columns) * held.tile,
          held.tile,
          held.tile,
          x,
          y,
          model.tile,
          model.tile,
        );
      } else {
        context.fillStyle = theme.page;
        context.fillRect(x, y, model.tile, model.tile);
      }
      if (i === model.picked) {
        context.strokeStyle = theme.focus;
        context.lineWidth = 2.5;
        context.strokeRect(x + 1, y + 1, model.tile - 2, model.tile - 2);
      }
    }
  }
  function ask(first, count) {
    if (pages.has(first) || asked.has(first) || count <= 0) return;
    asked.add(first);
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    model.send_msg({
      type: "sheet",
      first,
      count,
      tile: Math.round(model.tile * ratio),
      stamp: model.stamp,
    });
  }
  async function arrived(m) {
    if (m.stamp !== model.stamp) return;
    const picture = await createImageBitmap(new Blob([bytes(m.data)], { type: m.mime }));
    if (m.stamp !== model.stamp) return;
    if (pages.size > 40) pages.delete(pages.keys().next().value);
    pages.set(m.first, { first: m.first, picture, tile: m.tile, columns: m.columns });
    asked.delete(m.first);
    draw();
  }
  function forget() {
    pages.clear();
    asked = new Set();
    scroller.scrollTop = 0;
    resize();
  }

  surface.addEventListener("click", (e) => {
    const g = grid(),
      column = Math.floor(e.offsetX / g.cell);
    const index = Math.floor(firstLine(g) + e.offsetY / g.cell) * g.columns + column;
    if (column < g.columns && index >= 0 && index < model.count)
      model.send_msg({ type: "pick", index });
  });
  scroller.addEventListener("keydown", (e) => {
    const g = grid();
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -g.columns, ArrowDown: g.columns }[e.key];
    if (!by) return;
    e.preventDefault();
    model.send_msg({ type: "step", by });
  });
  scroller.addEventListener("scroll", draw);
  new ResizeObserver(() => {
    pages.clear();
    asked = new Set();
    resize();
  }).observe(scroller);
  new ResizeObserver(() => header()).observe(el);

  function header() {
    const theme = colors(el);
    top.replaceChildren();
    top.style.display = model.large.length ? "flex" : "none";
    const focused = model.large.filter((picture) => picture.focus),
      others = model.large.filter((picture) => !picture.focus);
    const isNarrow = focused.length && el.clientWidth < 480;
    for (const picture of focused)
      top.append(framed(picture, 108, theme.focus, 2), valueTable(theme));
    // Beside a focused row in a narrow pane they stand one above the other, so that its values have room.
    const beside = others.map((picture) => framed(picture, isNarrow ? 44 : 72, theme.line, 1));
    top.append(
      node(
        "div",
        {
          style: {
            display: "flex",
            gap: isNarrow ? "2px" : "14px",
            flex: "0 0 auto",
            flexDirection: isNarrow ? "column" : "row",
          },
        },
        ...beside,
      ),
    );
  }
  function framed(picture, side, color, width) {
    const image = thumbnail(picture, side);
    Object.assign(image.style, { border: `${width}px solid ${color}`, borderRadius: "5px" });
    return node(
      "figure",
      { style: { margin: 0, flex: "0 0 auto" } },
      image,
      node(
        "figcaption",
        { style: { color: colors(el).muted, fontSize: "11px", paddingTop: "3px" } },
        picture.label,
      ),
    );
  }
  function valueTable(theme) {
    const table = node("div", {
      style: {
        display: "grid",
        gridTemplateColumns: "minmax(0, max-content) minmax(36px, max-content)",
        columnGap: "12px",
        rowGap: "2px",
        alignContent: "start",
        color: theme.text,
        minWidth: "60px",
        flex: "1 1 auto",
        overflow: "hidden",
        whiteSpace: "nowrap",
      },
    });
    for (const [name, value] of model.values)
      table.append(
        node(
          "span",
          {
            style: { color: theme.muted, overflow: "hidden", textOverflow: "ellipsis" },
            title: name,
          },
          name,
        ),
        node("span", {}, value),
      );
    return table;
  }
  model.on("stamp", forget);
  model.on("count", resize);
  model.on("tile", forget);
  model.on("picked", () => {
    reveal();
    draw();
  });
  model.on("empty", draw);
  for (const name of ["large", "values"]) model.on(name, header);
  onTheme(model, () => {
    header();
    forget();
  });
  listen(model, { sheet: arrived });
  function reveal() {
    const g = grid(),
      line = Math.floor(model.picked / g.columns);
    if (model.picked < 0 || g.lines * g.cell > LIMIT) return;
    if (line * g.cell < scroller.scrollTop || (line + 1) * g.cell > scroller.scrollTop + g.height)
      scroller.scrollTop = Math.max(0, line * g.cell - g.height / 2);
  }
  header();
}
