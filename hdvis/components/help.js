// The list of gestures and keys that `?` opens.

import { node } from "hdvis/dom.js";
import { allKeys, MODIFIERS } from "hdvis/gestures.js";

/** @type {import("hdvis/gestures.js").KeyRows} */
const PAGE = [
  ["Esc", "select nothing; close a menu or a form"],
  ["Ctrl+Z, Ctrl+Shift+Z", "undo, redo"],
  ["Tab, Shift+Tab", "the next, the last control"],
  ["double-click on a title, Enter", "enlarge or restore a pane"],
  ["drag a border, arrows on it", "give a pane more room"],
  ["?", "this list"],
];

/** A dialog with all gestures and keys; filled when it opens. */
export function help() {
  const element = node("dialog", { class: "help", "aria-label": "gestures and keys" });
  const close = node("button", { class: "small", onclick: () => element.close() }, "close");
  element.addEventListener("click", (e) => {
    if (e.target === element) element.close();
  });
  function open() {
    const combine = MODIFIERS.map(({ keys, mode }) => [
      keys,
      `${mode} instead of what the header says`,
    ]);
    const parts = [["page", PAGE], ["while selecting, in every view", combine], ...allKeys()];
    const sections = /** @type {[string, [string, string][]][]} */ (parts).map(([title, rows]) =>
      section(title, rows),
    );
    element.replaceChildren(node("div", { class: "sections" }, ...sections), close);
    element.showModal();
    close.focus();
  }
  return { element, open, isOpen: () => element.open };
}

/**
 * @param {string} title
 * @param {[string, string][]} rows
 */
function section(title, rows) {
  const pairs = rows.flatMap(([keys, does]) => [node("dt", {}, keys), node("dd", {}, does)]);
  return node("section", {}, node("h2", {}, title), node("dl", {}, ...pairs));
}
