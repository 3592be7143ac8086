// Two strips that slide over each other, as numbers and words: no elements, no canvas.

import { countOf, number } from "../kit/words.js";

/**
 * Two lists, and what their first places stand for, as helpers.explorers.strips.picture has them.
 * @typedef {{ name: string, first: number[], second: number[], start: number, unit: string }}
 *   Example
 */
/**
 * `below` is the second list as it lies, `names` what its numbers stand for, `pairs` of each place
 * the positions in `first` and in `below` that lie on each other.
 * @typedef {Example & { flips: boolean, below: number[], names: number[],
 *   pairs: number[][][], sums: number[] }} Strips
 */

/**
 * @param {Example} example
 * @param {boolean} flips
 * @returns {Strips}
 */
export function strips(example, flips) {
  const { first, second, start } = example;
  const turned = (/** @type {number[]} */ list) => (flips ? [...list].reverse() : list);
  const below = turned(second),
    names = turned(second.map((_, j) => start + j));
  const pairs = Array.from({ length: first.length + second.length - 1 }, (_, place) =>
    first
      .map((_, i) => [i, i - offset(second.length, place)])
      .filter(([, j]) => j >= 0 && j < below.length),
  );
  const sums = pairs.map((all) => all.reduce((sum, [i, j]) => sum + first[i] * below[j], 0));
  return { ...example, flips, below, names, pairs, sums };
}

/**
 * Where the left end of the second strip lies, counted from that of the first.
 * @param {number} length of the second
 * @param {number} place
 */
export function offset(length, place) {
  return place - length + 1;
}

/**
 * What all pairs at a place have in common: the sum of both names, or the difference.
 * @param {Strips} two
 * @param {number} place
 */
export function meaning({ flips, start, below }, place) {
  return flips ? place + 2 * start : offset(below.length, place);
}

/**
 * The products at a place and their sum, written out.
 * @param {Strips} two
 * @param {number} place
 */
export function calculation({ first, below, pairs, sums }, place) {
  const terms = pairs[place].map(([i, j]) => `${first[i]}·${below[j]}`);
  return `${terms.join(" + ")} = ${sums[place]}`;
}

/**
 * All that is seen, in words. helpers.explorers.strips.picture says the same.
 * @param {Strips} two
 * @param {number} place
 */
export function describe(two, place) {
  const { name, unit, flips, pairs, sums } = two,
    common = number(meaning(two, place));
  const shared = flips
    ? `the two ${unit}s add up to ${common}`
    : `the upper ${unit} less the lower one is ${common}`;
  return [
    `${name[0].toUpperCase()}${name.slice(1)};`,
    `the second strip is ${flips ? "turned round" : "not turned round"}.`,
    `Place ${place} of 0 to ${sums.length - 1}:`,
    `${countOf(pairs[place].length, "pair")}, and in each ${shared}.`,
    `${calculation(two, place)}.`,
  ].join(" ");
}
