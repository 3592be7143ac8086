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

/** Browsers before 2023 may have no MathML: they would show a fraction's parts in one row. */
const hasMathML = () => !("document" in globalThis) || "MathMLElement" in globalThis;

/** The formula for the output size with letters: MathML, or a line of text. */
export function formula() {
  if (!hasMathML()) return "output = ⌊(n + 2p − d(k − 1) − 1) / s⌋ + 1";
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
  if (!hasMathML()) {
    const both = before === after ? `2·${before}` : `${before} + ${after}`;
    const top = `${n} + ${both} − ${dilation}·(${k} − 1) − 1`;
    return `<div>${name} = ⌊(${top}) / ${stride}⌋ + 1 = <b>${result}</b></div>`;
  }
  // Where there is no room for both, the result goes on in the next line.
  return (
    `<div class="cnn-equation"><math><mtext>${name}</mtext>${EQUALS}` +
    `<mstyle displaystyle="true">${size}</mstyle></math>` +
    `<math>${EQUALS}<mn class="cnn-result">${result}</mn></math></div>`
  );
}
