// Parallel axes: draws lines, brushes and the focused line, and turns gestures into messages.

import { canvas, FONT, fitted } from "hdvis/canvas.js";
import { calm, host, node } from "hdvis/dom.js";
import { modeOf } from "hdvis/gestures.js";
import { legendBox } from "hdvis/legend.js";
import { latest, listen } from "hdvis/messages.js";
import { planePainter } from "hdvis/planes.js";
import { colors, onTheme } from "hdvis/theme.js";
import { tooltip } from "hdvis/tooltip.js";
import css from "./view.css" with { type: "text" };

const ROOM = { side: 34, top: 42, bottom: 24, legend: 96 };
const REACH = 9,
  EDGE_REACH = 5,
  HALF = 6;

export function render({ model, el }) {
  host(el, css, {
    position: "relative",
    overflow: "hidden",
    touchAction: "none",
    userSelect: "none",
  });
  const painter = planePainter();
  const requests = latest(model),
    hovers = latest(model, 1000);
  let drag = null,
    local = null,
    carry = null,
    handle = null,
    hovered = null,
    chosen = model.chosen;

  const view = canvas(el, draw, {
    onresize: () => {
      tellSize();
      placeHeads();
    },
  });
  const surface = view.surface;
  surface.setAttribute("role", "img");
  const heads = node("div", { class: "heads" });
  const earlier = pager("‹", "earlier axes", -1),
    later = pager("›", "more axes", 1);
  const tip = tooltip(),
    card = tip.card;
  const legend = legendBox(model);
  el.append(heads, earlier, later, legend, card);

  // -- places -----------------------------------------------------------------------------
  const roomForLegend = () => (model.legend && view.width > 520 ? ROOM.legend : 0);
  const area = () => ({
    x: ROOM.side,
    y: ROOM.top,
    width: Math.max(1, view.width - 2 * ROOM.side - roomForLegend()),
    height: Math.max(1, view.height - ROOM.top - ROOM.bottom),
  });
  const names = () => model.axes.map((axis) => axis.name);
  const order = () => carry?.order ?? names();
  const step = () => area().width / Math.max(1, model.axes.length - 1);
  const slotX = (slot) =>
    model.axes.length === 1 ? area().x + area().width / 2 : area().x + slot * step();
  const axisX = (name) =>
    carry?.name === name && carry.x != null ? carry.x : slotX(order().indexOf(name));
  const clip = (share) => Math.min(1, Math.max(0, share));
  const turned = (axis, share) => (axis.flipped ? 1 - share : share);
  const yOf = (axis, share) => area().y + (1 - turned(axis, share)) * area().height;
  const shareAt = (axis, y) => turned(axis, clip(1 - (y - area().y) / area().height));
  const rangesOf = (name) => local?.[name] ?? model.brushes[name] ?? [];
  const focusAt = (i) => (handle && handle.axis === i ? handle.share : model.focus?.[i]);
  function tellSize() {
    const { width, height } = area();
    model.send_msg({ type: "size", width: Math.round(width), height: Math.round(height) });
  }

  // -- drawing ----------------------------------------------------------------------------
  function draw(context) {
    const a = area(),
      theme = colors(el);
    carry ? drawSegments(context, a) : painter.draw(context, a.x, a.y, a.width, a.height, theme);
    context.font = `11px ${FONT}`;
    for (const axis of model.axes) drawAxis(context, a, axis, theme);
    if (hovered && !carry) drawLine(context, (i) => hovered[i], theme.pane, theme.text, 1.25);
    if (model.focus && !carry) drawLine(context, focusAt, theme.pane, theme.focus, 2.5);
    if (model.focus && model.handles && !carry)
      model.axes.forEach((axis, i) => drawHandle(context, axis, focusAt(i), theme));
  }
  // While an axis is carried, each pair that is still side by side keeps its piece of the plane.
  function drawSegments(context, a) {
    const known = names(),
      now = carry.order;
    for (let slot = 0; slot + 1 < now.length; slot++) {
      const [left, right] = [known.indexOf(now[slot]), known.indexOf(now[slot + 1])];
      const [x0, x1] = [axisX(now[slot]), axisX(now[slot + 1])];
      if (Math.abs(left - right) !== 1 || x1 <= x0) continue;
      const stretch = (x1 - x0) / step();
      context.save();
      if (right < left) {
        context.translate(x0 + x1, 0);
        context.scale(-1, 1);
      }
      context.beginPath();
      context.rect(x0, a.y, x1 - x0, a.height);
      context.clip();
      painter.draw(
        context,
        x0 - Math.min(left, right) * step() * stretch,
        a.y,
        a.width * stretch,
        a.height,
        colors(el),
      );
      context.restore();
    }
  }
  function drawAxis(context, a, axis, theme) {
    const x = Math.round(axisX(axis.name)) + 0.5;
    context.strokeStyle = theme.muted;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x, a.y);
    context.lineTo(x, a.y + a.height);
    context.stroke();
    for (const [low, high] of rangesOf(axis.name))
      drawBrush(context, x, yOf(axis, low), yOf(axis, high), theme);
    context.fillStyle = theme.muted;
    context.textAlign = "center";
    const end = fitted(context, endOf(axis, !axis.flipped), step() - 4),
      half = context.measureText(end).width / 2;
    context.fillText(
      end,
      Math.min(view.width - half - 2, Math.max(half + 2, x)),
      a.y + a.height + 14,
    );
    context.textAlign = "left";
    for (const [share, text] of axis.ticks)
      halo(
        context,
        fitted(context, text, Math.max(24, step() - 12)),
        x + 5,
        yOf(axis, share) + (share === 0 ? -2 : share === 1 ? 9 : 4),
        theme,
      );
    if (axis.note) drawNote(context, x, a, axis.note, theme);
  }
  function halo(context, text, x, y, theme) {
    context.strokeStyle = theme.pane;
    context.lineWidth = 3;
    context.strokeText(text, x, y);
    context.fillStyle = theme.text;
    context.fillText(text, x, y);
  }
  function drawNote(context, x, a, text, theme) {
    context.save();
    context.translate(x - 5, a.y + a.height / 2);
    context.rotate(-Math.PI / 2);
    context.textAlign = "center";
    halo(context, text, 0, 0, { ...theme, text: theme.muted });
    context.restore();
  }
  function drawBrush(context, x, y0, y1, theme) {
    const [top, bottom] = [Math.min(y0, y1), Math.max(y0, y1)];
    context.fillStyle = theme.selection + "40";
    context.fillRect(x - HALF, top, 2 * HALF, bottom - top);
    for (const [color, size] of [
      [theme.pane, 4],
      [theme.selection, 1.75],
    ]) {
      context.strokeStyle = color;
      context.lineWidth = size;
      context.strokeRect(x - HALF, top, 2 * HALF, bottom - top);
    }
  }
  function drawLine(context, heightOf, under, over, width) {
    context.beginPath();
    let gap = true;
    model.axes.forEach((axis, i) => {
      const share = heightOf(i);
      if (share == null) {
        gap = true;
        return;
      }
      const x = axisX(axis.name),
        y = yOf(axis, Math.min(1.03, Math.max(-0.03, share)));
      if (model.axes.length === 1) {
        context.moveTo(x - step() / 2, y);
        context.lineTo(x + step() / 2, y);
      }
      gap ? context.moveTo(x, y) : context.lineTo(x, y);
      gap = false;
    });
    context.lineJoin = "round";
    for (const [color, size] of [
      [under, width + 2],
      [over, width],
    ]) {
      context.strokeStyle = color;
      context.lineWidth = size;
      context.stroke();
    }
  }
  function drawHandle(context, axis, share, theme) {
    if (share == null) return;
    context.beginPath();
    context.arc(
      axisX(axis.name),
      yOf(axis, Math.min(1.03, Math.max(-0.03, share))),
      5,
      0,
      2 * Math.PI,
    );
    context.fillStyle = theme.pane;
    context.strokeStyle = theme.focus;
    context.lineWidth = 2;
    context.fill();
    context.stroke();
  }

  // -- brushes, handles, clicks ------------------------------------------------------------
  function hit(x, y) {
    const i = model.axes.length === 1 ? 0 : Math.round((x - area().x) / step());
    const axis = model.axes[i];
    if (
      !axis ||
      Math.abs(x - axisX(axis.name)) > REACH ||
      y < area().y - 6 ||
      y > area().y + area().height + 6
    )
      return null;
    const at = focusAt(i);
    if (model.handles && at != null && Math.abs(y - yOf(axis, clip(at))) <= 7)
      return { i, axis, kind: "handle" };
    const ranges = rangesOf(axis.name);
    for (let k = ranges.length - 1; k >= 0; k--) {
      const [low, high] = ranges[k].map((share) => yOf(axis, share));
      if (Math.abs(y - high) <= EDGE_REACH) return { i, axis, kind: "high", k };
      if (Math.abs(y - low) <= EDGE_REACH) return { i, axis, kind: "low", k };
      if (y > Math.min(low, high) && y < Math.max(low, high)) return { i, axis, kind: "move", k };
    }
    return { i, axis, kind: "make", k: ranges.length };
  }
  const CURSORS = {
    handle: "ns-resize",
    high: "ns-resize",
    low: "ns-resize",
    move: "grab",
    make: "crosshair",
  };
  surface.addEventListener("pointerdown", (e) => {
    if (e.button !== 0) return;
    surface.setPointerCapture(e.pointerId);
    hideCard();
    const found = hit(e.offsetX, e.offsetY);
    drag = {
      ...(found ?? { kind: "press" }),
      from: [e.offsetX, e.offsetY],
      mode: modeOf(e),
      moved: false,
    };
    if (found)
      Object.assign(drag, {
        start: shareAt(found.axis, e.offsetY),
        ranges: rangesOf(found.axis.name).map((r) => [...r]),
      });
  });
  surface.addEventListener("pointermove", (e) => {
    if (!drag) return hoverOver(e);
    if (Math.hypot(e.offsetX - drag.from[0], e.offsetY - drag.from[1]) > 3) drag.moved = true;
    if (drag.moved && drag.kind !== "press") follow(e, true);
  });
  surface.addEventListener("pointerup", (e) => {
    if (!drag) return;
    const ended = drag;
    if (ended.moved && ended.kind !== "press") follow(e, false);
    drag = null;
    if (!ended.moved) press(e, ended);
  });
  surface.addEventListener("pointercancel", () => {
    drag = local = handle = null;
    view.redraw();
  });

  function follow(e, live) {
    const share = shareAt(drag.axis, e.offsetY);
    if (drag.kind === "handle") {
      handle = { axis: drag.i, share };
      requests.send({ type: "handle", axis: drag.axis.name, share, live });
    } else {
      local = { ...local, [drag.axis.name]: changed(share) };
      requests.send({
        type: "brush",
        axis: drag.axis.name,
        ranges: local[drag.axis.name],
        live,
        mode: drag.mode,
      });
    }
    view.redraw();
  }
  function changed(share) {
    const ranges = drag.ranges.map((r) => [...r]),
      [low, high] = ranges[drag.k] ?? [drag.start, drag.start];
    const by = Math.min(1 - high, Math.max(-low, share - drag.start));
    const made = {
      make: [drag.start, share],
      low: [share, high],
      high: [low, share],
      move: [low + by, high + by],
    }[drag.kind];
    ranges[drag.k] = made.sort((p, q) => p - q);
    return ranges;
  }
  function press(e, { kind, axis, k, ranges, mode }) {
    if (["move", "low", "high"].includes(kind)) {
      setRanges(
        axis.name,
        ranges.filter((_, i) => i !== k),
        mode,
      );
      return;
    }
    const at = placeOf(e);
    if (at) model.send_msg({ type: "click", ...at });
  }
  function setRanges(name, ranges, mode = null) {
    local = { ...local, [name]: ranges };
    requests.send({ type: "brush", axis: name, ranges, live: false, mode });
    view.redraw();
  }
  function placeOf(e) {
    const a = area(),
      x = (e.offsetX - a.x) / a.width,
      y = 1 - (e.offsetY - a.y) / a.height;
    return x > -0.02 && x < 1.02 && y > -0.02 && y < 1.02 ? { x: clip(x), y: clip(y) } : null;
  }

  // -- hover ------------------------------------------------------------------------------
  let hoverTimer = 0,
    hoverAt = null;
  function hoverOver(e) {
    const found = hit(e.offsetX, e.offsetY),
      at = placeOf(e);
    surface.style.cursor = found ? CURSORS[found.kind] : "default";
    card.style.display = "none";
    clearTimeout(hoverTimer);
    if (!at || (found && found.kind !== "make")) return hideCard();
    hoverAt = [e.offsetX, e.offsetY];
    hoverTimer = setTimeout(() => hovers.send({ type: "hover", ...at }), 40);
  }
  function hideCard() {
    clearTimeout(hoverTimer);
    hoverAt = null;
    card.style.display = "none";
    if (hovered) {
      hovered = null;
      view.redraw();
    }
  }
  function showCard(message) {
    hovers.done();
    const shown = hoverAt && message.row != null;
    hovered = shown ? message.line : null;
    view.redraw();
    if (!shown) {
      card.style.display = "none";
      return;
    }
    tip.show(message, hoverAt, view);
  }
  el.addEventListener("pointerleave", hideCard);

  // -- names: drag to reorder, keys ---------------------------------------------------------
  const known = new Map();
  function head(name) {
    const element = node(
      "button",
      { class: "head" },
      node("span", { class: "name" }),
      node("span", { class: "end" }),
    );
    element.addEventListener("pointerdown", (e) => {
      if (e.button !== 0) return;
      element.setPointerCapture(e.pointerId);
      carry = {
        name,
        from: e.clientX,
        start: axisX(name),
        began: order(),
        order: order(),
        x: null,
      };
    });
    element.addEventListener("pointermove", (e) => {
      if (carry?.from != null) move(e.clientX - carry.from);
    });
    element.addEventListener("pointerup", drop);
    element.addEventListener("pointercancel", () => {
      carry = null;
      placeHeads();
      view.redraw();
    });
    element.addEventListener("dblclick", () => flip(name));
    element.addEventListener("keydown", (e) => onKey(e, name));
    return element;
  }
  function move(by) {
    if (carry.x == null && Math.abs(by) < 4) return;
    hideCard();
    const a = area();
    carry.x = Math.min(a.x + a.width, Math.max(a.x, carry.start + by));
    const slot = Math.round((carry.x - a.x) / step());
    carry.order = moved(carry.name, slot);
    placeHeads();
    view.redraw();
  }
  function moved(name, slot) {
    const others = order().filter((other) => other !== name);
    return [...others.slice(0, slot), name, ...others.slice(slot)];
  }
  function drop() {
    const ended = carry;
    carry = null;
    if (ended?.x != null && ended.order.join("\n") !== ended.began.join("\n"))
      tellOrder(ended.name, ended.order);
    placeHeads();
    view.redraw();
  }
  // Until the answer comes, the pieces of the old plane stand where the new order wants them.
  function tellOrder(name, wanted) {
    carry = { name, order: wanted, x: null, from: null };
    model.send_msg({ type: "order", names: wanted });
  }
  const flip = (name) => model.send_msg({ type: "flip", axis: name });
  function onKey(e, name) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[e.key],
      slot = order().indexOf(name);
    const page = { PageUp: -1, PageDown: 1 }[e.key];
    if (by && e.shiftKey) {
      const next = slot + by;
      if (next >= 0 && next < model.axes.length) {
        tellOrder(name, moved(name, next));
        placeHeads();
        view.redraw();
      }
    } else if (by) known.get(order()[slot + by])?.focus();
    else if (e.key.toLowerCase() === "f" && !e.ctrlKey && !e.metaKey) flip(name);
    else if (e.key === "Delete" || e.key === "Backspace") setRanges(name, []);
    else if (page) turnPage(page);
    else return;
    e.preventDefault();
  }
  function showHeads() {
    const wanted = new Set(names());
    for (const [name, element] of known)
      if (!wanted.has(name)) {
        element.remove();
        known.delete(name);
      }
    for (const axis of model.axes) {
      if (!known.has(axis.name)) {
        known.set(axis.name, head(axis.name));
        heads.append(known.get(axis.name));
      }
      const element = known.get(axis.name),
        [label, end] = element.children,
        count = rangesOf(axis.name).length;
      label.textContent = axis.flipped ? `${axis.label} ↓` : axis.label;
      end.textContent = endOf(axis, axis.flipped);
      element.title = `${axis.label}: drag to move, double-click to flip`;
      const brushes = count ? `, ${count} ${count === 1 ? "brush" : "brushes"}` : "";
      element.setAttribute(
        "aria-label",
        `axis ${axis.label}, ${axis.low} to ${axis.high}${axis.flipped ? ", flipped" : ""}${brushes}${axis.note ? `, ${axis.note}` : ""}`,
      );
      element.setAttribute(
        "aria-keyshortcuts",
        "ArrowLeft ArrowRight Shift+ArrowLeft Shift+ArrowRight F Delete",
      );
    }
    placeHeads();
  }
  function placeHeads() {
    const width = Math.max(28, Math.min(140, step() - 2));
    for (const [name, element] of known) {
      const carried = carry?.name === name && carry.x != null;
      element.style.maxWidth = `${width}px`;
      const left = axisX(name) - element.offsetWidth / 2,
        most = view.width - element.offsetWidth;
      Object.assign(element.style, {
        left: `${Math.min(most, Math.max(0, left))}px`,
        transition: carried || calm() ? "none" : "left .15s",
        zIndex: carried ? 2 : 1,
      });
      element.classList.toggle("carried", carried);
    }
  }

  // -- pages ------------------------------------------------------------------------------
  function pager(sign, label, by) {
    return node(
      "button",
      {
        class: "pager",
        "aria-label": label,
        title: label,
        style: by < 0 ? { left: "2px" } : { right: "2px" },
        onclick: () => turnPage(by),
      },
      sign,
    );
  }
  function turnPage(by) {
    if (by < 0 ? model.pages.before : model.pages.after) model.send_msg({ type: "page", by });
  }
  let turnedAt = 0;
  el.addEventListener(
    "wheel",
    (e) => {
      const by = Math.abs(e.deltaX) > Math.abs(e.deltaY) ? e.deltaX : e.deltaY;
      if (!(model.pages.before || model.pages.after) || legend.contains(e.composedPath()[0]))
        return;
      e.preventDefault();
      if (Math.abs(by) < 8 || e.timeStamp - turnedAt < 300) return;
      turnedAt = e.timeStamp;
      turnPage(Math.sign(by));
    },
    { passive: false },
  );
  function showPages() {
    for (const [button, count, word] of [
      [earlier, model.pages.before, "earlier"],
      [later, model.pages.after, "more"],
    ]) {
      button.style.display = count ? "" : "none";
      button.title = `${count} ${word} axes (Page Up, Page Down, or the wheel)`;
    }
  }

  // -- following Python -------------------------------------------------------------------
  function paint() {
    painter.setBase(model.base);
    painter.setChosen(chosen);
    view.redraw();
  }
  const settle = () => {
    if (!drag) local = handle = null;
    if (carry?.from === null) carry = null;
    requests.done();
    showHeads();
    view.redraw();
  };
  let legendRoom = roomForLegend();
  model.on("base", paint);
  onTheme(model, paint);
  model.on("axes", () => {
    carry = null;
    hideCard();
    showHeads();
    view.redraw();
  });
  model.on("brushes", () => {
    if (!drag) local = null;
    showHeads();
    view.redraw();
  });
  model.on("focus", () => {
    if (!drag) handle = null;
    view.redraw();
  });
  model.on("handles", view.redraw);
  model.on("pages", showPages);
  model.on("legend", () => {
    if (roomForLegend() !== legendRoom) {
      legendRoom = roomForLegend();
      tellSize();
      placeHeads();
      view.redraw();
    }
  });
  model.on("label", () => surface.setAttribute("aria-label", model.label));
  listen(model, {
    chosen: (m) => {
      chosen = m.chosen;
      painter.setChosen(chosen);
      if (m.live) {
        requests.done();
        view.redraw();
      } else settle();
    },
    card: showCard,
    ack: settle,
  });
  surface.setAttribute("aria-label", model.label);
  paint();
  showHeads();
  showPages();
}

// What stands at the low or high end; categories with names of their own need nothing there.
const endOf = (axis, low) => (axis.ticks.length ? "" : low ? axis.low : axis.high);
