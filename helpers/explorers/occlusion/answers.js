// The answers of a network to a digit with a window over it, for every place, and in words.

/** @import { Network } from "../kit/network/forward.js" */
/**
 * All answers to one digit with one window: how many places it has down, the classes' shares place
 * by place, and how many places are computed.
 * @typedef {{ places: number, shares: Float32Array, done: number }} Answers
 */
/**
 * A window over a digit: the digit's class, rows and columns of the window, what it is filled with,
 * and its first [row, column].
 * @typedef {{ label: number, size: number, grey: number, place: number[] }} Hidden
 */

import { CLASSES, SIDE } from "../kit/digits.js";
import { answer } from "../kit/network/forward.js";
import { number, percent } from "../kit/words.js";

/**
 * Room for the answers to a window of some size.
 * @param {number} size
 * @returns {Answers}
 */
export function unanswered(size) {
  const places = SIDE - size + 1;
  return { places, shares: new Float32Array(places * places * CLASSES), done: 0 };
}

/**
 * A digit from 0 to 1 with a window over it.
 * @param {Uint8Array} pixels
 * @param {{ size: number, grey: number, place: number[] }} hidden
 */
export function covered(pixels, { size, grey, place: [top, left] }) {
  const picture = Float32Array.from(pixels, (byte) => byte / 255);
  for (let row = top; row < top + size; row++)
    picture.fill(grey, row * SIDE + left, row * SIDE + left + size);
  return picture;
}

/**
 * Answer the next place.
 * @param {Answers} answers
 * @param {Network} network
 * @param {Uint8Array} pixels
 * @param {{ size: number, grey: number }} window
 */
export function answerNext(answers, network, pixels, { size, grey }) {
  const { done, places, shares } = answers;
  const place = [Math.floor(done / places), done % places];
  shares.set(answer(network, covered(pixels, { size, grey, place })), done * CLASSES);
  answers.done += 1;
}

/** @param {Answers} answers */
export function isComplete({ done, places }) {
  return done === places * places;
}

/**
 * The probability of a class at a place.
 * @param {Answers} answers
 * @param {number} row
 * @param {number} column
 * @param {number} of the class
 */
export function shareIn({ places, shares }, row, column, of) {
  return shares[(row * places + column) * CLASSES + of];
}

/**
 * The place where the right class has the least; the first of several.
 * @param {number} places
 * @param {(row: number, column: number) => number} share
 */
export function lowest(places, share) {
  let found = { row: 0, column: 0, share: share(0, 0) };
  for (let row = 0; row < places; row++)
    for (let column = 0; column < places; column++)
      if (share(row, column) < found.share) found = { row, column, share: share(row, column) };
  return found;
}

/**
 * What a window hides, what the network says then, and where it would be worst.
 * @param {number[]} shares at this place
 * @param {Answers} answers
 * @param {Hidden} hidden
 */
export function describe(shares, answers, { label, size, grey, place }) {
  const [row, column] = place;
  const best = shares.indexOf(Math.max(...shares));
  const wrong = best === label ? "" : `, wrong; ${label} has ${percent(shares[label], 0)}`;
  return (
    `A ${label} with a ${size} × ${size} window of grey ${number(grey)} ` +
    `over rows ${row} to ${row + size - 1}, columns ${column} to ${column + size - 1}: ` +
    `the network says ${best} (${percent(shares[best], 0)})${wrong}. ` +
    worstOf(answers, label)
  );
}

/**
 * @param {Answers} answers
 * @param {number} label
 */
function worstOf(answers, label) {
  const { places, done } = answers;
  if (!isComplete(answers)) return `${percent(done / places ** 2, 0)} of all places are computed.`;
  const worst = lowest(places, (row, column) => shareIn(answers, row, column, label));
  return (
    `Worst place: rows from ${worst.row}, columns from ${worst.column}, ` +
    `${percent(worst.share, 0)} for ${label}.`
  );
}
