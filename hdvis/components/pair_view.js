// Two vectors at their true angle; each end is a handle that can be dragged through the origin.

const RIM = 84, SIDE = 56;

export function render({ model, el }) {
  fill(el, { position: "relative", overflow: "hidden", touchAction: "none", userSelect: "none" });
  const view = canvas(el, draw), surface = view.surface, shelf = pictureShelf();
  const requests = latest(model);
  Object.assign(surface, { tabIndex: 0 });
  surface.setAttribute("role", "application");
  surface.style.outlineOffset = "-2px";
  let held = null, active = 0, strengths = [...model.strengths];

  const ready = () => model.names.length === 2 && model.steps.length === 2;
  const angles = () => [0, (-model.angle * Math.PI) / 180];
  function frame() {
    const radius = Math.max(20, Math.min(view.width / 2 - RIM, view.height - 2 * 30 - (model.angle > 20 && model.angle < 160 ? SIDE : 0), view.height / 2 + 10));
    const scale = radius / (model.reach * Math.max(...model.steps, 1e-12));
    return { x: view.width / 2, y: view.height / 2 + Math.min(view.height / 2 - 40, radius / 3), scale };
  }
  function end(which, f = frame()) {
    const length = strengths[which] * model.steps[which] * f.scale, angle = angles()[which];
    return [f.x + length * Math.cos(angle), f.y + length * Math.sin(angle)];
  }

  // -- drawing ----------------------------------------------------------------------------
  function draw(context) {
    const theme = colors(model);
    if (!ready()) return;
    const f = frame();
    rails(context, f, theme);
    arc(context, f, theme);
    [1, 0].forEach((which) => vector(context, f, which, theme));
    [0, 1].forEach((which) => beside(context, f, which, theme));
    context.font = `12px ${FONT}`;
    context.textAlign = "left";
    context.fillStyle = theme.muted;
    context.fillText(model.note, 12, 18);
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
    context.strokeStyle = theme.muted;
    context.lineWidth = 1;
    context.beginPath();
    context.arc(f.x, f.y, 26, 0, angles()[1], true);
    context.stroke();
    const middle = angles()[1] / 2;
    context.font = `11px ${FONT}`;
    context.fillStyle = theme.muted;
    context.textAlign = "center";
    context.fillText(`${Math.round(model.angle)}°`, f.x + 42 * Math.cos(middle), f.y + 42 * Math.sin(middle) + 4);
  }
  function vector(context, f, which, theme) {
    const [x, y] = end(which, f), color = model.colors[which] ?? theme.text;
    context.strokeStyle = color;
    context.lineWidth = 3;
    context.beginPath();
    context.moveTo(f.x, f.y);
    context.lineTo(x, y);
    context.stroke();
    context.beginPath();
    context.arc(x, y, 7, 0, 2 * Math.PI);
    context.fillStyle = color;
    context.fill();
    if (which === active && el.getRootNode().activeElement === surface) {
      context.strokeStyle = theme.focus;
      context.lineWidth = 2;
      context.stroke();
    }
  }
  // Name, strength and pictures past the end, kept inside the pane.
  function beside(context, f, which, theme) {
    const [x, y] = end(which, f), outward = Math.sign(x - f.x) || 1, count = shelf.length > 2 ? 2 : shelf.length ? 1 : 0;
    const width = Math.max(count * (SIDE + 4), 60), height = (count ? SIDE + 4 : 0) + 16;
    const left = Math.max(6, Math.min(view.width - width - 6, outward > 0 ? x + 14 : x - 14 - width));
    const up = which === 1 || model.angle < 20 ? which === 1 : y > f.y;
    const top = Math.max(26, Math.min(view.height - height - 6, up ? y - height - 6 : y - height / 2));
    context.font = `12px ${FONT}`;
    context.fillStyle = theme.text;
    context.textAlign = "left";
    const value = strengths[which].toFixed(1).replace("-", "−");
    context.fillText(`${model.names[which]}  ${value}`, left, top + 11, view.width - left - 4);
    for (let i = 0; i < count; i++) shelf.draw(context, which + 2 * i, left + i * (SIDE + 4), top + 16, SIDE, theme);
  }

  // -- dragging ---------------------------------------------------------------------------
  function along(which, e) {
    const f = frame(), angle = angles()[which];
    const length = (e.offsetX - f.x) * Math.cos(angle) + (e.offsetY - f.y) * Math.sin(angle);
    return Math.max(-model.reach, Math.min(model.reach, length / (f.scale * model.steps[which] || 1)));
  }
  function move(which, strength, live) {
    strengths[which] = strength;
    model.strengths = [...strengths];
    requests.send({ type: "drag", which, strength, live });
    view.redraw();
  }
  surface.addEventListener("pointerdown", (e) => {
    if (!ready() || e.button) return;
    const far = [0, 1].map((which) => { const [x, y] = end(which); return Math.hypot(e.offsetX - x, e.offsetY - y); });
    const nearest = far[0] <= far[1] ? 0 : 1;
    if (far[nearest] > 18) return;
    held = active = nearest;
    surface.setPointerCapture(e.pointerId);
  });
  surface.addEventListener("pointermove", (e) => { if (held != null) move(held, along(held, e), true); });
  surface.addEventListener("pointerup", (e) => { if (held == null) return; move(held, along(held, e), false); held = null; });
  surface.addEventListener("dblclick", () => model.send_msg({ type: "home" }));
  surface.addEventListener("keydown", (e) => {
    const step = { ArrowLeft: -0.1, ArrowRight: 0.1, ArrowDown: -0.1, ArrowUp: 0.1 }[e.key];
    if (e.key === " ") active = 1 - active;
    else if (step && ready()) move(active, Math.max(-model.reach, Math.min(model.reach, strengths[active] + step)), false);
    else return;
    e.preventDefault();
    view.redraw();
  });
  for (const name of ["focus", "blur"]) surface.addEventListener(name, view.redraw);

  function label() { surface.setAttribute("aria-label", `${model.names.join(" and ")}, ${Math.round(model.angle)} degrees apart; arrows move an end, space changes it`); }
  function hang(list) { shelf.set(list); view.redraw(); }
  model.on("strengths", () => { if (held == null) strengths = [...model.strengths]; view.redraw(); });
  model.on("pictures", () => hang(model.pictures));
  for (const name of ["names", "angle", "steps", "reach", "note", "colors", "theme"]) model.on(name, () => { label(); view.redraw(); });
  listen(model, { pictures: (m) => { hang(m.pictures); requests.done(); }, ack: () => requests.done() });
  label();
  hang(model.pictures);
}
