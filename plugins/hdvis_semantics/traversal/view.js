// Handles beside the pictures they change; only the rows that match the search are kept.

import { FONT } from "hdvis/canvas.js";
import { host, node, saveFile } from "hdvis/dom.js";
import { bytes, latest, listen } from "hdvis/messages.js";
import { pictureShelf } from "hdvis/pictures.js";
import { colors, onTheme } from "hdvis/theme.js";
import css from "./view.css" with { type: "text" };

const _LINE = 26,
  ROW_FILM = 38;

export function render({ model, el }) {
  host(el, css, {
    display: "flex",
    flexDirection: "column",
    font: `12px ${FONT}`,
    color: "var(--hdv-text)",
  });
  const requests = latest(model),
    shelf = pictureShelf(),
    strip = pictureShelf();
  const pictureRow = node("div", { class: "pictures" }),
    facts = node("dl", { class: "facts" });
  const top = node("div", { class: "top" }, pictureRow, facts);
  const told = node("span", {}),
    problem = node(
      "div",
      { class: "problem", role: "alert" },
      told,
      button("retry", "ask the model again", () => model.send_msg({ type: "retry" })),
    );
  const search = node("input", {
    type: "search",
    placeholder: "search",
    "aria-label": "search axes",
    oninput: list,
  });
  const sort = node(
    "select",
    { "aria-label": "sort axes", onchange: list },
    ...["as given", "by name", "by metric", "by strength"].map((text) => node("option", {}, text)),
  );
  const bar = node(
    "div",
    { class: "bar" },
    search,
    sort,
    button("reset", "all handles to rest", () => {
      held.clear();
      model.send_msg({ type: "reset" });
    }),
    button("random", "draw another random control", () => model.send_msg({ type: "random" })),
    button("another row", "start from another row at random", () =>
      model.send_msg({ type: "another" }),
    ),
    button("take", "make the edit the point in focus, for every view", () => {
      held.clear();
      model.send_msg({ type: "take" });
    }),
  );
  const handles = node("div", { class: "handles" });
  const title = node("span", { class: "muted grow" }),
    rate = node("span", { class: "group" }),
    keep = node("span", { class: "group" }),
    total = node("div", { class: "muted total" });
  const film = node("div", { class: "film" }),
    foot = node(
      "div",
      { class: "foot" },
      film,
      node("div", { class: "words" }, title, rate, keep),
      total,
    );
  el.append(top, problem, bar, handles, foot);
  const made = new Map(),
    held = new Map(),
    films = new Map();
  let dragged = "",
    looked = "",
    resting = model.resting;

  function button(text, title, onclick) {
    return node("button", { class: "small", title, onclick }, text);
  }

  // -- pictures ---------------------------------------------------------------------------
  function figure() {
    return node("figure", {}, node("canvas"), node("figcaption"));
  }
  // The figures that are there already are drawn anew; while a handle is dragged all of them are.
  function showFigures(place, held, side) {
    const ratio = window.devicePixelRatio || 1;
    while (place.children.length > held.length) place.lastChild.remove();
    while (place.children.length < held.length) place.append(figure());
    for (let i = 0; i < held.length; i++) {
      const shown = place.children[i],
        [surface, label] = shown.children,
        context = surface.getContext("2d");
      if (shown.style.width !== `${side}px` || surface.width !== Math.round(side * ratio)) {
        for (const styled of [shown.style, surface.style]) styled.width = `${side}px`;
        surface.style.height = `${side}px`;
        surface.width = surface.height = Math.round(side * ratio);
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, side, side);
      held.draw(context, i, 0, 0, side, colors(el));
      if (label.textContent !== held.label(i)) label.textContent = held.label(i);
    }
  }
  function showPictures() {
    const count = Math.max(4, shelf.length),
      wide = el.clientWidth >= 460;
    const room = (el.clientWidth - 24 - (wide ? 140 : 0)) / count - 10;
    const side = Math.round(Math.max(40, Math.min(150, room, 0.24 * el.clientHeight)));
    top.classList.toggle("narrow", !wide);
    showFigures(pictureRow, shelf, side);
  }
  function hang(list) {
    shelf.set(list);
    showPictures();
  }
  function showFacts(list) {
    facts.replaceChildren(
      ...list.map(([label, value, warn]) =>
        node(
          "div",
          {},
          node("dt", {}, label),
          node("dd", { class: warn ? "warn" : "", title: value }, value),
        ),
      ),
    );
  }
  function showTrouble(text) {
    told.textContent = text;
    problem.style.display = text ? "" : "none";
  }

  // -- the strip below --------------------------------------------------------------------
  function showStrip() {
    const { pictures = [] } = model.strip;
    strip.set(pictures);
    drawStrip();
  }
  function drawStrip() {
    const side = Math.round(
      Math.max(
        24,
        Math.min(84, (el.clientWidth - 24) / Math.max(1, strip.length) - 4, 0.14 * el.clientHeight),
      ),
    );
    showFigures(film, strip, side);
    foot.style.display = strip.length ? "" : "none";
    showTitle();
  }
  // The title is that of the strip awaited; until it comes, the one before steps back.
  function showTitle() {
    title.textContent = title.title = model.film;
    film.style.opacity = model.film === model.strip.title ? 1 : 0.35;
  }
  function showRating() {
    const { counts = [], given = -1, total: text = "", pinned = "" } = model.rating;
    rate.replaceChildren(
      ...(counts.length ? model.verdicts : []).map((verdict, i) => {
        const made = button(
          counts[i] ? `${verdict} ${counts[i]}` : verdict,
          "rate this strip; the numbers count the strips of this axis",
          () => model.send_msg({ type: "rate", verdict: i }),
        );
        made.setAttribute("aria-pressed", i === given);
        return made;
      }),
    );
    keep.replaceChildren(
      button(
        pinned ? `from ${pinned}` : "pin",
        pinned
          ? "let go of the pinned row"
          : "pin this start; the next row in focus gives a film from here to there",
        () => model.send_msg({ type: "pin" }),
      ),
      ...["png", "gif", "mp4"].map((form) =>
        button(form.toUpperCase(), `save the strip as ${form.toUpperCase()}`, () =>
          model.send_msg({ type: "export", form }),
        ),
      ),
    );
    total.replaceChildren(
      text,
      ...(text
        ? [button("CSV", "save all ratings as CSV", () => model.send_msg({ type: "ratings" }))]
        : []),
    );
    total.style.display = text ? "" : "none";
  }

  // -- handles ----------------------------------------------------------------------------
  const strengthOf = (name) => held.get(name) ?? model.strengths[name] ?? resting[name] ?? 0;
  const say = (value) =>
    value
      .toFixed(1)
      .replace("-", "−")
      .replace(/^−0\.0$/, "0.0");
  function handle(row) {
    const slider = node("input", {
      type: "range",
      min: -model.reach,
      max: model.reach,
      step: model.reach / 200,
      "aria-label": row.name,
    });
    const value = node("span", { class: "value" });
    const name = node(
      "button",
      { class: "name", title: `${row.name}: show its strip`, onclick: () => activate(row.name) },
      row.name,
    );
    const metric = node(
      "span",
      {
        class: row.weak ? "metric warn" : "metric",
        title: row.weak ? "not better than chance" : "",
      },
      row.metric,
    );
    const small = model.strips
      ? node("canvas", { class: "small-film", title: "set the handle to this picture" })
      : null;
    const line = node(
      "div",
      { class: `line ${row.kind}` },
      name,
      node("div", { class: "track" }, small, slider),
      value,
      metric,
    );
    const send = (strength, live) => {
      held.set(row.name, strength);
      value.textContent = say(strength);
      line.classList.add("moved");
      requests.send({ type: "edit", name: row.name, strength, live });
    };
    const rest = () => {
      held.delete(row.name);
      model.send_msg({ type: "rest", name: row.name });
      follow();
    };
    slider.addEventListener("pointerdown", () => {
      dragged = row.name;
      activate(row.name);
    });
    slider.addEventListener("input", () => send(Number(slider.value), true));
    slider.addEventListener("change", () => {
      dragged = "";
      send(Number(slider.value), false);
    });
    slider.addEventListener("dblclick", rest);
    slider.addEventListener("keydown", (e) => {
      if (e.key === "Delete" || e.key === "Backspace") rest();
    });
    small?.addEventListener("click", (e) => {
      const count = films.get(row.name)?.length ?? 0;
      if (count < 2) return;
      const i = Math.min(count - 1, Math.floor((count * e.offsetX) / small.clientWidth));
      send(model.reach * ((2 * i) / (count - 1) - 1), false);
      activate(row.name);
      follow();
    });
    const follow = () => {
      const strength = strengthOf(row.name);
      slider.value = strength;
      value.textContent = say(strength);
      line.classList.toggle("active", row.name === model.active);
      line.classList.toggle("moved", held.has(row.name) || row.name in model.strengths);
    };
    return { row, line, small, follow };
  }
  function activate(name) {
    if (name !== model.active) model.send_msg({ type: "active", name });
  }
  function build() {
    made.clear();
    held.clear();
    for (const row of model.rows) made.set(row.name, handle(row));
    list();
  }
  // The same rows with other metrics keep their handles, so that a drag goes on.
  function relist() {
    const same = made.size === model.rows.length && model.rows.every((row) => made.has(row.name));
    if (!same) return build();
    for (const row of model.rows) {
      const known = made.get(row.name),
        metric = known.line.querySelector(".metric");
      known.row = row;
      metric.textContent = row.metric;
      metric.className = row.weak ? "metric warn" : "metric";
      metric.title = row.weak ? "not better than chance" : "";
    }
    list();
  }
  function list() {
    const text = search.value.trim().toLowerCase(),
      order = sort.selectedIndex;
    const rows = [...made.values()].filter(
      ({ row }) => !text || row.name.toLowerCase().includes(text),
    );
    const key = [
      null,
      ({ row }) => row.name,
      ({ row }) => -(row.order ?? -1),
      ({ row }) => -Math.abs(strengthOf(row.name)),
    ][order];
    if (key) rows.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
    const lines = rows.map(({ line }) => line);
    handles.classList.toggle("with-films", model.strips);
    if (
      lines.length !== handles.children.length ||
      lines.some((line, i) => line !== handles.children[i])
    )
      handles.replaceChildren(...lines);
    if (!rows.length)
      handles.append(
        node(
          "div",
          { class: "muted", style: { padding: "8px 12px" } },
          made.size ? "no axis of this name" : "looking for directions",
        ),
      );
    follow();
    look();
  }
  function follow() {
    for (const { follow } of made.values()) follow();
  }
  // A row that was chosen elsewhere, a new direction above all, comes into sight.
  function reveal() {
    made.get(model.active)?.line.scrollIntoView({ block: "nearest" });
  }

  // -- strips in the rows -----------------------------------------------------------------
  // Only rows on screen are asked for; which they are is told when it changes.
  function look() {
    if (!model.strips || !handles.clientHeight) return;
    const box = handles.getBoundingClientRect(),
      seen = [];
    for (const { row, line } of made.values()) {
      const own = line.isConnected ? line.getBoundingClientRect() : null;
      if (own && own.bottom > box.top && own.top < box.bottom) seen.push(row.name);
    }
    if (seen.join("\n") !== looked) {
      looked = seen.join("\n");
      model.send_msg({ type: "look", names: seen });
    }
    for (const name of seen) drawFilm(name);
  }
  function drawFilm(name) {
    const { small } = made.get(name) ?? {},
      pictures = films.get(name);
    if (!small?.clientWidth || !pictures) return;
    const ratio = window.devicePixelRatio || 1,
      width = small.clientWidth,
      cell = width / pictures.length,
      side = Math.min(ROW_FILM, cell - 2);
    small.width = width * ratio;
    small.height = ROW_FILM * ratio;
    const context = small.getContext("2d");
    context.scale(ratio, ratio);
    for (let i = 0; i < pictures.length; i++)
      pictures.draw(
        context,
        i,
        (i + 0.5) * cell - side / 2,
        (ROW_FILM - side) / 2,
        side,
        colors(el),
      );
  }
  let asked = false;
  handles.addEventListener("scroll", () => {
    if (!asked) {
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        look();
      });
    }
  });

  // -- what Python says -------------------------------------------------------------------
  const rested = () => {
    for (const name of [...held.keys()]) if (name !== dragged) held.delete(name);
    follow();
  };
  const handlers = {
    pictures: () => hang(model.pictures),
    facts: () => showFacts(model.facts),
    problem: () => showTrouble(model.problem),
    resting: () => {
      resting = model.resting;
      follow();
    },
    strengths: rested,
    active: () => {
      follow();
      reveal();
    },
    rows: relist,
    reach: build,
    strips: () => {
      looked = "";
      build();
    },
    strip: showStrip,
    film: showTitle,
    rating: showRating,
    verdicts: showRating,
  };
  for (const [name, call] of Object.entries(handlers)) model.on(name, call);
  onTheme(model, () => {
    showPictures();
    drawStrip();
    look();
  });
  listen(model, {
    pictures: (m) => {
      hang(m.pictures);
      showFacts(m.facts);
      showTrouble(m.problem);
      resting = m.resting;
      for (const name of Object.keys(resting)) made.get(name)?.follow();
      requests.done();
    },
    row: (m) => {
      const shelf = pictureShelf();
      shelf.set(m.pictures);
      films.set(m.name, shelf);
      drawFilm(m.name);
    },
    ack: () => requests.done(),
    download: (m) => saveFile(m.name, bytes(m.data)),
  });
  new ResizeObserver(() => {
    showPictures();
    drawStrip();
    look();
  }).observe(el);
  hang(model.pictures);
  showFacts(model.facts);
  showTrouble(model.problem);
  build();
  showStrip();
  showRating();
}
