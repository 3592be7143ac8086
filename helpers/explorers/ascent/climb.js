// Pixels climb the gradient of a unit's sum, step by step, and the way in words.
// helpers.training.activation_maximization has the same arithmetic, helpers.explorers.ascent.picture
// the words.

/** @import { Network } from "../kit/network/forward.js" */
/**
 * What helpers.explorers.ascent.layers says of a convolution: the [row, column] of the unit that is
 * asked, and [first, end] of the rows and of the columns that it sees.
 * @typedef {{ name: string, place: number, channels: number, unit: number[], rows: number[],
 *   columns: number[], field: number[], best: number[], at: number }} Layer
 */
/**
 * A patch and the unit's sum after each step that is made, the noise first.
 * @typedef {{ high: number, wide: number, patches: Float32Array[], sums: number[] }} Ascent
 */
/**
 * What is asked: the channel of a layer, and by how many pixels each step is blurred.
 * @typedef {{ layer: Layer, channel: number, blur: number }} Asked
 */

import { clamp } from "../kit/arithmetic.js";
import { logitGradient, unitAt } from "../kit/network/backward.js";
import { passes } from "../kit/network/forward.js";
import { countOf, fixed } from "../kit/words.js";

const STEP = 0.05, // the root of the mean square of a step's pixels
  REACH = 4, // standard deviations, where the bell curve of a blur ends
  TINY = 2 ** -126; // the least length that a step is divided by
const HALF = 0.5; // more ink than paper

/**
 * An ascent of which nothing is computed.
 * @param {Layer} layer
 * @returns {Ascent}
 */
export function atFoot({ rows, columns }) {
  return { high: rows[1] - rows[0], wide: columns[1] - columns[0], patches: [], sums: [] };
}

/**
 * The noise at first, then one step more, and the sum there.
 * @param {Ascent} ascent
 * @param {Network} network that ends with the layer's sums
 * @param {Asked} asked
 * @param {Float32Array} noise
 */
export function climbOn(ascent, network, { layer, channel, blur }, noise) {
  const { patches, high, wide } = ascent;
  const last = patches.at(-1);
  const patch = last ? moved(ascent, last, blur) : noise.slice(0, high * wide);
  const passed = passes(network, onPaper(network, layer, patch));
  const top = passed[passed.length - 1],
    at = unitAt(top, layer.unit, channel);
  slopes.set(ascent, cutOut(network, layer, logitGradient(network, passed, at).values));
  patches.push(patch);
  ascent.sums.push(top.values[at]);
}

/**
 * The slopes at the last patch of each ascent; those before are needed no more.
 * @type {WeakMap<Ascent, Float32Array>}
 */
const slopes = new WeakMap();

/**
 * @param {Ascent} ascent
 * @param {Float32Array} patch
 * @param {number} blur
 */
function moved(ascent, patch, blur) {
  const steep = /** @type {Float32Array} */ (slopes.get(ascent));
  const way = blur ? blurred(steep, ascent, blur) : steep;
  const length = Math.sqrt(way.reduce((sum, slope) => sum + slope * slope, 0) / way.length);
  return patch.map((ink, at) => clamp(ink + (STEP * way[at]) / Math.max(length, TINY), 0, 1));
}

/**
 * A picture of paper with the patch in its place.
 * @param {Network} network
 * @param {Layer} layer
 * @param {Float32Array} patch
 */
function onPaper({ shape: [down, across] }, { rows: [top, end], columns: [left, right] }, patch) {
  const picture = new Float32Array(down * across),
    wide = right - left;
  for (let row = top; row < end; row++) {
    const from = (row - top) * wide;
    picture.set(patch.subarray(from, from + wide), row * across + left);
  }
  return picture;
}

/**
 * What the unit sees of a picture.
 * @param {Network} network
 * @param {Layer} layer
 * @param {Float32Array} picture
 */
function cutOut({ shape: [, across] }, { rows: [top, end], columns: [left, right] }, picture) {
  const wide = right - left,
    patch = new Float32Array((end - top) * wide);
  for (let row = top; row < end; row++) {
    const from = row * across + left;
    patch.set(picture.subarray(from, from + wide), (row - top) * wide);
  }
  return patch;
}

/**
 * Values under a bell curve, first down, then across; beyond an edge they are mirrored at it, as
 * scipy.ndimage.gaussian_filter does.
 * @param {Float32Array} values
 * @param {{ high: number, wide: number }} size
 * @param {number} deviation in pixels
 */
export function blurred(values, { high, wide }, deviation) {
  const reach = Math.floor(REACH * deviation + 0.5);
  const bell = Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * deviation ** 2)),
  );
  const whole = bell.reduce((sum, one) => sum + one, 0);
  /** @type {(from: Float32Array, at: (place: number) => number, place: number, n: number) => number} */
  const mean = (from, at, place, n) =>
    bell.reduce((sum, one, tap) => sum + one * from[at(mirrored(place + tap - reach, n))], 0) /
    whole;
  const down = values.map((_, at) => {
    const column = at % wide;
    return mean(values, (row) => row * wide + column, Math.floor(at / wide), high);
  });
  return down.map((_, at) => {
    const first = at - (at % wide);
    return mean(down, (column) => first + column, at % wide, wide);
  });
}

/**
 * Where a place beyond the edges of 0 to n − 1 is seen in mirrors that stand on the edges.
 * @param {number} place
 * @param {number} n
 */
function mirrored(place, n) {
  const at = ((place % (2 * n)) + 2 * n) % (2 * n);
  return at < n ? at : 2 * n - 1 - at;
}

/**
 * A way and one of its steps in words; how far it is, as long as that step is not computed.
 * @param {{ name: string, channel: number, start: number, blur: number }} state
 * @param {Ascent} ascent
 * @param {{ step: number, last: number }} steps the one that is asked for, and how many there will be
 * @param {{ best: number, count: number }} digits the sum of their strongest patch, how many they are
 */
export function describe({ name, channel, start, blur }, ascent, { step, last }, digits) {
  const { patches, sums } = ascent;
  const soft = blur ? `each step blurred by ${countOf(blur, "pixel")}` : "steps not blurred";
  const asked = `${name}, channel ${channel}, from start ${start}, ${soft}.`,
    noise = `in the noise it was ${fixed(sums[0], 2)}.`;
  if (!isMade(ascent, step))
    return `${asked} So far the unit's sum is ${fixed(sums[sums.length - 1], 2)}; ${noise} ${partOf(sums, last)}`;
  const patch = patches[step];
  const ink = patch.reduce((count, one) => count + (one > HALF ? 1 : 0), 0);
  return (
    `${asked} After ${countOf(step, "step")} the unit's sum is ${fixed(sums[step], 2)}; ${noise} ` +
    `${ink} of ${countOf(patch.length, "pixel")} are more ink than paper. ` +
    `The strongest patch of ${countOf(digits.count, "digit")} has ${fixed(digits.best, 2)}` +
    comparison(sums, last, digits.best)
  );
}

/**
 * Whether a step is computed.
 * @param {Ascent} ascent
 * @param {number} step
 */
export function isMade({ sums }, step) {
  return step < sums.length;
}

/**
 * @param {number[]} sums
 * @param {number} last
 * @param {number} best
 */
function comparison(sums, last, best) {
  const above = sums.findIndex((sum) => sum > best);
  if (above >= 0) return `: the sum is first above it at step ${above}.`;
  return sums.length <= last ? `. ${partOf(sums, last)}` : ": the sum is never above it.";
}

/**
 * @param {number[]} sums
 * @param {number} last
 */
function partOf(sums, last) {
  return `${sums.length - 1} of ${last} steps are computed.`;
}
