// Facts in a grid, small charts of lines under them, and bars of what moves besides.

import { canvas, FONT } from "hdvis/canvas.js";
import { host, node } from "hdvis/dom.js";
import { colors, onTheme } from "hdvis/theme.js";
import css from "./view.css" with { type: "text" };

const _CHART = 124,
  EDGE = { left: 34, right: 8, top: 8, bottom: 20 };

const KINDS = {
  row: "each row",
  random: "a random direction",
  mean: "mean",
  ideal: "the edit asked for",
};

export function render({ model, el }) {
  host(el, css, {
    overflow: "auto",
    containerType: "size",
    font: `12px ${FONT}`,
    color: "var(--hdv-text)",
  });
  const head = node("div", { class: "head" }),
    grid = node("dl", { class: "facts" });
  const charts = node("div", { class: "charts" }),
    note = node("div", { class: "muted note" });
  el.append(node("div", { class: "validation" }, head, grid, charts, note));

  function showHead() {
    head.replaceChildren(
      node("b", {}, model.about),
      node("span", { class: model.weak ? "warn" : "muted" }, model.verdict),
    );
  }
  function showFacts() {
    grid.replaceChildren(
      ...model.facts.map(([label, value, doc, warn]) =>
        node(
          "div",
          { title: doc },
          node("dt", {}, label),
          node("dd", { class: warn ? "warn" : "" }, value),
        ),
      ),
    );
  }
  function showCharts() {
    const made = model.charts.map(chart);
    if (model.leaks.length) made.push(bars());
    if (!made.length && model.waiting)
      made.push(node("div", { class: "muted" }, "walking along the direction"));
    charts.replaceChildren(...made);
    note.textContent = model.note;
    note.style.display = model.note ? "" : "none";
  }
  function chart(told) {
    const stage = node("div", {
      class: "stage",
      role: "img",
      "aria-label": `${told.title}: ${told.said}`,
    });
    canvas(stage, (context, width, height) => draw(context, width, height, told));
    const kinds = [...new Set(told.lines.map(({ kind }) => kind))].filter((kind) => KINDS[kind]);
    const key = node(
      "div",
      { class: "muted said key" },
      ...kinds.map((kind) => node("span", { class: kind }, KINDS[kind])),
    );
    return node(
      "figure",
      {},
      node("figcaption", { title: told.title }, told.title),
      stage,
      key,
      node("div", { class: told.weak ? "warn said" : "muted said" }, told.said),
    );
  }

  function draw(context, width, height, { x, lines }) {
    const theme = colors(el),
      values = lines.flatMap(({ y }) => y).filter((value) => value != null);
    const [x0, x1] = [x[0], x[x.length - 1]],
      [y0, y1] = limits(values);
    const px = (value) => EDGE.left + ((value - x0) / (x1 - x0)) * (width - EDGE.left - EDGE.right);
    const py = (value) =>
      height - EDGE.bottom - ((value - y0) / (y1 - y0)) * (height - EDGE.top - EDGE.bottom);
    axes(context, theme, { px, py, x0, x1, y0, y1, height });
    for (const { kind, y } of lines) {
      const [color, thick, alpha, dashes] = {
        row: [theme.rows, 1, 0.4, []],
        mean: [theme.text, 2, 1, []],
        random: [theme.failure, 1.5, 1, [4, 3]],
        ideal: [theme.muted, 1, 1, [2, 3]],
      }[kind];
      context.strokeStyle = color;
      context.lineWidth = thick;
      context.globalAlpha = alpha;
      context.setLineDash(dashes);
      context.beginPath();
      y.forEach((value, i) => {
        if (value != null) context.lineTo(px(x[i]), py(value));
      });
      context.stroke();
    }
    context.globalAlpha = 1;
    context.setLineDash([]);
  }
  function axes(context, theme, { px, py, x0, x1, y0, y1, height }) {
    context.font = `11px ${FONT}`;
    context.fillStyle = theme.muted;
    context.strokeStyle = theme.line;
    context.lineWidth = 1;
    for (const value of [y0, (y0 + y1) / 2, y1]) {
      context.beginPath();
      context.moveTo(px(x0), py(value));
      context.lineTo(px(x1), py(value));
      context.stroke();
      context.textAlign = "right";
      context.fillText(said(value), EDGE.left - 5, py(value) + 4);
    }
    for (const value of [x0, 0, x1]) {
      context.textAlign = value === x0 ? "left" : value === x1 ? "right" : "center";
      context.fillText(
        value ? `${said(value)}${value === x1 ? " σ" : ""}` : "0",
        px(value),
        height - 5,
      );
    }
    context.beginPath();
    context.moveTo(px(0), py(y0));
    context.lineTo(px(0), py(y1));
    context.stroke();
  }
  function limits(values) {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    if (low >= 0 && high <= 1) return [0, 1];
    if (low < 0 && high > 0) {
      const most = Math.max(-low, high);
      return [-most, most];
    }
    return high > low ? [low, high] : [low - 1, high + 1];
  }
  const said = (value) =>
    (Math.abs(value) < 10 && !Number.isInteger(value)
      ? value.toFixed(1)
      : value.toFixed(0)
    ).replace("-", "−");

  function bars() {
    const largest = Math.max(1, ...model.leaks.map(([, value]) => Math.abs(value)));
    const lines = model.leaks.flatMap(([name, value]) => {
      const share = (50 * Math.abs(value)) / largest;
      const bar = node(
        "span",
        { class: "bar" },
        node("i-bar", { style: { left: `${value < 0 ? 50 - share : 50}%`, width: `${share}%` } }),
      );
      return [
        node("span", { class: "name", title: name }, name),
        bar,
        node(
          "span",
          { class: Math.abs(value) > 1 ? "value warn" : "value" },
          `${value > 0 ? "+" : ""}${value.toFixed(2)}`.replace("-", "−"),
        ),
      ];
    });
    return node(
      "figure",
      {},
      node("figcaption", {}, "moved besides by an edit of one σ, in σ"),
      node("div", { class: "bars" }, ...lines),
    );
  }

  for (const name of ["about", "verdict", "weak"]) model.on(name, showHead);
  model.on("facts", showFacts);
  for (const name of ["charts", "leaks", "note", "waiting"]) model.on(name, showCharts);
  onTheme(model, showCharts);
  showHead();
  showFacts();
  showCharts();
}
