// The memory of a stack of convolutional layers, as numbers and words.

/**
 * `layers` 3 × 3 convolutions with `filters` filters on a batch of n × n × 3 images. `bytes` has the
 * size of a value and of a parameter; `copies` is what the optimizer keeps of each parameter.
 * @typedef {{ n: number, layers: number, filters: number, stride: number, batch: number,
 *   bytes: number[], training: boolean, copies: number }} Stack
 */
/**
 * Bytes by what they are for.
 * @typedef {{ activations: number, parameters: number, gradients: number,
 *   optimizer: number }} Parts
 */

import { countOf, number } from "../kit/words.js";

/** @type {(keyof Parts)[]} */
export const PARTS = ["activations", "parameters", "gradients", "optimizer"];

/**
 * Bytes by part. Inference keeps what goes into one layer and what comes out.
 * @param {Stack} stack
 * @returns {Parts}
 */
export function memory({ n, layers, filters, stride, batch, bytes, training, copies }) {
  const side = Math.ceil(n / stride),
    picture = 3 * n * n,
    map = side * side * filters;
  const kept = training
    ? picture + layers * map
    : Math.max(picture + map, layers > 1 ? 2 * map : 0);
  const count = (27 + 1) * filters + (layers - 1) * (9 * filters + 1) * filters;
  const parameters = count * bytes[1];
  return {
    activations: batch * kept * bytes[0],
    parameters,
    gradients: training ? parameters : 0,
    optimizer: training ? copies * parameters : 0,
  };
}

/** @param {Parts} parts */
export function total(parts) {
  return PARTS.reduce((sum, name) => sum + parts[name], 0);
}

/**
 * The stack with one thing changed, by what is changed; what changes nothing is left out.
 * @param {Stack} stack
 * @param {number[]} mixed bytes under the policy mixed_float16
 */
export function remedies(stack, mixed) {
  const { batch, stride, layers, filters, bytes, training } = stack;
  /** @type {[string, Partial<Stack> | false][]} */
  const changes = [
    ["half the batch", batch > 1 && { batch: batch / 2 }],
    ["twice the stride", { stride: 2 * stride }],
    ["mixed_float16", bytes[0] > 2 && { bytes: mixed }],
    ["one layer fewer", layers > 1 && { layers: layers - 1 }],
    ["half the filters", filters > 1 && { filters: filters / 2 }],
    ["inference", training && { training: false }],
  ];
  return changes.flatMap(([what, change]) =>
    change ? [{ what, stack: { ...stack, ...change } }] : [],
  );
}

/**
 * Bytes for people, three digits.
 * @param {number} bytes
 */
export function inUnits(bytes) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let at = 0,
    value = bytes;
  // 1023.6 would be shown as 1,024: the next unit begins where rounding does.
  while (value >= 999.5 && at < units.length - 1) {
    value /= 1024;
    at += 1;
  }
  return `${number(value, value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2)} ${units[at]}`;
}

/**
 * All that is seen, in words. helpers.explorers.memory.picture says the same of its picture.
 * @param {Stack} stack
 * @param {string} policy
 * @param {number} device GiB
 */
export function describe(stack, policy, device) {
  const { batch, n, layers, filters, stride, training } = stack;
  const parts = memory(stack),
    all = total(parts);
  const said = PARTS.filter((name) => parts[name]).map((name) => `${name} ${inUnits(parts[name])}`);
  const fits = all <= device * 2 ** 30 ? "fits" : "does not fit";
  return (
    `${training ? "Training" : "Inference"}, ` +
    `${countOf(batch, "image")} of ${n} by ${n} by 3 in ${policy}, ` +
    `${countOf(layers, "layer")} of ${countOf(filters, "filter")}, ` +
    `the first with stride ${stride}: ${said.join(", ")}; in all ${inUnits(all)}. ` +
    `It ${fits} into ${device} GiB.`
  );
}
