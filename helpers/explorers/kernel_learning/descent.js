// Nine weights learn a kernel by gradient descent, and what is to be said of it.
// helpers.explorers.kernel_learning has the same arithmetic and the same sentences.

/** @import { Matrix } from "../kit/arithmetic.js" */
/**
 * What is learned, from what, and how; see the Python class of this name.
 * @typedef {{ picture: Matrix, teacher: Matrix, rate: number, flips: boolean }} Training
 * @typedef {{ kernel: Matrix, loss: number }} Step
 */
/**
 * A layer forwards and backwards: what it answers, by how much too much, the slopes of its weights.
 * @typedef {{ answer: Matrix, error: Matrix, slopes: Matrix }} Pass
 */

import { axis, crossCorrelate } from "../kit/arithmetic.js";
import { countOf, factor, number } from "../kit/words.js";

export const RUN_AWAY = 1000;
const WRITTEN = 3; // products that are written out

/**
 * The cross-correlation without padding at stride 1.
 * @param {Matrix} image
 * @param {Matrix} kernel
 */
export function slide(image, kernel) {
  const vertical = axis(image.rows, kernel.rows),
    horizontal = axis(image.columns, kernel.columns);
  return crossCorrelate(image, kernel, vertical, horizontal);
}

/**
 * A kernel as it lies on the picture.
 * @param {Matrix} kernel
 * @param {boolean} flips
 * @returns {Matrix}
 */
function turned(kernel, flips) {
  return flips ? { ...kernel, values: kernel.values.slice().reverse() } : kernel;
}

/**
 * @param {Matrix} matrix
 * @param {(value: number, index: number) => number} change
 * @returns {Matrix}
 */
function each(matrix, change) {
  return { ...matrix, values: matrix.values.map(change) };
}

/**
 * @param {Training} training
 * @param {Matrix} kernel
 * @param {Matrix} target the answer that is asked for
 * @returns {Pass}
 */
export function pass({ picture, flips }, kernel, target) {
  const answer = slide(picture, turned(kernel, flips));
  const error = each(answer, (value, at) => value - target.values[at]);
  const share = 2 / error.values.length;
  const slopes = each(slide(picture, error), (value) => share * value);
  return { answer, error, slopes: turned(slopes, flips) };
}

/**
 * Gradient descent from a kernel on; it ends early where the loss runs away.
 * @param {Training} training
 * @param {Matrix} start
 * @param {number} steps
 */
export function descend(training, start, steps) {
  const target = slide(training.picture, training.teacher);
  /** @type {Step[]} */
  const made = [];
  let kernel = start;
  for (let step = 0; step <= steps; step++) {
    const { error, slopes } = pass(training, kernel, target);
    made.push({ kernel, loss: meanSquare(error) });
    if (hasRunAway(made)) break;
    kernel = each(kernel, (value, at) => value - training.rate * slopes.values[at]);
  }
  return made;
}

/** @param {Matrix} error */
function meanSquare({ values }) {
  return values.reduce((sum, value) => sum + value * value, 0) / values.length;
}

/** @param {Step[]} made */
export function hasRunAway(made) {
  return made[made.length - 1].loss > RUN_AWAY * made[0].loss;
}

/**
 * Where a weight lies in the kernel as it is laid on the picture.
 * @param {Training} training
 * @param {number} row
 * @param {number} column
 */
export function liesAt({ teacher, flips }, row, column) {
  return flips ? [teacher.rows - 1 - row, teacher.columns - 1 - column] : [row, column];
}

/**
 * The products e · x whose sum is the slope of one weight, but for the factor 2/N.
 * @param {Training} training
 * @param {Matrix} error
 * @param {number} row
 * @param {number} column
 */
export function productsOf(training, error, row, column) {
  return each(error, (value, at) => value * pixelUnder(training, error, row, column, at));
}

/**
 * The pixel that a weight is multiplied with at one of the places.
 * @param {Training} training
 * @param {Matrix} error
 * @param {number} row
 * @param {number} column
 * @param {number} at counts the places
 */
function pixelUnder(training, error, row, column, at) {
  const { picture } = training,
    [down, right] = liesAt(training, row, column);
  const y = down + Math.floor(at / error.columns),
    x = right + (at % error.columns);
  return picture.values[y * picture.columns + x];
}

/**
 * The slope of one weight and its next step, written out.
 * @param {Training} training
 * @param {Matrix} kernel
 * @param {Pass} pass
 * @param {number} row
 * @param {number} column
 */
export function calculation(training, kernel, { error, slopes }, row, column) {
  const count = error.values.length,
    at = row * kernel.columns + column;
  const [weight, slope] = [kernel.values[at], slopes.values[at]];
  const products = [...error.values.slice(0, WRITTEN)].map(
    (value, place) =>
      `${factor(value)} · ${factor(pixelUnder(training, error, row, column, place))}`,
  );
  const sum = `${products.join(" + ")} + … ${count - WRITTEN} more`;
  const [name, times] = [`w[${row}, ${column}]`, slope < 0 ? `(${exact(slope)})` : exact(slope)];
  return (
    `∂L/∂${name} = 2/${count} · (${sum}) = ${exact(slope)}; ` +
    `${name} ← ${exact(weight)} − ${training.rate} · ${times} = ` +
    exact(weight - training.rate * slope)
  );
}

/** @param {number} value */
function exact(value) {
  return number(value, 3);
}

/**
 * The farthest that two kernels are apart in a weight.
 * @param {Matrix} one
 * @param {Matrix} other
 */
function apart(one, other) {
  return Math.max(...one.values.map((value, at) => Math.abs(value - other.values[at])));
}

/**
 * All that is seen, in words. helpers.explorers.kernel_learning.picture says the same.
 * @param {Training} training
 * @param {{ picture: string, teacher: string }} names
 * @param {Step[]} made
 * @param {{ step: number, row: number, column: number }} chosen
 * @param {Matrix} slopes at that step
 */
export function describe(training, names, made, { step, row, column }, slopes) {
  const { kernel, loss } = made[step],
    { teacher, rate, flips } = training;
  const at = row * kernel.columns + column,
    ended = hasRunAway(made) && step === made.length - 1;
  const [weight, slope] = [kernel.values[at], slopes.values[at]];
  return [
    `Picture: ${names.picture}; teacher: ${names.teacher}; rate ${rate}; the layer`,
    `${flips ? "flips" : "does not flip"}. After ${countOf(step, "step")} the loss is`,
    `${exact(loss)}. The kernel is off the teacher's by at most`,
    `${number(apart(kernel, teacher))}, off the same turned round by at most`,
    `${number(apart(kernel, turned(teacher, true)))}. Weight row ${row}, column ${column} is`,
    `${exact(weight)}, its slope ${exact(slope)}:`,
    ended
      ? "but the loss has run away, and the descent ends here. The rate is too large."
      : `the next step makes it ${exact(weight - rate * slope)}.`,
  ].join(" ");
}
