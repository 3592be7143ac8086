// The answers of a network to every digit, window, grey and place, and one of them in words.

import { CLASSES, SIDE } from "../kit/digits.js";
import { number, percent } from "../kit/words.js";

/**
 * The answers to one digit, size and grey: where they begin among the bytes, and how many places
 * the window has down.
 * @typedef {{ from: number, places: number }} Block
 */
/**
 * A window over a digit: the digit's class, rows and columns of the window, what it is filled with,
 * and its first [row, column].
 * @typedef {{ label: number, size: number, grey: number, place: number[] }} Hidden
 */

/**
 * Where the answers to a digit, a size and a grey are; all three are positions.
 * @param {number} digit
 * @param {number} size
 * @param {number} grey
 * @param {{ sizes: number[], greys: number }} where all sizes, and how many greys there are
 * @returns {Block}
 */
export function answersAt(digit, size, grey, { sizes, greys }) {
  const block = (/** @type {number} */ side) => (SIDE - side + 1) ** 2 * CLASSES;
  const whole = sizes.reduce((sum, side) => sum + block(side) * greys, 0);
  const before = sizes.slice(0, size).reduce((sum, side) => sum + block(side) * greys, 0);
  return {
    from: digit * whole + before + grey * block(sizes[size]),
    places: SIDE - sizes[size] + 1,
  };
}

/**
 * The probability of a class at a place.
 * @param {Uint8Array} bytes of all answers
 * @param {Block} block
 * @param {number} row
 * @param {number} column
 * @param {number} of the class
 */
export function shareIn(bytes, { from, places }, row, column, of) {
  return bytes[from + (row * places + column) * CLASSES + of] / 255;
}

/**
 * The probabilities of all classes at a place.
 * @param {Uint8Array} bytes
 * @param {Block} block
 * @param {number[]} place [row, column]
 */
export function sharesIn(bytes, block, [row, column]) {
  return Array.from({ length: CLASSES }, (_, of) => shareIn(bytes, block, row, column, of));
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
 * @param {Uint8Array} bytes
 * @param {Block} block
 * @param {Hidden} hidden
 */
export function describe(bytes, block, { label, size, grey, place }) {
  const [row, column] = place,
    shares = sharesIn(bytes, block, place);
  const best = shares.indexOf(Math.max(...shares));
  const wrong = best === label ? "" : `, wrong; ${label} has ${percent(shares[label], 0)}`;
  const worst = lowest(block.places, (i, j) => shareIn(bytes, block, i, j, label));
  return (
    `A ${label} with a ${size} × ${size} window of grey ${number(grey)} ` +
    `over rows ${row} to ${row + size - 1}, columns ${column} to ${column + size - 1}: ` +
    `the network says ${best} (${percent(shares[best], 0)})${wrong}. ` +
    `Worst place: rows from ${worst.row}, columns from ${worst.column}, ` +
    `${percent(worst.share, 0)} for ${label}.`
  );
}
