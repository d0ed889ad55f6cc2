// Two vectors from one origin at their true angle, with draggable ends and pictures beside them.

import { canvas } from "hdvis/canvas.js";
import { host } from "hdvis/dom.js";
import { arrow, describeKeys } from "hdvis/gestures.js";
import { follow, latest, listen } from "hdvis/messages.js";
import { pictureShelf } from "hdvis/pictures.js";
import { onTheme } from "hdvis/theme.js";
import { draw } from "./draw.js";
import { endOf, frameOf, isReady, strengthAt } from "./places.js";
import { strengthText } from "./text.js";

/** @typedef {import("hdvis/pictures.js").Picture} Picture */
/**
 * @typedef {{ names: string[], angle: number, steps: number[], strengths: number[], reach: number,
 *   note: string, start: string, pictures: Picture[], colors: string[] }} Params
 */
/**
 * @typedef {{ type: "drag", which: number, strength: number, live: boolean }
 *   | { type: "home" }} Sent
 */
/** @typedef {{ type: "pictures", pictures: Picture[] } | { type: "ack" }} Heard */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent, Heard>} Model */
/**
 * @typedef {Object} State
 * @property {Model} model
 * @property {HTMLElement} el
 * @property {import("hdvis/canvas.js").Canvas} view
 * @property {ReturnType<typeof pictureShelf>} shelf
 * @property {ReturnType<typeof latest<Sent>>} requests
 * @property {number} active The end that keys move.
 * @property {number | null} held The end that is dragged.
 * @property {number[]} strengths
 */

const NEAR = 18;
const KEY_STEP = 0.025;
const KEYS = /** @type {import("hdvis/gestures.js").KeyRows} */ ([
  ["drag an end, arrows", "change how strong a direction is"],
  ["Space", "the other end"],
  ["double-click", "both as they were"],
]);

/** @param {{ model: Model, el: HTMLElement }} part */
export function render({ model, el }) {
  host(el, "", {
    position: "relative",
    overflow: "hidden",
    touchAction: "none",
    userSelect: "none",
  });
  const view = canvas(el, (context) => draw(context, state));
  /** @type {State} */
  const state = {
    model,
    el,
    view,
    shelf: pictureShelf(),
    requests: latest(/** @type {{ send_msg(message: Sent): void }} */ (model)),
    active: 0,
    held: null,
    strengths: [...model.strengths],
  };
  view.surface.tabIndex = 0;
  view.surface.setAttribute("role", "application");
  addDrags(state);
  addKeys(state, () => name());
  describeKeys(model, "Direction Pair", KEYS);

  function name() {
    view.surface.setAttribute("aria-label", spoken(state));
    view.redraw();
  }
  /** @param {Picture[]} pictures */
  function hang(pictures) {
    state.shelf.set(pictures);
    view.redraw();
  }
  follow(model, {
    strengths: () => {
      if (state.held == null) state.strengths = [...model.strengths];
      name();
    },
    pictures: () => hang(model.pictures),
    "names angle steps reach note colors start": name,
  });
  onTheme(model, view.redraw);
  listen(model, {
    pictures: ({ pictures }) => {
      hang(pictures);
      state.requests.done();
    },
    ack: state.requests.done,
  });
  name();
  hang(model.pictures);
}

/** @param {State} state */
function spoken({ model, strengths, active }) {
  const ends = model.names
    .map((name, i) => `${name} ${strengthText(strengths[i] ?? 0)}`)
    .join(" and ");
  const keys = `arrows move ${model.names[active] ?? "an end"}, space takes the other`;
  return `${ends}, ${Math.round(model.angle)} degrees apart; ${keys}`;
}

/**
 * @param {State} state
 * @param {number} which
 * @param {number} strength
 * @param {boolean} live
 */
function move({ model, strengths, requests, view }, which, strength, live) {
  strengths[which] = Math.max(-model.reach, Math.min(model.reach, strength));
  requests.send({ type: "drag", which, strength: strengths[which], live });
  view.redraw();
}

/** @param {State} state */
function addDrags(state) {
  const { model, view } = state;
  const surface = view.surface;
  const nearest = (/** @type {MouseEvent} */ e) => {
    if (!isReady(model)) return null;
    const frame = frameOf(state);
    const far = [0, 1].map((which) => {
      const [x, y] = endOf(state, which, frame);
      return Math.hypot(e.offsetX - x, e.offsetY - y);
    });
    const which = far[0] <= far[1] ? 0 : 1;
    return far[which] <= NEAR ? which : null;
  };
  const pull = (/** @type {PointerEvent} */ e, /** @type {boolean} */ live) => {
    if (state.held == null) return;
    move(state, state.held, strengthAt(state, state.held, e.offsetX, e.offsetY), live);
  };
  const drop = (/** @type {PointerEvent} */ e) => {
    pull(e, false);
    state.held = null;
  };
  surface.addEventListener("pointerdown", (e) => {
    const which = e.button ? null : nearest(e);
    if (which == null) return;
    state.held = state.active = which;
    surface.setPointerCapture(e.pointerId);
  });
  surface.addEventListener("pointermove", (e) => {
    const isNear = state.held == null && nearest(e) != null;
    surface.style.cursor = state.held != null ? "grabbing" : isNear ? "grab" : "default";
    pull(e, true);
  });
  surface.addEventListener("pointerup", drop);
  surface.addEventListener("pointercancel", drop);
  surface.addEventListener("dblclick", () => model.send_msg({ type: "home" }));
}

/**
 * @param {State} state
 * @param {() => void} name
 */
function addKeys(state, name) {
  const { model, view } = state;
  view.surface.addEventListener("keydown", (e) => {
    const [right, down] = arrow(e) ?? [0, 0];
    const by = (right - down) * KEY_STEP * model.reach;
    if (e.key === " ") state.active = 1 - state.active;
    else if (by && isReady(model))
      move(state, state.active, state.strengths[state.active] + by, false);
    else return;
    e.preventDefault();
    name();
  });
  for (const type of ["focus", "blur"]) view.surface.addEventListener(type, view.redraw);
}
