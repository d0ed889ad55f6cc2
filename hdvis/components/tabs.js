// Several panes in one place, of which one is shown.

import { host, node } from "hdvis/dom.js";
import css from "./tabs.css" with { type: "text" };

/** @typedef {{ names: string[], active: number }} Params */

/** @param {{ model: import("hdvis/messages.js").Model<Params>, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, css);
  const children = /** @type {HTMLElement[]} */ (model.get_child("objects"));
  const panes = children.map((child) => node("div", { role: "tabpanel", class: "page" }, child));
  const choose = (/** @type {number} */ i) => {
    model.active = (i + panes.length) % panes.length;
    show();
  };
  const buttons = panes.map((_, i) => {
    const button = node("button", { role: "tab", onclick: () => choose(i) }, model.names[i] ?? "");
    button.addEventListener("keydown", (e) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
      if (!step) return;
      choose(i + step);
      buttons[model.active].focus();
    });
    return button;
  });
  const show = () => {
    panes.forEach((pane, i) => {
      const on = i === model.active;
      pane.style.display = on ? "" : "none";
      buttons[i].setAttribute("aria-selected", String(on));
      buttons[i].tabIndex = on ? 0 : -1;
    });
  };
  const bar = node("div", { role: "tablist" }, ...buttons);
  el.append(node("div", { class: "tabs" }, bar, node("div", { class: "pages" }, ...panes)));
  model.on("active", show);
  show();
}
