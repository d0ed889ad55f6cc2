// Thousands of rows turned and painted in one pass: four numbers a row, one small matrix a frame.

/**
 * @typedef {{ angles: [number, number], spin: [number, number] }} Way
 */

/**
 * The frame (4 x 2, row by row) at `t` of a tour, as `Tour.mix` has it.
 * @param {Way} way
 * @param {number} t
 * @returns {number[]}
 */
export function mix({ angles, spin }, t) {
  const turn = spin[0] + t * (spin[1] - spin[0]);
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  const [a, b] = [t * angles[0], t * angles[1]];
  const stretch = [
    [Math.cos(a), 0],
    [0, Math.cos(b)],
    [Math.sin(a), 0],
    [0, Math.sin(b)],
  ];
  return stretch.flatMap(([u, v]) => [u * c + v * s, -u * s + v * c]);
}

/**
 * Where a row is: its four numbers in the frame.
 * @param {ArrayLike<number>} four
 * @param {number} at
 * @param {number[]} m
 * @returns {[number, number]}
 */
export function turned(four, at, m) {
  const [a, b, c, d] = [four[at], four[at + 1], four[at + 2], four[at + 3]];
  return [a * m[0] + b * m[2] + c * m[4] + d * m[6], a * m[1] + b * m[3] + c * m[5] + d * m[7]];
}

const MANY = 20000;

/**
 * Paint rows into pixels: squares for few, density for many.
 * @param {Uint32Array} words
 * @param {{ width: number, height: number }} size
 * @param {{ four: Float32Array, marks: Uint8Array, colors: Uint8Array, m: number[], scale: number,
 *   dot: number, rows: number[], chosen: number[] }} what `rows` and `chosen` are colours.
 */
export function paint(words, size, what) {
  words.fill(0);
  const n = what.four.length / 4;
  if (n > MANY) return shade(words, size, what);
  const some = what.marks.includes(2);
  for (const pass of some ? [1, 2] : [1]) {
    for (let i = 0; i < n; i++) {
      if (what.marks.length && what.marks[i] !== pass) continue;
      square(words, size, what, i, pass === 2 || !some ? 255 : 70);
    }
  }
}

/**
 * @param {Uint32Array} words
 * @param {{ width: number, height: number }} size
 * @param {Parameters<typeof paint>[2]} what
 * @param {number} i
 * @param {number} alpha
 */
function square(words, { width, height }, what, i, alpha) {
  const [x, y] = turned(what.four, 4 * i, what.m);
  const px = Math.round(width / 2 + x * what.scale - what.dot / 2);
  const py = Math.round(height / 2 - y * what.scale - what.dot / 2);
  if (px < 0 || py < 0 || px + what.dot >= width || py + what.dot >= height) return;
  const own = what.colors.length > 0;
  const plain = what.marks[i] === 2 ? what.chosen : what.rows;
  const [r, g, b] = own ? what.colors.subarray(3 * i, 3 * i + 3) : plain;
  const word = ((alpha << 24) | (b << 16) | (g << 8) | r) >>> 0;
  for (let v = 0; v < what.dot; v++) {
    const start = (py + v) * width + px;
    words.fill(word, start, start + what.dot);
  }
}

/**
 * @param {Uint32Array} words
 * @param {{ width: number, height: number }} size
 * @param {Parameters<typeof paint>[2]} what
 */
function shade(words, { width, height }, what) {
  const [all, chosen] = [new Uint16Array(words.length), new Uint16Array(words.length)];
  let most = 1;
  for (let i = 0; i < what.four.length / 4; i++) {
    const mark = what.marks.length ? what.marks[i] : 1;
    if (!mark) continue;
    const [x, y] = turned(what.four, 4 * i, what.m);
    const px = Math.round(width / 2 + x * what.scale);
    const py = Math.round(height / 2 - y * what.scale);
    if (px < 0 || py < 0 || px >= width || py >= height) continue;
    const at = py * width + px;
    if (++all[at] > most) most = all[at];
    if (mark === 2) chosen[at]++;
  }
  const top = Math.log1p(most);
  for (let i = 0; i < words.length; i++) {
    if (!all[i]) continue;
    const [r, g, b] = chosen[i] ? what.chosen : what.rows;
    const alpha = Math.round(60 + 195 * (Math.log1p(chosen[i] || all[i]) / top));
    words[i] = ((alpha << 24) | (b << 16) | (g << 8) | r) >>> 0;
  }
}
