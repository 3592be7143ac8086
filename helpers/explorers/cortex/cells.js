// Cells of the visual cortex and the bars they see: the arithmetic of helpers.filters.cortex.
// A field is { size, wavelength, sigma, barWidth, shifts, beyond };
// a picture is a list of size · size numbers, row by row.

import { number } from "../kit/words.js";

export const NAMES = ["simple", "complex", "hypercomplex"];

/** Pixels across and along a direction, for every pixel: [across, along]. */
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

/** A bright bar with soft edges on a dark ground, values from 0 to 1. */
export function bar({ size, barWidth }, angle, position, length) {
  const [across, along] = coordinates(size, angle);
  const soft = (value) => Math.min(Math.max(value, 0), 1);
  const inside = (distance, width) => soft(0.5 + width / 2 - Math.abs(distance));
  return across.map((u, at) => inside(u - position, barWidth) * inside(along[at], length));
}

/** A Gabor filter that adds up to 0, its positive weights to 1, moved across and along. */
function gabor({ size, wavelength, sigma }, angle, moveAcross, moveAlong) {
  const [across, along] = coordinates(size, angle);
  const far = (u, v) => ((u - moveAcross) ** 2 + (v - moveAlong) ** 2) / (2 * sigma ** 2);
  const bell = across.map((u, at) => Math.exp(-far(u, along[at])));
  const wave = across.map((u) => Math.cos((2 * Math.PI * (u - moveAcross)) / wavelength));
  const balance = dot(bell, wave) / bell.reduce((sum, value) => sum + value, 0);
  const weights = bell.map((value, at) => value * (wave[at] - balance));
  const positive = weights.reduce((sum, value) => sum + Math.max(value, 0), 0);
  return weights.map((value) => value / positive);
}

/**
 * The weights behind the three kinds of cell that prefer one angle: rows of simple cells side by
 * side, one row in the middle and one beyond either end. An answer of 1 is that to a long bar.
 */
export function cellsFor(field, prefers) {
  const best = dot(bar(field, prefers, 0, 2 * field.size), gabor(field, prefers, 0, 0));
  const simple = (across, along) =>
    support(gabor(field, prefers, across, along).map((value) => value / best));
  const row = (along) => field.shifts.map((shift) => simple(shift, along));
  return { simple: simple(0, 0), middle: row(0), ends: [row(-field.beyond), row(field.beyond)] };
}

/** What the simple, complex and hypercomplex cell answer to a picture. */
export function answers(cells, picture) {
  const largest = (row) => Math.max(0, ...row.map((cell) => sum(cell, picture)));
  const complex = largest(cells.middle);
  const ends = cells.ends.reduce((total, row) => total + largest(row), 0);
  return [Math.max(0, sum(cells.simple, picture)), complex, Math.max(0, complex - ends / 2)];
}

/** Where a cell has weights worth the name, and which: most of the field it does not see. */
function support(weights) {
  const places = [];
  weights.forEach((value, at) => {
    if (Math.abs(value) > 1e-7) places.push(at);
  });
  const values = Float64Array.from(places, (at) => weights[at]);
  return { weights, places: Int32Array.from(places), values };
}

function sum({ places, values }, picture) {
  let total = 0;
  for (let at = 0; at < places.length; at++) total += values[at] * picture[places[at]];
  return total;
}

function dot(a, b) {
  let total = 0;
  for (let at = 0; at < a.length; at++) total += a[at] * b[at];
  return total;
}

/** Answers of all three cells while one property of the bar runs through `values`. */
export function sweep(field, cells, stimulus, property, values) {
  return values.map((value) => {
    const changed = { ...stimulus };
    changed[property] = value;
    const { angle, position, length } = changed;
    return answers(cells, bar(field, angle, position, length));
  });
}

/**
 * A bar and the answers of the three cells to it, in words.
 * @param {{ prefers: number, angle?: number, position?: number, length?: number }} stimulus
 * @param {number[]} found
 */
export function describe({ prefers, angle, position, length }, found) {
  const said = NAMES.map((name, at) => `${name} ${found[at].toFixed(2)}`).join(", ");
  return (
    `The cells prefer ${number(prefers)}°. The bar lies at ${number(angle)}°, ` +
    `${number(position)} pixels off the middle, ${number(length)} long. Answers: ${said}.`
  );
}

/** All that node needs for a comparison with Python, in one call. */
export function answersTo(field, prefers, bars) {
  const cells = cellsFor(field, prefers);
  return bars.map((one) => answers(cells, bar(field, ...one)));
}
