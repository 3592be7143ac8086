// A trained network in the browser: read once, then asked about any picture.

/** @import { Volume } from "./functions.js" */
/** @import { Layer } from "./layers.js" */
/**
 * What helpers.explorers.kit.network.sent says of a network: the shape [rows, columns, channels] of
 * its input, its layers, how many numbers they have together, and these as float32.
 * @typedef {{ shape: number[], layers: Layer[], numbers: number, weights: DataView }} Described
 * @typedef {{ shape: number[], layers: Layer[] }} Network
 */

import { floatsOf } from "../canvas.js";
import { Problem } from "../problem.js";
import { activate } from "./functions.js";
import { LAYERS } from "./layers.js";

/**
 * Give each layer its weights.
 * @param {Described} described
 * @returns {Network}
 * @throws {Problem} if weights are missing or are no numbers
 */
export function readNetwork({ shape, layers, numbers, weights }) {
  const whole = weights.byteLength === 4 * numbers;
  const all = whole ? floatsOf(weights) : new Float32Array();
  if (!whole || !all.every(Number.isFinite))
    throw new Problem(
      "The weights of the network are damaged: run this cell again, or load the page again.",
    );
  const withWeights = layers.map((layer, index) => {
    const own = all.subarray(layer.at, layers[index + 1]?.at ?? numbers);
    const biases = layer.kind === "scale" ? own.length / 2 : own.length - (layer.filters ?? 0);
    return { ...layer, weights: own.subarray(0, biases), biases: own.subarray(biases) };
  });
  return { shape, layers: withWeights };
}

/**
 * One picture and the output of every layer for it.
 * @param {Network} network
 * @param {ArrayLike<number>} picture row by row, the channel fastest
 * @returns {Volume[]}
 */
export function passes({ shape, layers }, picture) {
  const [rows, columns, channels] = shape;
  /** @type {Volume[]} */
  const passed = [{ rows, columns, channels, values: Float32Array.from(picture) }];
  for (const layer of layers) {
    const now = LAYERS[layer.kind](passed[passed.length - 1], layer);
    activate(now, layer.function, layer.slope);
    passed.push(now);
  }
  return passed;
}

/**
 * The layers up to one, which answers with what it adds up: its activation is left out.
 * @param {Network} network
 * @param {number} place
 * @returns {Network}
 */
export function sumsOf({ shape, layers }, place) {
  return { shape, layers: [...layers.slice(0, place), { ...layers[place], function: "linear" }] };
}

/**
 * The output of every layer for one picture.
 * @param {Network} network
 * @param {ArrayLike<number>} picture row by row, the channel fastest
 */
export function outputs(network, picture) {
  return passes(network, picture).slice(1);
}

/**
 * The numbers of the last layer for one picture.
 * @param {Network} network
 * @param {ArrayLike<number>} picture
 */
export function answer(network, picture) {
  return Array.from(/** @type {Volume} */ (outputs(network, picture).at(-1)).values);
}
