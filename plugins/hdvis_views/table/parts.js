// The looks of a table and its export menu.

import { node } from "hdvis/dom.js";

const FORMS = [
  ["csv", "CSV"],
  ["spreadsheet", "CSV for a spreadsheet"],
  ["parquet", "Parquet"],
  ["npy", "row numbers as .npy"],
];

export function exportMenu(choose) {
  const button = node(
    "button",
    {
      class: "small",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      title: "the selected rows, or all shown when none is selected",
    },
    "export ▾",
  );
  const list = node("div", { class: "list", role: "menu" });
  const holder = node("span", { class: "holder" }, button, list);
  const open = (yes) => {
    list.classList.toggle("open", yes);
    button.setAttribute("aria-expanded", String(yes));
    if (yes) list.firstChild.focus();
  };
  for (const [form, label] of FORMS)
    list.append(
      node(
        "button",
        {
          role: "menuitem",
          onclick: () => {
            open(false);
            choose(form);
          },
        },
        label,
      ),
    );
  button.addEventListener("click", () => open(!list.classList.contains("open")));
  holder.addEventListener("focusout", (e) => {
    if (!holder.contains(e.relatedTarget)) open(false);
  });
  holder.addEventListener("keydown", (e) => {
    const items = [...list.children],
      at = items.indexOf(holder.getRootNode().activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (e.key === "Escape" && list.classList.contains("open")) {
      e.stopPropagation();
      open(false);
      button.focus();
    }
    if (step && at >= 0) {
      e.preventDefault();
      items[(at + step + items.length) % items.length].focus();
    }
  });
  return holder;
}
