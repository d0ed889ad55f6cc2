// The short strips in the rows, kept as they come.

import { pictureShelf } from "hdvis/pictures.js";
import { colors } from "hdvis/theme.js";
import { sized } from "./figures.js";

export const ROW_FILM = 38;

/** @param {import("./view.js").State} state */
export function filmsOf({ el }) {
  /** @type {Map<string, ReturnType<typeof pictureShelf>>} */
  const known = new Map();
  /** @type {Map<string, HTMLCanvasElement>} */
  const surfaces = new Map();
  /** @param {string} name */
  function draw(name) {
    const surface = surfaces.get(name);
    const film = known.get(name);
    if (!surface?.clientWidth || !film) return;
    const width = surface.clientWidth;
    const cell = width / film.length;
    const side = Math.min(ROW_FILM, cell - 2);
    const context = sized(surface, width, ROW_FILM);
    surface.style.width = "";
    for (let i = 0; i < film.length; i++) {
      film.draw(context, i, (i + 0.5) * cell - side / 2, (ROW_FILM - side) / 2, side, colors(el));
    }
  }
  return {
    draw,
    /** @param {string} name */
    count: (name) => known.get(name)?.length ?? 0,
    /**
     * @param {string} name
     * @param {HTMLCanvasElement} surface
     */
    place: (name, surface) => surfaces.set(name, surface),
    /**
     * @param {string} name
     * @param {import("hdvis/pictures.js").Picture[]} pictures
     */
    put: (name, pictures) => {
      const shelf = pictureShelf();
      shelf.set(pictures);
      known.set(name, shelf);
      draw(name);
    },
  };
}
