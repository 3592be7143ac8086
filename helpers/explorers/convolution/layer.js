// What the convolution explorer shows, as numbers and words: no elements, no canvas.

import { axis, clamp, crossCorrelate, matrix, range, taps } from "../kit/arithmetic.js";
import { formula, formulaWithNumbers } from "../kit/formula.js";
import { factor, notReached, number } from "../kit/words.js";

/** @import { Axis, Matrix, Padding, Tap } from "../kit/arithmetic.js" */
/**
 * The traits of helpers.explorers.convolution.explorer.ConvolutionView.
 * @typedef {{ images: { name: string, values: number[][] }[],
 *   presets: { name: string, kernels: number[][][] }[], image: number, preset: number,
 *   custom: number[][], kernel_size: number, stride: number, padding: number, dilation: number,
 *   cell: number, last_cell: number, editable: boolean }} State
 */
/**
 * The same, and how the call of the explorer names the kernel and the cell.
 * @typedef {State & { kernel: string | number[][], row: number, column: number }} Traits
 */
/**
 * A layer, and the cell of its output that is looked at, if there is an output.
 * @typedef {{ image: Matrix, kernel: Matrix, padding: Padding,
 *   vertical: Axis, horizontal: Axis }} Settings
 * @typedef {Settings & { fits: true, output: Matrix, row: number, column: number, cell: number,
 *   value: number, taps: Tap[] }} FittingLayer
 * @typedef {FittingLayer | (Settings & { fits: false })} Layer
 */

/**
 * Compute one layer and the cell at `place`: [row, column] of the output, moved inside where it is
 * not.
 * @param {Matrix} image
 * @param {Matrix} kernel
 * @param {{ padding: Padding, stride: number, dilation: number, place: number[] }} settings
 * @returns {Layer}
 */
export function computeLayer(image, kernel, { padding, stride, dilation, place }) {
  const options = { padding, stride, dilation };
  const vertical = axis(image.rows, kernel.rows, options);
  const horizontal = axis(image.columns, kernel.columns, options);
  const layer = { image, kernel, padding, vertical, horizontal };
  if (!vertical.size || !horizontal.size) return { ...layer, fits: false };
  const row = clamp(place[0], 0, vertical.size - 1);
  const column = clamp(place[1], 0, horizontal.size - 1);
  const output = crossCorrelate(image, kernel, vertical, horizontal);
  return {
    ...layer,
    fits: true,
    output,
    row,
    column,
    cell: row * horizontal.size + column,
    value: output.values[row * horizontal.size + column],
    taps: taps(image, kernel, vertical, horizontal, row, column),
  };
}

/**
 * The kernel in another size: what fits is kept, centred, and zeros are put around it.
 * @param {number[][]} rows
 * @param {number} size
 */
export function centred(rows, size) {
  const shift = Math.floor((size - rows.length) / 2);
  return range(size).map((u) => range(size).map((v) => rows[u - shift]?.[v - shift] ?? 0));
}

/**
 * All that is seen, in words. helpers.explorers.convolution.picture says the same of its picture.
 * @param {Layer} layer
 */
export function describe(layer) {
  const { image, kernel, vertical, horizontal } = layer;
  const geometry =
    `Input ${image.rows} by ${image.columns}, ${describePadding(layer)}; ` +
    `kernel ${kernel.rows} by ${kernel.columns}, ` +
    `stride ${vertical.stride}, dilation ${vertical.dilation}`;
  if (!layer.fits) return `${geometry}: no output. ${whatFits(layer)}`;
  const reached = notReached(vertical, horizontal, "Every row and column is reached.");
  return (
    `${geometry}; output ${vertical.size} by ${horizontal.size}. ${reached} ` +
    `Output row ${layer.row}, column ${layer.column} is ${number(layer.value)}.`
  );
}

/**
 * What stands above the input.
 * @param {Layer} layer
 */
export function captionOfInput(layer) {
  const size = `input ${layer.image.rows} × ${layer.image.columns}`,
    sides = sidesOf(layer);
  if (sides.every((side) => side === 0)) return size;
  const alike = sides.every((side) => side === sides[0]);
  return `${size}, padding ${alike ? sides[0] : layer.padding}`;
}

/**
 * Padding above, below, left and right.
 * @param {Layer} layer
 */
function sidesOf({ vertical, horizontal }) {
  return [vertical.before, vertical.after, horizontal.before, horizontal.after];
}

/** @param {Layer} layer */
function describePadding(layer) {
  if (layer.padding !== "same") return `padding ${layer.padding}`;
  const sides = sidesOf(layer);
  if (sides.every((side) => side === sides[0])) return `padding same (${sides[0]} on each side)`;
  const [above, below, left, right] = sides;
  return `padding same (${above} above, ${below} below, ${left} left, ${right} right)`;
}

/**
 * Why there is no output, and the changes of one setting that would give one.
 * @param {Layer} layer
 */
export function whatFits(layer) {
  const { image, vertical, horizontal } = layer;
  const shortest = Math.min(vertical.padded, horizontal.padded);
  const { k, covered, dilation } = vertical;
  const padding = Math.ceil((covered - Math.min(image.rows, image.columns)) / 2);
  const remedies = [
    padding <= 3 && `padding ${padding}`,
    "padding same",
    `kernel size ${Math.floor((shortest - 1) / dilation) + 1}`,
    dilation > 1 && shortest >= k && `dilation ${Math.floor((shortest - 1) / (k - 1))}`,
  ].filter(Boolean);
  return (
    `The kernel covers ${covered} × ${covered}, ` +
    `the padded input has ${vertical.padded} × ${horizontal.padded}. ` +
    `It would fit with ${remedies.slice(0, -1).join(", ")} or ${remedies.at(-1)}.`
  );
}

/**
 * The products of the current cell.
 * @param {FittingLayer} layer
 */
export function products(layer) {
  const used = layer.taps.filter((tap) => tap.weight !== 0);
  return {
    terms: used.map((tap) => ({
      index: tap.u * layer.kernel.columns + tap.v,
      text: `${factor(tap.pixel)}·${factor(tap.weight)}`,
      padding: !tap.inside,
    })),
    dropped: layer.taps.length - used.length,
    exact: [layer.value, ...used.flatMap((tap) => [tap.pixel, tap.weight])].every(isShownExactly),
  };
}

/** @param {number} value */
function isShownExactly(value) {
  return Math.abs(value - Number(value.toFixed(2))) < 1e-9;
}

/**
 * The whole formula: with letters, then with numbers, for each axis where they differ.
 * @param {{ vertical: Axis, horizontal: Axis }} layer
 */
export function formulas({ vertical, horizontal }) {
  /** @type {("n" | "before" | "after")[]} */
  const lengths = ["n", "before", "after"];
  const square = lengths.every((name) => vertical[name] === horizontal[name]);
  const lines = square
    ? [formulaWithNumbers("output", vertical)]
    : [formulaWithNumbers("rows", vertical), formulaWithNumbers("columns", horizontal)];
  return [formula(), ...lines];
}

/**
 * The image and the kernel that the model's state asks for.
 * @param {import("../kit/view.js").View<Traits>["get"]} get
 */
export function chosen(get) {
  const image = matrix(get("images")[get("image")].values);
  const preset = get("presets")[get("preset")];
  const size = get("kernel_size");
  const rows = preset ? preset.kernels[size - 1] : centred(get("custom"), size);
  return { image, kernel: matrix(rows), rows };
}
