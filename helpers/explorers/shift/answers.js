// The answers of several networks to moved digits, and those to one of them in words.

import { number } from "../kit/words.js";

const CLASSES = 10;

/** Where in `answers` (networks × digits × down × right × 10) the shares of one answer begin. */
export function answerAt(network, digit, down, right, { digits, reach }) {
  const span = 2 * reach + 1;
  return (((network * digits + digit) * span + down + reach) * span + right + reach) * CLASSES;
}

/** The probabilities of the classes that begin at a place among the bytes of all answers. */
export function sharesFrom(bytes, from) {
  return Array.from(bytes.slice(from, from + CLASSES), (byte) => byte / 255);
}

/** What the networks say to a moved digit, in words; `shares` has the ten of each network. */
export function describe({ label, right, down, names, shares }) {
  const across = `${Math.abs(right)} ${right < 0 ? "left" : "right"}`;
  const along = `${Math.abs(down)} ${down < 0 ? "up" : "down"}`;
  const said = names.map((name, network) => `${name} says ${answer(shares[network], label)}`);
  return `A ${label}, moved ${across} and ${along}. ${said.join("; ")}.`;
}

function answer(shares, label) {
  const best = shares.indexOf(Math.max(...shares));
  return `${best} (${number(100 * shares[best], 0)} %)${best === label ? "" : ", wrong"}`;
}
