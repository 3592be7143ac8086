// The answers of several networks to a moved digit, in words.

import { percent } from "../kit/words.js";

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
