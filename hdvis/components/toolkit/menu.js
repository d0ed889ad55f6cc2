// A button that opens a list of choices, by pointer or by keys.

import { activeIn, node } from "./dom.js";
import { arrow } from "./gestures.js";

/** @typedef {[name: string, choose: () => void]} Choice */

/**
 * A menu; `choices` are asked for when it opens. `button` is there to be named anew.
 * @param {string} text
 * @param {string} title
 * @param {() => Choice[]} choices
 */
export function menu(text, title, choices) {
  const list = node("div", { class: "menu-list", role: "menu" });
  const attributes = { class: "tool", title, "aria-haspopup": "menu", "aria-expanded": "false" };
  const button = node("button", attributes, text);
  const holder = node(
    "span",
    { class: "menu-holder", style: { position: "relative" } },
    button,
    list,
  );
  const isOpen = () => list.classList.contains("open");
  /** @param {boolean} yes */
  const open = (yes) => {
    list.classList.toggle("open", yes);
    button.setAttribute("aria-expanded", String(yes));
    if (!yes) return;
    list.replaceChildren(...choices().map(([name, choose]) => item(name, choose)));
    items()[0]?.focus();
  };
  /**
   * @param {string} name
   * @param {() => void} choose
   */
  const item = (name, choose) => {
    const onclick = () => {
      open(false);
      choose();
    };
    return node("button", { role: "menuitem", onclick }, name);
  };
  const items = () => /** @type {HTMLElement[]} */ ([...list.children]);
  button.addEventListener("click", () => open(!isOpen()));
  holder.addEventListener("focusout", (e) => {
    if (!holder.contains(/** @type {Node | null} */ (e.relatedTarget))) open(false);
  });
  holder.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && isOpen()) {
      e.stopPropagation();
      open(false);
      button.focus();
    }
    const down = arrow(e)?.[1];
    if (!down || !isOpen()) return;
    e.preventDefault();
    const at = items().indexOf(/** @type {HTMLElement} */ (activeIn(holder)));
    items()[(at + down + items().length) % items().length].focus();
  });
  return { holder, button };
}
