// Cells of the visual cortex and the bars they see: the arithmetic of helpers.filters.cortex. A
// picture is an array of size · size numbers, row by row.

import { clamp } from "../kit/arithmetic.js";
import { number } from "../kit/words.js";

/**
 * What helpers.explorers.cortex.explorer.FIELD says of the field that all cells look at.
 * @typedef {{ size: number, wavelength: number, sigma: number, barWidth: number,
 *   shifts: number[], beyond: number }} Field
 */
/** @typedef {{ angle: number, position: number, length: number }} Bar */
/**
 * The weights of a simple cell: all of them, and those that are worth the name with their places.
 * @typedef {{ weights: Float64Array, places: Int32Array, values: Float64Array }} Simple
 */
/**
 * The simple cells behind the three kinds of cell that prefer one angle: one, a row of them side by
 * side, and a row beyond either end.
 * @typedef {{ simple: Simple, middle: Simple[], ends: Simple[][] }} Cells
 */

export const NAMES = ["simple", "complex", "hypercomplex"];
const NOTHING = 1e-7; // a weight that does not count

/**
 * Pixels across and along a direction, for every pixel: [across, along].
 * @param {number} size
 * @param {number} angle in degrees
 */
function coordinates(size, angle) {
  const turn = (angle * Math.PI) / 180,
    half = (size - 1) / 2;
  const across = new Float64Array(size * size),
    along = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      const row = i - half,
        column = j - half;
      across[i * size + j] = column * Math.sin(turn) + row * Math.cos(turn);
      along[i * size + j] = column * Math.cos(turn) - row * Math.sin(turn);
    }
  return [across, along];
}

/**
 * A bright bar with soft edges on a dark ground, values from 0 to 1.
 * @param {Field} field
 * @param {number} angle in degrees
 * @param {number} position pixels off the middle
 * @param {number} length
 */
export function bar({ size, barWidth }, angle, position, length) {
  const [across, along] = coordinates(size, angle);
  return across.map((u, at) => {
    const wide = clamp(0.5 + barWidth / 2 - Math.abs(u - position), 0, 1);
    return wide * clamp(0.5 + length / 2 - Math.abs(along[at]), 0, 1);
  });
}

/**
 * A Gabor filter that adds up to 0, its positive weights to 1, moved across and along.
 * @param {Field} field
 * @param {number} angle
 * @param {number} moveAcross
 * @param {number} moveAlong
 */
function gabor({ size, wavelength, sigma }, angle, moveAcross, moveAlong) {
  const [across, along] = coordinates(size, angle);
  const bell = across.map((u, at) => {
    const squared = (u - moveAcross) ** 2 + (along[at] - moveAlong) ** 2;
    return Math.exp(-squared / (2 * sigma ** 2));
  });
  const wave = across.map((u) => Math.cos((2 * Math.PI * (u - moveAcross)) / wavelength));
  const balance = dot(bell, wave) / bell.reduce((sum, value) => sum + value, 0);
  const weights = bell.map((value, at) => value * (wave[at] - balance));
  const positive = weights.reduce((sum, value) => sum + Math.max(value, 0), 0);
  return weights.map((value) => value / positive);
}

/**
 * The cells that prefer one angle. An answer of 1 is that of the simple cell to a long bar.
 * @param {Field} field
 * @param {number} prefers
 * @returns {Cells}
 */
export function cellsFor(field, prefers) {
  const best = dot(bar(field, prefers, 0, 2 * field.size), gabor(field, prefers, 0, 0));
  /** @type {(across: number, along: number) => Simple} */
  const simple = (across, along) =>
    support(gabor(field, prefers, across, along).map((value) => value / best));
  /** @type {(along: number) => Simple[]} */
  const row = (along) => field.shifts.map((shift) => simple(shift, along));
  return { simple: simple(0, 0), middle: row(0), ends: [row(-field.beyond), row(field.beyond)] };
}

/**
 * What the simple, complex and hypercomplex cell answer to a picture.
 * @param {Cells} cells
 * @param {Float64Array} picture
 */
export function answers(cells, picture) {
  /** @type {(row: Simple[]) => number} */
  const largest = (row) => Math.max(0, ...row.map((cell) => sum(cell, picture)));
  const complex = largest(cells.middle);
  const ends = cells.ends.reduce((total, row) => total + largest(row), 0);
  return [Math.max(0, sum(cells.simple, picture)), complex, Math.max(0, complex - ends / 2)];
}

/**
 * Where a cell has weights worth the name, and which: most of the field it does not see.
 * @param {Float64Array} weights
 * @returns {Simple}
 */
function support(weights) {
  /** @type {number[]} */
  const places = [];
  weights.forEach((value, at) => {
    if (Math.abs(value) > NOTHING) places.push(at);
  });
  const values = Float64Array.from(places, (at) => weights[at]);
  return { weights, places: Int32Array.from(places), values };
}

/**
 * @param {Simple} cell
 * @param {Float64Array} picture
 */
function sum({ places, values }, picture) {
  let total = 0;
  for (let at = 0; at < places.length; at++) total += values[at] * picture[places[at]];
  return total;
}

/**
 * @param {Float64Array} a
 * @param {Float64Array} b
 */
function dot(a, b) {
  let total = 0;
  for (let at = 0; at < a.length; at++) total += a[at] * b[at];
  return total;
}

/**
 * Answers of all three cells while one property of the bar runs through `values`.
 * @param {Field} field
 * @param {Cells} cells
 * @param {Bar} stimulus
 * @param {keyof Bar} property
 * @param {number[]} values
 */
export function sweep(field, cells, stimulus, property, values) {
  return values.map((value) => {
    const changed = { ...stimulus };
    changed[property] = value;
    return answers(cells, bar(field, changed.angle, changed.position, changed.length));
  });
}

/**
 * A bar and the answers of the three cells to it, in words.
 * @param {number} prefers
 * @param {Bar} stimulus
 * @param {number[]} found
 */
export function describe(prefers, { angle, position, length }, found) {
  const said = NAMES.map((name, at) => `${name} ${found[at].toFixed(2)}`).join(", ");
  return (
    `The cells prefer ${number(prefers)}°. The bar lies at ${number(angle)}°, ` +
    `${number(position)} pixels off the middle, ${number(length)} long. Answers: ${said}.`
  );
}
