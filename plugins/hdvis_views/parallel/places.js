// Where axes and heights stand on the canvas, and what a pointer there means.

/** @typedef {import("./view.js").State} State */
/** @typedef {import("./view.js").Axis} Axis */
/** @typedef {import("./view.js").Range} Range */
/** @typedef {{ x: number, y: number, width: number, height: number }} Area */
/**
 * What lies under the pointer: a handle of the focused line, a brush or its edge, or an axis.
 * @typedef {{ i: number, axis: Axis, kind: "handle" | "high" | "low" | "move" | "make", k: number }} Hit
 */

export const ROOM = { side: 34, top: 42, bottom: 24, legend: 96 };
const LEGEND_LEAST = 360;
const REACH = 9;
const EDGE_REACH = 5;
const HANDLE_REACH = 7;

/** @param {Pick<State, "model" | "view">} state */
export const roomForLegend = ({ model, view }) =>
  model.legend && view.width > LEGEND_LEAST ? ROOM.legend : 0;

/**
 * @param {Pick<State, "model" | "view">} state
 * @returns {Area} Where the plane stands, in CSS pixels.
 */
export function areaOf(state) {
  const { width, height } = state.view;
  return {
    x: ROOM.side,
    y: ROOM.top,
    width: Math.max(1, width - 2 * ROOM.side - roomForLegend(state)),
    height: Math.max(1, height - ROOM.top - ROOM.bottom),
  };
}

/** @param {Pick<State, "model">} state */
export const namesOf = ({ model }) => model.axes.map((axis) => axis.name);

/** @param {State} state */
export const orderOf = (state) => state.carry?.order ?? namesOf(state);

/** @param {State} state */
export const stepOf = (state) => areaOf(state).width / Math.max(1, state.model.axes.length - 1);

/**
 * @param {State} state
 * @param {string} name
 */
export function axisX(state, name) {
  const { carry, model } = state;
  if (carry?.name === name && carry.x != null) return carry.x;
  const a = areaOf(state);
  if (model.axes.length === 1) return a.x + a.width / 2;
  return a.x + orderOf(state).indexOf(name) * stepOf(state);
}

/** @param {number} share */
export const clip = (share) => Math.min(1, Math.max(0, share));

/**
 * @param {Axis} axis
 * @param {number} share
 */
const turned = (axis, share) => (axis.flipped ? 1 - share : share);

/**
 * @param {Area} a
 * @param {Axis} axis
 * @param {number} share
 */
export const yOf = (a, axis, share) => a.y + (1 - turned(axis, share)) * a.height;

/**
 * @param {Area} a
 * @param {Axis} axis
 * @param {number} y
 */
export const shareAt = (a, axis, y) => turned(axis, clip(1 - (y - a.y) / a.height));

/**
 * @param {State} state
 * @param {string} name
 * @returns {Range[]}
 */
export const rangesOf = ({ local, model }, name) => local?.[name] ?? model.brushes[name] ?? [];

/**
 * The height of the focused line on an axis.
 * @param {State} state
 * @param {number} i
 */
export const focusAt = ({ handle, model }, i) =>
  handle && handle.axis === i ? handle.share : model.focus?.[i];

/**
 * @param {State} state
 * @param {number} x
 * @param {number} y
 * @returns {Hit | null}
 */
export function hit(state, x, y) {
  const a = areaOf(state);
  const { axes, handles } = state.model;
  const i = axes.length === 1 ? 0 : Math.round((x - a.x) / stepOf(state));
  const axis = axes[i];
  if (!axis || Math.abs(x - axisX(state, axis.name)) > REACH) return null;
  if (y < a.y - 6 || y > a.y + a.height + 6) return null;
  const ranges = rangesOf(state, axis.name);
  const at = focusAt(state, i);
  if (handles && at != null && Math.abs(y - yOf(a, axis, clip(at))) <= HANDLE_REACH) {
    return { i, axis, kind: "handle", k: -1 };
  }
  return {
    i,
    axis,
    ...hitBrush(
      ranges.map((range) => /** @type {Range} */ (range.map((share) => yOf(a, axis, share)))),
      y,
    ),
  };
}

/**
 * Which of the brushes, given in pixels, is under `y`, and where; the newest lie on top.
 * @param {Range[]} brushes
 * @param {number} y
 * @returns {{ kind: "high" | "low" | "move" | "make", k: number }}
 */
export function hitBrush(brushes, y) {
  for (let k = brushes.length - 1; k >= 0; k--) {
    const [low, high] = brushes[k];
    if (Math.abs(y - high) <= EDGE_REACH) return { kind: "high", k };
    if (Math.abs(y - low) <= EDGE_REACH) return { kind: "low", k };
    if (y > Math.min(low, high) && y < Math.max(low, high)) return { kind: "move", k };
  }
  return { kind: "make", k: brushes.length };
}

/**
 * The ranges of an axis once a drag of one of them has come to `share`.
 * @param {Range[]} ranges
 * @param {{ kind: string, k: number, start: number }} drag
 * @param {number} share
 * @returns {Range[]}
 */
export function dragged(ranges, { kind, k, start }, share) {
  const [low, high] = ranges[k] ?? [start, start];
  const by = Math.min(1 - high, Math.max(-low, share - start));
  /** @type {Record<string, Range>} */
  const ends = {
    make: [start, share],
    low: [share, high],
    high: [low, share],
    move: [low + by, high + by],
  };
  const [one, other] = ends[kind];
  const made = /** @type {Range} */ ([Math.min(one, other), Math.max(one, other)]);
  return [...ranges.slice(0, k), made, ...ranges.slice(k + 1)];
}

/**
 * The order of names with one of them in another slot.
 * @param {string[]} order
 * @param {string} name
 * @param {number} slot
 */
export function movedTo(order, name, slot) {
  const others = order.filter((other) => other !== name);
  return [...others.slice(0, slot), name, ...others.slice(slot)];
}
