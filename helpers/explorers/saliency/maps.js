// Which pixels a logit depends on, by several methods: maps, what they have in common, words.
// helpers.training.saliency has the same arithmetic, helpers.explorers.saliency.picture the words.

/** @import { Network } from "../kit/network/forward.js" */
/**
 * What there is beside the network: noise for SmoothGrad, steps of integrated gradients, and the
 * convolution whose maps Grad-CAM takes: its place among the layers, and the receptive field of its
 * units, which begins `start` pixels in and is `jump` further for the next.
 * @typedef {{ noise: Float32Array, steps: number,
 *   cam: { place: number, field: number, jump: number, start: number } }} Given
 */
/**
 * What is asked: a method, and whose logit.
 * @typedef {{ method: string, of: number }} Asked
 */
/**
 * A map as far as it is computed: its side, the sum of what `done` of `steps` passes gave.
 * @typedef {{ side: number, values: Float64Array, done: number, steps: number }} Saliency
 */

import { clamp } from "../kit/arithmetic.js";
import { SIDE } from "../kit/digits.js";
import { logitGradient } from "../kit/network/backward.js";
import { passes } from "../kit/network/forward.js";
import { countOf, number, percent, short } from "../kit/words.js";

export const GRAD_CAM = "Grad-CAM";
const SMOOTH = "SmoothGrad",
  INTEGRATED = "integrated gradients",
  GUIDED = "guided backpropagation";

/**
 * A network whose last layers with weights take those of another.
 * @param {Network} network
 * @param {Network} other of the same layers
 * @param {number} count
 * @returns {Network}
 */
export function withLastOf({ shape, layers }, other, count) {
  let left = count;
  const mixed = layers.map((layer) => layer);
  for (let at = layers.length - 1; at >= 0 && left; at--)
    if (layers[at].weights.length) {
      mixed[at] = other.layers[at];
      left -= 1;
    }
  return { shape, layers: mixed };
}

/**
 * A map of which nothing is computed.
 * @param {Network} network
 * @param {string} method
 * @param {Given} given
 * @returns {Saliency}
 */
export function blank(network, method, { noise, steps, cam }) {
  const side = method === GRAD_CAM ? network.layers[cam.place].shape[0] : SIDE;
  /** @type {Record<string, number>} */
  const many = { [SMOOTH]: noise.length / SIDE ** 2, [INTEGRATED]: steps };
  return { side, values: new Float64Array(side * side), done: 0, steps: many[method] ?? 1 };
}

/** @param {Saliency} map */
export function isComplete({ done, steps }) {
  return done === steps;
}

/**
 * Do the next pass of a map; the last one finishes it.
 * @param {Saliency} map
 * @param {Network} network
 * @param {Float32Array} picture
 * @param {Asked} asked
 * @param {Given} given
 */
export function computeNext(map, network, picture, { method, of }, { noise, steps, cam }) {
  const { values, done } = map;
  const passed = passes(
    network,
    picture.map((ink, at) => {
      if (method === SMOOTH) return ink + noise[done * SIDE * SIDE + at];
      return method === INTEGRATED ? (ink * (done + 0.5)) / steps : ink;
    }),
  );
  if (method === GRAD_CAM) values.set(addedUp(network, passed, of, cam.place));
  else {
    const gradient = logitGradient(network, passed, of, { guided: method === GUIDED });
    gradient.values.forEach((slope, at) => {
      values[at] += (method === INTEGRATED ? picture[at] : 1) * (slope / map.steps);
    });
  }
  map.done += 1;
}

/**
 * The maps of a layer, each times its mean gradient, added up and cut off below 0.
 * @param {Network} network
 * @param {import("../kit/network/functions.js").Volume[]} passed
 * @param {number} of
 * @param {number} place
 */
function addedUp(network, passed, of, place) {
  const { channels, values } = passed[place + 1];
  const gradient = logitGradient(network, passed, of, { into: place + 1 }).values;
  const cells = values.length / channels,
    weights = new Float64Array(channels);
  gradient.forEach((slope, at) => {
    weights[at % channels] += slope / cells;
  });
  return Float64Array.from({ length: cells }, (_, cell) =>
    Math.max(
      weights.reduce((sum, weight, channel) => sum + weight * values[cell * channels + channel], 0),
      0,
    ),
  );
}

/**
 * Spearman's rank correlation of the strengths in two maps; null where one has the same strength
 * everywhere. `counts` chooses cells.
 * @param {Saliency} one
 * @param {Saliency} other
 * @param {(at: number) => boolean} counts
 */
export function rankCorrelation(one, other, counts = () => true) {
  const [a, b] = [one, other].map(({ values }) =>
    ranks(values.filter((_, at) => counts(at)).map(Math.abs)),
  );
  return correlation(a, b);
}

/**
 * The rank of each value, from 1; equal ones share the mean of theirs.
 * @param {Float64Array} values
 */
function ranks(values) {
  const order = Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
  const found = new Float64Array(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let at = from; at < to; at++) found[order[at]] = (from + 1 + to) / 2;
  }
  return found;
}

/**
 * @param {Float64Array} a
 * @param {Float64Array} b
 */
function correlation(a, b) {
  const middle = (a.length + 1) / 2;
  let [both, first, second] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    both += (a[at] - middle) * (b[at] - middle);
    first += (a[at] - middle) ** 2;
    second += (b[at] - middle) ** 2;
  }
  return first && second ? both / Math.sqrt(first * second) : null;
}

/**
 * [row, column] of the strongest cell; the first of several.
 * @param {Saliency} map
 */
export function strongestOf({ side, values }) {
  let best = 0;
  values.forEach((value, at) => {
    if (Math.abs(value) > Math.abs(values[best])) best = at;
  });
  return [Math.floor(best / side), best % side];
}

/**
 * Where the cells of a map lie in the picture: the first pixel of the first one, and how many
 * pixels a cell is wide. A cell of Grad-CAM lies in the middle of what its unit sees.
 * @param {string} method
 * @param {Given} given
 */
export function cellsIn(method, { cam: { field, jump, start } }) {
  return method === GRAD_CAM
    ? { first: start + (field - jump) / 2, wide: jump }
    : { first: 0, wide: 1 };
}

/**
 * Two maps in words.
 * @param {{ label: number, of: number, method: string, count: number, layers: number }} state a
 *   digit, whose logit, the method, how many of the layers with weights are random
 * @param {Saliency} learned
 * @param {Saliency} random
 * @param {(at: number) => boolean} isInk
 */
export function describe({ label, of, method, count, layers }, learned, random, isInk) {
  const asked = `A ${label}, ${method} for the logit of ${of}.`;
  if (!isComplete(learned)) return `${asked} ${partOf(learned)}`;
  const [row, column] = strongestOf(learned),
    strongest = learned.values[row * learned.side + column];
  const what = learned.side === SIDE ? "pixel" : `cell of ${learned.side} by ${learned.side}`;
  const told =
    `${asked} The strongest ${what} is in row ${row}, column ${column}: ` +
    `${short(strongest, 3)}.`;
  if (!count) return `${told} No layer is random, so the maps are the same.`;
  const made = `With the last ${lastLayers(count)} of ${layers} random`;
  if (!isComplete(random)) return `${told} ${made}: ${partOf(random)}`;
  const all = rankCorrelation(learned, random),
    ink = learned.side === SIDE ? rankCorrelation(learned, random, isInk) : null;
  if (all === null) return `${told} ${made} a map is the same everywhere: there are no ranks.`;
  const onInk = ink === null ? "" : `, ${number(clamp(ink, -1, 1))} on the ink alone`;
  return `${told} ${made}, the strengths have a rank correlation of ${number(all)}${onInk}.`;
}

/** @param {number} count */
export function lastLayers(count) {
  return count === 1 ? "layer" : countOf(count, "layer");
}

/** @param {Saliency} map */
function partOf({ done, steps }) {
  return `${percent(done / steps, 0)} of the map is computed.`;
}
