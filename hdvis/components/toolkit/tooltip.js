// The card beside the pointer: a row's image and values.

import { node } from "./dom.js";
import { thumbnail } from "./pictures.js";

/** @typedef {{ image?: import("./pictures.js").Picture | null, values: [string, string][] }} Card */

/** A card beside the pointer, hidden until it is shown. */
export function tooltip() {
  const card = node("div", { class: "tooltip" });
  const hide = () => {
    card.style.display = "none";
  };
  /**
   * @param {Card} told
   * @param {[number, number]} at Where the pointer is, in CSS pixels of `room`.
   * @param {{ width: number, height: number }} room
   */
  function show({ image, values }, at, room) {
    const pairs = values.flatMap(([name, value]) => [
      node("span", { class: "muted ellipsis" }, name),
      node("span", { class: "ellipsis" }, value),
    ]);
    card.replaceChildren(...(image ? [thumbnail(image, 88)] : []), node("div", {}, ...pairs));
    card.style.display = "block";
    const [left, top] = beside(at, [card.offsetWidth, card.offsetHeight], room);
    Object.assign(card.style, { left: `${left}px`, top: `${top}px` });
  }
  return { card, show, hide };
}

const AWAY = 14;

/**
 * The upper left of a box beside the pointer: to its right where there is room, else to its left.
 * @param {[number, number]} at
 * @param {[number, number]} size
 * @param {{ width: number, height: number }} room
 * @returns {[number, number]}
 */
export function beside([x, y], [w, h], room) {
  const left = x + AWAY + w > room.width ? Math.max(0, x - w - AWAY) : x + AWAY;
  return [left, Math.max(0, Math.min(room.height - h, y + AWAY))];
}
