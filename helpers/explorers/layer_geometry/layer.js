// One direction of a layer, window by window: what the layer-geometry explorer shows, as numbers and words.
// helpers.explorers.layer_geometry.picture has the same arithmetic and the same sentences.

import { axis, clamp } from "../kit/arithmetic.js";

const LARGEST_PADDING = 5; // the end of the explorer's slider

/** `axis` and what follows from it: { fits, spare, steps, leftover, lost, gaps, next }. */
export function layerOf({ n, k, padding, stride, dilation }) {
  const one = { ...axis(n, k, { padding, stride, dilation }), padding };
  const spare = one.padded - one.covered;
  if (spare < 0) return { ...one, fits: false, spare, leftover: 0, lost: 0, gaps: 0 };
  const leftover = spare % stride;
  return {
    ...one,
    fits: true,
    spare,
    leftover,
    steps: (spare - leftover) / stride,
    lost: clamp(leftover - one.after, 0, n), // rows of the picture among those left over
    gaps: one.unreached.length - leftover,
    next: one.size * stride, // where the first window that does not fit would begin
  };
}

/** How many windows touch each index of the padded input. */
export function visits({ size, stride, k, dilation, padded }) {
  const counts = new Uint32Array(padded);
  for (let i = 0; i < size; i++)
    for (let tap = 0; tap < k; tap++) counts[i * stride + tap * dilation] += 1;
  return counts;
}

/** Windows that get a line of their own on the tape, null for those left out: all of up to six, else the ends and the current one. */
export function lines(size, current) {
  if (size <= 6) return Array.from({ length: size }, (_, i) => i);
  if (current <= 1) return [0, 1, 2, null, size - 2, size - 1];
  if (current >= size - 2) return [0, 1, null, size - 3, size - 2, size - 1];
  const dots = current < size - 3 ? [current, null] : [null, current];
  return [0, 1, ...dots, size - 2, size - 1];
}

export function countOf(count, name) {
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

/** All that is seen, in words. */
export function describe(layer, row = 0, column = 0) {
  const { n, k, stride, dilation, covered, padded, spare, steps, leftover, size, fits } = layer;
  const settings = `Input ${n}, ${paddingInWords(layer)}, kernel ${k}, stride ${stride}, dilation ${dilation}`;
  if (!fits) return `${settings}: no output. ${whatFits(layer)}`;
  const place = (at) => `${at * stride} to ${at * stride + covered - 1}`;
  return [
    `${settings}: output ${size}.`,
    `The kernel covers ${covered} of ${padded} rows and can move by ${spare}: ${countOf(steps, "step")} of ${stride}, ${leftover} left over.`,
    ...fateOfTheRest(layer),
    `Window row ${row}, column ${column} covers rows ${place(row)} and columns ${place(column)}.`,
  ].join(" ");
}

/** What becomes of the rows that no tap touches; columns fare alike. */
function fateOfTheRest({ leftover, lost, gaps }) {
  const said = [];
  if (leftover && !lost) said.push(`What is left over is padding: no row of the picture is lost.`);
  else if (lost === leftover && lost)
    said.push(`Nobody looks at the last ${lost === 1 ? "row" : `${lost} rows`} of the picture.`);
  else if (lost)
    said.push(
      `Of these ${leftover}, ${lost} ${lost === 1 ? "is" : "are"} of the picture: nobody looks there.`,
    );
  if (gaps)
    said.push(
      `Further inside, ${countOf(gaps, "row")} ${gaps === 1 ? "lies" : "lie"} between the taps of every window.`,
    );
  return said;
}

function paddingInWords({ padding, before, after }) {
  if (padding !== "same") return `padding ${padding}`;
  return before === after
    ? `padding same (${before} per side)`
    : `padding same (${before} before, ${after} after)`;
}

/** Why there is no output, and the changes of one setting that would give one. */
export function whatFits({ n, k, dilation, padded, covered, padding }) {
  const remedies = [`a kernel of ${Math.floor((padded - 1) / dilation) + 1}`];
  if (dilation > 1 && padded >= k) remedies.push(`dilation ${Math.floor((padded - 1) / (k - 1))}`);
  const border = Math.ceil((covered - n) / 2);
  if (padding !== "same" && border <= LARGEST_PADDING) remedies.push(`padding ${border}`);
  return `The kernel covers ${covered}, the padded input has ${padded}. It would fit with ${remedies.join(" or ")}.`;
}

/** The same arithmetic step by step: [what, sum] pairs. */
export function stepByStep({
  n,
  k,
  stride,
  dilation,
  before,
  after,
  padded,
  covered,
  spare,
  steps,
  leftover,
  size,
  fits,
}) {
  const border = before === after ? `2·${before}` : `${before} + ${after}`;
  const known = [
    ["with padding", `${n} + ${border} = ${padded}`],
    ["the kernel covers", `${dilation}·(${k} − 1) + 1 = ${covered}`],
    ["room to move", `${padded} − ${covered} = ${String(spare).replace("-", "−")}`],
  ];
  if (!fits) return [...known, ["steps", "the kernel does not fit"], ["output", "none"]];
  return [
    ...known,
    ["steps", `${spare} = ${steps}·${stride} + ${leftover}`],
    ["left over", `${leftover}`],
    ["output", `${steps} + 1 = ${size}`],
  ];
}
