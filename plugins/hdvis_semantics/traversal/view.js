// Pictures of an edit above one handle for every axis, and a strip below.

import { host, node, saveFile } from "hdvis/dom.js";
import { describeKeys } from "hdvis/gestures.js";
import { bytes, follow, latest, listen } from "hdvis/messages.js";
import { pictureShelf } from "hdvis/pictures.js";
import { onTheme } from "hdvis/theme.js";
import { button, showFigures } from "./figures.js";
import { filmsOf } from "./films.js";
import { handlesOf } from "./handles.js";
import { stripOf } from "./strip.js";
import css from "./view.css" with { type: "text" };

/** @typedef {import("hdvis/pictures.js").Picture} Picture */
/** @typedef {{ name: string, kind: string, metric: string, weak: boolean, order: number | null }} Row */
/** @typedef {[label: string, value: string, warn: boolean]} Fact */
/**
 * @typedef {{ rows: Row[], strengths: Record<string, number>, resting: Record<string, number>,
 *   reach: number, active: string, pictures: Picture[], facts: Fact[], problem: string,
 *   strips: boolean, film: string, strip: { title?: string, pictures?: Picture[] },
 *   rating: { counts?: number[], given?: number, total?: string, pinned?: string },
 *   verdicts: string[] }} Params
 */
/**
 * @typedef {{ type: "edit", name: string, strength: number, live: boolean }
 *   | { type: "rest", name: string } | { type: "active", name: string }
 *   | { type: "look", names: string[] } | { type: "rate", verdict: number }
 *   | { type: "export", form: string } | { type: "ratings" } | { type: "retry" }
 *   | { type: "reset" } | { type: "random" } | { type: "another" } | { type: "take" }
 *   | { type: "pin" }} Sent
 */
/**
 * @typedef {{ type: "pictures", pictures: Picture[], facts: Fact[], problem: string,
 *       resting: Record<string, number> }
 *   | { type: "row", name: string, pictures: Picture[] } | { type: "ack" }
 *   | { type: "download", name: string, data: any }} Heard
 */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent, Heard>} Model */
/**
 * @typedef {Object} State
 * @property {Model} model
 * @property {HTMLElement} el
 * @property {ReturnType<typeof latest<Sent>>} requests
 * @property {Map<string, number>} held Strengths that Python has not answered yet.
 * @property {Record<string, number>} resting
 * @property {string} dragged The name of the handle being dragged, or nothing.
 */

const WIDE = 460;
const KEYS = /** @type {import("hdvis/gestures.js").KeyRows} */ ([
  ["drag a handle, arrows", "edit along an axis"],
  ["double-click, Delete on a handle", "the handle goes back to rest"],
  ["click a picture in a row", "set the handle to it"],
  ["click a name", "show its strip below"],
]);

/** @param {{ model: Model, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, css, { display: "flex", flexDirection: "column" });
  /** @type {State} */
  const state = {
    model,
    el,
    requests: latest(/** @type {{ send_msg(message: Sent): void }} */ (model)),
    held: new Map(),
    resting: model.resting,
    dragged: "",
  };
  const shelf = pictureShelf();
  const pictures = node("div", { class: "pictures" });
  const facts = node("dl", { class: "facts" });
  const top = node("div", { class: "top" }, pictures, facts);
  const told = node("span", {});
  const retry = button("retry", "ask the model again", () => model.send_msg({ type: "retry" }));
  const problem = node("div", { class: "problem", role: "alert" }, told, retry);
  const films = filmsOf(state);
  const handles = handlesOf(state, films);
  const strip = stripOf(model, el);
  el.append(top, problem, handles.bar, handles.element, strip.element);
  describeKeys(model, "Semantic Traversal", KEYS);

  function showPictures() {
    const count = Math.max(4, shelf.length);
    const isWide = el.clientWidth >= WIDE;
    const room = (el.clientWidth - 24 - (isWide ? 140 : 0)) / count - 10;
    const side = Math.round(Math.max(40, Math.min(150, room, 0.24 * el.clientHeight)));
    top.classList.toggle("narrow", !isWide);
    showFigures(pictures, shelf, side);
  }
  /** @param {Picture[]} list */
  function hang(list) {
    shelf.set(list);
    showPictures();
  }
  /** @param {Fact[]} list */
  function showFacts(list) {
    const cells = list.map(([label, value, warn]) => {
      const words = node("dd", { class: warn ? "warn" : "", title: value }, value);
      return node("div", {}, node("dt", {}, label), words);
    });
    facts.replaceChildren(...cells);
  }
  /** @param {string} text */
  function showProblem(text) {
    told.textContent = text;
    problem.style.display = text ? "" : "none";
  }
  function redraw() {
    showPictures();
    strip.draw();
    handles.look();
  }
  follow(model, {
    pictures: () => hang(model.pictures),
    facts: () => showFacts(model.facts),
    problem: () => showProblem(model.problem),
    resting: () => {
      state.resting = model.resting;
      handles.follow();
    },
    strengths: handles.rested,
    active: handles.reveal,
    rows: handles.relist,
    "reach strips": handles.build,
    strip: strip.show,
    film: strip.showTitle,
    "rating verdicts": strip.showRating,
  });
  onTheme(model, redraw);
  listen(model, {
    pictures: (m) => {
      hang(m.pictures);
      showFacts(m.facts);
      showProblem(m.problem);
      state.resting = m.resting;
      handles.follow(Object.keys(m.resting));
      state.requests.done();
    },
    row: (m) => films.put(m.name, m.pictures),
    ack: () => state.requests.done(),
    download: (m) => saveFile(m.name, bytes(m.data)),
  });
  new ResizeObserver(redraw).observe(el);
  hang(model.pictures);
  showFacts(model.facts);
  showProblem(model.problem);
  handles.build();
  strip.show();
  strip.showRating();
}
