// What speaks for one direction: facts, small charts of lines under them, and bars of leaks.

import { canvas } from "hdvis/canvas.js";
import { host, node } from "hdvis/dom.js";
import { follow } from "hdvis/messages.js";
import { onTheme } from "hdvis/theme.js";
import { drawChart } from "./chart.js";
import css from "./view.css" with { type: "text" };

/** @typedef {{ kind: "row" | "mean" | "random" | "ideal", y: (number | null)[] }} Line */
/** @typedef {{ title: string, x: number[], lines: Line[], said: string, weak: boolean }} Chart */
/**
 * @typedef {{ about: string, verdict: string, weak: boolean,
 *   facts: [label: string, value: string, meaning: string, warn: boolean][], charts: Chart[],
 *   leaks: [name: string, value: number][], note: string, waiting: boolean }} Params
 */
/** @typedef {import("hdvis/messages.js").Model<Params, never>} Model */

/** @type {Partial<Record<Line["kind"], string>>} */
const KINDS = {
  row: "each row",
  random: "a random direction",
  mean: "mean",
  ideal: "the edit asked for",
};

/** @param {{ model: Model, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, css, { overflow: "auto", containerType: "size" });
  const head = node("div", { class: "head" });
  const facts = node("dl", { class: "facts" });
  const charts = node("div", { class: "charts" });
  const note = node("div", { class: "muted note" });
  el.append(node("div", { class: "validation" }, head, facts, charts, note));
  /** @type {(() => void)[]} */
  let redraws = [];

  function showHead() {
    const verdict = node("span", { class: model.weak ? "warn" : "muted" }, model.verdict);
    head.replaceChildren(node("b", {}, model.about), verdict);
  }
  function showFacts() {
    const cells = model.facts.map(([label, value, meaning, warn]) =>
      node(
        "div",
        { title: meaning },
        node("dt", {}, label),
        node("dd", { class: warn ? "warn" : "" }, value),
      ),
    );
    facts.replaceChildren(...cells);
  }
  function showCharts() {
    const made = model.charts.map((chart) => chartFigure(el, chart));
    /** @type {HTMLElement[]} */
    const shown = made.map(({ figure }) => figure);
    redraws = made.map(({ redraw }) => redraw);
    if (model.leaks.length) shown.push(leakBars(model.leaks));
    if (!shown.length && model.waiting)
      shown.push(node("div", { class: "muted" }, "walking along the direction"));
    charts.replaceChildren(...shown);
    note.textContent = model.note;
    note.style.display = model.note ? "" : "none";
  }
  follow(model, {
    "about verdict weak": showHead,
    facts: showFacts,
    "charts leaks note waiting": showCharts,
  });
  onTheme(model, () => redraws.forEach((redraw) => redraw()));
  showHead();
  showFacts();
  showCharts();
}

/**
 * @param {HTMLElement} el
 * @param {Chart} chart
 */
function chartFigure(el, chart) {
  const { title, said, weak, lines } = chart;
  const stage = node("div", { class: "stage", role: "img", "aria-label": `${title}: ${said}` });
  const view = canvas(stage, (context, width, height) =>
    drawChart(context, [width, height], chart, el),
  );
  const kinds = [...new Set(lines.map(({ kind }) => kind))].filter((kind) => KINDS[kind]);
  const names = kinds.map((kind) => node("span", { class: kind }, KINDS[kind]));
  const figure = node(
    "figure",
    {},
    node("figcaption", { title }, title),
    stage,
    node("div", { class: "muted said key" }, ...names),
    node("div", { class: weak ? "warn said" : "muted said" }, said),
  );
  return { figure, redraw: view.redraw };
}

/** @param {Params["leaks"]} leaks */
function leakBars(leaks) {
  const largest = Math.max(1, ...leaks.map(([, value]) => Math.abs(value)));
  const lines = leaks.flatMap(([name, value]) => {
    const share = (50 * Math.abs(value)) / largest;
    const style = { left: `${value < 0 ? 50 - share : 50}%`, width: `${share}%` };
    const text = `${value > 0 ? "+" : ""}${value.toFixed(2)}`.replace("-", "−");
    return [
      node("span", { class: "name ellipsis", title: name }, name),
      node("span", { class: "bar" }, node("span", { class: "filled", style })),
      node("span", { class: Math.abs(value) > 1 ? "value warn" : "value" }, text),
    ];
  });
  const caption = "moved besides by an edit of one σ, in σ";
  return node(
    "figure",
    {},
    node("figcaption", {}, caption),
    node("div", { class: "bars" }, ...lines),
  );
}
