// A row: the name of an axis, its handle with a strip, its strength and a metric.

import { node } from "hdvis/dom.js";

/** @typedef {import("./view.js").State} State */
/** @typedef {import("./view.js").Row} Row */
/** @typedef {ReturnType<typeof import("./films.js").filmsOf>} Films */

/**
 * @param {State} state
 * @param {string} name
 */
export const strengthOf = ({ held, model, resting }, name) =>
  held.get(name) ?? model.strengths[name] ?? resting[name] ?? 0;

/** @param {number} value */
export const strengthText = (value) =>
  value
    .toFixed(1)
    .replace("-", "−")
    .replace(/^−0\.0$/, "0.0");

/**
 * @param {State} state
 * @param {Row} row
 * @param {Films} films
 * @param {() => void} followAll
 */
export function handleOf(state, row, films, followAll) {
  const { model, held, requests } = state;
  const name = row.name;
  const slider = node("input", { type: "range", "aria-label": name });
  const limits = { min: -model.reach, max: model.reach, step: model.reach / 200 };
  for (const [key, value] of Object.entries(limits)) slider.setAttribute(key, String(value));
  const value = node("span", { class: "value" });
  const metric = node("span", {});
  const show = () => activate(model, name);
  const title = node(
    "button",
    { class: "name ellipsis", title: `${name}: show its strip`, onclick: show },
    name,
  );
  const film = model.strips ? filmCanvas(state, name, films, (strength) => set(strength)) : null;
  const track = node("div", { class: "track" }, film, slider);
  const line = node("div", { class: `line ${row.kind}` }, title, track, value, metric);
  /**
   * @param {number} strength
   * @param {boolean} live
   */
  function send(strength, live) {
    held.set(name, strength);
    value.textContent = strengthText(strength);
    line.classList.add("moved");
    requests.send({ type: "edit", name, strength, live });
  }
  /** @param {number} strength */
  function set(strength) {
    send(strength, false);
    activate(model, name);
    followAll();
  }
  function follow() {
    const strength = strengthOf(state, name);
    slider.value = String(strength);
    value.textContent = strengthText(strength);
    line.classList.toggle("active", name === model.active);
    line.classList.toggle("moved", held.has(name) || name in model.strengths);
  }
  /** @param {Row} next */
  function update(next) {
    handle.row = next;
    metric.textContent = next.metric;
    metric.className = next.weak ? "metric warn" : "metric";
    metric.title = next.weak ? "not better than chance" : "";
  }
  addGestures(state, slider, name, { send, follow: followAll });
  const handle = { row, line, follow, update };
  update(row);
  return handle;
}

/**
 * @param {State["model"]} model
 * @param {string} name
 */
function activate(model, name) {
  if (name !== model.active) model.send_msg({ type: "active", name });
}

/**
 * @param {State} state
 * @param {HTMLInputElement} slider
 * @param {string} name
 * @param {{ send: (strength: number, live: boolean) => void, follow: () => void }} does
 */
function addGestures(state, slider, name, { send, follow }) {
  const { model, held } = state;
  const rest = () => {
    held.delete(name);
    model.send_msg({ type: "rest", name });
    follow();
  };
  slider.addEventListener("pointerdown", () => {
    state.dragged = name;
    activate(model, name);
  });
  slider.addEventListener("input", () => send(Number(slider.value), true));
  slider.addEventListener("change", () => {
    state.dragged = "";
    send(Number(slider.value), false);
  });
  slider.addEventListener("dblclick", rest);
  slider.addEventListener("keydown", (e) => {
    if (e.key === "Delete" || e.key === "Backspace") rest();
  });
}

/**
 * The strip over a handle; a click sets the handle to the picture there.
 * @param {State} state
 * @param {string} name
 * @param {Films} films
 * @param {(strength: number) => void} set
 */
function filmCanvas({ model }, name, films, set) {
  const surface = node("canvas", { class: "small-film", title: "set the handle to this picture" });
  surface.addEventListener("click", (e) => {
    const count = films.count(name);
    if (count < 2) return;
    const i = Math.min(count - 1, Math.floor((count * e.offsetX) / surface.clientWidth));
    set(model.reach * ((2 * i) / (count - 1) - 1));
  });
  films.place(name, surface);
  return surface;
}
