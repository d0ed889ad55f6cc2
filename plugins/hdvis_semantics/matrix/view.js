// Matrices of coloured cells on one canvas; groups are blocks that can be named.

import { canvas, FONT, fitted } from "hdvis/canvas.js";
import { host, node } from "hdvis/dom.js";
import { bytes } from "hdvis/messages.js";
import { colors, onTheme } from "hdvis/theme.js";
import { tooltip } from "hdvis/tooltip.js";

const SCALE = 38,
  BAR = 5,
  LEAST = 11,
  LONGEST = 170;

export function render({ model, el }) {
  host(el, "", { display: "flex", flexDirection: "column" });
  const stage = node("div", {
    style: { flex: "1 1 0", minHeight: 0, position: "relative", overflow: "hidden" },
  });
  const names = node("div", {
    style: {
      display: "flex",
      flexWrap: "wrap",
      gap: "2px 10px",
      padding: "0 10px 6px",
      font: `11px ${FONT}`,
      flex: "0 0 auto",
    },
  });
  const tip = tooltip();
  el.append(stage, names);
  const view = canvas(stage, draw);
  stage.append(tip.card);
  const surface = view.surface;
  Object.assign(surface, { tabIndex: 0 });
  surface.setAttribute("role", "img");
  Object.assign(surface.style, { outlineOffset: "-2px", outlineColor: "var(--hdv-focus)" });
  let pictures = [],
    hover = null,
    shape = null;

  // -- places -----------------------------------------------------------------------------
  // Names are slanted or upright, and give way where cells become much larger for it.
  function places(context) {
    context.font = `11px ${FONT}`;
    const widths = (texts) =>
      Math.max(
        0,
        ...texts.map((text) => context.measureText(middled(context, text, LONGEST)).width),
      );
    const rows = widths(model.rows),
      columns = widths(model.columns);
    let best = null;
    const lines = model.panels.map((_, i) => i + 1);
    for (let most = LONGEST; most >= 50; most -= 10)
      for (const slant of [Math.PI / 3, Math.PI / 2])
        for (const line of lines) {
          const found = placed(Math.min(rows, most), Math.min(columns, most), slant, line);
          found.worth =
            Math.min(found.wide, found.tall) * (0.4 + (0.6 * most) / LONGEST) * 0.9 ** line;
          if (!best || found.worth > best.worth) best = found;
        }
    return best;
  }
  // As many rows as columns have square cells; others fill the width. Panels stand in `lines`.
  function placed(row, column, slant, lines) {
    const count = Math.max(1, model.panels.length),
      per = Math.ceil(count / lines),
      square = model.rows.length === model.columns.length;
    const left = row + BAR + 12,
      right = Math.cos(slant) * column + 8,
      top = Math.sin(slant) * column + BAR + (count > 1 ? 30 : 14);
    const across = (view.width - left - (right + 8) * per) / per / model.columns.length;
    const down = ((view.height - SCALE - 4) / lines - top) / model.rows.length,
      side = Math.min(across, down);
    const wide = whole(square ? side : across, 4, square ? 2 : 0.1),
      tall = whole(square ? side : down, 4, 2);
    const width = wide * model.columns.length,
      height = tall * model.rows.length;
    const spare = Math.max(0, view.width - left - per * (width + right + 8)) / 2;
    const shift = (p) => [(p % per) * (width + right + 8), Math.floor(p / per) * (top + height)];
    return {
      left: left + spare,
      top,
      wide,
      tall,
      slant,
      row,
      column,
      width,
      height,
      per,
      shift,
      bottom: lines * (top + height),
    };
  }
  function whole(side, from, least) {
    const fits = Math.max(least, Math.min(side, 52));
    return fits > from ? Math.floor(fits) : fits;
  }
  // A long name loses its middle: what tells names apart is as often at their end.
  function middled(context, text, width) {
    if (text.length <= 1000 && context.measureText(text).width <= width) return text;
    const tail = text.slice(-6),
      room = width - context.measureText(tail).width;
    const head = fitted(context, text.slice(0, -6), room);
    return head.endsWith("…") ? `${head}${tail}` : fitted(context, text, width);
  }

  // -- drawing ----------------------------------------------------------------------------
  // What belongs together arrives one after the other: nothing is painted until it fits.
  function paint() {
    const map = bytes(model.map),
      theme = colors(el),
      rows = model.rows.length,
      columns = model.columns.length;
    if (!rows || !columns) {
      pictures = [];
      return view.redraw();
    }
    if (
      !map?.length ||
      model.panels.some((panel) => bytes(panel.values).length !== 4 * rows * columns)
    )
      return;
    const [r, g, b] = [1, 3, 5].map((i) => parseInt(theme.line.slice(i, i + 2), 16));
    pictures = model.panels.map((panel) => {
      const values = new Float32Array(bytes(panel.values).slice().buffer);
      const surface = node("canvas", { width: columns, height: rows });
      const context = surface.getContext("2d"),
        image = context.createImageData(columns, rows);
      values.forEach((value, i) => {
        const k = 3 * Math.round(127.5 * (Math.max(-1, Math.min(1, value)) + 1));
        image.data.set(
          Number.isNaN(value) ? [r, g, b, 255] : [map[k], map[k + 1], map[k + 2], 255],
          4 * i,
        );
      });
      context.putImageData(image, 0, 0);
      return { surface, values, chance: panel.chance ?? 0, title: panel.title };
    });
    view.redraw();
  }
  function draw(context) {
    if (!pictures.length) return;
    shape = places(context);
    const s = shape,
      theme = colors(el);
    pictures.forEach((picture, p) => {
      context.save();
      context.translate(...s.shift(p));
      drawPanel(context, picture, s.left, s, theme, p);
      drawNames(context, s, theme, p % s.per === 0);
      context.restore();
    });
    drawScale(context, s, theme);
  }
  function drawPanel(context, picture, x, s, theme, p) {
    context.imageSmoothingEnabled = false;
    context.drawImage(
      s.wide < 1 ? squeezed(picture.surface, s.width) : picture.surface,
      x,
      s.top,
      s.width,
      s.height,
    );
    if (Math.min(s.wide, s.tall) >= 5) drawChance(context, picture, x, s, theme);
    drawBlocks(context, x, s, theme);
    if (pictures.length > 1) {
      context.fillStyle = theme.muted;
      context.textAlign = "left";
      context.fillText(picture.title, x, 13);
    }
    const [row, column] = model.picked;
    if (row != null)
      frame(context, x + column * s.wide, s.top + row * s.tall, s, theme.selection, 2);
    if (hover && hover.panel === p)
      frame(context, x + hover.column * s.wide, s.top + hover.row * s.tall, s, theme.text, 1);
  }
  // Columns narrower than a pixel are averaged; rows stay apart.
  function squeezed(source, width) {
    const surface = node("canvas", {
      width: Math.max(1, Math.round(width * (window.devicePixelRatio || 1))),
      height: source.height,
    });
    surface.getContext("2d").drawImage(source, 0, 0, surface.width, surface.height);
    return surface;
  }
  function frame(context, x, y, { wide, tall }, color, width) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.strokeRect(x - width / 2, y - width / 2, wide + width, tall + width);
  }
  // Cells that chance could have made carry a dot.
  function drawChance(context, { values, chance }, x, s, theme) {
    const columns = model.columns.length,
      size = Math.max(1, Math.min(2, s.wide / 7));
    context.fillStyle = theme.muted;
    values.forEach((value, i) => {
      if (!(Math.abs(value) < chance)) return;
      context.fillRect(
        x + ((i % columns) + 0.5) * s.wide - size / 2,
        s.top + (Math.floor(i / columns) + 0.5) * s.tall - size / 2,
        size,
        size,
      );
    });
  }
  function drawBlocks(context, x, s, theme) {
    const color = (group) => model.groups[group]?.color ?? theme.line;
    model.row_groups.forEach((group, i) => {
      context.fillStyle = color(group);
      context.fillRect(x - BAR - 2, s.top + i * s.tall, BAR - 1, s.tall);
    });
    model.column_groups.forEach((group, i) => {
      context.fillStyle = color(group);
      context.fillRect(x + i * s.wide, s.top - BAR - 2, s.wide, BAR - 1);
    });
    context.strokeStyle = theme.pane;
    context.lineWidth = 1.5;
    context.beginPath();
    model.row_groups.forEach((group, i) => {
      if (i && group !== model.row_groups[i - 1]) {
        context.moveTo(x, s.top + i * s.tall);
        context.lineTo(x + s.width, s.top + i * s.tall);
      }
    });
    model.column_groups.forEach((group, i) => {
      if (i && group !== model.column_groups[i - 1]) {
        context.moveTo(x + i * s.wide, s.top);
        context.lineTo(x + i * s.wide, s.top + s.height);
      }
    });
    context.stroke();
  }
  function drawNames(context, s, theme, first) {
    const [pickedRow, pickedColumn] = model.picked;
    context.font = `11px ${FONT}`;
    context.textBaseline = "middle";
    for (const [i, strong] of first
      ? named(model.rows.length, s.tall, [pickedRow, hover?.row])
      : []) {
      context.fillStyle = strong ? theme.text : theme.muted;
      context.textAlign = "right";
      context.fillText(
        middled(context, model.rows[i], s.row + 1),
        s.left - BAR - 6,
        s.top + (i + 0.5) * s.tall,
      );
    }
    for (const [i, strong] of named(model.columns.length, s.wide, [pickedColumn, hover?.column])) {
      context.save();
      context.translate(s.left + (i + 0.5) * s.wide, s.top - BAR - 5);
      context.rotate(-s.slant);
      context.fillStyle = strong ? theme.text : theme.muted;
      context.textAlign = "left";
      context.fillText(middled(context, model.columns[i], s.column + 1), 0, 0);
      context.restore();
    }
    context.textBaseline = "alphabetic";
  }
  // [place, is strong] of the names there is room for; those beside a strong one give way.
  function named(count, cell, strong) {
    const step = Math.ceil(LEAST / cell),
      loud = strong.filter((i) => i != null);
    const near = (i) => loud.some((other) => Math.abs(other - i) < step);
    return Array.from({ length: count }, (_, i) => i)
      .filter((i) => loud.includes(i) || (i % step === 0 && !near(i)))
      .map((i) => [i, loud.includes(i)]);
  }
  function drawScale(context, s, theme) {
    const map = bytes(model.map),
      x = s.left,
      y = s.bottom + 12,
      width = Math.min(150, Math.max(90, s.width)),
      chance = pictures[0].chance;
    for (let i = 0; i < width; i++) {
      const k = 3 * Math.round((255 * i) / (width - 1));
      context.fillStyle = `rgb(${map[k]},${map[k + 1]},${map[k + 2]})`;
      context.fillRect(x + i, y, 1, 7);
    }
    context.strokeStyle = theme.line;
    context.lineWidth = 1;
    context.strokeRect(x - 0.5, y - 0.5, width + 1, 8);
    context.font = `11px ${FONT}`;
    context.fillStyle = theme.muted;
    context.textAlign = "right";
    context.fillText("−1", x - 5, y + 8);
    context.textAlign = "left";
    context.fillText("1", x + width + 5, y + 8);
    if (!(chance > 0)) return;
    context.strokeStyle = theme.failure;
    context.strokeRect(x + (width * (1 - chance)) / 2, y - 2.5, width * chance, 12);
    const said = `chance |·| < ${chance.toFixed(2)}`,
      beside = x + width + 18;
    const fits = beside + context.measureText(said).width < view.width - 4;
    context.fillText(said, fits ? beside : x, fits ? y + 8 : y + 22);
  }

  // -- pointing ---------------------------------------------------------------------------
  function cellAt(e) {
    if (!shape || !pictures.length) return null;
    for (let panel = 0; panel < pictures.length; panel++) {
      const [x, y] = shape.shift(panel);
      const column = Math.floor((e.offsetX - shape.left - x) / shape.wide),
        row = Math.floor((e.offsetY - shape.top - y) / shape.tall);
      if (row >= 0 && row < model.rows.length && column >= 0 && column < model.columns.length)
        return { panel, row, column };
    }
    return null;
  }
  surface.addEventListener("pointermove", (e) => {
    hover = cellAt(e);
    surface.style.cursor = hover ? "pointer" : "default";
    view.redraw();
    if (!hover) return tip.hide();
    const values = pictures.map((picture) => [
      picture.title,
      say(picture.values[hover.row * model.columns.length + hover.column], picture.chance),
    ]);
    tip.show(
      {
        values: [
          ["row", model.rows[hover.row]],
          ["column", model.columns[hover.column]],
          ...values,
        ],
      },
      [e.offsetX, e.offsetY],
      view,
    );
  });
  surface.addEventListener("pointerleave", () => {
    hover = null;
    tip.hide();
    view.redraw();
  });
  surface.addEventListener("click", (e) => {
    const cell = cellAt(e);
    if (cell) pick(cell.row, cell.column);
  });
  surface.addEventListener("keydown", (e) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[
      e.key
    ];
    if (!step || !model.rows.length) return;
    e.preventDefault();
    const [row, column] = model.picked.length ? model.picked : [0, 0];
    pick(
      Math.max(0, Math.min(model.rows.length - 1, row + step[0])),
      Math.max(0, Math.min(model.columns.length - 1, column + step[1])),
    );
  });
  function pick(row, column) {
    model.send_msg({ type: "pick", row, column });
  }
  function say(value, chance) {
    if (Number.isNaN(value)) return "undefined";
    return `${value.toFixed(2).replace("-", "−")}${Math.abs(value) < chance ? " (chance)" : ""}`;
  }

  // -- group names ------------------------------------------------------------------------
  function showNames() {
    const theme = colors(el);
    names.replaceChildren(
      ...model.groups.map(({ name, color }, group) => {
        const dot = node("span", {
          style: {
            width: "9px",
            height: "9px",
            borderRadius: "2px",
            background: color,
            flex: "0 0 auto",
          },
        });
        const text = node("input", {
          "aria-label": `name of group ${group + 1}`,
          title: "rename this group",
          onchange: () => model.send_msg({ type: "rename", group, name: text.value }),
          style: {
            font: "inherit",
            color: theme.muted,
            background: "transparent",
            border: "1px solid transparent",
            borderRadius: "4px",
            padding: "1px 3px",
            width: `${Math.max(6, name.length + 1)}ch`,
          },
        });
        text.value = name;
        text.addEventListener("focus", () => {
          text.style.borderColor = theme.line;
        });
        text.addEventListener("blur", () => {
          text.style.borderColor = "transparent";
        });
        return node(
          "label",
          { style: { display: "flex", alignItems: "center", gap: "3px" } },
          dot,
          text,
        );
      }),
    );
    names.style.display = model.groups.length ? "flex" : "none";
  }

  for (const name of ["panels", "map", "rows", "columns"]) model.on(name, paint);
  onTheme(model, paint);
  for (const name of ["row_groups", "column_groups", "picked"]) model.on(name, view.redraw);
  model.on("groups", showNames);
  onTheme(model, showNames);
  model.on("label", () => surface.setAttribute("aria-label", model.label));
  surface.setAttribute("aria-label", model.label);
  showNames();
  paint();
}
