// What a unit sees, layer by layer back to the digit, as numbers and words.

/**
 * How a layer steps along one axis: k taps, `dilation` apart, moved by `stride`.
 * @typedef {{ k: number, stride: number, dilation: number, before: number }} Window
 */
/**
 * The layers whose output is an image, the input first; `windows[i]` leads from layer i to i + 1.
 * @typedef {{ names: string[], sizes: number[], windows: Window[] }} Network
 */
/**
 * A unit, and the rows and columns that it sees in every layer as `lookBack` gives them.
 * @typedef {{ layer: number, row: number, column: number, rows: number[][],
 *   columns: number[][] }} Seen
 */

import { range } from "../kit/arithmetic.js";
import { percent } from "../kit/words.js";

/**
 * Rows that a unit sees in every layer below, its own layer first, the input last. Gaps between
 * taps are left out, and so is padding.
 * @param {Network} network
 * @param {number} layer
 * @param {number} unit
 */
export function lookBack({ windows, sizes }, layer, unit) {
  let rows = [unit];
  const seen = [rows];
  for (let at = layer - 1; at >= 0; at--) {
    const { k, stride, dilation, before } = windows[at];
    const under = (/** @type {number} */ row) =>
      range(k).map((tap) => row * stride - before + tap * dilation);
    const touched = new Set(rows.flatMap(under));
    rows = range(sizes[at]).filter((row) => touched.has(row));
    seen.push(rows);
  }
  return seen;
}

/**
 * @param {Network} network
 * @param {{ layer: number, row: number, column: number }} unit
 * @returns {Seen}
 */
export function trace(network, { layer, row, column }) {
  const rows = lookBack(network, layer, row),
    columns = lookBack(network, layer, column);
  return { layer, row, column, rows, columns };
}

/**
 * All that is seen, in words. helpers.explorers.receptive_field.picture says the same.
 * @param {Network} network
 * @param {Seen} seen
 */
export function describe({ names, sizes }, { layer, row, column, rows, columns }) {
  const steps = rows.map(
    (seen, step) => `${seen.length} × ${columns[step].length} of ${names[layer - step]}`,
  );
  const pixels = rows[layer].length * columns[layer].length,
    all = sizes[0] ** 2;
  return (
    `Unit (${row}, ${column}) of ${names[layer]} sees ${steps.slice(1).join(", ")}: ` +
    `${pixels} of ${all} pixels, ${percent(pixels / all)}.`
  );
}
