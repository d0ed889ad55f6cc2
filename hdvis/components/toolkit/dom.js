// The host of a part, elements, and a part's children.

import theme from "../theme.css" with { type: "text" };
import base from "./base.css" with { type: "text" };
import { onSystemTheme, putTheme, systemTheme } from "./theme.js";

/**
 * An element with attributes; `style` takes an object, `onclick` and the like take listeners.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} attributes
 * @param {(Node | string | null | undefined | false)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function node(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "style") Object.assign(element.style, value);
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  for (const child of children) if (child != null && child !== false) element.append(child);
  return element;
}

/**
 * Make `el` the host of a part: it fills its place and has the base style sheet and the part's own.
 * Outside a page of hdvis, where nothing above it has a theme, it follows the system's.
 * @param {HTMLElement} el
 * @param {string} css
 * @param {Partial<CSSStyleDeclaration> | Record<string, string | number>} style
 */
export function host(el, css = "", style = {}) {
  const size = {
    width: "100%",
    height: "100%",
    minWidth: 0,
    minHeight: 0,
    boxSizing: "border-box",
  };
  Object.assign(el.style, size, style);
  el.append(node("style", {}, theme + base + css));
  const placed = new ResizeObserver(() => {
    if (!el.isConnected) return;
    placed.disconnect();
    if (getComputedStyle(el).getPropertyValue("--hdv-pane")) return;
    putTheme(el, systemTheme());
    onSystemTheme(() => putTheme(el, systemTheme()));
  });
  placed.observe(el);
}

/**
 * Keep the part's child `name` in `place`. Panel tells of a new child once it has a view of it,
 * and of one that came while this part was being built, only when asked to look again.
 * @param {any} view
 * @param {import("./messages.js").Model} model
 * @param {string} name
 * @param {HTMLElement} place
 */
export function adopt(view, model, name, place) {
  const put = () => {
    const child = model.get_child(name);
    if (child?.parentNode !== place) place.replaceChildren(...(child ? [child] : []));
    return child;
  };
  view.remove_on_child_render(name);
  view.on_child_render(name, () => {
    if (put()) view.render_children();
  });
  if (!put() && model[name]) view.update_children();
}

/**
 * Offer `data` as a file to save.
 * @param {string} name
 * @param {BlobPart} data
 */
export function saveFile(name, data, type = "application/octet-stream") {
  const url = URL.createObjectURL(new Blob([data], { type }));
  const link = node("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** Whether the system asks for no motion. */
export const calm = () => window.matchMedia?.("(prefers-reduced-motion: reduce)").matches;

/**
 * The element that has the keyboard within the tree of `el`.
 * @param {Node} el
 */
export const activeIn = (el) =>
  /** @type {Document | ShadowRoot} */ (el.getRootNode()).activeElement;
