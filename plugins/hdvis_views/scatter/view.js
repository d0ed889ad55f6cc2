// Points as planes of pixels, with axes, brushes, a legend, image marks and a hover card.

import { canvas, FONT } from "hdvis/canvas.js";
import { host, node } from "hdvis/dom.js";
import { modeOf } from "hdvis/gestures.js";
import { legendBox } from "hdvis/legend.js";
import { bytes, latest, listen } from "hdvis/messages.js";
import { planePainter } from "hdvis/planes.js";
import { colors, onTheme } from "hdvis/theme.js";
import { tooltip } from "hdvis/tooltip.js";

const EDGE = { left: 46, right: 12, top: 10, bottom: 26 };
const TOOL_SIGNS = { box: "▭", lasso: "◌", pan: "✥", path: "⌇" };
const TOOL_WORDS = { box: "box (B)", lasso: "lasso (L)", pan: "pan (P)", path: "draw a path (D)" };

export function render({ model, el }) {
  host(el, "", {
    position: "relative",
    overflow: "hidden",
    touchAction: "none",
    userSelect: "none",
  });
  const painter = planePainter();
  const requests = latest(model);
  let drag = null,
    shape = null,
    shift = null,
    sheet = null,
    gesture = 0,
    chosen = model.chosen;

  const view = canvas(el, draw, { onresize: tellSize });
  const surface = view.surface;
  Object.assign(surface, { tabIndex: 0 });
  surface.setAttribute("role", "img");
  surface.style.outlineOffset = "-2px";
  const tip = tooltip(),
    card = tip.card;
  const legend = legendBox(model);
  const tools = node("div", {
    role: "toolbar",
    "aria-label": "tools",
    style: {
      position: "absolute",
      left: `${EDGE.left + 4}px`,
      top: "6px",
      display: "flex",
      gap: "2px",
      opacity: 0,
      transition: "opacity .15s",
    },
  });
  el.append(legend, tools, card);
  el.addEventListener("pointerenter", () => {
    tools.style.opacity = 1;
  });
  el.addEventListener("pointerleave", () => {
    tools.style.opacity = 0;
    hideCard();
  });
  tools.addEventListener("focusin", () => {
    tools.style.opacity = 1;
  });

  const bare = () => !model.axes?.x;
  function area() {
    const left = bare() ? 8 : EDGE.left,
      bottom = bare() ? 8 : EDGE.bottom;
    return {
      x: left,
      y: EDGE.top,
      width: Math.max(1, view.width - left - EDGE.right),
      height: Math.max(1, view.height - EDGE.top - bottom),
    };
  }
  function tellSize() {
    const { width, height } = area();
    model.send_msg({ type: "size", width: Math.round(width), height: Math.round(height) });
  }
  const shareOf = (e) => {
    const a = area();
    return [(e.offsetX - a.x) / a.width, 1 - (e.offsetY - a.y) / a.height];
  };
  const at = ([x, y]) => {
    const a = area();
    return [a.x + x * a.width, a.y + (1 - y) * a.height];
  };

  // -- drawing ----------------------------------------------------------------------------
  function draw(context) {
    const a = area(),
      theme = colors(el);
    context.save();
    context.beginPath();
    context.rect(a.x, a.y, a.width, a.height);
    context.clip();
    if (shift) moved(context, a);
    painter.draw(context, a.x, a.y, a.width, a.height, theme);
    if (sheet) drawMarks(context, a);
    context.restore();
    if (!bare()) drawAxes(context, a, theme);
    for (const brush of shape ? [...(shape.keeps ? model.brushes : []), shape] : model.brushes)
      drawBrush(context, brush, theme);
    if (model.path.length) drawPath(context, model.path, theme);
    if (model.focus) ring(context, at(model.focus), theme);
  }
  function moved(context, a) {
    context.translate(a.x + shift.x * a.width, a.y + shift.y * a.height);
    context.scale(shift.scale, shift.scale);
    context.translate(-a.x, -a.y);
  }
  function drawAxes(context, a, theme) {
    context.font = `11px ${FONT}`;
    context.fillStyle = theme.muted;
    context.strokeStyle = theme.line;
    context.lineWidth = 1;
    context.strokeRect(a.x - 0.5, a.y - 0.5, a.width + 1, a.height + 1);
    context.textAlign = "center";
    for (const [share, text] of model.axes.x.ticks)
      if (share >= 0 && share <= 1)
        context.fillText(text, a.x + share * a.width, a.y + a.height + 14);
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const [share, text] of model.axes.y.ticks)
      if (share >= 0 && share <= 1) context.fillText(text, a.x - 5, a.y + (1 - share) * a.height);
    context.textBaseline = "alphabetic";
    context.fillStyle = theme.text;
    context.textAlign = "right";
    context.fillText(model.axes.x.label, a.x + a.width - 4, a.y + a.height - 5);
    context.textAlign = "left";
    context.fillText(model.axes.y.label, a.x + 5, a.y + (model.tools.length ? 34 : 13));
  }
  function drawBrush(context, brush, theme) {
    const points = brush.points.map(at);
    context.beginPath();
    points.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.closePath();
    context.fillStyle = theme.selection + "14";
    context.strokeStyle = theme.selection;
    context.lineWidth = 1.5;
    context.fill();
    context.stroke();
  }
  function drawPath(context, path, theme) {
    context.beginPath();
    path.map(at).forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.strokeStyle = theme.focus;
    context.lineWidth = 2;
    context.stroke();
  }
  function ring(context, [x, y], theme) {
    context.beginPath();
    context.arc(x, y, 7.5, 0, 2 * Math.PI);
    context.lineWidth = 4;
    context.strokeStyle = theme.pane;
    context.stroke();
    context.lineWidth = 2;
    context.strokeStyle = theme.focus;
    context.stroke();
  }
  function drawMarks(context, _a) {
    const { tile, columns, places, chosen } = model.marks;
    const side = Math.min(tile, 40);
    places.forEach(([x, y], i) => {
      const [px, py] = at([x, y]);
      context.globalAlpha = chosen && !chosen[i] ? 0.25 : 1;
      context.drawImage(
        sheet,
        (i % columns) * tile,
        Math.floor(i / columns) * tile,
        tile,
        tile,
        px - side / 2,
        py - side / 2,
        side,
        side,
      );
    });
    context.globalAlpha = 1;
  }

  // -- gestures ---------------------------------------------------------------------------
  surface.addEventListener("pointerdown", (e) => {
    if (e.button > 1) return;
    surface.setPointerCapture(e.pointerId);
    hideCard();
    const tool = e.button === 1 ? "pan" : model.tool;
    const start = shareOf(e),
      mode = modeOf(e);
    const own =
      tool === "box" && !mode
        ? model.brushes.findLast((b) => b.kind === "box" && inside(b, start))
        : null;
    drag = {
      tool: own ? "move" : tool,
      start,
      from: [e.offsetX, e.offsetY],
      points: [start],
      mode,
      own,
      moved: false,
    };
    drag.gesture = own ? own.gesture : `g${Date.now().toString(36)}${gesture++}`;
  });
  surface.addEventListener("pointermove", (e) => {
    if (!drag) return askCard(e);
    if (Math.hypot(e.offsetX - drag.from[0], e.offsetY - drag.from[1]) > 3) drag.moved = true;
    if (!drag.moved) return;
    const here = shareOf(e);
    if (drag.tool === "pan") {
      const a = area();
      shift = {
        x: (e.offsetX - drag.from[0]) / a.width,
        y: (e.offsetY - drag.from[1]) / a.height,
        scale: 1,
      };
      return view.redraw();
    }
    if (drag.tool === "path") {
      drag.points.push(here);
      model.path = [...drag.points];
      return view.redraw();
    }
    follow(here);
    requests.send(message(true));
    view.redraw();
  });
  surface.addEventListener("pointerup", (e) => {
    if (!drag) return;
    const ended = drag;
    if (!ended.moved) click(e, ended);
    else if (ended.tool === "pan") panned();
    else if (ended.tool === "path") model.send_msg({ type: "path", points: ended.points });
    else {
      follow(shareOf(e));
      requests.send(message(false));
    }
    drag = null;
  });
  surface.addEventListener("pointercancel", () => {
    drag = shape = shift = null;
    view.redraw();
  });

  function follow(here) {
    const clip = ([x, y]) => [Math.min(1, Math.max(0, x)), Math.min(1, Math.max(0, y))];
    if (drag.tool === "lasso") {
      drag.points.push(here);
      shape = { kind: "lasso", points: drag.points, keeps: Boolean(drag.mode) };
    } else if (drag.tool === "move") {
      const [dx, dy] = [here[0] - drag.start[0], here[1] - drag.start[1]];
      shape = { kind: "box", points: drag.own.points.map(([x, y]) => [x + dx, y + dy]) };
    } else {
      const [[x0, y0], [x1, y1]] = [clip(drag.start), clip(here)];
      shape = {
        kind: "box",
        points: [
          [x0, y0],
          [x1, y0],
          [x1, y1],
          [x0, y1],
        ],
        keeps: Boolean(drag.mode),
      };
    }
  }
  const message = (live) => ({
    type: "gesture",
    shape: { kind: shape.kind, points: shape.points },
    live,
    gesture: drag.gesture,
    mode: drag.mode,
  });
  const inside = (box, [x, y]) => {
    const xs = box.points.map((p) => p[0]),
      ys = box.points.map((p) => p[1]);
    return x > Math.min(...xs) && x < Math.max(...xs) && y > Math.min(...ys) && y < Math.max(...ys);
  };
  function click(_e, ended) {
    const [x, y] = ended.start;
    model.send_msg({ type: "click", x, y });
    shape = null;
  }
  function panned() {
    const { x, y } = shift;
    model.send_msg({ type: "view", x0: -x, x1: 1 - x, y0: y, y1: 1 + y });
  }
  let wheelTimer = 0;
  surface.addEventListener(
    "wheel",
    (e) => {
      e.preventDefault();
      hideCard();
      const a = area(),
        factor = Math.exp(-Math.max(-60, Math.min(60, e.deltaY)) * 0.006);
      const [cx, cy] = [(e.offsetX - a.x) / a.width, (e.offsetY - a.y) / a.height];
      const old = shift ?? { x: 0, y: 0, scale: 1 };
      shift = {
        scale: old.scale * factor,
        x: cx - (cx - old.x) * factor,
        y: cy - (cy - old.y) * factor,
      };
      view.redraw();
      clearTimeout(wheelTimer);
      wheelTimer = setTimeout(() => {
        const { x, y, scale } = shift;
        model.send_msg({
          type: "view",
          x0: -x / scale,
          x1: (1 - x) / scale,
          y0: 1 - (1 - y) / scale,
          y1: 1 + y / scale,
        });
      }, 120);
    },
    { passive: false },
  );
  surface.addEventListener("dblclick", () => model.send_msg({ type: "home" }));
  surface.addEventListener("keydown", (e) => {
    const tool = { b: "box", l: "lasso", p: "pan", d: "path" }[e.key.toLowerCase()];
    const zoom = { "+": 0.8, "=": 0.8, "-": 1.25 }[e.key];
    if (tool && model.tools.includes(tool) && !e.ctrlKey && !e.metaKey) {
      model.tool = tool;
      showTools();
    } else if (zoom)
      model.send_msg({
        type: "view",
        x0: 0.5 - zoom / 2,
        x1: 0.5 + zoom / 2,
        y0: 0.5 - zoom / 2,
        y1: 0.5 + zoom / 2,
      });
    else if (e.key === "0") model.send_msg({ type: "home" });
    else return;
    e.preventDefault();
  });
  function showTools() {
    tools.replaceChildren(
      ...model.tools.map((tool) => {
        const on = tool === model.tool,
          theme = colors(el);
        return node(
          "button",
          {
            title: TOOL_WORDS[tool],
            "aria-label": TOOL_WORDS[tool],
            "aria-pressed": String(on),
            onclick: () => {
              model.tool = tool;
              showTools();
            },
            style: {
              font: `13px ${FONT}`,
              width: "24px",
              height: "22px",
              padding: 0,
              borderRadius: "5px",
              border: `1px solid ${on ? theme.focus : theme.line}`,
              background: theme.pane,
              color: on ? theme.focus : theme.muted,
              cursor: "pointer",
            },
          },
          TOOL_SIGNS[tool],
        );
      }),
    );
    surface.style.cursor = model.tool === "pan" ? "grab" : "crosshair";
  }

  // -- hover ------------------------------------------------------------------------------
  let hoverTimer = 0,
    hoverAt = null;
  function askCard(e) {
    hideCard();
    clearTimeout(hoverTimer);
    const [x, y] = shareOf(e);
    if (x < 0 || x > 1 || y < 0 || y > 1) return;
    hoverAt = [e.offsetX, e.offsetY];
    hoverTimer = setTimeout(() => model.send_msg({ type: "hover", x, y }), 90);
  }
  function hideCard() {
    clearTimeout(hoverTimer);
    hoverAt = null;
    card.style.display = "none";
  }
  function showCard(message) {
    if (!hoverAt || message.row == null) {
      card.style.display = "none";
      return;
    }
    tip.show(message, hoverAt, view);
  }

  // -- following Python -------------------------------------------------------------------
  async function loadSheet() {
    sheet = model.marks
      ? await createImageBitmap(new Blob([bytes(model.marks.sheet)], { type: model.marks.mime }))
      : null;
    view.redraw();
  }
  const repaint = () => {
    painter.setBase(model.base);
    painter.setChosen(chosen);
    view.redraw();
  };
  model.on("base", () => {
    shift = null;
    repaint();
  });
  onTheme(model, () => {
    repaint();
    showTools();
  });
  model.on("brushes", () => {
    if (!drag) shape = null;
    view.redraw();
  });
  model.on("focus", view.redraw);
  model.on("path", view.redraw);
  let wasBare = bare();
  model.on("axes", () => {
    if (bare() !== wasBare) {
      wasBare = bare();
      tellSize();
    }
    view.redraw();
  });
  model.on("marks", loadSheet);
  model.on("label", () => surface.setAttribute("aria-label", model.label));
  model.on("tool", showTools);
  model.on("tools", showTools);
  listen(model, {
    chosen: (m) => {
      chosen = m.chosen;
      painter.setChosen(chosen);
      if (!m.live && !drag) shape = null;
      requests.done();
      view.redraw();
    },
    card: showCard,
  });
  surface.setAttribute("aria-label", model.label);
  repaint();
  loadSheet();
  showTools();
}
