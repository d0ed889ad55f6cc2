// The names over the axes: dragged to another place, flipped, and brushed by keys.

import { calm, node } from "hdvis/dom.js";
import { isCommand } from "hdvis/gestures.js";
import { endOf } from "./draw.js";
import { areaOf, axisX, clip, movedTo, orderOf, rangesOf, stepOf } from "./places.js";

/** @typedef {import("./view.js").State} State */
/** @typedef {import("./view.js").Axis} Axis */
/** @typedef {ReturnType<typeof import("./gestures.js").addGestures>} Gestures */

const SLACK = 4;
const KEY_STEP = 0.02;
const SHORTCUTS = "ArrowLeft ArrowRight Shift+ArrowLeft Shift+ArrowRight F B Delete";

/**
 * @param {State} state
 * @param {Gestures} gestures
 */
export function axisHeads(state, gestures) {
  const { model, view } = state;
  const element = node("div", { class: "heads" });
  /** @type {Map<string, HTMLElement>} */
  const known = new Map();

  function show() {
    const wanted = new Set(model.axes.map((axis) => axis.name));
    for (const [name, head] of known) {
      if (wanted.has(name)) continue;
      head.remove();
      known.delete(name);
    }
    for (const axis of model.axes) {
      const head = known.get(axis.name) ?? make(axis.name);
      const [label, end] = head.children;
      label.textContent = axis.flipped ? `${axis.label} ↓` : axis.label;
      end.textContent = endOf(axis, axis.flipped);
      head.title = `${axis.label}: drag to move, double-click to flip, B to brush by keys`;
      head.setAttribute("aria-label", spoken(axis, rangesOf(state, axis.name).length));
    }
    place();
  }
  /** @param {string} name */
  function make(name) {
    const parts = [node("span", { class: "name" }), node("span", { class: "end" })];
    const head = node("button", { class: "head", "aria-keyshortcuts": SHORTCUTS }, ...parts);
    addDrag(state, head, name, { place, order: tellOrder, hideCard: gestures.hideCard });
    head.addEventListener("dblclick", () => model.send_msg({ type: "flip", axis: name }));
    addKeys(state, head, name, {
      order: tellOrder,
      focus: (next) => known.get(next)?.focus(),
      brush: gestures.brush,
    });
    known.set(name, head);
    element.append(head);
    return head;
  }
  /**
   * Until the answer comes, the pieces of the old plane stand where the new order wants them.
   * @param {string} name
   * @param {string[]} order
   */
  function tellOrder(name, order) {
    state.carry = { name, order, x: null, from: null, start: 0, began: order };
    model.send_msg({ type: "order", names: order });
    place();
    view.redraw();
  }
  function place() {
    const most = `${Math.max(28, Math.min(140, stepOf(state) - 2))}px`;
    for (const [name, head] of known) {
      const carried = state.carry?.name === name && state.carry.x != null;
      head.style.maxWidth = most;
      const left = axisX(state, name) - head.offsetWidth / 2;
      const inside = Math.min(view.width - head.offsetWidth, Math.max(0, left));
      const transition = carried || calm() ? "none" : "left .15s";
      Object.assign(head.style, { left: `${inside}px`, transition, zIndex: carried ? "2" : "1" });
      head.classList.toggle("carried", carried);
    }
  }
  return { element, show, place };
}

/**
 * What a screen reader says of an axis.
 * @param {Axis} axis
 * @param {number} brushes
 */
export function spoken({ label, low, high, flipped, note }, brushes) {
  const parts = [`axis ${label}`, `${low} to ${high}`];
  if (flipped) parts.push("flipped");
  if (brushes) parts.push(`${brushes} ${brushes === 1 ? "brush" : "brushes"}`);
  if (note) parts.push(note);
  return parts.join(", ");
}

/**
 * @param {State} state
 * @param {HTMLElement} head
 * @param {string} name
 * @param {{ place: () => void, order: (name: string, order: string[]) => void, hideCard: () => void }} does
 */
function addDrag(state, head, name, does) {
  const { view } = state;
  const drop = () => {
    const ended = state.carry;
    state.carry = null;
    const isMoved = ended?.x != null && ended.order.join("\n") !== ended.began.join("\n");
    if (ended && isMoved) does.order(ended.name, ended.order);
    does.place();
    view.redraw();
  };
  head.addEventListener("pointerdown", (e) => {
    if (e.button !== 0) return;
    head.setPointerCapture(e.pointerId);
    const order = orderOf(state);
    state.carry = {
      name,
      from: e.clientX,
      start: axisX(state, name),
      began: order,
      order,
      x: null,
    };
  });
  head.addEventListener("pointermove", (e) => {
    const carry = state.carry;
    if (carry?.from == null) return;
    const by = e.clientX - carry.from;
    if (carry.x == null && Math.abs(by) < SLACK) return;
    does.hideCard();
    const a = areaOf(state);
    carry.x = Math.min(a.x + a.width, Math.max(a.x, carry.start + by));
    carry.order = movedTo(carry.order, name, Math.round((carry.x - a.x) / stepOf(state)));
    does.place();
    view.redraw();
  });
  head.addEventListener("pointerup", drop);
  head.addEventListener("pointercancel", () => {
    state.carry = null;
    does.place();
    view.redraw();
  });
}

/**
 * @param {State} state
 * @param {HTMLElement} head
 * @param {string} name
 * @param {{ order: (name: string, order: string[]) => void, focus: (name: string) => void, brush: Gestures["brush"] }} does
 */
function addKeys(state, head, name, does) {
  const { model } = state;
  head.addEventListener("keydown", (e) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[e.key];
    const up = { ArrowUp: KEY_STEP, ArrowDown: -KEY_STEP }[e.key];
    const order = orderOf(state);
    const slot = order.indexOf(name);
    const ranges = rangesOf(state, name);
    if (by && e.shiftKey) {
      if (slot + by >= 0 && slot + by < model.axes.length)
        does.order(name, movedTo(order, name, slot + by));
    } else if (by) does.focus(order[slot + by]);
    else if (up && ranges.length)
      does.brush(name, [...ranges.slice(0, -1), stretched(ranges.at(-1), up, e.shiftKey)]);
    else if (isCommand(e)) return;
    else if (e.key.toLowerCase() === "b") does.brush(name, [...ranges, [0.25, 0.75]]);
    else if (e.key.toLowerCase() === "f") model.send_msg({ type: "flip", axis: name });
    else if (e.key === "Delete" || e.key === "Backspace") does.brush(name, []);
    else return;
    e.preventDefault();
  });
}

/**
 * A range with one end moved, not beyond the other.
 * @param {import("./view.js").Range | undefined} range
 * @param {number} by
 * @param {boolean} isUpper
 * @returns {import("./view.js").Range}
 */
export function stretched(range, by, isUpper) {
  const [low, high] = range ?? [0, 1];
  return isUpper ? [low, Math.max(low, clip(high + by))] : [Math.min(high, clip(low + by)), high];
}
