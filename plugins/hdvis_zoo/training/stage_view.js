// The prediction matrix of a stage above the losses of all stages; sheets are asked for once.

import { canvas, FONT } from "hdvis/canvas.js";
import { host, node, saveFile } from "hdvis/dom.js";
import { bytes, listen } from "hdvis/messages.js";
import { pictureShelf } from "hdvis/pictures.js";
import { colors, onTheme } from "hdvis/theme.js";
import css from "./stage_view.css" with { type: "text" };

const PACE = 350;

export function render({ model, el }) {
  host(el, css, {
    display: "flex",
    flexDirection: "column",
    position: "relative",
    font: `12px ${FONT}`,
    color: "var(--hdv-text)",
  });
  const stage = node("div", { style: { flex: "1 1 0", minHeight: 0, position: "relative" } });
  const chart = node("div", {
    style: { flex: "0 1 84px", minHeight: "48px", position: "relative" },
  });
  const slider = node("input", {
    type: "range",
    min: 0,
    step: 1,
    "aria-label": "stage",
    oninput: () => {
      halt();
      look(Number(slider.value));
    },
  });
  const play = node(
    "button",
    { class: "small", title: "play all stages", onclick: () => (timer ? halt() : run()) },
    "play",
  );
  const number = node("span", { class: "number" });
  const saves = ["png", "gif", "mp4"].map((form) =>
    node(
      "button",
      {
        class: "small",
        title: `save ${form === "png" ? "this stage" : "all stages"} as ${form.toUpperCase()}`,
        onclick: () => model.send_msg({ type: "export", form, index: at }),
      },
      form.toUpperCase(),
    ),
  );
  const bar = node("div", { class: "bar" }, play, slider, number, ...saves);
  const note = node("div", { class: "note" });
  el.append(stage, chart, bar, note);
  const sheets = new Map(),
    asked = new Set();
  let at = 0,
    shown = -1,
    timer = 0;
  const picture = canvas(stage, drawSheet),
    curve = canvas(chart, drawCurves);
  picture.surface.setAttribute("role", "img");

  function look(index) {
    at = Math.max(0, Math.min(model.stages.length - 1, index));
    slider.value = at;
    number.textContent = `stage ${model.stages[at] ?? ""}`;
    picture.surface.setAttribute(
      "aria-label",
      `test pictures decoded after stage ${model.stages[at]}`,
    );
    if (sheets.has(at)) shown = at;
    else if (model.stages.length && !asked.has(at)) {
      asked.add(at);
      model.send_msg({ type: "sheet", index: at });
    }
    picture.redraw();
    curve.redraw();
  }
  // A stage is left when its picture has been seen, so that a slow machine shows every one.
  function run() {
    if (at === model.stages.length - 1) look(0);
    play.textContent = "stop";
    timer = setInterval(() => {
      if (shown !== at) return;
      if (at === model.stages.length - 1) halt();
      else look(at + 1);
    }, PACE);
  }
  function halt() {
    clearInterval(timer);
    timer = 0;
    play.textContent = "play";
  }

  function drawSheet(context, width, height) {
    const side = Math.min(width - 24, height - 20),
      shelf = sheets.get(shown);
    if (shelf && side > 0) shelf.draw(context, 0, (width - side) / 2, 12, side, colors(el));
  }
  function drawCurves(context, width, height) {
    const theme = colors(el),
      left = 56,
      right = width - 14,
      top = 16,
      bottom = height - 6,
      last = model.stages.length - 1;
    const values = model.curves.flatMap(({ values }) => values).filter(Number.isFinite);
    if (!values.length || last < 1) return;
    const low = Math.min(...values),
      high = Math.max(...values),
      x = (i) => left + ((right - left) * i) / last;
    const y = (value) =>
      high > low ? bottom - ((bottom - top) * (value - low)) / (high - low) : (top + bottom) / 2;
    context.font = `11px ${FONT}`;
    context.fillStyle = theme.muted;
    context.textAlign = "right";
    context.fillText(high.toPrecision(4), left - 6, top + 4);
    context.fillText(low.toPrecision(4), left - 6, bottom);
    context.strokeStyle = theme.line;
    context.strokeRect(x(at), top - 4, 0, bottom - top + 8);
    context.textAlign = "left";
    let name = left;
    model.curves.forEach(({ name: text, values }, k) => {
      context.strokeStyle = context.fillStyle = k ? theme.selection : theme.rows;
      context.lineWidth = 1.5;
      context.beginPath();
      values.forEach((value, i) => {
        if (Number.isFinite(value)) context.lineTo(x(i), y(value));
      });
      context.stroke();
      if (Number.isFinite(values[at])) {
        context.beginPath();
        context.arc(x(at), y(values[at]), 3, 0, 7);
        context.fill();
      }
      const words = Number.isFinite(values[at]) ? `${text} ${values[at].toPrecision(4)}` : text;
      context.fillText(words, name, 10);
      name += context.measureText(words).width + 16;
    });
  }
  function open() {
    halt();
    sheets.clear();
    asked.clear();
    shown = -1;
    slider.max = Math.max(0, model.stages.length - 1);
    note.textContent = model.note;
    note.style.display = model.note ? "" : "none";
    look(model.stages.length - 1);
  }
  for (const name of ["stages", "note"]) model.on(name, open);
  for (const follow of [(call) => model.on("curves", call), (call) => onTheme(model, call)])
    follow(() => {
      picture.redraw();
      curve.redraw();
    });
  listen(model, {
    sheet: (m) => {
      const shelf = pictureShelf();
      shelf.set([m.picture]);
      sheets.set(m.index, shelf);
      if (m.index === at) {
        shown = at;
        picture.redraw();
      }
    },
    download: (m) => saveFile(m.name, bytes(m.data)),
  });
  open();
}
