// The gradient of a logit, or of a unit's sum: from the last layer of a network back to its picture.

/** @import { Network } from "./forward.js" */
/** @import { Volume } from "./functions.js" */
/** @import { Layer } from "./layers.js" */

import { volume, windows } from "./layers.js";

/**
 * Slope of an activation where it answers `y`; `slope` belongs to what is below 0.
 * @type {Record<string, (y: number, slope: number) => number>}
 */
const SLOPES = {
  linear: () => 1,
  relu: (y) => (y > 0 ? 1 : 0),
  leaky_relu: (y, slope) => (y > 0 ? 1 : slope),
  elu: (y, scale) => (y > 0 ? 1 : y + scale),
  sigmoid: (y) => y * (1 - y),
  tanh: (y) => 1 - y * y,
};

/**
 * Kind of a layer → the gradient at its input, from its input and the gradient at its output.
 * @type {Record<string, (input: Volume, layer: Layer, gradient: Volume) => Volume>}
 */
const BACK = {
  conv: convolveBack,
  scale: (input, { weights }, { values }) =>
    like(input, (at) => values[at] * weights[at % input.channels]),
  pad: crop,
  maxPool: poolBack(toTheLargest),
  averagePool: poolBack(inEqualParts),
  globalMax: (input, _, { values }) => {
    const largest = extremes(input);
    return like(input, (at) => {
      const { value, count } = largest[at % input.channels];
      return input.values[at] === value ? values[at % input.channels] / count : 0;
    });
  },
  globalAverage: (input, _, { values }) =>
    like(input, (at) => (values[at % input.channels] * input.channels) / input.values.length),
  flatten: (input, _, { values }) => ({ ...input, values }),
  same: (input, _, { values }) => ({ ...input, values }),
};

/**
 * The gradient of a class's logit, which is what the last softmax gets. Of a network that `sumsOf`
 * has cut off, it is that of a unit's sum. `into` says with respect to what: 0 is the picture, n the
 * output of the n-th layer. `guided` leaves out what is below 0 at each ReLU on the way (guided
 * backpropagation).
 * @param {Network} network
 * @param {Volume[]} passed the picture and the output of every layer, from `passes`
 * @param {number} label which number of the last output: a class, or a unit as `unitAt` counts
 * @param {{ into?: number, guided?: boolean }} options
 * @returns {Volume}
 */
export function logitGradient({ layers }, passed, label, { into = 0, guided = false } = {}) {
  const last = /** @type {Volume} */ (passed.at(-1));
  let gradient = like(last, (at) => (at === label ? 1 : 0));
  for (let at = layers.length - 1; at >= into; at--) {
    const layer = layers[at],
      isLast = at === layers.length - 1;
    if (!isLast || layer.function !== "softmax")
      gradient = throughActivation(passed[at + 1], layer, gradient, guided);
    gradient = BACK[layer.kind](passed[at], layer, gradient);
  }
  return gradient;
}

/**
 * Where the number of a unit stands among all of a layer's output.
 * @param {Volume} output
 * @param {number[]} unit [row, column]
 * @param {number} channel
 */
export function unitAt({ columns, channels }, [row, column], channel) {
  return (row * columns + column) * channels + channel;
}

/**
 * A volume of the size of another.
 * @param {Volume} other
 * @param {(at: number) => number} valueAt
 * @returns {Volume}
 */
function like({ rows, columns, channels, values }, valueAt) {
  return { rows, columns, channels, values: Float32Array.from(values, (_, at) => valueAt(at)) };
}

/**
 * @param {Volume} output what the activation answered
 * @param {Layer} layer
 * @param {Volume} gradient
 * @param {boolean} guided
 */
function throughActivation(output, { function: name, slope }, { values }, guided) {
  if (name === "softmax") return throughSoftmax(output, values);
  const of = SLOPES[name];
  const only = guided && name === "relu";
  return like(output, (at) =>
    only && values[at] < 0 ? 0 : values[at] * of(output.values[at], slope),
  );
}

/**
 * A share p of a pixel gets p · (gradient − mean of the gradient, weighted with the shares).
 * @param {Volume} output
 * @param {Float32Array} gradient
 */
function throughSoftmax(output, gradient) {
  const { channels, values } = output;
  const means = new Float64Array(values.length / channels);
  values.forEach((share, at) => {
    means[Math.floor(at / channels)] += share * gradient[at];
  });
  return like(output, (at) => values[at] * (gradient[at] - means[Math.floor(at / channels)]));
}

/**
 * Each input gets the sum of what its weights carry back.
 * @param {Volume} input
 * @param {Layer} layer
 * @param {Volume} gradient
 */
function convolveBack(input, layer, { values }) {
  const { filters } = layer,
    { down, across } = windows(input, layer);
  const sums = new Float64Array(input.values.length);
  let from = 0;
  for (const rows of down)
    for (const columns of across) {
      const carried = [];
      for (let out = 0; out < filters; out++)
        if (values[from + out]) carried.push([out, values[from + out]]);
      for (const [u, y] of carried.length ? rows : [])
        for (const [v, x] of columns)
          addBack(sums, (y * input.columns + x) * input.channels, input, layer, [u, v], carried);
      from += filters;
    }
  return like(input, (at) => sums[at]);
}

/**
 * Add what a window carries back to the pixel that begins at `to` and lies under tap [u, v].
 * @param {Float64Array} sums
 * @param {number} to
 * @param {Volume} input
 * @param {Layer} layer
 * @param {number[]} tap
 * @param {number[][]} carried [filter, gradient]
 */
function addBack(sums, to, { channels }, { kernel, filters, groups, weights }, [u, v], carried) {
  const inside = channels / groups,
    outside = filters / groups,
    tap = (u * kernel[1] + v) * inside * filters;
  for (const [out, gradient] of carried) {
    const first = Math.floor(out / outside) * inside;
    for (let channel = 0; channel < inside; channel++)
      sums[to + first + channel] += gradient * weights[tap + channel * filters + out];
  }
}

/**
 * What a pool gives back: `share` divides the gradient of a window and a channel among its pixels.
 * @param {(sums: Float64Array, places: number[], values: Float32Array, gradient: number) => void} share
 * @returns {(input: Volume, layer: Layer, gradient: Volume) => Volume}
 */
function poolBack(share) {
  return (input, layer, gradient) => {
    const { down, across } = windows(input, layer),
      { channels } = input;
    const sums = new Float64Array(input.values.length);
    let from = 0;
    for (const rows of down)
      for (const columns of across) {
        const starts = rows.flatMap(([, y]) =>
          columns.map(([, x]) => (y * input.columns + x) * channels),
        );
        for (let channel = 0; channel < channels; channel++, from++) {
          const places = starts.map((start) => start + channel);
          if (gradient.values[from]) share(sums, places, input.values, gradient.values[from]);
        }
      }
    return like(input, (at) => sums[at]);
  };
}

/**
 * @param {Float64Array} sums
 * @param {number[]} places
 * @param {Float32Array} values
 * @param {number} gradient
 */
function toTheLargest(sums, places, values, gradient) {
  let best = places[0];
  for (const place of places) if (values[place] > values[best]) best = place;
  sums[best] += gradient;
}

/**
 * @param {Float64Array} sums
 * @param {number[]} places
 * @param {Float32Array} _
 * @param {number} gradient
 */
function inEqualParts(sums, places, _, gradient) {
  for (const place of places) sums[place] += gradient / places.length;
}

/**
 * The largest value of each channel, and how many pixels have it.
 * @param {Volume} input
 */
function extremes({ channels, values }) {
  const found = Array.from({ length: channels }, () => ({ value: -Infinity, count: 0 }));
  values.forEach((value, at) => {
    const best = found[at % channels];
    if (value > best.value) Object.assign(best, { value, count: 1 });
    else if (value === best.value) best.count += 1;
  });
  return found;
}

/**
 * What zeros around a picture leave of a gradient.
 * @param {Volume} input
 * @param {Layer} layer
 * @param {Volume} gradient
 */
function crop({ rows, columns, channels }, { sides: [[above], [left]] }, gradient) {
  const cropped = volume(rows, columns, channels);
  for (let row = 0; row < rows; row++) {
    const from = ((row + above) * gradient.columns + left) * channels;
    const line = gradient.values.subarray(from, from + columns * channels);
    cropped.values.set(line, row * columns * channels);
  }
  return cropped;
}
