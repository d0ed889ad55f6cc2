// A table that draws only the cells in view and asks for them, newest request first.

import { host, node, saveFile } from "hdvis/dom.js";
import { modeOf } from "hdvis/gestures.js";
import { bytes, latest, listen } from "hdvis/messages.js";
import { exportMenu } from "./parts.js";
import css from "./view.css" with { type: "text" };

const TABLE = { head: 28, number: 72, limit: 15_000_000, over: 20 };

export function render({ model, el }) {
  host(el, css, { display: "flex", flexDirection: "column" });
  const requests = latest(model);
  const search = node("input", {
    type: "search",
    class: "search",
    placeholder: "x0 > 1.5, or words in labels",
    "aria-label": "search rows",
    spellcheck: "false",
    maxlength: 10000,
  });
  const problem = node("span", { class: "problem", role: "alert" });
  const choose = node(
    "button",
    {
      class: "small",
      title: "select the rows found (Shift adds, Alt subtracts, Ctrl intersects)",
      "aria-label": "select the rows found",
      onclick: (e) => model.send_msg({ type: "choose", mode: modeOf(e) }),
    },
    "select",
  );
  const menu = exportMenu((form) => model.send_msg({ type: "export", form }));
  const scroller = node("div", {
    class: "scroller",
    tabindex: 0,
    role: "grid",
    "aria-readonly": "true",
  });
  const spacer = node("div", { class: "spacer" }),
    stage = node("div", { class: "stage" });
  const head = node("div", { class: "line head", role: "row" }),
    lines = node("div", { class: "lines", role: "rowgroup" });
  const note = node("div", { class: "note" }),
    mark = node("div", { class: "mark" });
  stage.append(lines, head, note, mark);
  spacer.append(stage);
  scroller.append(spacer);
  el.append(node("div", { class: "top" }, search, choose, problem, menu), scroller);

  let held = null,
    wanted = "",
    asked = false,
    sheet = null,
    drag = null;
  const widths = () =>
    model.columns.map((column, i) =>
      drag?.kind === "width" && drag.column === i ? drag.width : column.width,
    );
  const height = () => (model.tile ? model.tile + 4 : 25);
  const frozen = () => TABLE.number + (model.tile ? model.tile + 8 : 0);

  // -- where things are -------------------------------------------------------------------
  function measure() {
    const edges = [0];
    for (const width of widths()) edges.push(edges.at(-1) + width);
    const view = Math.max(0, scroller.clientHeight - TABLE.head),
      size = height();
    return {
      edges,
      size,
      view,
      width: scroller.clientWidth,
      total: model.count * size,
      left: scroller.scrollLeft,
    };
  }
  // Beyond what a browser can scroll, the scroll position stands for a share of all rows.
  const shown = (m) => Math.min(m.total, TABLE.limit);
  const ratio = (m) => (m.total > TABLE.limit ? (m.total - m.view) / (TABLE.limit - m.view) : 1);
  const topLine = (m) => (scroller.scrollTop * ratio(m)) / m.size;
  function scrollToLine(m, line) {
    scroller.scrollTop = Math.max(0, (line * m.size) / ratio(m));
  }
  function window_(m) {
    const first = Math.max(0, Math.floor(topLine(m))),
      count = Math.min(model.count - first, Math.ceil(m.view / m.size) + 1);
    const room = m.width - frozen(),
      last = model.columns.length;
    let start = 0,
      stop = 0;
    while (start < last && m.edges[start + 1] <= m.left) start++;
    for (stop = start; stop < last && m.edges[stop] < m.left + room; stop++);
    return { first, count: Math.max(0, count), start, stop };
  }

  // -- drawing ----------------------------------------------------------------------------
  function resize() {
    const m = measure();
    spacer.style.height = `${Math.max(scroller.clientHeight, shown(m) + TABLE.head)}px`;
    spacer.style.width = `${Math.max(m.width, frozen() + m.edges.at(-1))}px`;
    stage.style.width = `${m.width}px`;
    stage.style.height = `${scroller.clientHeight}px`;
    draw();
  }
  function draw() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      paint();
    });
  }
  function paint() {
    const m = measure();
    if (!m.width) return;
    const w = window_(m);
    ask(w);
    paintHead(m, w);
    paintLines(m, w);
    note.textContent = model.count ? "" : model.empty;
    scroller.setAttribute("aria-rowcount", model.count + 1);
    scroller.setAttribute("aria-colcount", model.columns.length + 1);
    scroller.setAttribute("aria-label", model.label);
  }
  const holds = (w) =>
    held &&
    held.stamp === model.stamp &&
    held.version === model.version &&
    held.tile === model.tile &&
    held.first <= w.first &&
    held.first + held.rows.length >= w.first + w.count &&
    held.start <= w.start &&
    held.start + held.cells.length >= w.stop;
  function ask(w) {
    if (holds(w)) return;
    const first = Math.max(0, w.first - TABLE.over),
      count = Math.min(model.count, w.first + w.count + TABLE.over) - first;
    const start = Math.max(0, w.start - 3),
      stop = Math.min(model.columns.length, w.stop + 3);
    if (count <= 0) return;
    const key = [first, count, start, stop, model.stamp, model.version, model.tile].join();
    if (key === wanted) return;
    wanted = key;
    requests.send({
      type: "view",
      first,
      count,
      start,
      stop,
      stamp: model.stamp,
      version: model.version,
    });
  }
  function paintHead(m, w) {
    const cells = [
      node("div", { class: "cell number", role: "columnheader", style: box(0, frozen()) }, "row"),
    ];
    for (let i = w.start; i < w.stop; i++) cells.push(headCell(m, i));
    head.replaceChildren(...cells);
    head.style.height = `${TABLE.head}px`;
  }
  function headCell(m, i) {
    const { label, kind } = model.columns[i],
      [by, down] = model.sorted;
    const order = by === i ? (down ? "descending" : "ascending") : "none";
    const grip = node("span", { class: "grip", onpointerdown: (e) => resizeColumn(e, i) });
    const arrow =
      order === "none"
        ? null
        : node("span", { class: "arrow", "aria-hidden": "true" }, down ? "▼" : "▲");
    return node(
      "div",
      {
        class: `cell title ${kind}`,
        role: "columnheader",
        "aria-sort": order,
        "aria-colindex": i + 2,
        title: label,
        style: box(frozen() + m.edges[i] - m.left, widths()[i]),
        onpointerdown: (e) => moveColumn(e, i),
      },
      node("span", { class: "words" }, label),
      arrow,
      grip,
    );
  }
  const box = (left, width) => ({ left: `${left}px`, width: `${width}px` });
  function paintLines(m, w) {
    lines.style.top = `${TABLE.head}px`;
    const usable = held && held.tile === model.tile;
    const shift = (w.first - topLine(m)) * m.size;
    lines.style.setProperty("--line", `${m.size}px`);
    while (lines.children.length > w.count) lines.lastChild.remove();
    while (lines.children.length < w.count)
      lines.append(node("div", { class: "line", role: "row" }));
    for (let k = 0; k < w.count; k++)
      paintLine(lines.children[k], w.first + k, k * m.size + shift, m, w, usable);
  }
  function paintLine(line, place, y, m, w, usable) {
    const k = usable ? place - held.first : -1,
      known = k >= 0 && k < held.rows.length;
    const focused = place === model.picked;
    line.id = `line-${place}`;
    line.className = `line${known && held.chosen?.[k] ? " chosen" : ""}${focused ? " focused" : ""}`;
    line.style.transform = `translateY(${y}px)`;
    line.style.height = `${m.size}px`;
    line.dataset.place = place;
    line.setAttribute("aria-rowindex", place + 2);
    line.setAttribute("aria-selected", String(Boolean(known && held.chosen?.[k])));
    if (focused) scroller.setAttribute("aria-activedescendant", line.id);
    const [number, ...cells] = cellsOf(line, w.stop - w.start);
    Object.assign(number.style, box(0, frozen()));
    put(number.lastChild, known ? held.rows[k].toLocaleString("en-US") : "…");
    if (number.kept !== (known && held)) {
      number.kept = known && held;
      number.replaceChildren(...(model.tile ? [picture(known ? k : -1)] : []), number.lastChild);
    }
    cells.forEach((cell, j) => {
      const i = w.start + j;
      cell.className = `cell ${model.columns[i].kind}`;
      cell.dataset.column = i;
      cell.setAttribute("aria-colindex", i + 2);
      Object.assign(cell.style, box(frozen() + m.edges[i] - m.left, m.edges[i + 1] - m.edges[i]));
      put(cell, known ? (held.cells[i - held.start]?.[k] ?? "") : "");
    });
  }
  // Cells are kept from frame to frame, so that a repaint does not swallow a click.
  function cellsOf(line, count) {
    if (!line.firstChild)
      line.append(
        node("div", { class: "cell number", role: "rowheader" }, node("span", { class: "words" })),
      );
    while (line.children.length > count + 1) line.lastChild.remove();
    while (line.children.length < count + 1) line.append(node("div", { role: "gridcell" }));
    return line.children;
  }
  function put(element, text) {
    if (element.textContent !== text) {
      element.textContent = text;
      element.removeAttribute("title");
    }
  }
  function picture(k) {
    const side = model.tile,
      surface = node("canvas", {
        width: side * 2,
        height: side * 2,
        style: { width: `${side}px`, height: `${side}px` },
      });
    if (k < 0 || !sheet || !held.sheet) return surface;
    const { tile, columns } = held.sheet,
      context = surface.getContext("2d");
    context.imageSmoothingEnabled = false;
    context.drawImage(
      sheet,
      (k % columns) * tile,
      Math.floor(k / columns) * tile,
      tile,
      tile,
      0,
      0,
      side * 2,
      side * 2,
    );
    return surface;
  }
  async function arrived(message) {
    const made = message.sheet
      ? await createImageBitmap(new Blob([bytes(message.sheet.data)], { type: message.sheet.mime }))
      : null;
    requests.done();
    if (message.stamp !== model.stamp) return;
    held = { ...message, tile: model.tile };
    sheet = made;
    draw();
  }
  function reveal(place) {
    const m = measure(),
      top = topLine(m),
      whole = m.view / m.size;
    if (place < top) scrollToLine(m, place - (place < top - whole ? whole / 3 : 0));
    else if (place + 1 > top + whole)
      scrollToLine(m, place + 1 - whole + (place > top + 2 * whole ? whole / 3 : 0));
    draw();
  }

  // -- pointer ----------------------------------------------------------------------------
  const lineAt = (e) => e.composedPath().find((n) => n.dataset?.place !== undefined);
  lines.addEventListener("mousedown", (e) => {
    if (e.shiftKey) e.preventDefault();
  });
  lines.addEventListener("click", (e) => {
    const line = lineAt(e),
      add = e.ctrlKey || e.metaKey;
    if (!line || held?.stamp !== model.stamp) return;
    const how = e.shiftKey ? (add ? "extend" : "range") : add ? "toggle" : "";
    model.send_msg({ type: "click", place: Number(line.dataset.place), how, stamp: model.stamp });
  });
  let resting = 0;
  lines.addEventListener("pointerover", (e) => {
    clearTimeout(resting);
    const line = lineAt(e),
      cell = e.target.closest?.("[data-column]");
    if (!line || !cell) return;
    cell.title = cell.textContent;
    resting = setTimeout(
      () =>
        model.send_msg({
          type: "full",
          place: Number(line.dataset.place),
          column: Number(cell.dataset.column),
          stamp: model.stamp,
        }),
      250,
    );
  });
  function full({ place, column, text }) {
    const line = [...lines.children].find((each) => Number(each.dataset.place) === place);
    const cell = line?.querySelector(`[data-column="${column}"]`);
    if (cell) cell.title = text;
  }
  function follow(e, move, end) {
    const target = head;
    target.setPointerCapture(e.pointerId);
    const stop = (event) => {
      target.removeEventListener("pointermove", move);
      target.removeEventListener("pointerup", stop);
      target.removeEventListener("pointercancel", stop);
      end(event);
    };
    target.addEventListener("pointermove", move);
    target.addEventListener("pointerup", stop);
    target.addEventListener("pointercancel", stop);
  }
  function resizeColumn(down, column) {
    down.stopPropagation();
    down.preventDefault();
    const before = widths()[column];
    drag = { kind: "width", column, width: before };
    follow(
      down,
      (e) => {
        drag.width = Math.min(900, Math.max(36, before + e.clientX - down.clientX));
        resize();
      },
      () => {
        const { width } = drag;
        drag = null;
        if (width === before) return;
        model.columns = model.columns.map((each, i) => (i === column ? { ...each, width } : each));
        model.send_msg({ type: "width", column, width: Math.round(width) });
        resize();
      },
    );
  }
  function moveColumn(down, column) {
    if (down.button !== 0) return;
    const from = down.clientX;
    let before = null;
    follow(
      down,
      (e) => {
        if (before === null && Math.abs(e.clientX - from) < 5) return;
        const m = measure(),
          x = e.clientX - scroller.getBoundingClientRect().left - frozen() + m.left;
        before = m.edges.findIndex(
          (edge, i) => i === model.columns.length || x < (edge + m.edges[i + 1]) / 2,
        );
        mark.style.display = "block";
        mark.style.left = `${frozen() + m.edges[before] - m.left - 1}px`;
      },
      (e) => {
        mark.style.display = "none";
        if (e.type === "pointercancel") return;
        if (before === null) model.send_msg({ type: "sort", column });
        else if (before !== column && before !== column + 1)
          model.send_msg({ type: "drop", column, before });
      },
    );
  }

  // -- keyboard ---------------------------------------------------------------------------
  scroller.addEventListener("keydown", (e) => {
    const page = Math.max(1, Math.floor(measure().view / height()) - 1),
      at = model.picked;
    const step = { ArrowUp: -1, ArrowDown: 1, PageUp: -page, PageDown: page }[e.key];
    const to =
      e.key === "Home"
        ? 0
        : e.key === "End"
          ? model.count - 1
          : step
            ? Math.min(model.count - 1, Math.max(0, at + (at < 0 ? Math.max(step, 1) : step)))
            : null;
    if (to !== null) {
      if (e.shiftKey)
        model.send_msg({ type: "click", place: to, how: "range", stamp: model.stamp });
      else model.send_msg({ type: "move", to });
    } else if ((e.key === "Enter" || e.key === " ") && at >= 0)
      model.send_msg({ type: "click", place: at, how: "toggle", stamp: model.stamp });
    else if (e.key === "ArrowLeft" || e.key === "ArrowRight")
      scroller.scrollLeft += e.key === "ArrowLeft" ? -120 : 120;
    else return;
    e.preventDefault();
  });

  // -- search -----------------------------------------------------------------------------
  let typing = 0;
  const tell = () => {
    clearTimeout(typing);
    if (search.value !== model.text) model.send_msg({ type: "search", text: search.value });
  };
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(tell, 300);
  });
  search.addEventListener("change", tell);
  search.addEventListener("keydown", (e) => {
    if (e.key === "Enter") tell();
  });
  function words() {
    if (el.getRootNode().activeElement !== search) search.value = model.text;
    problem.textContent = model.problem;
    problem.title = model.problem;
    choose.hidden = !model.text.trim() || Boolean(model.problem);
    search.setAttribute("aria-invalid", String(Boolean(model.problem)));
  }

  scroller.addEventListener("scroll", draw);
  new ResizeObserver(resize).observe(scroller);
  for (const name of ["columns", "count", "tile"]) model.on(name, resize);
  for (const name of ["version", "picked", "sorted", "empty", "label"]) model.on(name, draw);
  model.on("stamp", () => {
    requests.done();
    draw();
  });
  for (const name of ["text", "problem"]) model.on(name, words);
  listen(model, {
    view: arrived,
    full,
    reveal: (m) => reveal(m.place),
    download: (m) => saveFile(m.name, bytes(m.data)),
  });
  words();
  resize();
}
