// How much each pixel of its field counts for a unit: numbers and words.
// helpers.explorers.effective_field has the same arithmetic and the same sentences.

/** @import { Matrix } from "../kit/arithmetic.js" */
/**
 * Row by row.
 * @typedef {number[][]} Rows
 */

import { countOf, number, percent, short } from "../kit/words.js";

export const EQUAL = "all equal";

/**
 * The convolution of two square matrices, as far as they touch.
 * @param {Matrix} wide
 * @param {Rows} kernel
 * @returns {Matrix}
 */
function spreadBy({ rows, values }, kernel) {
  const k = kernel.length,
    n = rows + k - 1,
    made = new Float64Array(n * n);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < rows; j++)
      for (let u = 0; u < k; u++)
        for (let v = 0; v < k; v++)
          made[(i + u) * n + j + v] += values[i * rows + j] * kernel[u][v];
  return { rows: n, columns: n, values: made };
}

/**
 * The gradient of a unit with respect to the pixels it sees.
 * @param {Rows[]} kernels one for each layer
 * @returns {Matrix}
 */
export function gradient(kernels) {
  /** @type {Matrix} */
  const one = { rows: 1, columns: 1, values: Float64Array.of(1) };
  return kernels.reduce(spreadBy, one);
}

/**
 * |gradient| as a part of its largest value.
 * @param {number} layers
 * @param {number} k
 * @param {string} weights
 * @param {Rows[][]} random kernels of each stack and each of its layers
 * @returns {Matrix}
 */
export function sensitivity(layers, k, weights, random) {
  const ones = Array.from({ length: k }, () => new Array(k).fill(1));
  const stacks =
    weights === EQUAL
      ? [new Array(layers).fill(ones)]
      : random.map((stack) =>
          stack.slice(0, layers).map((kernel) => kernel.slice(0, k).map((row) => row.slice(0, k))),
        );
  const gradients = stacks.map(gradient);
  const strength = gradients[0].values.map((_, at) =>
    gradients.reduce((sum, { values }) => sum + Math.abs(values[at]), 0),
  );
  const most = Math.max(...strength);
  return { ...gradients[0], values: strength.map((value) => value / most) };
}

/**
 * Standard deviation of the bell curve that equal weights come near to.
 * @param {number} layers
 * @param {number} k
 */
export function spread(layers, k) {
  return Math.sqrt((layers * (k * k - 1)) / 12);
}

/**
 * All that is seen, in words. helpers.explorers.effective_field.picture says the same.
 * @param {number} layers
 * @param {number} k
 * @param {string} weights
 * @param {Matrix} strength
 * @param {number} counts from which part of the largest on a pixel counts
 */
export function describe(layers, k, weights, { rows: n, values }, counts) {
  const count = values.filter((value) => value >= counts).length;
  return [
    `${countOf(layers, "layer")} of ${k} by ${k}, weights ${weights}:`,
    `a unit sees ${n} by ${n} pixels.`,
    `${count} of these ${n * n}, ${percent(count / (n * n))}, count at least`,
    `${percent(counts, 2)} as much as the one that counts most;`,
    `the upper left corner counts ${short(100 * values[0])} %.`,
    `A bell curve with a spread of ${number(spread(layers, k))} pixels is drawn beside them.`,
  ].join(" ");
}
