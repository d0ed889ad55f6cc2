// Two encoders and two decoders: reconstructions in a square, aligned swaps, and six edits.

import { host, node } from "hdvis/dom.js";
import { follow, latest, listen } from "hdvis/messages.js";
import { thumbnail } from "hdvis/pictures.js";
import css from "./view.css" with { type: "text" };

/** @typedef {import("hdvis/pictures.js").Picture & { name: string }} Named */
/**
 * @typedef {{ settings: { first: string, second: string, attribute: string }, choices: string[],
 *   labels: string[], errors: [string, string, string][], colors: [string, string],
 *   strength: number, working: boolean, note: string }} Params
 */
/**
 * @typedef {{ type: "set", name: string, value: string }
 *   | { type: "strength", value: number, live: boolean }
 *   | { type: "ready" }} Sent
 */
/** @typedef {{ type: "pictures", pictures: Named[] }} Heard */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent, Heard>} SwapModel */

const SIDE = 76;

/** @param {{ model: SwapModel, el: HTMLElement }} view */
export function render({ model, el }) {
  host(el, css, { position: "absolute", inset: 0, overflow: "auto" });
  const bar = node("div", { class: "bar" });
  const progress = node("div", { class: "progress unknown" }, node("div", {}));
  const pictures = node("div", { class: "pictures" });
  const table = node("table", {});
  const note = node("div", { class: "muted note", role: "status" });
  const value = node("span", { class: "figures" });
  /** @type {{ send(message: any): void, done(): void }} */
  const requests = latest(model);
  const slider = node("input", {
    type: "range",
    min: -5,
    max: 5,
    step: 0.1,
    value: model.strength,
    "aria-label": "strength of the edit, in standard deviations",
    oninput: () => move(true),
    onchange: () => move(false),
  });
  el.append(bar, progress, pictures, table, note);

  /** @param {boolean} live */
  function move(live) {
    say();
    requests.send({ type: "strength", value: Number(slider.value), live });
  }
  const say = () => {
    value.textContent = `${Number(slider.value).toFixed(1)} σ`;
  };
  function controls() {
    const { first, second, attribute } = model.settings;
    bar.replaceChildren(
      choice(model, "first", model.choices, first, model.colors[0]),
      choice(model, "second", model.choices, second, model.colors[1]),
      choice(model, "attribute", model.labels, attribute, "transparent"),
      slider,
      value,
    );
    say();
  }
  function errors() {
    const head = ["reconstruction", "mean squared error", "of the mean picture's"];
    table.replaceChildren(
      ...(model.errors.length ? [node("tr", {}, ...head.map((text) => node("th", {}, text)))] : []),
      ...model.errors.map((line) => node("tr", {}, ...line.map((text) => node("td", {}, text)))),
    );
  }
  function words() {
    note.textContent = model.note;
    progress.style.visibility = model.working ? "visible" : "hidden";
  }
  follow(model, {
    "settings choices labels": controls,
    errors,
    "note working": words,
  });
  listen(model, {
    pictures: (told) => {
      pictures.replaceChildren(...groups(told.pictures, model.colors));
      requests.done();
    },
  });
  controls();
  errors();
  words();
  model.send_msg({ type: "ready" });
}

/**
 * Pictures in groups: the original with the square of swaps, the aligned ones, the edits.
 * @param {Named[]} pictures
 * @param {[string, string]} colors
 */
function groups(pictures, colors) {
  const byName = new Map(pictures.map((picture) => [picture.name, picture]));
  const parts = [
    ["original", ["original"]],
    ["encoder × decoder", ["E1-D1", "E2-D1", "E1-D2", "E2-D2"]],
    ["aligned swap", ["E2→1-D1", "E1→2-D2"]],
    ["edits", pictures.filter(({ name }) => name.includes("+")).map(({ name }) => name)],
  ];
  return parts
    .filter(([, names]) => names.length)
    .map(([title, names]) => {
      const figures = /** @type {string[]} */ (names).flatMap((name) => {
        const picture = byName.get(name);
        return picture ? [figureOf(picture, colors)] : [];
      });
      const isSquare = title === "encoder × decoder";
      const grid = node("div", { class: isSquare ? "square" : "row" }, ...figures);
      return node("section", {}, node("div", { class: "muted" }, String(title)), grid);
    });
}

/**
 * A picture framed by its models: the encoder's colour left and right, the decoder's above and below.
 * @param {Named} picture
 * @param {[string, string]} colors
 */
function figureOf(picture, colors) {
  const [, encoder, decoder] = /E(\d).*-D(\d)/.exec(picture.name) ?? [];
  const color = (/** @type {string | undefined} */ which) =>
    which ? colors[Number(which) - 1] : "transparent";
  const style = {
    borderLeftColor: color(encoder),
    borderRightColor: color(encoder),
    borderTopColor: color(decoder),
    borderBottomColor: color(decoder),
  };
  const image =
    picture.data?.length === 0
      ? node("div", { class: "none" }, "widths differ")
      : thumbnail(picture, SIDE);
  return node(
    "figure",
    {},
    node("div", { class: "frame", style }, image),
    node("figcaption", {}, picture.name),
  );
}

/**
 * @param {SwapModel} model
 * @param {string} name
 * @param {string[]} values
 * @param {string} value
 * @param {string} color
 */
function choice(model, name, values, value, color) {
  const select = node("select", {
    "aria-label": name,
    title: name,
    style: { borderLeft: `4px solid ${color}` },
    onchange: () => model.send_msg({ type: "set", name, value: select.value }),
  });
  for (const one of values)
    select.append(node("option", { value: one, selected: one === value }, one));
  return select;
}
