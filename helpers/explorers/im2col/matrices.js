// im2col as numbers and words: every patch of the input becomes a column of one matrix.

/** @import { Matrix } from "../kit/arithmetic.js" */
/**
 * The two matrices and their product; `source` says for each number of the first which number of
 * the input it is.
 * @typedef {{ n: number, k: number, channels: number, filters: number, padding: number,
 *   stride: number, size: number, padded: number, positions: number, length: number,
 *   xCol: Matrix, wRow: Matrix, product: Matrix, source: Int32Array }} Columns
 */

import { axis } from "../kit/arithmetic.js";
import { countOf, factor, number } from "../kit/words.js";

/**
 * A volume and kernels as the two matrices of helpers.convolution.im2col, and their product.
 * @param {number[][][]} input [row][column][channel]
 * @param {number[][][][]} kernels [u][v][channel][filter]
 * @param {{ padding: number, stride: number }} settings
 * @returns {Columns}
 */
export function matrices(input, kernels, { padding, stride }) {
  const n = input.length,
    k = kernels.length,
    channels = input[0][0].length,
    filters = kernels[0][0][0].length;
  const { size, padded } = axis(n, k, { padding, stride });
  const positions = size ** 2,
    length = k * k * channels;
  const xCol = emptyMatrix(length, positions),
    source = new Int32Array(length * positions); // −1 in the padding
  const wRow = emptyMatrix(filters, length);
  for (let u = 0; u < k; u++)
    for (let v = 0; v < k; v++)
      for (let c = 0; c < channels; c++) {
        const at = (u * k + v) * channels + c;
        for (let f = 0; f < filters; f++) wRow.values[f * length + at] = kernels[u][v][c][f];
        for (let position = 0; position < positions; position++) {
          const y = Math.floor(position / size) * stride + u - padding;
          const x = (position % size) * stride + v - padding;
          const inside = y >= 0 && x >= 0 && y < n && x < n;
          xCol.values[at * positions + position] = inside ? input[y][x][c] : 0;
          source[at * positions + position] = inside ? (y * n + x) * channels + c : -1;
        }
      }
  const geometry = { n, k, channels, filters, padding, stride, size, padded, positions, length };
  return { ...geometry, xCol, wRow, product: multiplied(wRow, xCol), source };
}

/**
 * @param {number} rows
 * @param {number} columns
 * @returns {Matrix}
 */
function emptyMatrix(rows, columns) {
  return { rows, columns, values: new Float64Array(rows * columns) };
}

/**
 * @param {Matrix} left
 * @param {Matrix} right
 */
function multiplied(left, right) {
  const product = emptyMatrix(left.rows, right.columns);
  for (let row = 0; row < left.rows; row++)
    for (let column = 0; column < right.columns; column++)
      for (let at = 0; at < left.columns; at++)
        product.values[row * right.columns + column] +=
          left.values[row * left.columns + at] * right.values[at * right.columns + column];
  return product;
}

/**
 * Row and column of a number of the input, which counts row by row, channel by channel.
 * @param {Columns} m
 * @param {number} pixel
 */
export function placeOf({ n, channels }, pixel) {
  return [Math.floor(pixel / (n * channels)), Math.floor(pixel / channels) % n];
}

/**
 * All that is seen, in words. helpers.explorers.im2col.picture says the same of its picture.
 * @param {Columns} m
 * @param {number} column
 * @param {number} filter
 * @param {number} pixel a number of the input, −1 for none
 */
export function describe(m, column, filter, pixel = -1) {
  const i = Math.floor(column / m.size),
    j = column % m.size;
  const span = (/** @type {number} */ at) => `${at * m.stride} to ${at * m.stride + m.k - 1}`;
  const value = m.product.values[filter * m.positions + column];
  const said = [
    `Input ${m.n} by ${m.n} by ${m.channels}, padding ${m.padding}, kernel ${m.k},`,
    `stride ${m.stride}: X_col has ${m.length} rows and ${countOf(m.positions, "column")},`,
    `${m.xCol.values.length} numbers from ${m.n * m.n * m.channels}.`,
    `Column ${column} is the patch at rows ${span(i)}, columns ${span(j)}.`,
    `Filter ${filter} makes ${number(value)} of it, which goes to output row ${i}, column ${j}.`,
  ];
  if (pixel >= 0) {
    const [y, x] = placeOf(m, pixel);
    const columns = m.source.filter((from) => from === pixel).length;
    said.push(`The pixel in row ${y}, column ${x} stands in ${countOf(columns, "column")}.`);
  }
  return said.join(" ");
}

/**
 * The product of one row and one column, written out.
 * @param {Columns} m
 * @param {number} column
 * @param {number} filter
 */
export function calculation(m, column, filter) {
  const terms = [];
  for (let at = 0; at < m.length; at++) {
    const weight = m.wRow.values[filter * m.length + at];
    terms.push(`${factor(weight)}·${factor(m.xCol.values[at * m.positions + column])}`);
  }
  return `${terms.join(" + ")} = ${number(m.product.values[filter * m.positions + column])}`;
}
