// The line above the panes: what is shown, what is selected and why, and the menus.

import { node, saveFile } from "hdvis/dom.js";
import { menu } from "hdvis/menu.js";
import { expressionField } from "./expression_field.js";
import { picture } from "./shot.js";

/** @typedef {import("./shell.js").Model} Model */
/** @typedef {import("hdvis/menu.js").Choice} Choice */

/**
 * The header; `words` and `moment` follow what changes seldom and often.
 * @param {Model} model
 * @param {HTMLElement} el The page, for a picture of it.
 * @param {{ theme: () => void, help: () => void }} does
 */
export function header(model, el, does) {
  const brand = node("span", { class: "brand" });
  const data = node("span", { class: "muted ellipsis name" });
  const size = node("span", { class: "muted size" });
  const device = node("span", { class: "muted ellipsis device" });
  const selected = node("span", { class: "selected" });
  const writing = expressionField(model);
  const reason = node("button", { class: "muted ellipsis reason", onclick: writing.open });
  const undo = tool("↶", "undo (Ctrl+Z)", () => model.send_msg({ type: "undo" }));
  const redo = tool("↷", "redo (Ctrl+Shift+Z)", () => model.send_msg({ type: "redo" }));
  const layouts = menu("", "layout", () => layoutChoices(model));
  const modes = menu("", "how a new brush combines", () => modeChoices(model));
  const naming = nameField(model);
  const select = menu("select ▾", "select", () => selectChoices(model, naming.open, writing.open));
  select.holder.append(naming.element);
  const colours = menu("colour ▾", "what colour means in every view", () => colourChoices(model));
  const exports = menu("export ▾", "export", () => exportChoices(model, el));
  const said = [brand, data, size, device, selected, reason, node("span", { class: "space" })];
  const menus = [
    layouts.holder,
    undo,
    redo,
    modes.holder,
    select.holder,
    colours.holder,
    exports.holder,
  ];
  const ends = [
    tool("◐", "light or dark", does.theme),
    tool("?", "gestures and keys (?)", does.help),
  ];
  const element = node("header", {}, ...said, ...menus, ...ends, writing.element);

  function words() {
    brand.textContent = model.title;
    data.textContent = data.title = model.data_name;
    size.textContent = model.size;
    device.textContent = device.title = model.device;
    layouts.button.textContent = `${model.layout || "layout"} ▾`;
    layouts.holder.style.display = model.layouts.length ? "" : "none";
    modes.button.textContent = `${model.mode} ▾`;
  }
  /** @param {(name: any) => any} now */
  function moment(now) {
    if (selected.textContent !== now("selected")) selected.textContent = now("selected");
    if (reason.textContent !== now("reason")) {
      reason.textContent = now("reason");
      reason.title = `${now("reason")}\nclick to edit`;
    }
    undo.disabled = !now("can_undo");
    redo.disabled = !now("can_redo");
  }
  return { element, words, moment, heard: writing.heard };
}

/** @type {[string, "union" | "intersection" | "difference"][]} */
const COMBINED = [
  ["∪ add", "union"],
  ["∩ only within", "intersection"],
  ["− without", "difference"],
];

/**
 * @param {string} text
 * @param {string} label
 * @param {() => void} onclick
 */
function tool(text, label, onclick) {
  return node("button", { class: "tool", title: label, "aria-label": label, onclick }, text);
}

/**
 * @param {Model} model
 * @returns {Choice[]}
 */
const layoutChoices = (model) =>
  model.layouts.map((name) => [name, () => model.send_msg({ type: "layout", name })]);

/**
 * @param {Model} model
 * @returns {Choice[]}
 */
const modeChoices = (model) =>
  model.modes.map((name) => [name, () => model.send_msg({ type: "mode", name })]);

/**
 * @param {Model} model
 * @returns {Choice[]}
 */
const colourChoices = (model) =>
  model.colors.map((name) => [
    `${name === model.color ? "● " : ""}${name || "none"}`,
    () => model.send_msg({ type: "color", name }),
  ]);

/**
 * @param {Model} model
 * @param {(renamed?: string) => void} nameIt
 * @param {() => void} write
 * @returns {Choice[]}
 */
function selectChoices(model, nameIt, write) {
  return [
    ["write or paste a selection…", write],
    ["all", () => model.send_msg({ type: "select", what: "all" })],
    ["none  (Esc)", () => model.send_msg({ type: "select", what: "none" })],
    ["invert", () => model.send_msg({ type: "select", what: "invert" })],
    ["save this selection as…", () => nameIt()],
    ...model.actions.map(
      (name) => /** @type {Choice} */ ([name, () => model.send_msg({ type: "action", name })]),
    ),
    ...model.saved.flatMap(
      (name) =>
        /** @type {Choice[]} */ ([
          [`↺ ${name}`, () => model.send_msg({ type: "recall", name })],
          ...COMBINED.map(([words, how]) => [
            `${words} ${name}`,
            () => model.send_msg({ type: "combine", how, name }),
          ]),
          [`✎ rename ${name}…`, () => nameIt(name)],
          [`× forget ${name}`, () => model.send_msg({ type: "forget", name })],
        ]),
    ),
  ];
}

/**
 * @param {Model} model
 * @param {HTMLElement} el
 * @returns {Choice[]}
 */
function exportChoices(model, el) {
  const file = (/** @type {string} */ format) => () => model.send_msg({ type: "export", format });
  return [
    ["selection as CSV", file("csv")],
    ["selection as CSV for a spreadsheet", file("spreadsheet")],
    ["selection as Parquet", file("parquet")],
    ["row numbers as .npy", file("npy")],
    ["layout as JSON", file("layout")],
    ["picture as PNG", async () => saveFile("hdvis.png", await picture(el), "image/png")],
  ];
}

/**
 * The field that names a selection, or one of those named anew: Enter keeps it, Escape or leaving
 * lets it be.
 * @param {Model} model
 */
function nameField(model) {
  const element = node("input", {
    type: "text",
    class: "naming",
    maxlength: 80,
    placeholder: "name of this selection",
    "aria-label": "name of this selection",
  });
  let renamed = "";
  const close = () => element.classList.remove("open");
  /** @returns {import("./shell.js").Sent} */
  const named = () =>
    renamed
      ? { type: "rename", name: renamed, to: element.value }
      : { type: "name", name: element.value };
  element.addEventListener("blur", close);
  element.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && element.value) model.send_msg(named());
    if (e.key === "Enter" || e.key === "Escape") element.blur();
  });
  const open = (was = "") => {
    renamed = element.value = was;
    element.classList.add("open");
    element.focus();
  };
  return { element, open };
}
