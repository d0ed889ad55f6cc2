// Where bubbles and their names stand: names beside them, where they do not collide.

/** @typedef {import("./view.js").Bubble} Bubble */
/** @typedef {Bubble & { px: number, py: number, r: number }} Placed In CSS pixels. */
/** @typedef {[dx: number, dy: number, isFar?: boolean]} Spot From a bubble's middle to its name's baseline. */
/** @typedef {[x: number, y: number, half: number]} Taken A name that stands there, with half its width. */
/** @typedef {{ width: number, height: number }} Room */

const EDGE = 22;

/**
 * The bubbles in the room at one scale, the larger ones first.
 * @param {Bubble[]} bubbles
 * @param {Room} room
 * @returns {Placed[]}
 */
export function placeBubbles(bubbles, room) {
  if (!bubbles.length) return [];
  const [x0, x1] = span(bubbles.map(({ x }) => x));
  const [y0, y1] = span(bubbles.map(({ y }) => y));
  const share = Math.sqrt((room.width * room.height) / bubbles.length) / 4.5;
  const largest = Math.max(9, Math.min(26, share));
  const pad = largest + EDGE;
  const width = Math.max(1, room.width - 2 * pad);
  const height = Math.max(1, room.height - 2 * pad - 8);
  const scale = Math.min(width / (x1 - x0 || 1), height / (y1 - y0 || 1));
  const placed = bubbles.map((bubble) => ({
    ...bubble,
    px: room.width / 2 + (bubble.x - (x0 + x1) / 2) * scale,
    py: room.height / 2 - 6 - (bubble.y - (y0 + y1) / 2) * scale,
    r: Math.max(5, largest * bubble.size),
  }));
  return placed.sort((a, b) => b.r - a.r);
}

/** @param {number[]} values */
const span = (values) => [Math.min(...values), Math.max(...values)];

/**
 * The topmost bubble at a pixel.
 * @param {Placed[]} placed
 * @param {number} x
 * @param {number} y
 */
export const bubbleAt = (placed, x, y) =>
  placed.findLast((b) => Math.hypot(x - b.px, y - b.py) <= b.r + 2);

/**
 * Where a bubble's name goes, or null where there is no room for it.
 * @param {Placed} bubble
 * @param {number} half Half the width of the name.
 * @param {{ taken: Taken[], placed: Placed[], room: Room }} others
 * @returns {Spot | null}
 */
export function nameSpot(bubble, half, others) {
  return spots(bubble.r, half).find((spot) => fits(bubble, spot, half, others)) ?? null;
}

/**
 * The spots of a name, the best first: near, then at a distance with a line to the bubble.
 * @param {number} r
 * @param {number} half
 * @returns {Spot[]}
 */
function spots(r, half) {
  /** @type {Spot[]} */
  const near = [
    [0, r + 12],
    [0, -r - 4],
    [r + half + 1, 4],
    [-r - half - 1, 4],
  ];
  const far = [26, 42].flatMap((d) => {
    const [below, above] = [r + d - 6, 12 - r - d];
    return /** @type {Spot[]} */ ([
      [0, r + d, true],
      [0, 6 - r - d, true],
      [half, below, true],
      [-half, below, true],
      [half, above, true],
      [-half, above, true],
    ]);
  });
  return [...near, ...far];
}

/**
 * Whether a name there lies in the room and meets no other name and no other bubble's middle.
 * @param {Placed} bubble
 * @param {Spot} spot
 * @param {number} half
 * @param {{ taken: Taken[], placed: Placed[], room: Room }} others
 */
function fits(bubble, [dx, dy], half, { taken, placed, room }) {
  const [x, y] = [bubble.px + dx, bubble.py + dy];
  if (x - half < 0 || x + half > room.width || y > room.height - 3 || y < 12) return false;
  if (taken.some(([ox, oy, h]) => Math.abs(ox - x) < h + half && Math.abs(oy - y) < 12))
    return false;
  const meets = (/** @type {Placed} */ b) =>
    b !== bubble && Math.abs(b.px - x) < half + 0.7 * b.r && Math.abs(b.py - y + 4) < 5 + 0.7 * b.r;
  return !placed.some(meets);
}
