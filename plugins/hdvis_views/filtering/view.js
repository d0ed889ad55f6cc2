// Filters as a list of lines, the form that makes one, and the form of the function.

import { canvas } from "hdvis/canvas.js";
import { host, node } from "hdvis/dom.js";
import { modeOf } from "hdvis/gestures.js";
import { latest, listen } from "hdvis/messages.js";
import { colors, onTheme } from "hdvis/theme.js";
import css from "./view.css" with { type: "text" };

const NORMS = [
  ["stddev", "z-score"],
  ["scaled", "by range"],
  ["none", "as it is"],
];

export function render({ model, el }) {
  host(el, css, { overflow: "auto" });
  const send = (type, more = {}) => model.send_msg({ type, ...more });
  const requests = latest(model);
  const list = node("div", { class: "list", role: "list", "aria-label": "filters" });
  const starts = node("div", { class: "starts" });
  const form = node("form", { class: "draft", "aria-label": "filter" });
  const problem = node("div", { class: "problem", role: "alert" });
  const functions = node("details", { class: "function" });
  el.append(node("div", { class: "whole" }, list, starts, form, problem, functions));
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    send("apply", { name: form.querySelector(".name")?.value ?? "" });
  });
  form.addEventListener("keydown", (e) => {
    if (e.key === "Escape") {
      e.stopPropagation();
      send("discard");
    }
  });

  // -- the list ---------------------------------------------------------------------------
  const lines = () => list.replaceChildren(...model.filters.map(line));
  function line(filter, index) {
    const act = (type, more = {}) => send(type, { index, ...more });
    const box = node("input", {
      type: "checkbox",
      "aria-label": `use ${filter.name}`,
      onchange: () => act("toggle"),
    });
    box.checked = filter.active;
    const name = node("input", {
      class: "plain",
      value: filter.name,
      maxlength: 80,
      "aria-label": "name",
      title: "rename",
      onchange: () => act("rename", { name: name.value }),
    });
    const words = node(
      "span",
      { class: "words", title: filter.words },
      filter.inverted ? node("b", {}, "not ") : null,
      filter.words,
    );
    return node(
      "div",
      { class: `filter${filter.active ? "" : " resting"}`, role: "listitem" },
      box,
      node("div", { class: "about" }, name, words),
      node("span", { class: "count", title: "rows it keeps" }, model.counts[index] ?? ""),
      tool(
        "invert",
        "drop what it keeps, keep what it drops",
        () => act("invert"),
        filter.inverted,
      ),
      tool("select", "select the rows it keeps", () => act("choose")),
      tool("edit", "change its condition", () => act("edit")),
      tool("×", "take it away", () => act("remove")),
    );
  }
  function tool(text, title, onclick, pressed) {
    return node(
      "button",
      {
        class: "small",
        type: "button",
        title,
        "aria-label": `${text === "×" ? "delete" : text}: ${title}`,
        "aria-pressed": pressed === undefined ? null : String(pressed),
        onclick,
      },
      text,
    );
  }

  // -- how to begin one -------------------------------------------------------------------
  function begin() {
    const select = node(
      "select",
      {
        "aria-label": "filter by a column",
        onchange: () => {
          if (select.value) send("begin", { column: Number(select.value) });
          select.value = "";
        },
      },
      node("option", { value: "" }, "filter by…"),
      node("option", { value: -1 }, "an expression"),
    );
    model.columns.forEach(({ label, kind }, i) =>
      select.append(
        node("option", { value: i }, kind === "category" ? `${label} (labels)` : label),
      ),
    );
    const keep = tool("keep selection", "show only the selected rows", () =>
      send("from_selection", { keep: true }),
    );
    const drop = tool("drop selection", "hide the selected rows", () =>
      send("from_selection", { keep: false }),
    );
    keep.disabled = drop.disabled = !model.selected;
    starts.replaceChildren(select, keep, drop);
  }

  // -- the one in the making --------------------------------------------------------------
  let shown = null;
  function draft() {
    const now = model.draft;
    if (!now) {
      shown = null;
      form.replaceChildren();
      form.style.display = "none";
      return;
    }
    form.style.display = "";
    const key = `${now.kind} ${now.title} ${now.edits}`;
    if (shown?.key !== key) {
      shown = { key, ...FORMS_OF[now.kind](now, send, requests, model) };
      const name = node("input", {
        class: "name",
        value: now.title,
        maxlength: 80,
        "aria-label": "name of the filter",
      });
      const count = node("span", { class: "count" }),
        choose = node(
          "button",
          {
            class: "small",
            type: "button",
            title: "select these rows (Shift adds, Alt subtracts, Ctrl intersects)",
            "aria-label": "select the rows of this form",
            onclick: (e) => send("choose", { mode: modeOf(e) }),
          },
          "select",
        ),
        apply = node(
          "button",
          { class: "main", type: "submit" },
          now.edits ? "apply" : "add filter",
        );
      shown.foot = count;
      form.replaceChildren(
        node(
          "div",
          { class: "head" },
          name,
          node(
            "button",
            {
              class: "small",
              type: "button",
              "aria-label": "cancel",
              onclick: () => send("discard"),
            },
            "cancel",
          ),
        ),
        ...shown.parts,
        node("div", { class: "head" }, count, choose, apply),
      );
      shown.first?.focus();
    }
    shown.update(now);
    shown.foot.textContent = now.count ?? "";
  }
  function wrong() {
    problem.textContent = model.problem;
  }

  // -- the function -----------------------------------------------------------------------
  function define() {
    const known = model.function,
      chosen = new Set(known.domain ?? []),
      numeric = model.columns.map((c, i) => [c, i]).filter(([c]) => c.kind !== "category");
    const head = node(
      "summary",
      {},
      "function",
      node("span", { class: "words" }, known.words ? ` ${known.words}` : " not defined"),
    );
    const wrongs = node("div", { class: "note", role: "status" }, model.function_problem);
    const domain = node("div", { class: "checks", role: "group", "aria-label": "domain columns" });
    const value = node("select", { "aria-label": "range column" });
    for (const [{ label }, i] of numeric) {
      const box = node("input", {
        type: "checkbox",
        onchange: () => (box.checked ? chosen.add(i) : chosen.delete(i)),
      });
      box.checked = chosen.has(i);
      domain.append(node("label", {}, box, node("span", { class: "words" }, label)));
      value.append(node("option", { value: i, selected: i === known.range }, label));
    }
    const norm = node(
      "select",
      { "aria-label": "norm" },
      ...NORMS.map(([key, label]) =>
        node("option", { value: key, selected: key === known.norm }, label),
      ),
    );
    const apply = node(
      "button",
      {
        class: "main",
        type: "button",
        onclick: () =>
          send("function", {
            domain: [...chosen].filter((i) => i !== Number(value.value)).sort((a, b) => a - b),
            range: Number(value.value),
            norm: norm.value,
          }),
      },
      "define function",
    );
    functions.replaceChildren(
      head,
      node("div", { class: "caption" }, "domain"),
      domain,
      node(
        "div",
        { class: "head" },
        node("label", {}, "range ", value),
        node("label", {}, "norm ", norm),
        apply,
      ),
      wrongs,
    );
  }

  const follow = {
    filters: lines,
    counts: lines,
    columns() {
      begin();
      define();
    },
    selected: begin,
    draft,
    problem: wrong,
    function: define,
    function_problem: define,
  };
  for (const [name, call] of Object.entries(follow)) model.on(name, call);
  onTheme(model, () => shown?.update(model.draft));
  listen(model, { ack: () => requests.done() });
  lines();
  begin();
  draft();
  wrong();
  define();
}

const FORMS_OF = {
  text(draft, _send, requests) {
    const area = node("textarea", {
      class: "expression",
      rows: 2,
      spellcheck: "false",
      placeholder: "x0 > 1.5 and digit == 7",
      "aria-label": "expression",
    });
    area.value = draft.text;
    area.addEventListener("input", () => requests.send({ type: "expression", text: area.value }));
    area.addEventListener("keydown", (e) => {
      if (e.key === "Enter" && !e.shiftKey) {
        e.preventDefault();
        area.form.requestSubmit();
      }
    });
    return { parts: [area], first: area, update() {} };
  },
  choice(_draft, send) {
    const look = node("input", {
      type: "search",
      class: "look",
      placeholder: "find a label",
      "aria-label": "find a label",
    });
    let typing = 0;
    look.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(() => send("look", { text: look.value }), 200);
    });
    look.addEventListener("keydown", (e) => {
      if (e.key === "Enter") e.preventDefault();
    });
    const checks = node("div", { class: "checks", role: "group", "aria-label": "labels" });
    const every = (text, on) =>
      node(
        "button",
        { type: "button", class: "small", onclick: () => send("tick_all", { on }) },
        text,
      );
    const row = (label, count, on, code) => {
      const box = node("input", {
        type: "checkbox",
        "aria-label": `${label}, ${count} rows`,
        onchange: () => send("tick", { code }),
      });
      box.checked = on;
      return node(
        "label",
        { title: label },
        box,
        node("span", { class: "words" }, label),
        node("span", { class: "count" }, count),
      );
    };
    function update({ entries, rest, search }) {
      const scrolled = checks.scrollTop,
        at = [...checks.querySelectorAll("input")].indexOf(checks.getRootNode().activeElement);
      const others = [
        rest.labels ? `${rest.labels.toLocaleString("en-US")} other labels` : "",
        rest.missing ? "no label" : "",
      ]
        .filter(Boolean)
        .join(" and ");
      checks.replaceChildren(
        ...entries.map((entry) => row(entry.label || "(empty)", entry.count, entry.on, entry.code)),
      );
      if (others) checks.append(row(others, rest.count, rest.on, -1));
      if (!entries.length)
        checks.append(
          node("div", { class: "caption" }, search ? "no label holds that" : "no labels"),
        );
      checks.scrollTop = scrolled;
      checks.querySelectorAll("input")[at]?.focus();
    }
    return {
      parts: [
        node("div", { class: "head" }, look, every("all", true), every("none", false)),
        checks,
      ],
      first: look,
      update,
    };
  },
  range(draft, send, requests) {
    const holder = node("div", { class: "bars", title: "click a bar to select its rows" });
    holder.addEventListener("click", (e) => {
      if (e.target.closest(".handle")) return;
      const share = (e.clientX - holder.getBoundingClientRect().left) / holder.clientWidth;
      const index = Math.min(now.bars.length - 1, Math.max(0, Math.floor(share * now.bars.length)));
      send("bar", { index, mode: modeOf(e) });
    });
    let now = draft,
      ends = [...draft.ends],
      drag = null;
    const view = canvas(holder, paint);
    function paint(context, width, height) {
      const theme = colors(holder),
        most = Math.max(1, ...now.bars),
        step = width / now.bars.length;
      now.bars.forEach((bar, i) => {
        const middle = (i + 0.5) / now.bars.length,
          inside = middle >= ends[0] && middle <= ends[1];
        const tall = bar ? Math.max(1.5, ((height - 6) * bar) / most) : 0;
        context.fillStyle = inside ? theme.selection : theme.rows;
        context.globalAlpha = inside ? 0.85 : 0.4;
        context.fillRect(i * step, height - tall, Math.max(1, step - 1), tall);
      });
      context.globalAlpha = 1;
    }
    const handle = (which, label) => {
      const grip = node("div", {
        class: "handle",
        role: "slider",
        tabindex: 0,
        "aria-label": label,
        "aria-valuemin": 0,
        "aria-valuemax": 1,
      });
      const move = (place) => {
        ends[which] = which
          ? Math.max(ends[0], Math.min(1, place))
          : Math.min(ends[1], Math.max(0, place));
        put();
        requests.send({ type: "ends", shares: [...ends] });
      };
      grip.addEventListener("pointerdown", (e) => {
        e.preventDefault();
        grip.focus();
        grip.setPointerCapture(e.pointerId);
        drag = which;
      });
      grip.addEventListener("pointermove", (e) => {
        if (drag === which)
          move((e.clientX - holder.getBoundingClientRect().left) / holder.clientWidth);
      });
      for (const end of ["pointerup", "pointercancel"])
        grip.addEventListener(end, () => {
          drag = null;
        });
      grip.addEventListener("keydown", (e) => {
        const by = {
          ArrowLeft: -0.01,
          ArrowDown: -0.01,
          ArrowRight: 0.01,
          ArrowUp: 0.01,
          PageUp: 0.1,
          PageDown: -0.1,
        }[e.key];
        if (!by) return;
        e.preventDefault();
        move(ends[which] + by);
      });
      return grip;
    };
    const grips = [handle(0, "lower end"), handle(1, "upper end")];
    holder.append(...grips);
    const field = (label) =>
      node("input", {
        type: "text",
        "aria-label": label,
        onchange: () => send("typed_ends", { texts: fields.map((each) => each.value) }),
      });
    const fields = [field("from"), field("to")];
    const missing = node("span", { class: "caption" });
    function put() {
      grips.forEach((grip, i) => {
        grip.style.left = `calc(${100 * ends[i]}% - 6px)`;
        grip.setAttribute("aria-valuenow", ends[i].toFixed(3));
      });
      view.redraw();
    }
    function update(next) {
      now = next;
      if (drag === null) ends = [...next.ends];
      fields.forEach((each, i) => {
        if (each.getRootNode().activeElement !== each) each.value = next.texts[i];
        each.placeholder = next.limits[i];
      });
      grips.forEach((grip, i) =>
        grip.setAttribute("aria-valuetext", next.texts[i] || next.limits[i]),
      );
      missing.textContent = next.missing
        ? `${next.missing.toLocaleString("en-US")} without a value`
        : "";
      put();
    }
    return {
      parts: [
        holder,
        node(
          "div",
          { class: "head" },
          fields[0],
          node("span", { class: "caption" }, "to"),
          fields[1],
          missing,
        ),
      ],
      first: grips[0],
      update,
    };
  },
};
