// A picture whose blocks change places, as numbers and words: no elements, no canvas.

/** @import { Matrix } from "../kit/arithmetic.js" */
/**
 * What a dense neuron and a filter make of the shuffled picture; see
 * helpers.explorers.shuffling.picture.
 * @typedef {{ block: number, picture: Matrix, weights: Matrix, map: Matrix, wanted: Matrix,
 *   answer: number, likeness: number, together: number }} Shuffled
 */

import { number, percent } from "../kit/words.js";

/**
 * @param {{ digit: Matrix, weights: Matrix, block: number, order: number[] }} settings
 * @returns {Shuffled}
 */
export function shuffled({ digit, weights, block, order }) {
  const moved = (/** @type {Matrix} */ of) => ({
    ...of,
    values: Float64Array.from(order, (from) => of.values[from]),
  });
  const picture = moved(digit),
    along = moved(weights),
    map = differences(picture),
    wanted = moved(differences(digit));
  return {
    block,
    picture,
    weights: along,
    map,
    wanted,
    answer: picture.values.reduce((sum, value, at) => sum + value * along.values[at], 0),
    likeness: correlation(map.values, wanted.values),
    together: together(order, digit.columns),
  };
}

/**
 * The pixel to the right less the one to the left; beyond the border is 0.
 * @param {Matrix} picture
 * @returns {Matrix}
 */
function differences(picture) {
  const { columns, values } = picture;
  return {
    ...picture,
    values: values.map((_, at) => {
      const column = at % columns;
      return (column < columns - 1 ? values[at + 1] : 0) - (column > 0 ? values[at - 1] : 0);
    }),
  };
}

/**
 * @param {Float64Array} one
 * @param {Float64Array} other
 */
function correlation(one, other) {
  const mean = (/** @type {Float64Array} */ all) => all.reduce((sum, v) => sum + v, 0) / all.length;
  const [a, b] = [one, other].map((all) => {
    const middle = mean(all);
    return all.map((value) => value - middle);
  });
  const dot = (/** @type {Float64Array} */ x, /** @type {Float64Array} */ y) =>
    x.reduce((sum, value, at) => sum + value * y[at], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/**
 * Share of the pairs side by side that still are, left and right as before.
 * @param {number[]} order
 * @param {number} side
 */
function together(order, side) {
  const kept = order.filter(
    (from, at) => at % side > 0 && from % side > 0 && from - order[at - 1] === 1,
  );
  return kept.length / (order.length - order.length / side);
}

/**
 * All that is seen, in words. helpers.explorers.shuffling.picture says the same.
 * @param {Shuffled} shuffled
 */
export function describe({ block, picture, answer, likeness, together }) {
  const what =
    block === picture.columns
      ? "Nothing has changed places"
      : `Blocks of ${block} by ${block} pixels have changed places`;
  return [
    `${what}: ${percent(together, 0)} of the pixels side by side are still neighbours.`,
    `The dense neuron, its weights moved along, answers ${number(answer)}.`,
    "The filter's answer and its old answer, moved along,",
    `have a correlation of ${number(likeness)}.`,
  ].join(" ");
}
