// One handle for every axis: searched, sorted, and kept while they are dragged.

import { node } from "hdvis/dom.js";
import { button } from "./figures.js";
import { handleOf, strengthOf } from "./handle.js";

/** @typedef {import("./view.js").State} State */
/** @typedef {ReturnType<typeof handleOf>} Handle */
/** @typedef {ReturnType<typeof import("./films.js").filmsOf>} Films */

const ORDERS = ["as given", "by name", "by metric", "by strength"];

/**
 * @param {State} state
 * @param {Films} films
 */
export function handlesOf(state, films) {
  const { model, held } = state;
  const element = node("div", { class: "handles" });
  const tools = toolBar(state, () => list());
  /** @type {Map<string, Handle>} */
  const made = new Map();

  function build() {
    made.clear();
    held.clear();
    for (const row of model.rows)
      made.set(
        row.name,
        handleOf(state, row, films, () => follow()),
      );
    look.forget();
    list();
  }
  // The same rows with other metrics keep their handles, so that a drag goes on.
  function relist() {
    const isSame =
      made.size === model.rows.length && model.rows.every(({ name }) => made.has(name));
    if (!isSame) return build();
    for (const row of model.rows) made.get(row.name)?.update(row);
    list();
  }
  function list() {
    const found = ordered([...made.values()], tools.text(), tools.order(), (name) =>
      strengthOf(state, name),
    );
    const lines = found.map(({ line }) => line);
    const isSame =
      lines.length === element.children.length &&
      lines.every((line, i) => line === element.children[i]);
    element.classList.toggle("with-films", model.strips);
    if (!isSame) element.replaceChildren(...lines);
    if (!lines.length) {
      const words = made.size ? "no axis of this name" : "looking for directions";
      element.replaceChildren(node("div", { class: "muted none" }, words));
    }
    follow();
    look();
  }
  /** @param {string[]} [names] */
  function follow(names) {
    for (const name of names ?? made.keys()) made.get(name)?.follow();
  }
  // A row that was chosen elsewhere, a new direction above all, comes into sight.
  function reveal() {
    follow();
    made.get(model.active)?.line.scrollIntoView({ block: "nearest" });
  }
  function rested() {
    for (const name of [...held.keys()]) if (name !== state.dragged) held.delete(name);
    follow();
  }
  const look = looking(state, element, made, films);
  return { bar: tools.element, element, build, relist, follow, reveal, rested, look };
}

/**
 * Only rows on screen are asked for their strips; which they are is told when it changes.
 * @param {State} state
 * @param {HTMLElement} element
 * @param {Map<string, Handle>} made
 * @param {Films} films
 */
function looking({ model }, element, made, films) {
  let looked = "";
  let isAsked = false;
  const look = () => {
    if (!model.strips || !element.clientHeight) return;
    const box = element.getBoundingClientRect();
    const seen = [...made].filter(([, { line }]) => isSeen(line, box)).map(([name]) => name);
    if (seen.join("\n") !== looked) {
      looked = seen.join("\n");
      model.send_msg({ type: "look", names: seen });
    }
    seen.forEach(films.draw);
  };
  look.forget = () => {
    looked = "";
  };
  element.addEventListener("scroll", () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      look();
    });
  });
  return look;
}

/**
 * @param {HTMLElement} line
 * @param {DOMRect} box
 */
function isSeen(line, box) {
  if (!line.isConnected) return false;
  const own = line.getBoundingClientRect();
  return own.bottom > box.top && own.top < box.bottom;
}

/**
 * The handles whose name holds a text, in an order.
 * @template {{ row: import("./view.js").Row }} T
 * @param {T[]} handles
 * @param {string} text In lower case.
 * @param {number} order One of `ORDERS`.
 * @param {(name: string) => number} strength
 */
export function ordered(handles, text, order, strength) {
  const found = handles.filter(({ row }) => row.name.toLowerCase().includes(text));
  const keys = [
    null,
    (/** @type {T} */ { row }) => row.name,
    (/** @type {T} */ { row }) => -(row.order ?? -1),
    (/** @type {T} */ { row }) => -Math.abs(strength(row.name)),
  ];
  const key = keys[order];
  if (!key) return found;
  return found.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/**
 * @param {State} state
 * @param {() => void} list
 */
function toolBar({ model, held }, list) {
  const search = node("input", {
    type: "search",
    placeholder: "search",
    "aria-label": "search axes",
    oninput: list,
  });
  const options = ORDERS.map((text) => node("option", {}, text));
  const sort = node("select", { "aria-label": "sort axes", onchange: list }, ...options);
  const letGo = (/** @type {"reset" | "take"} */ type) => () => {
    held.clear();
    model.send_msg({ type });
  };
  const element = node(
    "div",
    { class: "bar" },
    search,
    sort,
    button("reset", "all handles to rest", letGo("reset")),
    button("random", "draw another random control", () => model.send_msg({ type: "random" })),
    button("another row", "start from another row at random", () =>
      model.send_msg({ type: "another" }),
    ),
    button("take", "make the edit the point in focus, for every view", letGo("take")),
  );
  return {
    element,
    text: () => search.value.trim().toLowerCase(),
    order: () => sort.selectedIndex,
  };
}
