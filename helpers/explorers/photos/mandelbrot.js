// The Mandelbrot set, as helpers.images.fractals computes it.

const FAR = 100;
const LIMIT = 200;

/**
 * How many steps of z ← z² + c each point of a square takes to escape, as a smooth number; Infinity
 * inside the set.
 * @param {number[]} centre real and imaginary part
 * @param {number} width side of the square
 * @param {number} size pixels along a side
 */
export function mandelbrot([real, imaginary], width, size) {
  const step = width / (size - 1),
    counts = new Float64Array(size * size).fill(Infinity);
  for (let row = 0; row < size; row++) {
    const y = imaginary - (row * step - width / 2);
    for (let column = 0; column < size; column++)
      counts[row * size + column] = stepsOf(real + (column * step - width / 2), y);
  }
  return counts;
}

/**
 * @param {number} x
 * @param {number} y
 */
function stepsOf(x, y) {
  let a = 0,
    b = 0;
  for (let n = 1; n <= LIMIT; n++) {
    const square = a * a - b * b;
    b = 2 * a * b + y;
    a = square + x;
    const squared = a * a + b * b;
    if (squared > FAR * FAR) return n + 1 - Math.log2(Math.log(squared) / (2 * Math.LN2));
  }
  return Infinity;
}

/**
 * Brightness: 0 inside the set or nearly, 1 where a point escapes fastest.
 * @param {Float64Array} counts
 */
export function shades(counts) {
  let first = Infinity;
  for (const count of counts) first = Math.min(first, count);
  return counts.map((count) => (Number.isFinite(count) ? Math.exp((first - count) / 6) : 0));
}
