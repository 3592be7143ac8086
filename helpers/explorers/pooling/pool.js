// One pooling layer on one feature map, as numbers and words: no elements, no canvas.

/** @import { Axis, Matrix } from "../kit/arithmetic.js" */
/**
 * A pool, and its output where the window fits. `kind` is a position in `KINDS`.
 * @typedef {{ map: Matrix, kind: number, vertical: Axis, horizontal: Axis }} Settings
 * @typedef {Settings & { fits: true, output: Matrix }} FittingPool
 * @typedef {FittingPool | (Settings & { fits: false })} Pool
 */

import { axis } from "../kit/arithmetic.js";
import { factor, notReached, number, percent } from "../kit/words.js";

export const KINDS = ["max", "average", "global max", "global average"];
const LONGEST_SUM = 16; // values that fit a line

/**
 * Pool a matrix; a global pool has one window, the whole map.
 * @param {Matrix} map
 * @param {number} kind
 * @param {number} k
 * @param {number} stride
 * @returns {Pool}
 */
export function pool(map, kind, k, stride) {
  const whole = KINDS[kind].startsWith("global");
  const along = (/** @type {number} */ n) => axis(n, whole ? n : k, { stride: whole ? 1 : stride });
  const pooled = { map, kind, vertical: along(map.rows), horizontal: along(map.columns) };
  const rows = pooled.vertical.size,
    columns = pooled.horizontal.size;
  if (!rows || !columns) return { ...pooled, fits: false };
  const values = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) values[i * columns + j] = kept(pooled, i, j);
  return { ...pooled, fits: true, output: { rows, columns, values } };
}

/** @param {{ kind: number }} pool */
export function keepsLargest({ kind }) {
  return KINDS[kind].endsWith("max");
}

/**
 * The values under the window at output (i, j), each with its place.
 * @param {Settings} pool
 * @param {number} i
 * @param {number} j
 */
export function windowOf({ map, vertical, horizontal }, i, j) {
  const found = [];
  for (let u = 0; u < vertical.k; u++)
    for (let v = 0; v < horizontal.k; v++) {
      const row = i * vertical.stride + u,
        column = j * horizontal.stride + v;
      found.push({ row, column, value: map.values[row * map.columns + column] });
    }
  return found;
}

/**
 * @param {Settings} pool
 * @param {number} i
 * @param {number} j
 */
function kept(pool, i, j) {
  const values = windowOf(pool, i, j).map(({ value }) => value);
  if (keepsLargest(pool)) return Math.max(...values);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * All that is seen, in words. helpers.explorers.pooling.picture says the same of its picture.
 * @param {Pool} pool
 * @param {number} row
 * @param {number} column
 */
export function describe(pool, row, column) {
  const { map, kind, vertical, horizontal } = pool;
  const window = `of ${vertical.k} by ${vertical.k} at stride ${vertical.stride}`;
  const whole = KINDS[kind].startsWith("global");
  const settings = `Map ${map.rows} by ${map.columns}, ${KINDS[kind]}${whole ? "" : ` ${window}`}`;
  if (!pool.fits) return `${settings}: no output, the window is larger than the map.`;
  const { output } = pool;
  const before = map.values.length,
    after = output.values.length;
  const value = output.values[row * output.columns + column];
  return [
    `${settings}: output ${output.rows} by ${output.columns}.`,
    `${before} values become ${after}, ${percent(after / before)}.`,
    notReached(vertical, horizontal, "Every value is reached."),
    `Output row ${row}, column ${column} is ${number(value)}.`,
  ].join(" ");
}

/**
 * How the value at output (row, column) comes about, as far as it fits a line.
 * @param {FittingPool} pool
 * @param {number} row
 * @param {number} column
 */
export function calculation(pool, row, column) {
  const values = windowOf(pool, row, column).map(({ value }) => factor(value));
  const result = number(pool.output.values[row * pool.output.columns + column]);
  const many = `${values.length} values = ${result}`,
    short = values.length <= LONGEST_SUM;
  if (keepsLargest(pool))
    return short ? `max(${values.join(", ")}) = ${result}` : `the largest of ${many}`;
  return short ? `(${values.join(" + ")}) / ${values.length} = ${result}` : `the mean of ${many}`;
}
