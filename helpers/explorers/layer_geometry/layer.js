// One direction of a layer, window by window: what the explorer shows, as numbers and words.
// helpers.explorers.layer_geometry.picture has the same arithmetic and the same sentences.

/** @import { Axis, Padding } from "../kit/arithmetic.js" */
/**
 * @typedef {{ n: number, k: number, padding: Padding, stride: number,
 *   dilation: number }} Settings
 */
/**
 * An axis and what follows from it. `lost` are rows of the picture among those left over, `gaps`
 * rows before them that no tap touches; `next` is where the first window that does not fit would
 * begin.
 * @typedef {Axis & { padding: Padding, fits: boolean, spare: number, leftover: number,
 *   lost: number, gaps: number, steps: number, next: number }} Layer
 */

import { axis, clamp } from "../kit/arithmetic.js";
import { countOf, number } from "../kit/words.js";

const LARGEST_PADDING = 5; // the end of the explorer's slider

/**
 * @param {Settings} settings
 * @returns {Layer}
 */
export function layerOf({ n, k, padding, stride, dilation }) {
  const one = { ...axis(n, k, { padding, stride, dilation }), padding };
  const spare = one.padded - one.covered;
  if (spare < 0)
    return { ...one, fits: false, spare, leftover: 0, lost: 0, gaps: 0, steps: 0, next: 0 };
  const leftover = spare % stride;
  return {
    ...one,
    fits: true,
    spare,
    leftover,
    steps: (spare - leftover) / stride,
    lost: clamp(leftover - one.after, 0, n),
    gaps: one.unreached.length - leftover,
    next: one.size * stride,
  };
}

/**
 * How many windows touch each index of the padded input.
 * @param {Axis} axis
 */
export function visits({ size, stride, k, dilation, padded }) {
  const counts = new Uint32Array(padded);
  for (let i = 0; i < size; i++)
    for (let tap = 0; tap < k; tap++) counts[i * stride + tap * dilation] += 1;
  return counts;
}

/**
 * Windows that get a line of their own on the tape, null for those left out: all of up to six, else
 * those at the ends and the current one.
 * @param {number} size
 * @param {number} current
 */
export function lines(size, current) {
  if (size <= 6) return Array.from({ length: size }, (_, i) => i);
  if (current <= 1) return [0, 1, 2, null, size - 2, size - 1];
  if (current >= size - 2) return [0, 1, null, size - 3, size - 2, size - 1];
  const dots = current < size - 3 ? [current, null] : [null, current];
  return [0, 1, ...dots, size - 2, size - 1];
}

/**
 * All that is seen, in words.
 * @param {Layer} layer
 * @param {number} row
 * @param {number} column
 */
export function describe(layer, row = 0, column = 0) {
  const { n, k, stride, dilation, covered, padded, spare, steps, leftover, size, fits } = layer;
  const settings =
    `Input ${n}, ${paddingInWords(layer)}, kernel ${k}, ` +
    `stride ${stride}, dilation ${dilation}`;
  if (!fits) return `${settings}: no output. ${whatFits(layer)}`;
  const place = (/** @type {number} */ at) => `${at * stride} to ${at * stride + covered - 1}`;
  return [
    `${settings}: output ${size}.`,
    `The kernel covers ${covered} of ${padded} rows and can move by ${spare}:`,
    `${countOf(steps, "step")} of ${stride}, ${leftover} left over.`,
    ...fateOfTheRest(layer),
    `Window row ${row}, column ${column} covers rows ${place(row)} and columns ${place(column)}.`,
  ].join(" ");
}

/**
 * What becomes of the rows that no tap touches; columns fare alike.
 * @param {Layer} layer
 */
function fateOfTheRest({ leftover, lost, gaps }) {
  const said = [];
  if (leftover && !lost) said.push("What is left over is padding: no row of the picture is lost.");
  else if (lost && lost === leftover)
    said.push(`Nobody looks at the last ${lost === 1 ? "row" : `${lost} rows`} of the picture.`);
  else if (lost) {
    const are = lost === 1 ? "is" : "are";
    said.push(`Of these ${leftover}, ${lost} ${are} of the picture: nobody looks there.`);
  }
  if (gaps) {
    const lie = gaps === 1 ? "lies" : "lie";
    const rows = countOf(gaps, "row");
    said.push(`Further inside, ${rows} ${lie} between the taps of every window.`);
  }
  return said;
}

/** @param {Layer} layer */
function paddingInWords({ padding, before, after }) {
  if (padding !== "same") return `padding ${padding}`;
  return before === after
    ? `padding same (${before} per side)`
    : `padding same (${before} before, ${after} after)`;
}

/**
 * Why there is no output, and the changes of one setting that would give one.
 * @param {Layer} layer
 */
export function whatFits({ n, k, dilation, padded, covered, padding }) {
  const remedies = [`a kernel of ${Math.floor((padded - 1) / dilation) + 1}`];
  if (dilation > 1 && padded >= k) remedies.push(`dilation ${Math.floor((padded - 1) / (k - 1))}`);
  const border = Math.ceil((covered - n) / 2);
  if (padding !== "same" && border <= LARGEST_PADDING) remedies.push(`padding ${border}`);
  return (
    `The kernel covers ${covered}, the padded input has ${padded}. ` +
    `It would fit with ${remedies.join(" or ")}.`
  );
}

/**
 * The same arithmetic step by step: [what, sum] pairs.
 * @param {Layer} layer
 */
export function stepByStep(layer) {
  const { n, k, stride, dilation, before, after, padded, covered, spare } = layer;
  const border = before === after ? `2·${before}` : `${before} + ${after}`;
  const known = [
    ["with padding", `${n} + ${border} = ${padded}`],
    ["the kernel covers", `${dilation}·(${k} − 1) + 1 = ${covered}`],
    ["room to move", `${padded} − ${covered} = ${number(spare)}`],
  ];
  const { fits, steps, leftover, size } = layer;
  if (!fits) return [...known, ["steps", "the kernel does not fit"], ["output", "none"]];
  return [
    ...known,
    ["steps", `${spare} = ${steps}·${stride} + ${leftover}`],
    ["left over", `${leftover}`],
    ["output", `${steps} + 1 = ${size}`],
  ];
}
