// The colours of the theme in force, read from the CSS variables of a part's host.

/**
 * @typedef {Object} Colors
 * @property {string} page Behind the panes.
 * @property {string} pane
 * @property {string} line Borders and grids.
 * @property {string} text
 * @property {string} muted Text that steps back.
 * @property {string} rows Data that is not selected.
 * @property {string} selection Selection, brushes and handles.
 * @property {string} focus Focus and progress.
 * @property {string} failure Chance and failure.
 */

export const THEME_EVENT = "hdv-theme";

/** @type {(keyof Colors)[]} */
const NAMES = ["page", "pane", "line", "text", "muted", "rows", "selection", "focus", "failure"];

/** @type {WeakMap<Element, Colors>} */
let known = new WeakMap();

/**
 * The colours as `el` inherits them. Reading styles is slow, so they are kept until they change.
 * @param {Element} el
 * @returns {Colors}
 */
export function colors(el) {
  const found = known.get(el);
  if (found) return found;
  const style = getComputedStyle(el);
  const pairs = NAMES.map((name) => [
    name,
    style.getPropertyValue(`--hdv-${name}`).trim() || "#808080",
  ]);
  const read = /** @type {Colors} */ (Object.fromEntries(pairs));
  if (el.isConnected && style.getPropertyValue("--hdv-pane")) known.set(el, read);
  return read;
}

/**
 * Call `redraw` after each change of theme, for what CSS does not reach: canvases.
 * @param {import("./messages.js").Watched} model
 * @param {() => void} redraw
 */
export function onTheme(model, redraw) {
  const heard = () => {
    known = new WeakMap();
    redraw();
  };
  window.addEventListener(THEME_EVENT, heard);
  model.on("remove", () => window.removeEventListener(THEME_EVENT, heard));
}

const prefersDark = () => window.matchMedia("(prefers-color-scheme: dark)");

/** @returns {"light" | "dark"} What the system asks for. */
export const systemTheme = () => (prefersDark().matches ? "dark" : "light");

/**
 * Call `follow` whenever the system asks for the other theme.
 * @param {() => void} follow
 */
export function onSystemTheme(follow) {
  const query = prefersDark();
  query.addEventListener("change", follow);
  return () => query.removeEventListener("change", follow);
}

/**
 * Put `el`, and all below it, in a theme, and tell the canvases.
 * @param {Element} el
 * @param {"light" | "dark"} theme
 */
export function putTheme(el, theme) {
  el.classList.toggle("hdv-light", theme === "light");
  el.classList.toggle("hdv-dark", theme === "dark");
  window.dispatchEvent(new Event(THEME_EVENT));
}
