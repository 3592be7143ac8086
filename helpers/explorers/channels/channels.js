// Filters on the channels of a picture, as numbers and words: no elements, no canvas.

/** @import { Matrix } from "../kit/arithmetic.js" */
/**
 * A picture (h, w, 3), filters (k, k, 3, filters), and a bias for each.
 * @typedef {{ x: number[][][], kernels: number[][][][], biases: number[] }} Layer
 */
/**
 * What a filter makes of one channel at one place.
 * @typedef {{ products: Matrix, sum: number }} Part
 */

import { axis, crossCorrelate, matrix, range } from "../kit/arithmetic.js";
import { factor, number } from "../kit/words.js";

export const CHANNELS = ["red", "green", "blue"];

/**
 * @param {Layer} layer
 * @param {number} channel
 */
export function channelOf({ x }, channel) {
  return matrix(x.map((row) => row.map((pixel) => pixel[channel])));
}

/**
 * What a filter lays on a channel.
 * @param {Layer} layer
 * @param {number} channel
 * @param {number} filter
 */
export function sliceOf({ kernels }, channel, filter) {
  return matrix(kernels.map((row) => row.map((weight) => weight[channel][filter])));
}

/**
 * The map of a filter: one sum over all channels, and its bias.
 * @param {Layer} layer
 * @param {number} filter
 * @returns {Matrix}
 */
export function mapOf(layer, filter) {
  const ofChannels = range(CHANNELS.length).map((channel) => {
    const image = channelOf(layer, channel),
      kernel = sliceOf(layer, channel, filter);
    const vertical = axis(image.rows, kernel.rows),
      horizontal = axis(image.columns, kernel.columns);
    return crossCorrelate(image, kernel, vertical, horizontal);
  });
  const values = ofChannels[0].values.map((_, at) =>
    ofChannels.reduce((sum, one) => sum + one.values[at], layer.biases[filter]),
  );
  return { ...ofChannels[0], values };
}

/**
 * What a filter makes of each channel at output (row, column).
 * @param {Layer} layer
 * @param {number} filter
 * @param {number} row
 * @param {number} column
 * @returns {Part[]}
 */
export function partsOf(layer, filter, row, column) {
  return range(CHANNELS.length).map((channel) => {
    const { columns, values: pixels } = channelOf(layer, channel),
      slice = sliceOf(layer, channel, filter);
    const values = slice.values.map((weight, at) => {
      const y = row + Math.floor(at / slice.columns),
        x = column + (at % slice.columns);
      return weight * pixels[y * columns + x];
    });
    return {
      products: { ...slice, values },
      sum: values.reduce((sum, product) => sum + product, 0),
    };
  });
}

/**
 * The sum at one place, channel by channel.
 * @param {Layer} layer
 * @param {number} filter
 * @param {Part[]} parts
 */
export function calculation({ biases }, filter, parts) {
  const bias = biases[filter];
  const sums = parts.map(({ sum }, channel) => `${factor(sum)} (${CHANNELS[channel]})`);
  const total = parts.reduce((all, { sum }) => all + sum, bias);
  return `${sums.join(" + ")} + ${factor(bias)} (bias, once) = ${number(total)}`;
}

/**
 * All that is seen, in words. helpers.explorers.channels.picture says the same.
 * @param {Layer} layer
 * @param {number} filter
 * @param {number} row
 * @param {number} column
 */
export function describe(layer, filter, row, column) {
  const { x, kernels, biases } = layer,
    parts = partsOf(layer, filter, row, column),
    map = mapOf(layer, filter);
  const [k, channels, filters] = [kernels.length, CHANNELS.length, biases.length];
  const sums = parts.map(({ sum }, channel) => `${CHANNELS[channel]} ${number(sum)}`);
  return [
    `Input ${x.length} by ${x[0].length} by ${channels}, ${filters} filters of`,
    `${k} by ${k} by ${channels}: output ${map.rows} by ${map.columns} by ${filters}.`,
    `Filter ${filter} has ${k * k * channels} weights and 1 bias.`,
    `At row ${row}, column ${column} its products add up to ${sums.join(", ")};`,
    `with the bias, ${number(biases[filter])},`,
    `that makes ${number(map.values[row * map.columns + column])}.`,
  ].join(" ");
}
