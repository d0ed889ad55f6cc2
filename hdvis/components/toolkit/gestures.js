// What the modifier keys mean: one table for the whole page, which `?` shows.

/** @typedef {"add" | "subtract" | "intersect" | null} Mode How a gesture combines, or null: as the header says. */
/** @typedef {Pick<MouseEvent, "shiftKey" | "altKey" | "ctrlKey" | "metaKey">} Modifiers */

/** @type {{ keys: string, mode: Mode, held: (e: Modifiers) => boolean }[]} */
export const MODIFIERS = [
  { keys: "Shift", mode: "add", held: (e) => e.shiftKey },
  { keys: "Alt", mode: "subtract", held: (e) => e.altKey },
  { keys: "Ctrl or ⌘", mode: "intersect", held: (e) => e.ctrlKey || e.metaKey },
];

/**
 * How a gesture combines with the selection there is.
 * @param {Modifiers} e
 * @returns {Mode}
 */
export const modeOf = (e) => MODIFIERS.find(({ held }) => held(e))?.mode ?? null;

/**
 * Whether a command key is down, so that a letter is no key of a view.
 * @param {Modifiers} e
 */
export const isCommand = (e) => e.ctrlKey || e.metaKey;

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * Where an arrow key points, as [right, down], or null.
 * @param {KeyboardEvent} e
 */
export const arrow = (e) => ARROWS[e.key] ?? null;

/**
 * One step along a list by any arrow, or 0.
 * @param {KeyboardEvent} e
 */
export function arrowStep(e) {
  const [right, down] = arrow(e) ?? [0, 0];
  return right || down;
}

const KEYS_EVENT = "hdv-keys";

/** @typedef {[keys: string, does: string][]} KeyRows */

/**
 * Say what the gestures and keys of a view do, for the list that `?` shows.
 * @param {import("./messages.js").Watched} model
 * @param {string} title The view's title.
 * @param {KeyRows} rows
 */
export function describeKeys(model, title, rows) {
  const tell = (/** @type {Event} */ e) => {
    /** @type {CustomEvent<Map<string, KeyRows>>} */ (e).detail.set(title, rows);
  };
  window.addEventListener(KEYS_EVENT, tell);
  model.on("remove", () => window.removeEventListener(KEYS_EVENT, tell));
}

/** The gestures and keys of every view on the page, by title. */
export function allKeys() {
  /** @type {Map<string, KeyRows>} */
  const found = new Map();
  window.dispatchEvent(new CustomEvent(KEYS_EVENT, { detail: found }));
  return found;
}
