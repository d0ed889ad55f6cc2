// Two vectors at their true angle; each end is a handle that can be dragged through the origin.

import { canvas, FONT, fitted } from "hdvis/canvas.js";
import { host } from "hdvis/dom.js";
import { latest, listen } from "hdvis/messages.js";
import { pictureShelf } from "hdvis/pictures.js";
import { colors, onTheme } from "hdvis/theme.js";

const HEAD = 22,
  FOOT = 16,
  SPACE = 8,
  EDGE = 12,
  LARGEST = 132;

export function render({ model, el }) {
  host(el, "", {
    position: "relative",
    overflow: "hidden",
    touchAction: "none",
    userSelect: "none",
  });
  const view = canvas(el, draw),
    surface = view.surface,
    shelf = pictureShelf();
  const requests = latest(model);
  Object.assign(surface, { tabIndex: 0 });
  surface.setAttribute("role", "application");
  Object.assign(surface.style, { outlineOffset: "-2px", outlineColor: "var(--hdv-focus)" });
  let held = null,
    active = 0,
    strengths = [...model.strengths];

  const ready = () => model.names.length === 2 && model.steps.length === 2;
  const angles = () => [0, (-model.angle * Math.PI) / 180];
  const say = (value) =>
    value
      .toFixed(1)
      .replace("-", "−")
      .replace(/^−0\.0$/, "0.0");

  // -- places -----------------------------------------------------------------------------
  // The pictures stand beside the drawing in a wide pane and below it in a tall one: a block for
  // each vector, its bare picture first, then the one from the focus.
  function blocks() {
    const count = shelf.length > 2 ? 2 : shelf.length ? 1 : 0,
      beside = view.width > 1.25 * view.height;
    if (!count)
      return {
        side: 0,
        count,
        at: () => [EDGE, view.height - HEAD],
        room: [0, 0, view.width, view.height - HEAD],
      };
    const foot = count > 1 ? FOOT : 0;
    const tall = beside
      ? (view.height - 2 * EDGE - SPACE) / 2 - HEAD - foot
      : 0.36 * view.height - HEAD - foot;
    const wide = beside
      ? (0.46 * view.width - EDGE) / count - SPACE
      : (view.width - 2 * EDGE - 2 * SPACE) / (2 * count) - SPACE;
    const side = Math.round(Math.max(28, Math.min(LARGEST, tall, wide)));
    const block = count * (side + SPACE),
      height = HEAD + side + foot;
    if (beside) {
      const left = view.width - EDGE - block,
        top = (view.height - 2 * height - SPACE) / 2;
      return {
        side,
        count,
        block,
        at: (which) => [left, top + (1 - which) * (height + SPACE)],
        room: [0, 0, left - SPACE, view.height],
      };
    }
    const top = view.height - height - EDGE / 2,
      half = view.width / 2;
    return {
      side,
      count,
      block,
      at: (which) => [(which ? 0 : half) + Math.max(SPACE, (half - block) / 2), top],
      room: [0, 0, view.width, top - SPACE],
    };
  }
  function frame() {
    const placed = blocks(),
      [x, y, width, height] = placed.room;
    const [first, second] = model.steps.map((step) => model.reach * Math.max(step, 1e-12));
    const across = Math.max(first, second * Math.abs(Math.cos(angles()[1]))),
      up = second * Math.abs(Math.sin(angles()[1]));
    const scale = Math.min(
      (width / 2 - 22) / across,
      (height / 2 - 26) / Math.max(up, 0.15 * across),
    );
    return { ...placed, x: x + width / 2, y: y + height / 2 + 4, scale: Math.max(scale, 1e-12) };
  }
  function end(which, f = frame()) {
    const length = strengths[which] * model.steps[which] * f.scale,
      angle = angles()[which];
    return [f.x + length * Math.cos(angle), f.y + length * Math.sin(angle)];
  }

  // -- drawing ----------------------------------------------------------------------------
  function draw(context) {
    const theme = colors(el);
    context.font = `12px ${FONT}`;
    context.fillStyle = theme.muted;
    context.textAlign = "left";
    context.fillText(model.note, EDGE, 18, view.width - 2 * EDGE);
    if (!ready()) return;
    const f = frame();
    rails(context, f, theme);
    arc(context, f, theme);
    [1, 0].forEach((which) => vector(context, f, which, theme));
    [1, 0].forEach((which) => beside(context, f, which, theme));
  }
  function rails(context, f, theme) {
    context.strokeStyle = theme.line;
    context.lineWidth = 1;
    angles().forEach((angle, which) => {
      const reach = model.reach * model.steps[which] * f.scale;
      context.beginPath();
      context.moveTo(f.x - reach * Math.cos(angle), f.y - reach * Math.sin(angle));
      context.lineTo(f.x + reach * Math.cos(angle), f.y + reach * Math.sin(angle));
      context.stroke();
    });
  }
  function arc(context, f, theme) {
    const radius = Math.max(
        14,
        Math.min(26, 0.3 * model.reach * Math.min(...model.steps) * f.scale),
      ),
      middle = angles()[1] / 2;
    context.strokeStyle = theme.muted;
    context.lineWidth = 1;
    context.beginPath();
    context.arc(f.x, f.y, radius, 0, angles()[1], true);
    context.stroke();
    context.font = `11px ${FONT}`;
    context.fillStyle = theme.muted;
    context.textAlign = "center";
    const x = f.x + (radius + 16) * Math.cos(middle),
      y = f.y + (radius + 14) * Math.sin(middle) + 4;
    const [nx, ny, half] = nameAt(context, 1, f),
      covered = Math.abs(nx - x) < half + 13 && Math.abs(ny - y) < 13;
    context.fillText(`${Math.round(model.angle)}°`, covered ? f.x : x, covered ? f.y + 17 : y);
  }
  // The middle of an end's name, and half its width.
  function nameAt(context, which, f) {
    const [x, y] = end(which, f),
      [left, top, right, bottom] = f.room;
    const half = context.measureText(model.names[which]).width / 2 + 4,
      up = which === 1 ? y <= f.y : model.angle < 25;
    return [
      Math.max(left + half, Math.min(right - half, x)),
      Math.max(top + 32, Math.min(bottom - 2, y + (up ? -13 : 21))),
      half,
    ];
  }
  function vector(context, f, which, theme) {
    const [x, y] = end(which, f),
      color = model.colors[which] ?? theme.text;
    context.strokeStyle = context.fillStyle = color;
    context.lineWidth = 3;
    context.beginPath();
    context.moveTo(f.x, f.y);
    context.lineTo(x, y);
    context.stroke();
    dot(context, x, y, 7);
    if (which === active && el.getRootNode().activeElement === surface) {
      context.strokeStyle = theme.focus;
      context.lineWidth = 2;
      context.stroke();
    }
    context.font = `11px ${FONT}`;
    context.fillStyle = theme.text;
    context.strokeStyle = theme.pane;
    context.lineWidth = 3;
    context.textAlign = "center";
    const [tx, ty] = nameAt(context, which, f);
    context.strokeText(model.names[which], tx, ty);
    context.fillText(model.names[which], tx, ty);
  }
  function dot(context, x, y, radius) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
  function beside(context, f, which, theme) {
    const [left, top] = f.at(which);
    if (!f.count) return;
    context.fillStyle = model.colors[which] ?? theme.text;
    dot(context, left + 4, top + 9, 4);
    context.font = `12px ${FONT}`;
    context.textAlign = "left";
    context.fillStyle = theme.text;
    const value = say(strengths[which]),
      room = f.block - SPACE - 14 - context.measureText(` ${value}`).width;
    context.fillText(`${fitted(context, model.names[which], room)} ${value}`, left + 13, top + 13);
    context.font = `11px ${FONT}`;
    context.fillStyle = theme.muted;
    for (let i = 0; i < f.count; i++) {
      const x = left + i * (f.side + SPACE);
      shelf.draw(context, which + 2 * i, x, top + HEAD, f.side, theme);
      if (f.count > 1)
        context.fillText(
          fitted(context, i ? model.start : "alone", f.side),
          x,
          top + HEAD + f.side + 13,
        );
    }
  }

  // -- dragging ---------------------------------------------------------------------------
  function along(which, e) {
    const f = frame(),
      angle = angles()[which];
    const length = (e.offsetX - f.x) * Math.cos(angle) + (e.offsetY - f.y) * Math.sin(angle);
    return Math.max(
      -model.reach,
      Math.min(model.reach, length / (f.scale * model.steps[which] || 1)),
    );
  }
  function move(which, strength, live) {
    strengths[which] = strength;
    requests.send({ type: "drag", which, strength, live });
    view.redraw();
  }
  function nearest(e) {
    if (!ready()) return null;
    const far = [0, 1].map((which) => {
      const [x, y] = end(which);
      return Math.hypot(e.offsetX - x, e.offsetY - y);
    });
    const which = far[0] <= far[1] ? 0 : 1;
    return far[which] <= 18 ? which : null;
  }
  surface.addEventListener("pointerdown", (e) => {
    const which = e.button ? null : nearest(e);
    if (which == null) return;
    held = active = which;
    surface.setPointerCapture(e.pointerId);
  });
  surface.addEventListener("pointermove", (e) => {
    surface.style.cursor = held != null ? "grabbing" : nearest(e) != null ? "grab" : "default";
    if (held != null) move(held, along(held, e), true);
  });
  const drop = (e) => {
    if (held == null) return;
    move(held, along(held, e), false);
    held = null;
  };
  surface.addEventListener("pointerup", drop);
  surface.addEventListener("pointercancel", drop);
  surface.addEventListener("dblclick", () => model.send_msg({ type: "home" }));
  surface.addEventListener("keydown", (e) => {
    const step = { ArrowLeft: -0.025, ArrowRight: 0.025, ArrowDown: -0.025, ArrowUp: 0.025 }[e.key];
    if (e.key === " ") active = 1 - active;
    else if (step && ready())
      move(
        active,
        Math.max(-model.reach, Math.min(model.reach, strengths[active] + step * model.reach)),
        false,
      );
    else return;
    e.preventDefault();
    view.redraw();
    label();
  });
  for (const name of ["focus", "blur"]) surface.addEventListener(name, view.redraw);

  function label() {
    const ends = model.names
      .map((name, which) => `${name} ${say(strengths[which] ?? 0)}`)
      .join(" and ");
    surface.setAttribute(
      "aria-label",
      `${ends}, ${Math.round(model.angle)} degrees apart; arrows move ${model.names[active] ?? "an end"}, space takes the other`,
    );
  }
  function hang(list) {
    shelf.set(list);
    view.redraw();
  }
  model.on("strengths", () => {
    if (held == null) strengths = [...model.strengths];
    label();
    view.redraw();
  });
  model.on("pictures", () => hang(model.pictures));
  for (const name of ["names", "angle", "steps", "reach", "note", "colors", "start"])
    model.on(name, () => {
      label();
      view.redraw();
    });
  onTheme(model, view.redraw);
  listen(model, {
    pictures: (m) => {
      hang(m.pictures);
      requests.done();
    },
    ack: () => requests.done(),
  });
  label();
  hang(model.pictures);
}
