// The answers of several networks to moved digits, and those to one of them in words.

import { CLASSES } from "../kit/digits.js";
import { percent } from "../kit/words.js";

/**
 * Where among all answers (networks × digits × down × right × classes) those to one digit begin.
 * @param {number} network
 * @param {number} digit
 * @param {number} down
 * @param {number} right
 * @param {{ digits: number, reach: number }} all how many digits there are, how far they move
 */
export function answerAt(network, digit, down, right, { digits, reach }) {
  const span = 2 * reach + 1;
  return (((network * digits + digit) * span + down + reach) * span + right + reach) * CLASSES;
}

/**
 * The probabilities of the classes that begin at a place among the bytes of all answers.
 * @param {Uint8Array} bytes
 * @param {number} from
 */
export function sharesFrom(bytes, from) {
  return Array.from(bytes.slice(from, from + CLASSES), (byte) => byte / 255);
}

/**
 * What the networks say to a moved digit, in words.
 * @param {{ label: number, right: number, down: number, names: string[],
 *   shares: number[][] }} moved the digit's class, how far it was moved, and for each network its
 *   name and the shares of the ten classes
 */
export function describe({ label, right, down, names, shares }) {
  const across = `${Math.abs(right)} ${right < 0 ? "left" : "right"}`;
  const along = `${Math.abs(down)} ${down < 0 ? "up" : "down"}`;
  const said = names.map((name, network) => `${name} says ${answer(shares[network], label)}`);
  return `A ${label}, moved ${across} and ${along}. ${said.join("; ")}.`;
}

/**
 * @param {number[]} shares
 * @param {number} label
 */
function answer(shares, label) {
  const best = shares.indexOf(Math.max(...shares));
  return `${best} (${percent(shares[best], 0)})${best === label ? "" : ", wrong"}`;
}
