// The formula for the size of an output in MathML.

import { number } from "./words.js";

const MINUS = "<mo>−</mo>",
  PLUS = "<mo>+</mo>",
  TIMES = "<mo>·</mo>",
  EQUALS = "<mo>=</mo>";
const ONE = "<mn>1</mn>";

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

/** The same with the numbers of one axis; `name` is "output", "rows" or "columns". */
export function formulaWithNumbers(name, axis) {
  const { n, k, stride, dilation, before, after, padded, covered } = axis;
  const mn = (value) => `<mn>${value}</mn>`;
  const sides = before === after ? mn(2) + TIMES + mn(before) : mn(before) + PLUS + mn(after);
  const size = fraction(mn(n) + PLUS + sides, mn(dilation) + TIMES, mn(k), mn(stride));
  const result = number(Math.floor((padded - covered) / stride) + 1);
  return (
    `<math display="block"><mtext>${name}</mtext>${EQUALS}${size}${EQUALS}` +
    `<mn class="cnn-result">${result}</mn></math>`
  );
}
