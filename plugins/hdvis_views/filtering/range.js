// The ends of a range over a histogram: dragged, moved by keys, or typed.

import { canvas } from "hdvis/canvas.js";
import { activeIn, node } from "hdvis/dom.js";
import { modeOf } from "hdvis/gestures.js";
import { colors } from "hdvis/theme.js";

/** @typedef {import("./view.js").RangeDraft} RangeDraft */

/** @type {Record<string, number>} */
const KEY_STEPS = {
  ArrowLeft: -0.01,
  ArrowDown: -0.01,
  ArrowRight: 0.01,
  ArrowUp: 0.01,
  PageUp: 0.1,
  PageDown: -0.1,
};

/**
 * @param {RangeDraft} draft
 * @param {import("./view.js").Model} model
 * @param {import("./view.js").Requests} requests
 * @returns {import("./draft.js").Inside}
 */
export function rangeForm(draft, model, requests) {
  const bars = node("div", { class: "bars", title: "click a bar to select its rows" });
  let now = draft;
  let ends = [...draft.ends];
  let isDragged = false;
  const view = canvas(bars, (context, width, height) =>
    drawBars(context, [width, height], now.bars, ends, colors(bars)),
  );
  const move = (/** @type {number} */ which, /** @type {number} */ place) => {
    ends = movedEnd(ends, which, place);
    put();
    requests.send({ type: "ends", shares: [...ends] });
  };
  const hold = (/** @type {boolean} */ yes) => {
    isDragged = yes;
  };
  const grips = ["lower end", "upper end"].map((label, which) =>
    handle(label, bars, { at: () => ends[which], move: (place) => move(which, place), hold }),
  );
  bars.append(...grips);
  bars.addEventListener("click", (e) => {
    if (e.target instanceof Element && e.target.closest(".handle")) return;
    const share = (e.clientX - bars.getBoundingClientRect().left) / bars.clientWidth;
    model.send_msg({ type: "bar", index: barAt(share, now.bars.length), mode: modeOf(e) });
  });
  const onchange = () =>
    model.send_msg({ type: "typed_ends", texts: fields.map((field) => field.value) });
  const fields = ["from", "to"].map((label) =>
    node("input", { type: "text", "aria-label": label, onchange }),
  );
  const missing = node("span", { class: "muted" });
  function put() {
    grips.forEach((grip, i) => {
      grip.style.left = `calc(${100 * ends[i]}% - 6px)`;
      grip.setAttribute("aria-valuenow", ends[i].toFixed(3));
    });
    view.redraw();
  }
  /** @param {RangeDraft} next */
  function update(next) {
    now = next;
    if (!isDragged) ends = [...next.ends];
    fields.forEach((field, i) => {
      if (activeIn(field) !== field) field.value = next.texts[i];
      field.placeholder = next.limits[i];
      grips[i].setAttribute("aria-valuetext", next.texts[i] || next.limits[i]);
    });
    missing.textContent = next.missing
      ? `${next.missing.toLocaleString("en-US")} without a value`
      : "";
    put();
  }
  const foot = node(
    "div",
    { class: "head" },
    fields[0],
    node("span", { class: "muted" }, "to"),
    fields[1],
    missing,
  );
  return { parts: [bars, foot], first: grips[0], update };
}

/**
 * The bar at a share of the width.
 * @param {number} share
 * @param {number} count
 */
export const barAt = (share, count) => Math.min(count - 1, Math.max(0, Math.floor(share * count)));

/**
 * Both ends with one of them moved, within 0..1 and not beyond the other.
 * @param {number[]} ends
 * @param {number} which
 * @param {number} place
 */
export function movedEnd([low, high], which, place) {
  if (which) return [low, Math.max(low, Math.min(1, place))];
  return [Math.min(high, Math.max(0, place)), high];
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number]} size
 * @param {number[]} bars
 * @param {number[]} ends
 * @param {import("hdvis/theme.js").Colors} theme
 */
function drawBars(context, [width, height], bars, [low, high], theme) {
  const most = Math.max(1, ...bars);
  const step = width / bars.length;
  bars.forEach((bar, i) => {
    const middle = (i + 0.5) / bars.length;
    const isInside = middle >= low && middle <= high;
    const tall = bar ? Math.max(1.5, ((height - 6) * bar) / most) : 0;
    context.fillStyle = isInside ? theme.selection : theme.rows;
    context.globalAlpha = isInside ? 0.85 : 0.4;
    context.fillRect(i * step, height - tall, Math.max(1, step - 1), tall);
  });
  context.globalAlpha = 1;
}

/**
 * @param {string} label
 * @param {HTMLElement} bars
 * @param {{ at: () => number, move: (place: number) => void, hold: (yes: boolean) => void }} does
 */
function handle(label, bars, { at, move, hold }) {
  const limits = { "aria-valuemin": 0, "aria-valuemax": 1 };
  const grip = node("div", {
    class: "handle",
    role: "slider",
    tabindex: 0,
    "aria-label": label,
    ...limits,
  });
  let isHeld = false;
  const holding = (/** @type {boolean} */ yes) => {
    isHeld = yes;
    hold(yes);
  };
  grip.addEventListener("pointerdown", (e) => {
    e.preventDefault();
    grip.focus();
    grip.setPointerCapture(e.pointerId);
    holding(true);
  });
  grip.addEventListener("pointermove", (e) => {
    if (isHeld) move((e.clientX - bars.getBoundingClientRect().left) / bars.clientWidth);
  });
  for (const end of ["pointerup", "pointercancel"])
    grip.addEventListener(end, () => holding(false));
  grip.addEventListener("keydown", (e) => {
    const by = KEY_STEPS[e.key];
    if (!by) return;
    e.preventDefault();
    move(at() + by);
  });
  return grip;
}
