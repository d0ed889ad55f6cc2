// Light or dark: as the system asks until the reader chooses, and then as chosen, here and later.

import { onSystemTheme, putTheme, systemTheme } from "hdvis/theme.js";

const KEY = "hdvis-theme";

/** @typedef {"light" | "dark"} Theme */

/**
 * The theme to begin with: the one that was chosen, else the system's.
 * @param {string | null} chosen
 * @param {Theme} system
 * @returns {Theme}
 */
export const firstTheme = (chosen, system) =>
  chosen === "light" || chosen === "dark" ? chosen : system;

/**
 * Keep the page in a theme. Python is told, for the few maps that it paints.
 * @param {import("./shell.js").Model} model
 * @param {HTMLElement} el
 */
export function followTheme(model, el) {
  let now = firstTheme(remembered(), systemTheme());
  const put = (/** @type {Theme} */ theme) => {
    now = theme;
    putTheme(el, theme);
    repaintFigures();
    if (!model.embedded)
      document.documentElement.style.background =
        getComputedStyle(el).getPropertyValue("--hdv-page");
    if (model.theme !== theme) model.send_msg({ type: "theme", name: theme });
  };
  const other = () => {
    const theme = now === "light" ? "dark" : "light";
    remember(theme);
    put(theme);
  };
  model.on("theme", () => {
    if (model.theme !== now) put(model.theme);
  });
  model.on(
    "remove",
    onSystemTheme(() => remembered() ?? put(systemTheme())),
  );
  const placed = new ResizeObserver(() => {
    placed.disconnect();
    put(now);
  });
  placed.observe(el);
  putTheme(el, now);
  return { other };
}

// A browser may forbid storage; the choice then lasts as long as the page.
function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** @param {Theme} theme */
function remember(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // nothing to do: see above
  }
}

// A figure of Bokeh reads its colours from CSS when it paints, and paints when it is asked to.
function repaintFigures() {
  const index = /** @type {any} */ (window).Bokeh?.index;
  for (const figure of index?.query((/** @type {any} */ view) => view.request_repaint) ?? []) {
    figure.request_repaint();
  }
}
