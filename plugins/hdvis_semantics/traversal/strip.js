// The strip of the active axis, what it is rated as, and what it can be saved as.

import { node } from "hdvis/dom.js";
import { pictureShelf } from "hdvis/pictures.js";
import { button, showFigures } from "./figures.js";

/**
 * @param {import("./view.js").Model} model
 * @param {HTMLElement} el
 */
export function stripOf(model, el) {
  const shelf = pictureShelf();
  const film = node("div", { class: "film" });
  const title = node("span", { class: "muted grow ellipsis" });
  const rate = node("span", { class: "group" });
  const keep = node("span", { class: "group" });
  const total = node("div", { class: "muted total" });
  const words = node("div", { class: "words" }, title, rate, keep);
  const element = node("div", { class: "foot" }, film, words, total);

  function show() {
    shelf.set(model.strip.pictures ?? []);
    draw();
  }
  function draw() {
    const room = (el.clientWidth - 24) / Math.max(1, shelf.length) - 4;
    const side = Math.round(Math.max(24, Math.min(84, room, 0.14 * el.clientHeight)));
    showFigures(film, shelf, side);
    element.style.display = shelf.length ? "" : "none";
    showTitle();
  }
  // The title is that of the strip awaited; until it comes, the one before steps back.
  function showTitle() {
    title.textContent = title.title = model.film;
    film.style.opacity = model.film === model.strip.title ? "1" : "0.35";
  }
  function showRating() {
    const { counts = [], given = -1, total: text = "", pinned = "" } = model.rating;
    rate.replaceChildren(
      ...(counts.length ? model.verdicts : []).map((verdict, i) =>
        rateButton(model, verdict, i, counts[i], given),
      ),
    );
    keep.replaceChildren(
      pinButton(model, pinned),
      ...["png", "gif", "mp4"].map((form) => saveButton(model, form)),
    );
    const csv = button("CSV", "save all ratings as CSV", () => model.send_msg({ type: "ratings" }));
    total.replaceChildren(...(text ? [text, csv] : []));
    total.style.display = text ? "" : "none";
  }
  return { element, show, draw, showTitle, showRating };
}

/**
 * @param {import("./view.js").Model} model
 * @param {string} verdict
 * @param {number} i
 * @param {number} count
 * @param {number} given
 */
function rateButton(model, verdict, i, count, given) {
  const title = "rate this strip; the numbers count the strips of this axis";
  const made = button(count ? `${verdict} ${count}` : verdict, title, () =>
    model.send_msg({ type: "rate", verdict: i }),
  );
  made.setAttribute("aria-pressed", String(i === given));
  return made;
}

/**
 * @param {import("./view.js").Model} model
 * @param {string} pinned
 */
function pinButton(model, pinned) {
  const title = pinned
    ? "let go of the pinned row"
    : "pin this start; the next row in focus gives a film from here to there";
  return button(pinned ? `from ${pinned}` : "pin", title, () => model.send_msg({ type: "pin" }));
}

/**
 * @param {import("./view.js").Model} model
 * @param {string} form
 */
function saveButton(model, form) {
  const name = form.toUpperCase();
  return button(name, `save the strip as ${name}`, () => model.send_msg({ type: "export", form }));
}
