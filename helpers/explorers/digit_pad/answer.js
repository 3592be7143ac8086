// What the network says to a digit, as numbers and in words.

/** @import { Network } from "../kit/network/forward.js" */
/** @import { Volume } from "../kit/network/functions.js" */

import { outputs } from "../kit/network/forward.js";
import { percent } from "../kit/words.js";

/**
 * The shares of the ten classes, and the maps of the first layer if it has any; nothing for an
 * empty pad.
 * @param {Network} network
 * @param {Uint8Array | null} digit
 * @returns {{ shares: number[], maps: Volume | null }}
 */
export function answerTo(network, digit) {
  if (!digit) return { shares: [], maps: null };
  const found = outputs(
    network,
    Float32Array.from(digit, (byte) => byte / 255),
  );
  const [first] = found;
  return {
    shares: Array.from(found[found.length - 1].values),
    maps: first.rows > 1 ? first : null,
  };
}

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
