// The formula for the size of an output in MathML.

/** @import { Axis } from "./arithmetic.js" */

import { number } from "./words.js";

const MINUS = "<mo>−</mo>",
  PLUS = "<mo>+</mo>",
  TIMES = "<mo>·</mo>",
  EQUALS = "<mo>=</mo>";
const ONE = "<mn>1</mn>";

/**
 * @param {string} padded
 * @param {string} dilation
 * @param {string} k
 * @param {string} stride
 */
function fraction(padded, dilation, k, stride) {
  const reach = `<mo stretchy="false">(</mo>${k}${MINUS}${ONE}<mo stretchy="false">)</mo>`;
  const top = `<mrow>${padded}${MINUS}${dilation}${reach}${MINUS}${ONE}</mrow>`;
  return `<mrow><mo>⌊</mo><mfrac>${top}${stride}</mfrac><mo>⌋</mo></mrow>${PLUS}${ONE}`;
}

/** The formula for the output size in MathML, with letters. */
export function formula() {
  const padded = `<mi>n</mi>${PLUS}<mn>2</mn><mi>p</mi>`;
  const size = fraction(padded, "<mi>d</mi>", "<mi>k</mi>", "<mi>s</mi>");
  return `<math display="block"><mtext>output</mtext>${EQUALS}${size}</math>`;
}

/**
 * The same with the numbers of one axis.
 * @param {string} name "output", "rows" or "columns"
 * @param {Axis} axis
 */
export function formulaWithNumbers(name, axis) {
  const { n, k, stride, dilation, before, after, padded, covered } = axis;
  const mn = (/** @type {number} */ value) => `<mn>${value}</mn>`;
  const sides = before === after ? mn(2) + TIMES + mn(before) : mn(before) + PLUS + mn(after);
  const size = fraction(mn(n) + PLUS + sides, mn(dilation) + TIMES, mn(k), mn(stride));
  const result = number(Math.floor((padded - covered) / stride) + 1);
  // Where there is no room for both, the result goes on in the next line.
  return (
    `<div class="cnn-equation"><math><mtext>${name}</mtext>${EQUALS}` +
    `<mstyle displaystyle="true">${size}</mstyle></math>` +
    `<math>${EQUALS}<mn class="cnn-result">${result}</mn></math></div>`
  );
}
