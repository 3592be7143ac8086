// What Keras makes of the arguments of a Conv2D, as helpers.explorers.conv2d.layer has it.

import { outputSize } from "../kit/arithmetic.js";
import { countOf } from "../kit/words.js";

/**
 * An input of n × n × channels, and the arguments of the layer on it.
 * @typedef {{ n: number, channels: number, filters: number, kernel_size: number, strides: number,
 *   padding: string, dilation_rate: number, groups: number, use_bias: boolean }} Conv
 */

/**
 * Rows and columns of the output, 0 where the kernel does not fit.
 * @param {Conv} conv
 */
export function sizeOf({ n, kernel_size, strides, padding, dilation_rate }) {
  return outputSize(n, kernel_size, { padding, stride: strides, dilation: dilation_rate });
}

/**
 * Weights and, where they are used, a bias for each filter.
 * @param {Conv} conv
 */
export function parametersOf({ channels, filters, kernel_size, groups, use_bias }) {
  return kernel_size ** 2 * Math.floor(channels / groups) * filters + (use_bias ? filters : 0);
}

/**
 * What Keras 3.15 says where it refuses, in the order in which it looks; else null.
 * @param {Conv} conv
 */
export function refusal(conv) {
  const { n, channels, filters, groups, kernel_size: k, strides: s, dilation_rate: d } = conv;
  if (filters % groups)
    return (
      "The number of filters must be evenly divisible by the number of groups. " +
      `Received: groups=${groups}, filters=${filters}.`
    );
  if (s > 1 && d > 1)
    return (
      "`strides > 1` not supported in conjunction with `dilation_rate > 1`. " +
      `Received: strides=(${s}, ${s}) and dilation_rate=(${d}, ${d})`
    );
  if (channels % groups)
    return (
      "The number of input channels must be evenly divisible by the number of groups. " +
      `Received groups=${groups}, but the input has ${channels} channels ` +
      `(full input shape is (None, ${n}, ${n}, ${channels})).`
    );
  if (sizeOf(conv) <= 0)
    return (
      "Computed output size would be zero or negative. Received " +
      `\`inputs shape=(None, ${n}, ${n}, ${channels})\`, ` +
      `\`kernel shape=(${k}, ${k}, ${channels}, ${filters})\`, ` +
      `\`dilation_rate=[${d} ${d}]\`, \`strides=(${s}, ${s})\`, \`padding=${conv.padding}\`.`
    );
  return null;
}

/**
 * The line that makes the layer, without what is Keras' default.
 * @param {Conv} conv
 */
function call({ filters, kernel_size, strides, padding, dilation_rate, groups, use_bias }) {
  const options = [
    strides !== 1 && `strides=${strides}`,
    padding !== "valid" && `padding="${padding}"`,
    dilation_rate !== 1 && `dilation_rate=${dilation_rate}`,
    groups !== 1 && `groups=${groups}`,
    !use_bias && "use_bias=False",
  ].filter(Boolean);
  return `Conv2D(${[filters, kernel_size, ...options].join(", ")})`;
}

/**
 * The layer in words: its shapes and its parameters, or the message of Keras.
 * @param {Conv} conv
 */
export function describe(conv) {
  const { n, channels, filters, kernel_size: k, groups, use_bias } = conv,
    message = refusal(conv),
    start = `${call(conv)} on ${n} × ${n} × ${channels}: `;
  if (message) return `${start}ValueError. ${message}`;
  const size = sizeOf(conv),
    part = channels / groups,
    biases = use_bias ? ` + ${filters}` : "";
  return (
    `${start}output ${size} × ${size} × ${filters}, kernel (${k}, ${k}, ${part}, ${filters}), ` +
    `${k}·${k}·${part}·${filters}${biases} = ${countOf(parametersOf(conv), "parameter")}.`
  );
}

/**
 * Which channels a filter sees, in words.
 * @param {Conv} conv
 * @param {number} chosen
 */
export function describeFilter(conv, chosen) {
  if (refusal(conv)) return "There is no such layer: no filter sees a channel.";
  const { channels, filters, groups, kernel_size } = conv,
    part = channels / groups,
    group = Math.floor(chosen / (filters / groups)),
    first = group * part;
  const seen = part === 1 ? `channel ${first}` : `channels ${first} to ${first + part - 1}`,
    of = groups > 1 ? ` of group ${group}` : "";
  return `Filter ${chosen}${of} sees ${seen}, with ${countOf(kernel_size ** 2 * part, "weight")}.`;
}

/**
 * Whether a filter sees a channel; none does where Keras refuses.
 * @param {Conv} conv
 * @param {number} filter
 * @param {number} channel
 */
export function sees({ channels, filters, groups }, filter, channel) {
  return Math.floor(filter / (filters / groups)) === Math.floor(channel / (channels / groups));
}
