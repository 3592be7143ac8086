// What the network says, in words.

import { percent } from "../kit/words.js";

/**
 * The network's answer in words.
 * @param {number[]} shares the probabilities of the ten classes; none if nothing is drawn
 */
export function describe(shares) {
  if (!shares.length) return "Nothing is drawn yet.";
  const order = shares.map((share, digit) => ({ share, digit })).sort((a, b) => b.share - a.share);
  const [first, second] = order.map(({ share, digit }) => `${digit} (${percent(share)})`);
  return `The network says ${first}, then ${second}.`;
}
