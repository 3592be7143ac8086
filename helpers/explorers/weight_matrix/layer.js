// A layer as one matrix, as helpers.explorers.weight_matrix.layer has it, and in words.

/** @import { Matrix } from "../kit/arithmetic.js" */
/**
 * @typedef {{ form: string, n: number, k: number, stride: number, padding: number }} Settings
 * @typedef {{ pixels: number[][], kernel: number[][], free: number[][] }} Numbers
 */
/**
 * The layer as matrix · vector = result. `taps` says for each output and pixel which number of the
 * kernel joins them, −1 for none; `weights` holds for each output the weight of each pixel.
 * @typedef {Settings & { size: number, input: Matrix, taps: Matrix, weights: Matrix,
 *   matrix: Matrix, vector: Matrix, result: Matrix }} Layer
 */

import { outputSize } from "../kit/arithmetic.js";
import { countOf, number } from "../kit/words.js";

/**
 * @param {Numbers} numbers
 * @param {Settings} settings
 * @returns {Layer}
 */
export function layerOf({ pixels, kernel, free }, settings) {
  const { form, n, k, stride, padding } = settings;
  const size = outputSize(n, k, { padding, stride }),
    outputs = size ** 2;
  const input = filled(n, n, (row, column) => pixels[row][column]);
  const taps = filled(outputs, n * n, (output, pixel) => {
    const u = Math.floor(pixel / n) - (Math.floor(output / size) * stride - padding),
      v = (pixel % n) - ((output % size) * stride - padding);
    return u >= 0 && v >= 0 && u < k && v < k ? u * k + v : -1;
  });
  const weights = filled(outputs, n * n, (output, pixel) => {
    const tap = taps.values[output * n * n + pixel];
    if (form === "dense" || (form === "local" && tap >= 0)) return free[output][pixel];
    return tap >= 0 && form !== "local" ? kernel[Math.floor(tap / k)][tap % k] : 0;
  });
  const isPatches = form === "im2col";
  const matrix = isPatches ? patches(input, outputs, k * k, taps) : weights;
  const vector = isPatches
    ? filled(k * k, 1, (tap) => kernel[Math.floor(tap / k)][tap % k])
    : filled(n * n, 1, (pixel) => input.values[pixel]);
  const result = filled(outputs, 1, (output) =>
    vector.values.reduce((sum, value, at) => {
      return sum + matrix.values[output * matrix.columns + at] * value;
    }, 0),
  );
  return { ...settings, size, input, taps, weights, matrix, vector, result };
}

/**
 * A row for each output: the pixels in its window, 0 outside of the input.
 * @param {Matrix} input
 * @param {number} outputs
 * @param {number} length
 * @param {Matrix} taps
 */
function patches(input, outputs, length, taps) {
  const found = filled(outputs, length, () => 0);
  taps.values.forEach((tap, at) => {
    const output = Math.floor(at / taps.columns);
    if (tap >= 0) found.values[output * length + tap] = input.values[at % taps.columns];
  });
  return found;
}

/**
 * @param {number} rows
 * @param {number} columns
 * @param {(row: number, column: number) => number} valueAt
 * @returns {Matrix}
 */
function filled(rows, columns, valueAt) {
  const values = Float64Array.from({ length: rows * columns }, (_, at) =>
    valueAt(Math.floor(at / columns), at % columns),
  );
  return { rows, columns, values };
}

/**
 * Which number of the kernel stands at a place of the matrix, −1 for none.
 * @param {Layer} layer
 * @param {number} output
 * @param {number} column
 */
export function tapAt({ form, taps }, output, column) {
  return form === "im2col" ? column : taps.values[output * taps.columns + column];
}

/**
 * Rows and columns of the matrix that hold the same weight as this place, itself among them.
 * @param {Layer} layer
 * @param {number} output
 * @param {number} column
 */
export function copies(layer, output, column) {
  const { form, taps } = layer,
    tap = tapAt(layer, output, column);
  if (form !== "shared" || tap < 0) return [[output, column]];
  return [...taps.values.entries()]
    .filter(([, one]) => one === tap)
    .map(([at]) => [Math.floor(at / taps.columns), at % taps.columns]);
}

/**
 * The layer and its weights in words.
 * @param {Layer} layer
 */
export function describe({ form, n, k, stride, padding, size, taps, matrix }) {
  const outputs = size ** 2,
    pixels = n * n,
    joined = taps.values.filter((tap) => tap >= 0).length;
  const settings =
    `Input ${n} by ${n}, kernel ${k}, stride ${stride}, padding ${padding}, ` +
    `output ${size} by ${size}.`;
  const numbers = `${matrix.rows} × ${matrix.columns} matrix`;
  /** @type {Record<string, string>} */
  const words = {
    dense:
      `Dense, a ${numbers}: each output has a weight of its own for each pixel, ` +
      `${countOf(outputs * pixels, "weight")}.`,
    local:
      `Local, a ${numbers}: each output keeps the weights in its window, the others are 0. ` +
      `${joined} of ${countOf(outputs * pixels, "weight")} are left.`,
    shared:
      `Shared, a ${numbers}: the ${joined} places in the windows share ` +
      `${countOf(k * k, "weight")}. This is the convolutional layer.`,
    im2col:
      `im2col, a ${numbers}: the pixels stand in the matrix, a patch in each row, ` +
      `and the ${countOf(k * k, "weight")} once, in the vector. The answers are the shared layer's.`,
  };
  return `${settings} ${words[form]}`;
}

/**
 * One place of the matrix in words.
 * @param {Layer} layer
 * @param {number} output
 * @param {number} column
 */
export function describePlace(layer, output, column) {
  const { form, n, k, size, matrix, result } = layer;
  const value = number(matrix.values[output * matrix.columns + column]),
    answer = number(result.values[output]);
  const where = `Output (${Math.floor(output / size)}, ${output % size}), row ${output}: ${answer}.`;
  const tap = tapAt(layer, output, column),
    weight = `the kernel's weight (${Math.floor(tap / k)}, ${tap % k})`;
  if (form === "im2col")
    return `${where} Column ${column} holds the pixel that meets ${weight}: ${value}.`;
  const pixel = `pixel (${Math.floor(column / n)}, ${column % n})`;
  if (form === "dense") return `${where} Its weight for ${pixel} is ${value}.`;
  if (tap < 0) return `${where} It does not see ${pixel}: the weight is 0.`;
  if (form === "local") return `${where} Its weight for ${pixel} is ${value}, and no other's.`;
  const times = countOf(copies(layer, output, column).length, "time");
  return `${where} Its weight for ${pixel} is ${value}, ${weight}: it stands ${times} in the matrix.`;
}
