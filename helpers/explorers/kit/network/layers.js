// What the layers of a network do to a picture, without their activation.

/** @import { Volume } from "./functions.js" */
/**
 * What helpers.explorers.kit.network.sent says of a layer, with its own numbers.
 * @typedef {{ name: string, kind: string, function: string, slope: number, shape: number[],
 *   at: number, filters: number, kernel: number[], strides: number[], dilation: number[],
 *   groups: number, padding: string, sides: number[][], weights: Float32Array,
 *   biases: Float32Array }} Layer
 */

import { outputSize, paddingSides } from "../arithmetic.js";

/**
 * @param {number} rows
 * @param {number} columns
 * @param {number} channels
 * @returns {Volume}
 */
export function volume(rows, columns, channels) {
  return { rows, columns, channels, values: new Float32Array(rows * columns * channels) };
}

/**
 * Kind of a layer → what it does.
 * @type {Record<string, (input: Volume, layer: Layer) => Volume>}
 */
export const LAYERS = {
  conv: convolve,
  scale,
  pad,
  maxPool: (input, layer) => pool(input, layer, "max"),
  averagePool: (input, layer) => pool(input, layer, "average"),
  globalMax: (input) => poolAll(input, "max"),
  globalAverage: (input) => poolAll(input, "average"),
  flatten: ({ values }) => ({ rows: 1, columns: 1, channels: values.length, values }),
  same: (input) => ({ ...input, values: input.values.slice() }),
};

/**
 * Where the window of a layer lies: its output's rows and columns, and for an output place the taps
 * [tap, place in the input] that are inside the input.
 * @param {Volume} input
 * @param {Layer} layer
 */
export function windows(input, { kernel, strides, dilation, padding }) {
  const [down, across] = [input.rows, input.columns].map((n, axis) => {
    const [k, stride, step] = [kernel[axis], strides[axis], dilation[axis]];
    const sides = paddingSides(padding, n, k, stride, step);
    const size = outputSize(n, k, { padding: sides, stride, dilation: step });
    return Array.from({ length: size }, (_, place) => {
      const first = place * stride - sides[0];
      const taps = [];
      for (let tap = 0; tap < k; tap++) {
        const at = first + tap * step;
        if (at >= 0 && at < n) taps.push([tap, at]);
      }
      return taps;
    });
  });
  return { down, across };
}

/**
 * Cross-correlation with every kernel, plus its bias.
 * @param {Volume} input
 * @param {Layer} layer
 */
function convolve(input, layer) {
  const { down, across } = windows(input, layer),
    { filters, biases } = layer;
  const output = volume(down.length, across.length, filters);
  const sums = new Float64Array(filters);
  let to = 0;
  for (const rows of down)
    for (const columns of across) {
      sums.set(biases);
      for (const [u, y] of rows)
        for (const [v, x] of columns)
          addPixel(sums, input, (y * input.columns + x) * input.channels, layer, u, v);
      output.values.set(sums, to);
      to += filters;
    }
  return output;
}

/**
 * Add the products of one pixel, which begins at `from`, with the weights of tap (u, v).
 * @param {Float64Array} sums
 * @param {Volume} input
 * @param {number} from
 * @param {Layer} layer
 * @param {number} u
 * @param {number} v
 */
function addPixel(sums, { channels, values }, from, { kernel, filters, groups, weights }, u, v) {
  const inside = channels / groups,
    outside = filters / groups,
    tap = (u * kernel[1] + v) * inside * filters;
  for (let channel = 0; channel < channels; channel++) {
    const value = values[from + channel];
    if (!value) continue; // after a ReLU most are 0
    const first = Math.floor(channel / inside) * outside,
      row = tap + (channel % inside) * filters;
    for (let out = first; out < first + outside; out++) sums[out] += value * weights[row + out];
  }
}

/**
 * The largest or the mean value of each channel under the window. Padding counts nothing.
 * @param {Volume} input
 * @param {Layer} layer
 * @param {"max" | "average"} kind
 */
function pool(input, layer, kind) {
  const { down, across } = windows(input, layer),
    { channels } = input;
  const output = volume(down.length, across.length, channels);
  let to = 0;
  for (const rows of down)
    for (const columns of across) {
      const starts = rows.flatMap(([, y]) =>
        columns.map(([, x]) => (y * input.columns + x) * channels),
      );
      summarise(input.values, starts, output.values.subarray(to, to + channels), kind);
      to += channels;
    }
  return output;
}

/**
 * @param {Volume} input
 * @param {"max" | "average"} kind
 */
function poolAll(input, kind) {
  const { channels, values } = input,
    output = volume(1, 1, channels);
  const starts = Array.from({ length: values.length / channels }, (_, pixel) => pixel * channels);
  summarise(values, starts, output.values, kind);
  return output;
}

/**
 * The largest or the mean of the pixels that begin at `starts`, channel by channel.
 * @param {Float32Array} values
 * @param {number[]} starts
 * @param {Float32Array} into one number for each channel
 * @param {"max" | "average"} kind
 */
function summarise(values, starts, into, kind) {
  for (let channel = 0; channel < into.length; channel++) {
    let found = kind === "max" ? -Infinity : 0;
    for (const start of starts) {
      const value = values[start + channel];
      found = kind === "max" ? Math.max(found, value) : found + value;
    }
    into[channel] = kind === "max" ? found : found / starts.length;
  }
}

/**
 * Each channel times a factor, plus a summand: batch normalisation after the training.
 * @param {Volume} input
 * @param {Layer} layer
 */
function scale(input, { weights, biases }) {
  const output = volume(input.rows, input.columns, input.channels);
  for (let at = 0; at < input.values.length; at++) {
    const channel = at % input.channels;
    output.values[at] = input.values[at] * weights[channel] + biases[channel];
  }
  return output;
}

/**
 * Zeros around a picture.
 * @param {Volume} input
 * @param {Layer} layer
 */
function pad({ rows, columns, channels, values }, { sides: [[above, below], [left, right]] }) {
  const output = volume(rows + above + below, columns + left + right, channels);
  for (let row = 0; row < rows; row++) {
    const from = row * columns * channels,
      to = ((row + above) * output.columns + left) * channels;
    output.values.set(values.subarray(from, from + columns * channels), to);
  }
  return output;
}
