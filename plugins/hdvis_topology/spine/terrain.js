// Hills as a height field: each pixel is as high as the highest contour that reaches it.

/**
 * @typedef {Object} Hill
 * @property {number} x In pixels.
 * @property {number} y
 * @property {number[]} radii In pixels, one per level, falling.
 * @property {number} top Height of the node itself, in levels.
 */
/** @typedef {{ height: Float32Array, owner: Int16Array, width: number, rows: number }} Field */

/**
 * The field of `hills` (extrema first, then saddles) and `links` [saddle, extremum]: around each
 * extremum discs, along each link what joins the discs at both ends. Owners are extrema, -1 where
 * nothing reaches.
 * @param {Hill[]} hills
 * @param {[number, number][]} links
 * @param {number} width
 * @param {number} rows
 * @returns {Field}
 */
export function heightField(hills, links, width, rows) {
  const height = new Float32Array(width * rows).fill(-1);
  const owner = new Int16Array(width * rows).fill(-1);
  const field = { height, owner, width, rows };
  const drawn = new Set(links.flat());
  for (const [saddle, extremum] of links) raise(field, hills[extremum], hills[saddle], extremum);
  hills.forEach((hill, place) => {
    if (!drawn.has(place) && hill.radii[0] > 0) raise(field, hill, hill, place);
  });
  return field;
}

/**
 * Raise the ground along one link, from an extremum to a saddle.
 * @param {Field} field
 * @param {Hill} from
 * @param {Hill} to
 * @param {number} owner
 */
function raise(field, from, to, owner) {
  const reach = Math.max(from.radii[0], to.radii[0]);
  const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - reach));
  const right = Math.min(field.width - 1, Math.ceil(Math.max(from.x, to.x) + reach));
  const above = Math.max(0, Math.floor(Math.min(from.y, to.y) - reach));
  const below = Math.min(field.rows - 1, Math.ceil(Math.max(from.y, to.y) + reach));
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const long = dx * dx + dy * dy;
  for (let y = above; y <= below; y++) {
    for (let x = left; x <= right; x++) {
      const along = long ? ((x - from.x) * dx + (y - from.y) * dy) / long : 0;
      const t = Math.max(0, Math.min(1, along));
      const far = Math.hypot(x - from.x - t * dx, y - from.y - t * dy);
      const here = Math.max(
        heightAt(from.radii, from.top, Math.hypot(x - from.x, y - from.y)),
        t > 0 ? heightBetween(from, to, t, far) : -1,
      );
      const at = y * field.width + x;
      if (here > field.height[at]) {
        field.height[at] = here;
        field.owner[at] = owner;
      }
    }
  }
}

/**
 * Height at a distance from an extremum: between two contours in proportion.
 * @param {number[]} radii
 * @param {number} top
 * @param {number} far
 */
export function heightAt(radii, top, far) {
  let level = -1;
  while (level + 1 < radii.length && radii[level + 1] >= far && radii[level + 1] > 0) level++;
  if (level < 0) return -1;
  const next = level + 1 < radii.length ? radii[level + 1] : 0;
  const crest = next > 0 ? 1 : Math.max(0, Math.min(1, top - level));
  const wide = radii[level] - next;
  return level + (wide > 0 ? (crest * (radii[level] - far)) / wide : 0);
}

/**
 * Height beside a link, `t` of the way to the saddle: never above the pass at its end.
 * @param {Hill} from
 * @param {Hill} to
 * @param {number} t
 * @param {number} far
 */
function heightBetween(from, to, t, far) {
  let level = -1;
  let wide = 0;
  let next = 0;
  for (let l = 0; l < from.radii.length && l <= to.top + 1e-9; l++) {
    const radius = (1 - t) * from.radii[l] + t * to.radii[l];
    next = radius;
    if (radius < far || radius <= 0) break;
    level = l;
    wide = radius;
    next = 0;
  }
  if (level < 0) return -1;
  const crest = next > 0 ? 1 : Math.max(0, Math.min(1, to.top - level));
  return level + (wide > next ? (crest * (wide - far)) / (wide - next) : 0);
}

/**
 * Where `value` stands among rising or falling `levels`, counted in levels.
 * @param {number[]} levels
 * @param {number} value
 * @param {number} end The extreme value, which ends the last band.
 */
export function heightOf(levels, value, end) {
  const sign = levels.length > 1 && levels[1] < levels[0] ? -1 : 1;
  let l = 0;
  while (l + 1 < levels.length && sign * (value - levels[l + 1]) >= 0) l++;
  const next = l + 1 < levels.length ? levels[l + 1] : end;
  const span = next - levels[l];
  return l + (span ? Math.max(0, Math.min(1, (value - levels[l]) / span)) : 0);
}

/**
 * Light on a slope from the upper left, 1 on flat ground.
 * @param {Field} field
 * @param {number} x
 * @param {number} y
 * @param {number} steep How many pixels a level is high.
 */
export function light({ height, width, rows }, x, y, steep) {
  const at = y * width + x;
  const here = height[at];
  const side = (/** @type {number} */ i) => (height[i] < 0 ? here - 0.3 : height[i]);
  const gx = steep * (x + 1 < width ? side(at + 1) - here : 0);
  const gy = steep * (y + 1 < rows ? side(at + width) - here : 0);
  return (1 - 0.7 * gx - 0.7 * gy) / Math.sqrt(1 + gx * gx + gy * gy);
}
