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
import { fixed, number, percent } from "../kit/words.js";

const SMALLEST = 2 ** -149; // above 0 with 32 bits

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
 * How far a class leads the best of the others at a place, in logits: below 0 it is behind. A
 * difference of logits is the logarithm of the ratio of their shares.
 * @param {Answers} answers
 * @param {number} place counted row by row
 * @param {number} of the class
 */
export function leadAt({ shares }, place, of) {
  const here = shares.slice(place * CLASSES, (place + 1) * CLASSES),
    logs = Array.from(here, (share) => Math.log(Math.max(share, SMALLEST)));
  const [own] = logs.splice(of, 1);
  return own - Math.max(...logs);
}

/**
 * What a window hides, what the network says then, and where its lead is smallest.
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
    leadsOf(answers, label)
  );
}

/**
 * @param {Answers} answers
 * @param {number} label
 */
function leadsOf(answers, label) {
  const { places, done } = answers;
  if (!isComplete(answers)) return `${percent(done / places ** 2, 0)} of all places are computed.`;
  const leads = Array.from({ length: done }, (_, place) => leadAt(answers, place, label)),
    smallest = Math.min(...leads),
    at = leads.indexOf(smallest);
  return (
    `The lead of ${label} goes from ${fixed(smallest, 1)} to ${fixed(Math.max(...leads), 1)} logits; ` +
    `it is smallest with rows from ${Math.floor(at / places)}, columns from ${at % places}.`
  );
}
