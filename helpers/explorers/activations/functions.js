// Activation functions and softmax, and the sentences about them.

import { number } from "../kit/words.js";

const LEAKY = "leaky ReLU";

/**
 * Whether the function at a position leaks.
 * @param {number} activation
 */
export function leaks(activation) {
  return Object.keys(ACTIVATIONS)[activation] === LEAKY;
}

/**
 * Name → [value, slope] at x; `slope` of leaky ReLU to the left of 0 is `leak`.
 * @type {Record<string, (x: number, leak: number) => [number, number]>}
 */
export const ACTIVATIONS = {
  sigmoid: (x) => {
    const y = 1 / (1 + Math.exp(-x));
    return [y, y * (1 - y)];
  },
  tanh: (x) => [Math.tanh(x), 1 - Math.tanh(x) ** 2],
  ReLU: (x) => [Math.max(0, x), x > 0 ? 1 : 0],
  [LEAKY]: (x, leak) => [x > 0 ? x : leak * x, x > 0 ? 1 : leak],
};

/**
 * Softmax; the largest logit is taken away first, so that no power overflows.
 * @param {number[]} logits
 */
export function softmax(logits) {
  const largest = Math.max(...logits);
  const powers = logits.map((z) => Math.exp(z - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/**
 * An activation at one input, in words.
 * @param {string} name
 * @param {number} x
 * @param {number} leak
 */
export function describeActivation(name, x, leak) {
  const [value, slope] = ACTIVATIONS[name](x, leak);
  return `${name} at ${number(x)}: value ${number(value, 3)}, slope ${number(slope, 3)}.`;
}

/**
 * Logits and their softmax, in words.
 * @param {number[]} logits
 */
export function describeSoftmax(logits) {
  const given = logits.map((z) => number(z)).join(", ");
  const shares = softmax(logits).map((share) => number(share, 3));
  return `Logits ${given} become ${shares.join(", ")}; they add up to 1.`;
}
