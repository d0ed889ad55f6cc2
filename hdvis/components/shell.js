// The page around the panes: one calm line above, one quiet line below.

import { adopt, host, node, saveFile } from "hdvis/dom.js";
import { isCommand } from "hdvis/gestures.js";
import { bytes, follow, listen } from "hdvis/messages.js";
import { connection, keep, kept } from "./connection.js";
import { header } from "./header.js";
import { help } from "./help.js";
import css from "./shell.css" with { type: "text" };
import { pictureText } from "./shot.js";
import { followTheme } from "./theme_choice.js";

/**
 * @typedef {{ title: string, data_name: string, size: string, device: string, selected: string,
 *   reason: string, layouts: string[], layout: string, saved: string[], actions: string[],
 *   colors: string[], color: string, mode: string, modes: string[], can_undo: boolean,
 *   can_redo: boolean, left: string, middle: string, right: string, kept: string, spoken: string,
 *   embedded: boolean, theme: "light" | "dark", content: any }} Params
 */
/**
 * @typedef {{ type: "undo" } | { type: "redo" } | { type: "mode", name: string }
 *   | { type: "color", name: string } | { type: "theme", name: "light" | "dark" }
 *   | { type: "layout", name: string } | { type: "select", what: "all" | "none" | "invert" }
 *   | { type: "name", name: string } | { type: "recall", name: string }
 *   | { type: "forget", name: string } | { type: "export", format: string }
 *   | { type: "rename", name: string, to: string } | { type: "words" }
 *   | { type: "combine", how: "union" | "intersection" | "difference", name: string }
 *   | { type: "complete", text: string, place: number } | { type: "write", text: string }
 *   | { type: "action", name: string } | { type: "shot", ticket: string, data: string }
 *   | { type: "ready", work: string | null } | { type: "nudge" } | { type: "heard" }} Sent
 */
/**
 * @typedef {{ type: "say", texts: Partial<Params> } | { type: "download", name: string, data: any }
 *   | { type: "shot", ticket: string } | { type: "keep", work: string } | { type: "hello" }
 *   | { type: "words", text: string } | { type: "written", problem: string }
 *   | { type: "offers", text: string, offers: import("./expression_field.js").Offer[] }} Heard
 */
/** @typedef {import("hdvis/messages.js").Model<Params, Sent, Heard>} Model */

const MOMENT = "selected reason left middle right kept spoken can_undo can_redo";

/** @param {{ model: Model, el: HTMLElement, view: any }} part */
export function render({ model, el, view }) {
  host(el, css, { display: "flex", flexDirection: "column" });
  const theme = followTheme(model, el);
  const keys = help();
  const top = header(model, el, { theme: theme.other, help: keys.open });
  const body = node("main", {});
  const left = node("span", {});
  const middle = node("span", { class: "middle ellipsis" });
  const right = node("span", { class: "right" });
  const saving = node("span", { class: "kept" });
  const spoken = node("div", { class: "spoken", "aria-live": "polite" });
  el.append(
    top.element,
    body,
    node("footer", {}, left, middle, right, saving),
    spoken,
    keys.element,
  );
  adopt(view, model, "content", body);

  // What is said of the moment comes as messages; until one has come, the params tell it.
  /** @type {Partial<Params>} */
  const said = {};
  const now = /** @param {keyof Params} name */ (name) => said[name] ?? model[name];
  function moment() {
    for (const [place, name] of /** @type {const} */ ([
      [left, "left"],
      [middle, "middle"],
      [right, "right"],
      [spoken, "spoken"],
    ])) {
      if (place.textContent !== now(name)) place.textContent = now(name);
    }
    middle.title = now("middle");
    saving.textContent = saving.title = now("kept");
    saving.dataset.state = now("kept").split(":")[0];
    top.moment(now);
  }
  function words() {
    top.words();
    moment();
    if (!model.embedded)
      document.title = model.data_name ? `${model.data_name} · ${model.title}` : model.title;
  }
  const greeting = greet(model);
  listen(model, {
    ...top.heard,
    say: ({ texts }) => {
      Object.assign(said, texts);
      moment();
    },
    keep: ({ work }) => keep(work),
    hello: () => greeting.heard(),
    download: ({ name, data }) => saveFile(name, bytes(data)),
    shot: async ({ ticket }) =>
      model.send_msg({ type: "shot", ticket, data: await pictureText(el) }),
  });
  follow(model, { "title data_name size device layouts layout saved mode modes": words });
  for (const name of /** @type {(keyof Params)[]} */ (MOMENT.split(" "))) {
    model.on(name, () => {
      delete said[name];
      moment();
    });
  }
  listenToKeys(model, el, keys);
  words();
  if (!model.embedded) model.send_msg({ type: "ready", work: kept() });
  if (model.embedded) {
    nudge(model, el);
    greeting.begin();
  } else {
    hideToken();
    el.append(connection(view.model.document, body));
  }
}

/**
 * The keys of the page, where nobody types.
 * @param {Model} model
 * @param {HTMLElement} el
 * @param {ReturnType<typeof help>} shown
 */
function listenToKeys(model, el, shown) {
  const heard = (/** @type {KeyboardEvent} */ e) => {
    const types = "input, textarea, select, [contenteditable]";
    const isTyping = e.composedPath().some((n) => n instanceof Element && n.matches(types));
    if (isTyping || shown.isOpen()) return;
    const key = e.key.toLowerCase();
    const sent = keyMessage(key, isCommand(e), e.shiftKey);
    if (sent) model.send_msg(sent);
    else if (key === "?") shown.open();
    else return;
    e.preventDefault();
  };
  const target = model.embedded ? el : document;
  target.addEventListener("keydown", /** @type {EventListener} */ (heard));
  model.on("remove", () =>
    target.removeEventListener("keydown", /** @type {EventListener} */ (heard)),
  );
}

/**
 * What a key asks of the session.
 * @param {string} key In lower case.
 * @param {boolean} command
 * @param {boolean} shift
 * @returns {Sent | null}
 */
export function keyMessage(key, command, shift) {
  if (key === "escape") return { type: "select", what: "none" };
  if (command && key === "z") return { type: shift ? "redo" : "undo" };
  if (command && key === "y") return { type: "redo" };
  return null;
}

const AGAIN = 400;

/**
 * A notebook's page says that it is there until the kernel answers, and that it heard the answer:
 * only then is it told anything else, for before it would forget.
 * @param {Model} model
 */
function greet(model) {
  /** @type {any} */
  let timer = 0;
  const say = () => model.send_msg({ type: "ready", work: null });
  return {
    begin: () => {
      say();
      timer = setInterval(say, AGAIN);
      model.on("remove", () => clearInterval(timer));
    },
    heard: () => {
      if (!timer) return;
      clearInterval(timer);
      timer = 0;
      model.send_msg({ type: "heard" });
    },
  };
}

/**
 * A notebook's kernel may lose the word that it has heard a message; what waits for that word is
 * sent with the next message once five seconds have passed, so there is one.
 * @param {Model} model
 * @param {HTMLElement} el
 */
function nudge(model, el) {
  /** @type {any[]} */
  let timers = [];
  const again = () => {
    timers.forEach(clearTimeout);
    timers = [5500, 11000].map((ms) => setTimeout(() => model.send_msg({ type: "nudge" }), ms));
  };
  for (const type of ["pointerup", "keyup"]) el.addEventListener(type, again, true);
  model.on("remove", () => timers.forEach(clearTimeout));
  again();
}

// The cookie is there by now, so the address can be read over a shoulder or pasted to a friend.
function hideToken() {
  const address = new URL(window.location.href);
  if (!address.searchParams.has("token")) return;
  address.searchParams.delete("token");
  window.history.replaceState(window.history.state, "", address);
}
