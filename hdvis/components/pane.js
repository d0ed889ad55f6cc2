// The pane around a module: title, grey line, options, busy bar, and its other states.

import { adopt, host, node } from "hdvis/dom.js";
import { fieldRow } from "hdvis/form.js";
import { follow } from "hdvis/messages.js";
import css from "./pane.css" with { type: "text" };

/**
 * @typedef {{ heading: string, caption: string, fields: import("hdvis/form.js").Field[],
 *   busy: { label?: string, progress: number | null, stop: boolean } | null,
 *   status: "ok" | "waiting" | "failed" | "missing", note: string, reference: string,
 *   problem: string, content: any }} Params
 */
/**
 * @typedef {{ type: "options" } | { type: "option", name: string, value: any }
 *   | { type: "stop" } | { type: "retry" }} Sent
 */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent>} Model */

/** @param {{ model: Model, el: HTMLElement, view: any }} part */
export function render({ model, el, view }) {
  host(el, css, { position: "absolute", inset: 0 });
  const title = node("span", { class: "title", tabindex: 0, role: "button" });
  const caption = node("span", { class: "caption ellipsis" });
  const options = node("button", { class: "options", "aria-expanded": "false" }, "⋯");
  const busy = busyBar(model);
  const head = node("header", {}, title, caption, busy.element, options);
  const body = node("div", { class: "body" });
  const card = node("div", { class: "card", role: "alert" });
  const form = optionForm(model, options);
  const stage = node("div", { class: "stage" }, body, card, form.element);
  const pane = node("section", { class: "pane" }, head, stage);
  el.append(pane);
  adopt(view, model, "content", body);

  const enlarge = () => pane.classList.toggle("large");
  title.addEventListener("dblclick", enlarge);
  title.addEventListener("keydown", (e) => {
    if (e.key === "Enter") enlarge();
  });
  pane.addEventListener("keydown", form.onkeydown);

  function words() {
    title.textContent = model.heading;
    title.setAttribute("aria-label", `${model.heading}: enlarge or restore this pane`);
    title.title = "double-click or Enter: enlarge or restore this pane";
    options.setAttribute("aria-label", `options of ${model.heading}`);
    form.element.setAttribute("aria-label", `options of ${model.heading}`);
    caption.textContent = caption.title = model.caption;
    pane.setAttribute("aria-label", model.heading);
  }
  function status() {
    card.style.display = model.status === "ok" ? "none" : "";
    card.className = `card ${model.status}`;
    body.style.visibility = model.status === "ok" ? "" : "hidden";
    card.replaceChildren(...cardRows(model));
  }
  follow(model, {
    "heading caption": words,
    busy: busy.show,
    "status note reference": status,
    "fields problem": form.show,
  });
  words();
  busy.show();
  status();
  form.show();
}

/** @param {Model} model */
function busyBar(model) {
  const label = node("span", { class: "caption ellipsis" });
  const done = node("div");
  const bar = node("div", { class: "progress" }, done);
  const stop = node(
    "button",
    { class: "small", onclick: () => model.send_msg({ type: "stop" }) },
    "stop",
  );
  const element = node("div", { class: "busy", role: "status" }, label, bar, stop);
  function show() {
    const now = model.busy;
    element.style.display = now ? "flex" : "none";
    if (!now) return;
    label.textContent = now.label ?? "";
    bar.classList.toggle("unknown", now.progress == null);
    done.style.width = now.progress == null ? "" : `${Math.round(100 * now.progress)}%`;
    stop.style.display = now.stop ? "" : "none";
  }
  return { element, show };
}

/**
 * What a pane says that cannot show its view.
 * @param {Model} model
 */
function cardRows(model) {
  const note = node("div", { class: "note" }, model.note);
  if (model.status !== "failed") return [note];
  const retry = node(
    "button",
    { class: "small", onclick: () => model.send_msg({ type: "retry" }) },
    "Retry",
  );
  if (!model.reference) return [note, retry];
  return [
    note,
    retry,
    node("div", { class: "caption" }, `the log has more under ${model.reference}`),
  ];
}

/**
 * The form that the button opens.
 * @param {Model} model
 * @param {HTMLButtonElement} button
 */
function optionForm(model, button) {
  const element = node("form", { class: "form" });
  const isOpen = () => element.classList.contains("open");
  /** @param {boolean} yes */
  function open(yes) {
    element.classList.toggle("open", yes);
    button.setAttribute("aria-expanded", String(yes));
    if (yes) model.send_msg({ type: "options" });
  }
  function show() {
    const rows = model.fields.map((field) =>
      fieldRow(field, (value) => model.send_msg({ type: "option", name: field.name, value })),
    );
    element.replaceChildren(...rows);
    if (!rows.length) element.append(node("div", { class: "caption" }, "nothing to set here"));
    if (model.problem)
      element.append(node("div", { class: "problem", role: "alert" }, model.problem));
  }
  /** @param {KeyboardEvent} e */
  function onkeydown(e) {
    if (e.key !== "Escape" || !isOpen()) return;
    e.stopPropagation();
    open(false);
    button.focus();
  }
  button.addEventListener("click", () => open(!isOpen()));
  element.addEventListener("submit", (e) => e.preventDefault());
  return { element, show, onkeydown };
}
