// The legend beside a coloured view: a ramp for numbers, buttons that select for categories.

import { node } from "./dom.js";
import { modeOf } from "./gestures.js";
import { bytes } from "./messages.js";
import { pixels } from "./planes.js";

/**
 * @typedef {{ title: string, ramp: any, labels: string[] }} Ramp `ramp` is a map, 256 x 3 bytes.
 * @typedef {{ color: string, label: string, value: any }} Entry
 * @typedef {Ramp | { entries: Entry[] }} Legend
 */

/**
 * The legend of `model.legend`; a click on an entry sends `legend` (value, mode).
 * @param {import("./messages.js").Model} model
 */
export function legendBox(model) {
  const box = node("div", { class: "legend" });
  const refill = () => {
    const legend = model.legend;
    if (!legend) box.replaceChildren();
    else if (legend.ramp) box.replaceChildren(...rampRows(legend));
    else
      box.replaceChildren(
        ...legend.entries.map((/** @type {Entry} */ entry) => entryRow(model, entry)),
      );
  };
  model.on("legend", refill);
  refill();
  return box;
}

/** @param {Ramp} ramp */
function rampRows({ title, ramp, labels }) {
  const map = bytes(ramp);
  const bar = pixels(1, 96, (_, out) => {
    for (let i = 0; i < 96; i++) {
      const k = 3 * Math.round(255 * (1 - i / 95));
      out.set([map[k], map[k + 1], map[k + 2], 255], 4 * i);
    }
  });
  const words = node("div", {}, ...labels.map((text) => node("span", {}, text)));
  return [node("div", { class: "title" }, title), node("div", { class: "ramp" }, bar, words)];
}

/**
 * @param {import("./messages.js").Model} model
 * @param {Entry} entry
 */
function entryRow(model, { color, label, value }) {
  const onclick = (/** @type {MouseEvent} */ e) => {
    if (value != null) model.send_msg({ type: "legend", value, mode: modeOf(e) });
  };
  const dot = node("span", { class: "dot", style: { background: color } });
  return node(
    "button",
    { title: `select ${label}`, onclick },
    dot,
    node("span", { class: "ellipsis" }, label),
  );
}
