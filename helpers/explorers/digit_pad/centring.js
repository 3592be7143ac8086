// A drawing as MNIST would have stored it. helpers.digits.centring does the same with skimage.

import { clamp, range } from "../kit/arithmetic.js";
import { SIDE as DIGIT } from "../kit/digits.js";

const BOX = 20; // pixels of the longer side of a digit in MNIST
const REACH = 4; // standard deviations of a blur, as in SciPy

/**
 * Scale a square drawing into a box of 20 × 20 and put its centre of mass into the middle of
 * 28 × 28.
 * @param {Uint8Array} ink row by row, 0 for paper
 * @param {number} side of the drawing
 */
export function likeMnist(ink, side) {
  const field = new Uint8Array(DIGIT * DIGIT);
  const inked = range(ink.length).filter((at) => ink[at]);
  if (!inked.length) return field;
  const [rows, columns] = [
    inked.map((at) => Math.floor(at / side)),
    inked.map((at) => at % side),
  ].map(extent);
  const scale = BOX / Math.max(rows.length, columns.length);
  const [high, wide] = [rows, columns].map(({ length }) => Math.max(1, toEven(scale * length)));
  const down = resampling(rows.length, high),
    across = resampling(columns.length, wide);
  const narrow = down.map((weights) =>
    range(columns.length).map((column) =>
      weighted(weights, (row) => ink[(rows.first + row) * side + columns.first + column]),
    ),
  );
  const small = narrow.map((line) => across.map((weights) => weighted(weights, (at) => line[at])));
  const [middleRow, middleColumn] = centreOfMass(small);
  const top = clamp(toEven((DIGIT - 1) / 2 - middleRow), 0, DIGIT - high),
    left = clamp(toEven((DIGIT - 1) / 2 - middleColumn), 0, DIGIT - wide);
  small.forEach((line, row) => {
    field.set(line.map(toEven), (top + row) * DIGIT + left);
  });
  return field;
}

/** @param {number[]} places */
function extent(places) {
  const first = places.reduce((least, place) => Math.min(least, place), Infinity),
    last = places.reduce((most, place) => Math.max(most, place), 0);
  return { first, length: last - first + 1 };
}

/**
 * How much each of `n` pixels counts for each of `size`: a blur against aliasing, then the two
 * nearest pixels. Beyond the ends the picture is mirrored.
 * @param {number} n
 * @param {number} size
 * @returns {Map<number, number>[]}
 */
function resampling(n, size) {
  const factor = n / size,
    blur = bell((factor - 1) / 2);
  return range(size).map((pixel) => {
    const at = (pixel + 0.5) * factor - 0.5,
      first = Math.floor(at),
      weights = new Map();
    for (const [near, share] of [
      [first, 1 - (at - first)],
      [first + 1, at - first],
    ])
      for (const [step, weight] of blur) {
        const from = mirrored(mirrored(near, n) + step, n);
        weights.set(from, (weights.get(from) ?? 0) + share * weight);
      }
    return weights;
  });
}

/**
 * [step, weight] of a bell curve that adds up to 1; a single 1 where it has no width.
 * @param {number} sigma
 */
function bell(sigma) {
  if (sigma <= 0) return [[0, 1]];
  const reach = Math.floor(REACH * sigma + 0.5),
    steps = range(2 * reach + 1).map((at) => at - reach);
  const heights = steps.map((step) => Math.exp((-step * step) / (2 * sigma * sigma))),
    total = heights.reduce((sum, height) => sum + height, 0);
  return steps.map((step, at) => [step, heights[at] / total]);
}

/**
 * A place inside 0 … n − 1; the end itself is not repeated.
 * @param {number} place
 * @param {number} n
 */
function mirrored(place, n) {
  if (n === 1) return 0;
  const period = 2 * (n - 1),
    inside = ((place % period) + period) % period;
  return inside < n ? inside : period - inside;
}

/**
 * @param {Map<number, number>} weights
 * @param {(place: number) => number} value
 */
function weighted(weights, value) {
  let sum = 0;
  for (const [place, weight] of weights) sum += weight * value(place);
  return sum;
}

/**
 * [row, column], weighted by ink.
 * @param {number[][]} picture
 */
function centreOfMass(picture) {
  let [mass, down, across] = [0, 0, 0];
  picture.forEach((line, row) => {
    line.forEach((value, column) => {
      mass += value;
      down += value * row;
      across += value * column;
    });
  });
  return [down / mass, across / mass];
}

/**
 * The nearest integer; of two the even one, as Python rounds.
 * @param {number} value
 */
function toEven(value) {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 ? below + 1 : below;
}
