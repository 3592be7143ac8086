// Sums and gradients through ten dense layers: numbers and words.
// helpers.explorers.signal_propagation has the same arithmetic and the same sentences.

import { number, percent, short } from "../kit/words.js";

export const DEPTH = 10;

const WIDTH = 64,
  STEP = 32, // parts of 1 in which random numbers come
  SMALL = 0.05,
  FLAT = 0.01; // a slope below it lets hardly any gradient pass

const BLOCK = WIDTH * WIDTH;

/**
 * @typedef {{ rule: string, activation: string, factor: number, start: number }} Setting
 * @typedef {{ sums: number[], gradients: number[], flat: number[] }} Propagation
 */

/** @type {Record<string, number>} */
const DEVIATIONS = {
  zeros: 0,
  small: SMALL,
  Glorot: Math.sqrt(1 / WIDTH),
  He: Math.sqrt(2 / WIDTH),
};

/**
 * @param {string} activation
 * @param {number} sum
 */
function activated(activation, sum) {
  if (activation === "ReLU") return Math.max(sum, 0);
  return activation === "tanh" ? Math.tanh(sum) : sum;
}

/**
 * @param {string} activation
 * @param {number} sum
 */
function slopeOf(activation, sum) {
  if (activation === "ReLU") return sum > 0 ? 1 : 0;
  return activation === "tanh" ? 1 - Math.tanh(sum) ** 2 : 1;
}

/**
 * One of the blocks of random numbers of a start: inputs, last gradients, then the layers' weights.
 * @param {Int8Array} draws
 * @param {number} start
 * @param {number} block
 */
function drawn(draws, start, block) {
  const from = (start * (DEPTH + 2) + block) * BLOCK;
  return Float64Array.from(draws.subarray(from, from + BLOCK), (value) => value / STEP);
}

/**
 * Make the columns orthogonal and as long as 1, one after the other (Gram and Schmidt).
 * @param {Float64Array} matrix row by row; it is changed
 */
function orthogonalise(matrix) {
  for (let column = 0; column < WIDTH; column++) {
    for (let before = 0; before < column; before++) {
      const part = columnProduct(matrix, before, column);
      for (let at = 0; at < BLOCK; at += WIDTH) matrix[at + column] -= part * matrix[at + before];
    }
    const long = Math.sqrt(columnProduct(matrix, column, column));
    for (let at = 0; at < BLOCK; at += WIDTH) matrix[at + column] /= long;
  }
  return matrix;
}

/**
 * @param {Float64Array} matrix
 * @param {number} one
 * @param {number} other
 */
function columnProduct(matrix, one, other) {
  let sum = 0;
  for (let at = 0; at < BLOCK; at += WIDTH) sum += matrix[at + one] * matrix[at + other];
  return sum;
}

/**
 * Weights of a layer, counted from 0.
 * @param {Int8Array} draws
 * @param {Setting} setting
 * @param {number} layer
 */
function weights(draws, { rule, factor, start }, layer) {
  const normal = drawn(draws, start, layer + 2);
  if (rule === "orthogonal") return orthogonalise(normal).map((weight) => factor * weight);
  return normal.map((value) => factor * DEVIATIONS[rule] * value);
}

/**
 * a · b, or a · bᵀ.
 * @param {Float64Array} a
 * @param {Float64Array} b
 * @param {boolean} transposed
 */
function product(a, b, transposed) {
  const made = new Float64Array(BLOCK);
  const [down, right] = transposed ? [1, WIDTH] : [WIDTH, 1];
  for (let i = 0; i < WIDTH; i++)
    for (let k = 0; k < WIDTH; k++) {
      const value = a[i * WIDTH + k];
      if (value)
        for (let j = 0; j < WIDTH; j++) made[i * WIDTH + j] += value * b[k * down + j * right];
    }
  return made;
}

/**
 * Root of the mean square.
 * @param {Float64Array} numbers
 */
function spread(numbers) {
  return Math.sqrt(numbers.reduce((sum, value) => sum + value * value, 0) / numbers.length);
}

/**
 * Send inputs through the layers, and gradients back.
 * @param {Int8Array} draws
 * @param {Setting} setting
 * @returns {Propagation}
 */
export function propagate(draws, setting) {
  const { activation, start } = setting;
  const matrices = Array.from({ length: DEPTH }, (_, at) => weights(draws, setting, at));
  let sums = drawn(draws, start, 0);
  const found = matrices.map((matrix) => {
    sums = product(
      sums.map((sum) => activated(activation, sum)),
      matrix,
      false,
    );
    return sums;
  });
  const slopes = found.map((one) => one.map((sum) => slopeOf(activation, sum)));
  let gradient = drawn(draws, start, 1);
  const gradients = [spread(gradient)];
  for (let layer = DEPTH - 1; layer > 0; layer--) {
    const below = slopes[layer - 1];
    gradient = product(gradient, matrices[layer], true).map((one, at) => one * below[at]);
    gradients.unshift(spread(gradient));
  }
  const flat = slopes.map((one) => one.filter((slope) => slope < FLAT).length / BLOCK);
  return { sums: found.map(spread), gradients, flat };
}

/**
 * The ends of both curves in words.
 * @param {Propagation} found
 * @param {string} rule as it is said
 * @param {string} activation as it is said
 * @param {number} factor
 */
export function describe({ sums, gradients }, rule, activation, factor) {
  const times = factor === 1 ? "" : ` times ${number(factor)}`,
    last = DEPTH - 1;
  return [
    `${rule}${times}, ${activation}.`,
    `The spread of the sums is ${short(sums[0])} in layer 1 and ${short(sums[last])}`,
    `in layer ${DEPTH}; that of the gradients ${short(gradients[last])} in layer ${DEPTH}`,
    `and ${short(gradients[0])} in layer 1.`,
  ].join(" ");
}

/**
 * One layer, counted from 1, in words.
 * @param {Propagation} found
 * @param {number} layer
 */
export function describeLayer({ sums, gradients, flat }, layer) {
  const at = layer - 1;
  return [
    `Layer ${layer}: sums ${short(sums[at])}, gradients ${short(gradients[at])};`,
    `${percent(flat[at])} of its sums let hardly any gradient pass.`,
  ].join(" ");
}
