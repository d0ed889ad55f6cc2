// The tools of the scatter plot: shown while the pointer or the keyboard is there.

import { node } from "hdvis/dom.js";
import { TOOLS_LEFT } from "./draw.js";

/** @typedef {import("./view.js").Tool} Tool */

/** @type {Record<Tool, { sign: string, words: string, key: string }>} */
export const TOOLS = {
  box: { sign: "▭", words: "box (B)", key: "b" },
  lasso: { sign: "◌", words: "lasso (L)", key: "l" },
  pan: { sign: "✥", words: "pan (P)", key: "p" },
  path: { sign: "⌇", words: "draw a path (D)", key: "d" },
};

/** @param {import("./view.js").State} state */
export function toolbar({ model, view }) {
  const style = { left: `${TOOLS_LEFT}px` };
  const element = node("div", { class: "tools", role: "toolbar", "aria-label": "tools", style });
  function show() {
    element.replaceChildren(...model.tools.map(button));
    view.surface.style.cursor = model.tool === "pan" ? "grab" : "crosshair";
  }
  /** @param {Tool} tool */
  function button(tool) {
    const { sign, words } = TOOLS[tool];
    const pressed = String(tool === model.tool);
    const onclick = () => {
      model.tool = tool;
      show();
    };
    return node(
      "button",
      { title: words, "aria-label": words, "aria-pressed": pressed, onclick },
      sign,
    );
  }
  return { element, show };
}
