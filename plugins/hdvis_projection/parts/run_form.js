// A form with Run, and a line of progress with stop: the upper part of every panel that works.

import { node } from "hdvis/dom.js";
import { fieldRow } from "hdvis/form.js";

/** @typedef {import("hdvis/form.js").Field} Field */
/** @typedef {{ text: string, progress: number | null, stop: string | null }} Running */
/**
 * @typedef {{ fields: Field[], more: Field[], more_label: string, hint: string, problem: string,
 *   running: Running | null }} FormParams
 */
/**
 * @typedef {{ type: "set", name: string, value: any } | { type: "run" } | { type: "stop" }
 *   | { type: "painted" }} FormSent
 */

/**
 * What asks for work and tells of it. Sends `set` (name, value), `run`, `stop` and, for each
 * change of `running`, `painted`.
 * @param {FormParams & import("hdvis/messages.js").Watched & { send_msg(message: FormSent): void }} model
 * @returns {Node[]} The form, the progress and the problem, to be put above results.
 */
export function runForm(model) {
  const send = (/** @type {FormSent} */ message) => model.send_msg(message);
  const main = node("div", { class: "fields" });
  const run = node("button", { class: "run", type: "submit" }, "Run");
  const others = node("div", { class: "fields" });
  const summary = node("summary", {});
  const details = node("details", {}, summary, others);
  const hint = node("div", { class: "muted hint" });
  const form = node(
    "form",
    { "aria-label": "what to run", novalidate: true },
    main,
    details,
    node("div", { class: "go" }, run, hint),
  );
  const share = node("div", {});
  const bar = node("div", { class: "progress" }, share);
  const text = node("span", { class: "figures" });
  const stop = node("button", {
    class: "small",
    type: "button",
    onclick: () => send({ type: "stop" }),
  });
  const work = node("div", { class: "work" }, bar, text, stop);
  const problem = node("div", { class: "problem", role: "alert" });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send({ type: "run" });
  });

  /**
   * @param {HTMLElement} place
   * @param {Field[]} list
   */
  function fill(place, list) {
    const root = /** @type {ShadowRoot} */ (place.getRootNode());
    const field = /** @type {HTMLElement | null | undefined} */ (
      root.activeElement?.closest?.("[data-field]")
    );
    const active = field?.dataset.field;
    place.replaceChildren(
      ...list.map((one) => fieldRow(one, (value) => send({ type: "set", name: one.name, value }))),
    );
    if (!active) return;
    const again = place.querySelector(`[data-field="${CSS.escape(active)}"] :is(input, select)`);
    /** @type {HTMLElement | null} */ (again)?.focus();
  }
  function words() {
    summary.textContent = model.more_label;
    details.style.display = model.more.length ? "" : "none";
    hint.textContent = model.hint;
    problem.textContent = model.problem;
    problem.style.display = model.problem ? "" : "none";
  }
  function progress() {
    const now = model.running;
    work.style.display = now ? "" : "none";
    run.disabled = Boolean(now);
    if (!now) return;
    text.textContent = now.text;
    bar.classList.toggle("unknown", now.progress == null);
    share.style.width = now.progress == null ? "" : `${Math.round(100 * now.progress)}%`;
    stop.textContent = now.stop ?? "";
    stop.style.display = now.stop ? "" : "none";
    requestAnimationFrame(() => send({ type: "painted" }));
  }
  model.on("fields", () => fill(main, model.fields));
  model.on("more", () => {
    fill(others, model.more);
    words();
  });
  for (const name of ["more_label", "hint", "problem"]) model.on(name, words);
  model.on("running", progress);
  fill(main, model.fields);
  fill(others, model.more);
  words();
  progress();
  return [form, work, problem];
}
