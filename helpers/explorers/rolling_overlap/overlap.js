// The area under the product of two sampled functions, and the sentence about it.

import { fixed, number } from "../kit/words.js";

/**
 * Area of f(s − move) · h(x − s) over s, everything sampled `step` apart on [−reach, reach].
 * Outside the samples both functions are 0.
 * @param {Float32Array | number[]} f
 * @param {Float32Array | number[]} h
 * @param {number} step
 * @param {number} x counts samples
 * @param {number} move counts samples
 */
export function overlap(f, h, step, x, move) {
  const middle = (f.length - 1) / 2;
  let area = 0;
  for (let s = -middle; s <= middle; s++) {
    const a = s - move + middle,
      b = x - s + middle;
    if (a >= 0 && a < f.length && b >= 0 && b < h.length) area += f[a] * h[b];
  }
  return area * step;
}

/**
 * All that is seen, in words. helpers.explorers.rolling_overlap.picture says the same.
 * @param {{ f: string, h: string, x: number, move: number, area: number }} state
 */
export function describe({ f, h, x, move, area }) {
  // The samples are float32: what is beyond six digits must not decide which way a half is rounded.
  const rounded = fixed(Number(area.toFixed(6)), 2);
  const moved = move ? `, moved by ${number(move)}` : "";
  return (
    `f is the ${f}${moved}; h is the ${h}. ` +
    `At x = ${number(x)} the area under the product is ${rounded}.`
  );
}
