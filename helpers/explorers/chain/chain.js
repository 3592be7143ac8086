// A filter, ReLU and a pool, as numbers and words: no elements, no canvas.

/** @import { Axis, Matrix } from "../kit/arithmetic.js" */
/**
 * @typedef {{ picture: Matrix, kernel: Matrix, bias: number, relu: boolean, kind: number,
 *   p: number }} Settings
 */
/**
 * The settings and what they make. `vertical` and `horizontal` are the directions of the pool.
 * @typedef {Settings & { map: Matrix, rectified: Matrix, pooled: Matrix, vertical: Axis,
 *   horizontal: Axis }} Chain
 */

import { axis, crossCorrelate } from "../kit/arithmetic.js";
import { notReached, number } from "../kit/words.js";

export const KINDS = ["max", "average"];
const EXACT = 1e9; // parts of 1 that an answer is rounded to

/** @param {number} value */
function rounded(value) {
  return Math.round(value * EXACT) / EXACT;
}

/**
 * @param {Settings} settings
 * @returns {Chain}
 */
export function run(settings) {
  const { picture, kernel, bias, relu, p } = settings;
  const answers = crossCorrelate(
    picture,
    kernel,
    axis(picture.rows, kernel.rows),
    axis(picture.columns, kernel.columns),
  );
  // An answer that should be 0 is: a sum of floats may leave 1e-17 of it.
  const map = { ...answers, values: answers.values.map((value) => rounded(value + bias)) };
  const rectified = relu ? { ...map, values: map.values.map((value) => Math.max(value, 0)) } : map;
  const [vertical, horizontal] = [map.rows, map.columns].map((n) => axis(n, p, { stride: p }));
  const values = new Float64Array(vertical.size * horizontal.size);
  const unpooled = { ...settings, map, rectified, vertical, horizontal };
  const pooled = {
    rows: vertical.size,
    columns: horizontal.size,
    values: values.map((_, at) =>
      kept(unpooled, Math.floor(at / horizontal.size), at % horizontal.size),
    ),
  };
  return { ...unpooled, pooled };
}

/**
 * The places under the pool's window at output (row, column), each counted through the map.
 * @param {{ map: Matrix, p: number }} chain
 * @param {number} row
 * @param {number} column
 */
function windowOf({ map, p }, row, column) {
  const places = [];
  for (let down = 0; down < p; down++)
    for (let right = 0; right < p; right++)
      places.push((row * p + down) * map.columns + column * p + right);
  return places;
}

/**
 * @param {{ map: Matrix, rectified: Matrix, p: number, kind: number }} chain
 * @param {number} row
 * @param {number} column
 */
function kept(chain, row, column) {
  const values = windowOf(chain, row, column).map((at) => chain.rectified.values[at]);
  if (KINDS[chain.kind] === "max") return Math.max(...values);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * [row, column] where the map is largest under the pool's window; the first of several.
 * @param {Chain} chain
 * @param {number} row
 * @param {number} column
 */
export function largestAt(chain, row, column) {
  const { columns, values } = chain.map;
  const best = windowOf(chain, row, column).reduce((best, at) =>
    values[at] > values[best] ? at : best,
  );
  return [Math.floor(best / columns), best % columns];
}

/**
 * Kernel times pixels at a place of the map.
 * @param {Settings} chain
 * @param {number} row
 * @param {number} column
 * @returns {Matrix}
 */
export function productsOf({ picture, kernel }, row, column) {
  const values = kernel.values.map((weight, at) => {
    const y = row + Math.floor(at / kernel.columns),
      x = column + (at % kernel.columns);
    return weight * picture.values[y * picture.columns + x];
  });
  return { ...kernel, values };
}

/**
 * From the products to the pool's output, in one line.
 * @param {Chain} chain
 * @param {number} row
 * @param {number} column
 */
export function calculation(chain, row, column) {
  const { map, pooled, bias, relu, kind, p } = chain,
    [top, left] = largestAt(chain, row, column);
  const products = productsOf(chain, top, left).values;
  const sum = number(products.reduce((all, one) => all + one, 0)),
    answer = map.values[top * map.columns + left];
  const steps = [
    `${products.length} products: ${sum}`,
    `with the bias ${number(bias, 1)}: ${number(answer)}`,
  ];
  if (relu) steps.push(`after ReLU: ${number(Math.max(answer, 0))}`);
  const result = number(pooled.values[row * pooled.columns + column]);
  steps.push(`${KINDS[kind]} of the ${p * p} in the window: ${result}`);
  return steps.join(" → ");
}

/**
 * All that is seen, in words. helpers.explorers.chain.picture says the same.
 * @param {Chain} chain
 * @param {string} kernel what it is called
 * @param {number} row
 * @param {number} column
 */
export function describe(chain, kernel, row, column) {
  const { picture, map, pooled, bias, relu, kind, p, vertical, horizontal } = chain,
    [top, left] = largestAt(chain, row, column);
  const sees = p + chain.kernel.rows - 2;
  const [rows, columns] = [row * p, column * p].map((at) => `${at} to ${at + sees}`);
  const above = map.values.filter((value) => value > 0).length;
  return [
    `${kernel}, bias ${number(bias, 1)}, on ${picture.rows} by ${picture.columns}:`,
    `map ${map.rows} by ${map.columns}, ${above} of ${map.values.length} answers above 0.`,
    `${relu ? "ReLU" : "No ReLU"}, ${KINDS[kind]} pool of ${p}:`,
    `${pooled.rows} by ${pooled.columns}.`,
    notReached(vertical, horizontal, "The pool reaches every row and column."),
    `Output row ${row}, column ${column} is`,
    `${number(pooled.values[row * pooled.columns + column])}.`,
    `It sees the picture in rows ${rows}, columns ${columns};`,
    `its largest answer, ${number(map.values[top * map.columns + left])},`,
    `is that of map row ${top}, column ${left}.`,
  ].join(" ");
}
