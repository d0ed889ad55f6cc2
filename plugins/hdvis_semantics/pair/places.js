// Where the vectors and their pictures stand in a pane of any shape.

/** @typedef {import("./view.js").State} State */
/** @typedef {[left: number, top: number, right: number, bottom: number]} Room */
/**
 * The pictures: a block for each vector, its bare picture first, then the one from the focus.
 * @typedef {{ side: number, count: number, block: number, at: (which: number) => [number, number], room: Room }} Blocks
 */
/** @typedef {Blocks & { x: number, y: number, scale: number }} Frame With the origin of the vectors. */

export const HEAD = 22;
export const FOOT = 16;
export const SPACE = 8;
export const EDGE = 12;
const LARGEST = 132;

/** @param {{ names: string[], steps: number[] }} model */
export const isReady = ({ names, steps }) => names.length === 2 && steps.length === 2;

/**
 * The first vector is horizontal.
 * @param {{ angle: number }} model
 */
export const anglesOf = ({ angle }) => [0, (-angle * Math.PI) / 180];

/**
 * The pictures stand beside the drawing in a wide pane and below it in a tall one.
 * @param {State} state
 * @returns {Blocks}
 */
export function blocksOf({ view, shelf }) {
  const { width, height } = view;
  const count = shelf.length > 2 ? 2 : shelf.length ? 1 : 0;
  if (!count)
    return {
      side: 0,
      count,
      block: 0,
      at: () => [EDGE, height - HEAD],
      room: [0, 0, width, height - HEAD],
    };
  const isBeside = width > 1.25 * height;
  const foot = count > 1 ? FOOT : 0;
  const tall = isBeside
    ? (height - 2 * EDGE - SPACE) / 2 - HEAD - foot
    : 0.36 * height - HEAD - foot;
  const wide = isBeside
    ? (0.46 * width - EDGE) / count - SPACE
    : (width - 2 * EDGE - 2 * SPACE) / (2 * count) - SPACE;
  const side = Math.round(Math.max(28, Math.min(LARGEST, tall, wide)));
  const block = count * (side + SPACE);
  const high = HEAD + side + foot;
  if (isBeside) {
    const left = width - EDGE - block;
    const top = (height - 2 * high - SPACE) / 2;
    return {
      side,
      count,
      block,
      at: (which) => [left, top + (1 - which) * (high + SPACE)],
      room: [0, 0, left - SPACE, height],
    };
  }
  const top = height - high - EDGE / 2;
  const half = width / 2;
  const inset = Math.max(SPACE, (half - block) / 2);
  return {
    side,
    count,
    block,
    at: (which) => [(which ? 0 : half) + inset, top],
    room: [0, 0, width, top - SPACE],
  };
}

/**
 * @param {State} state
 * @returns {Frame}
 */
export function frameOf(state) {
  const { model } = state;
  const blocks = blocksOf(state);
  const [left, top, right, bottom] = blocks.room;
  const [width, height] = [right, bottom];
  const [first, second] = model.steps.map((step) => model.reach * Math.max(step, 1e-12));
  const angle = anglesOf(model)[1];
  const across = Math.max(first, second * Math.abs(Math.cos(angle)));
  const up = second * Math.abs(Math.sin(angle));
  const scale = Math.min(
    (width / 2 - 22) / across,
    (height / 2 - 26) / Math.max(up, 0.15 * across),
  );
  return { ...blocks, x: left + width / 2, y: top + height / 2 + 4, scale: Math.max(scale, 1e-12) };
}

/**
 * The end of a vector in CSS pixels.
 * @param {State} state
 * @param {number} which
 * @param {Frame} frame
 * @returns {[number, number]}
 */
export function endOf({ model, strengths }, which, { x, y, scale }) {
  const length = strengths[which] * model.steps[which] * scale;
  const angle = anglesOf(model)[which];
  return [x + length * Math.cos(angle), y + length * Math.sin(angle)];
}

/**
 * The strength at which a vector's end is nearest to a pixel.
 * @param {State} state
 * @param {number} which
 * @param {number} px
 * @param {number} py
 */
export function strengthAt(state, which, px, py) {
  const { model } = state;
  const { x, y, scale } = frameOf(state);
  const angle = anglesOf(model)[which];
  const length = (px - x) * Math.cos(angle) + (py - y) * Math.sin(angle);
  return Math.max(-model.reach, Math.min(model.reach, length / (scale * model.steps[which] || 1)));
}
