// Shared by every browser part: elements, colours, messages with one request in flight.

function node(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "style") Object.assign(element.style, value);
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

function fill(el, style = {}) {
  Object.assign(el.style, { width: "100%", height: "100%", minWidth: 0, minHeight: 0, boxSizing: "border-box" }, style);
}

function colors(model) {
  return HDV_COLORS[model.theme] ?? HDV_COLORS.light;
}

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

function bytes(value) {
  if (value == null) return null;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (value.buffer instanceof ArrayBuffer) return new Uint8Array(value.buffer, value.byteOffset ?? 0, value.byteLength ?? undefined);
  return new Uint8Array(value);
}

// Sends only the newest message while an answer is awaited; an answer has `ack`, and none
// within `patience` milliseconds counts as one, so that a lost answer never stops a drag. What
// ends a drag (`live` false) waits for no answer.
function latest(model, patience = 2000) {
  let waiting = null, busy = false, timer = 0;
  const pump = () => {
    if (busy || !waiting) return;
    busy = true;
    const message = waiting;
    waiting = null;
    clearTimeout(timer);
    timer = setTimeout(done, patience);
    model.send_msg(message);
  };
  const done = () => { clearTimeout(timer); busy = false; pump(); };
  const send = (message) => { waiting = message; busy &&= message.live !== false; pump(); };
  return { send, done };
}

// Calls `handlers[type](message)` for each message from Python.
function listen(model, handlers) {
  model.on("msg:custom", (message) => handlers[message.type]?.(message));
}

// Keeps the part's child `name` in `place`. Panel tells of a new child once it has a view of it,
// and of one that came while this part was being built, only when asked to look again.
function adopt(view, model, name, place) {
  const put = () => {
    const child = model.get_child(name);
    if (child?.parentNode !== place) place.replaceChildren(...(child ? [child] : []));
    return child;
  };
  view.remove_on_child_render(name);
  view.on_child_render(name, () => { if (put()) view.render_children(); });
  if (!put() && model[name]) view.update_children();
}

// A canvas that fills `el` at device resolution; `draw(context, width, height)` in CSS pixels.
// It is opaque, on the colour of panes: what lies under it then need not be drawn, which saves
// two thirds of a frame where there is no graphics card.
function canvas(model, el, draw, { onresize } = {}) {
  const surface = node("canvas", { style: { position: "absolute", inset: 0, width: "100%", height: "100%", display: "block" } });
  el.append(surface);
  const view = { surface, width: 0, height: 0, redraw };
  let asked = false;
  function redraw() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; paint(); });
  }
  function paint() {
    if (!view.width || !view.height) return;
    const context = surface.getContext("2d", { alpha: false });
    const ratio = window.devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = colors(model).pane;
    context.fillRect(0, 0, view.width, view.height);
    draw(context, view.width, view.height);
  }
  const observer = new ResizeObserver(() => {
    const width = el.clientWidth, height = el.clientHeight;
    if (!width || !height || (width === view.width && height === view.height)) return;
    const ratio = window.devicePixelRatio || 1;
    Object.assign(view, { width, height });
    surface.width = Math.round(width * ratio);
    surface.height = Math.round(height * ratio);
    onresize?.(width, height);
    paint(); // at once: a canvas of another size is black
  });
  observer.observe(el);
  return view;
}

// The longest beginning of `text` that fits in `width` CSS pixels, found by halving: labels may
// have 100,000 characters, of which no pane shows a thousand.
function fitted(context, text, width) {
  const fits = (words) => context.measureText(words).width <= width;
  if (text.length <= 1000 && fits(text)) return text;
  let length = 1, above = Math.min(text.length, 1000);
  while (above - length > 1) {
    const middle = (length + above) >> 1;
    if (fits(`${text.slice(0, middle)}…`)) length = middle;
    else above = middle;
  }
  return `${text.slice(0, length)}…`;
}

function saveFile(name, data, type = "application/octet-stream") {
  const url = URL.createObjectURL(new Blob([data], { type }));
  const link = node("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

const calm = () => window.matchMedia?.("(prefers-reduced-motion: reduce)").matches;
