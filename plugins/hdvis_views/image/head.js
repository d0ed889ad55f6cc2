// The large pictures above the wall, with the values of the row in focus.

import { node } from "hdvis/dom.js";
import { thumbnail } from "hdvis/pictures.js";

const NARROW = 480;

/**
 * @param {Pick<import("./view.js").Params, "large" | "values">} model
 * @param {number} width Of the pane, in CSS pixels.
 */
export function headRows({ large, values }, width) {
  const focused = large.filter((picture) => picture.focus);
  const others = large.filter((picture) => !picture.focus);
  // Beside a focused row in a narrow pane they stand one above the other, so that its values have room.
  const isNarrow = focused.length > 0 && width < NARROW;
  const beside = others.map((picture) => framed(picture, isNarrow ? 44 : 72));
  return [
    ...focused.flatMap((picture) => [framed(picture, 108), valueTable(values)]),
    node("div", { class: isNarrow ? "others narrow" : "others" }, ...beside),
  ];
}

/**
 * @param {import("./view.js").Large} picture
 * @param {number} side
 */
function framed(picture, side) {
  const image = thumbnail(picture, side);
  const caption = node("figcaption", { class: "muted" }, picture.label);
  return node("figure", { class: picture.focus ? "focus" : "" }, image, caption);
}

/** @param {[string, string][]} values */
function valueTable(values) {
  const pairs = values.flatMap(([name, value]) => [
    node("span", { class: "muted ellipsis", title: name }, name),
    node("span", {}, value),
  ]);
  return node("div", { class: "values" }, ...pairs);
}
