// A matrix of spaces beside two maps of the pair that was chosen, in one frame.

import { host, node } from "hdvis/dom.js";
import { describeKeys } from "hdvis/gestures.js";
import { bytes, follow } from "hdvis/messages.js";
import { onTheme } from "hdvis/theme.js";
import { bothMaps, mapView } from "./maps.js";
import { matrixView } from "./matrix.js";
import css from "./view.css" with { type: "text" };

/** @typedef {{ names: [string, string], maps: any[], facts: [string, string][], linked: boolean }} Pair */
/**
 * @typedef {{ matrix: import("./matrix.js").Matrix | null, pair: Pair | null, chosen: any,
 *   selecting: boolean, sources: string[], source: string, measures: string[], measure: string,
 *   note: string }} Params
 */
/**
 * @typedef {{ type: "cell", first: number, second: number }
 *   | { type: "set", name: string, value: string }
 *   | { type: "brush", map: number, box: import("./maps.js").Box, mode: import("hdvis/gestures.js").Mode }
 *   | { type: "disagree" }} Sent
 */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent>} SpacesModel */

/** @param {{ model: SpacesModel, el: HTMLElement }} view */
export function render({ model, el }) {
  host(el, css, { position: "absolute", inset: 0, display: "flex", flexDirection: "column" });
  const bar = node("div", { class: "bar" });
  const square = node("div", { class: "square" });
  const [left, right] = [node("div", { class: "map" }), node("div", { class: "map" })];
  const facts = node("div", { class: "facts figures" });
  const note = node("div", { class: "note muted", role: "status" });
  const maps = node("div", { class: "maps" }, left, right);
  el.append(
    bar,
    note,
    node("div", { class: "all" }, square, node("div", { class: "side" }, maps, facts)),
  );
  const matrix = matrixView(
    square,
    () => model.matrix,
    (first, second) => model.send_msg({ type: "cell", first, second }),
  );
  /** @type {ReturnType<typeof bothMaps> | null} */
  let both = null;
  const views = [left, right].map((holder, which) =>
    mapView(
      holder,
      () => {
        if (!both || !model.pair) return null;
        const { chosen, selecting, pair } = model;
        const name = which ? `${pair.names[1]}, turned onto ${pair.names[0]}` : pair.names[0];
        return {
          points: both.points[which],
          box: both.box,
          name,
          chosen: bytes(chosen),
          selecting,
        };
      },
      (box, mode) => model.send_msg({ type: "brush", map: which, box, mode }),
    ),
  );
  const redraw = () => {
    for (const view of views) view.redraw();
  };
  function pair() {
    both = model.pair ? bothMaps(model.pair.maps) : null;
    const disagree = node(
      "button",
      { class: "small", onclick: () => model.send_msg({ type: "disagree" }) },
      "select the rows that changed most",
    );
    const rows = (model.pair?.facts ?? []).flatMap(([name, value]) => [
      node("span", { class: "muted" }, name),
      node("span", {}, value),
    ]);
    facts.replaceChildren(...rows, ...(model.pair?.linked ? [disagree] : []));
    redraw();
  }
  function controls() {
    bar.replaceChildren(
      choice(model, "source", model.sources, model.source),
      choice(model, "measure", model.measures, model.measure),
    );
    note.textContent = model.note;
    note.style.display = model.note ? "" : "none";
  }
  describeKeys(model, "Space Comparison", [
    ["click on a cell", "open the two spaces side by side"],
    ["drag on a map", "select its rows in both"],
  ]);
  follow(model, {
    matrix: matrix.redraw,
    pair,
    "chosen selecting": redraw,
    "sources source measures measure note": controls,
  });
  onTheme(model, () => {
    matrix.redraw();
    redraw();
  });
  controls();
  pair();
}

/**
 * @param {SpacesModel} model
 * @param {string} name
 * @param {string[]} values
 * @param {string} value
 */
function choice(model, name, values, value) {
  const select = node("select", {
    "aria-label": name,
    onchange: () => model.send_msg({ type: "set", name, value: select.value }),
  });
  for (const one of values)
    select.append(node("option", { value: one, selected: one === value }, one));
  return select;
}
