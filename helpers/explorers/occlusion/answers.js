// The answers of a network to every digit, window, grey and place, and one of them in words.

import { SIDE } from "../kit/digits.js";
import { number } from "../kit/words.js";

const CLASSES = 10;

/** Where the answers to one digit, size and grey begin, and how many places the window has down. */
export function answersAt(digit, size, grey, { sizes, greys }) {
  const block = (side) => (SIDE - side + 1) ** 2 * CLASSES;
  const whole = sizes.reduce((sum, side) => sum + block(side) * greys, 0);
  const before = sizes.slice(0, size).reduce((sum, side) => sum + block(side) * greys, 0);
  return {
    from: digit * whole + before + grey * block(sizes[size]),
    places: SIDE - sizes[size] + 1,
  };
}

/** The probability of a class at a place (row, column); `bytes` are those of all answers. */
export function shareIn(bytes, { from, places }, row, column, of) {
  return bytes[from + (row * places + column) * CLASSES + of] / 255;
}

/** The probabilities of all classes at a place. */
export function sharesIn(bytes, block, [row, column]) {
  return Array.from({ length: CLASSES }, (_, of) => shareIn(bytes, block, row, column, of));
}

/** The place where the right class has the least; the first of several. */
export function lowest(places, share) {
  let found = { row: 0, column: 0, share: share(0, 0) };
  for (let row = 0; row < places; row++)
    for (let column = 0; column < places; column++)
      if (share(row, column) < found.share) found = { row, column, share: share(row, column) };
  return found;
}

const percent = (share) => `${number(100 * share, 0)} %`;

/** What a window of `size` hides, what the network says then, and where it would be worst. */
export function describe(bytes, block, { label, size, grey, place }) {
  const [row, column] = place,
    shares = sharesIn(bytes, block, place);
  const best = shares.indexOf(Math.max(...shares));
  const wrong = best === label ? "" : `, wrong; ${label} has ${percent(shares[label])}`;
  const worst = lowest(block.places, (i, j) => shareIn(bytes, block, i, j, label));
  return (
    `A ${label} with a ${size} × ${size} window of grey ${number(grey)} ` +
    `over rows ${row} to ${row + size - 1}, columns ${column} to ${column + size - 1}: ` +
    `the network says ${best} (${percent(shares[best])})${wrong}. ` +
    `Worst place: rows from ${worst.row}, columns from ${worst.column}, ` +
    `${percent(worst.share)} for ${label}.`
  );
}
