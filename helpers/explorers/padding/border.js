// A picture with a border and what a filter makes of it, as numbers and words.

/** @import { Matrix } from "../kit/arithmetic.js" */
/**
 * A picture, padded so that the filter's output has its size; `mode` is a position in `MODES`.
 * @typedef {{ image: Matrix, kernel: Matrix, mode: number, p: number, bordered: Matrix,
 *   output: Matrix }} Filtered
 */

import { axis, clamp, crossCorrelate } from "../kit/arithmetic.js";
import { number } from "../kit/words.js";

export const MODES = ["zeros", "edge"];

/**
 * A picture with p rows and columns more on each side.
 * @param {Matrix} image
 * @param {number} p
 * @param {number} mode
 * @returns {Matrix}
 */
function padded(image, p, mode) {
  const rows = image.rows + 2 * p,
    columns = image.columns + 2 * p;
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const y = clamp(row - p, 0, image.rows - 1),
        x = clamp(column - p, 0, image.columns - 1);
      const inside = y === row - p && x === column - p;
      if (inside || MODES[mode] === "edge")
        values[row * columns + column] = image.values[y * image.columns + x];
    }
  return { rows, columns, values };
}

/**
 * The picture padded and filtered.
 * @param {Matrix} image
 * @param {Matrix} kernel
 * @param {number} mode
 * @returns {Filtered}
 */
export function filtered(image, kernel, mode) {
  const p = (kernel.rows - 1) / 2;
  const bordered = padded(image, p, mode);
  const vertical = axis(bordered.rows, kernel.rows),
    horizontal = axis(bordered.columns, kernel.rows);
  const output = crossCorrelate(bordered, kernel, vertical, horizontal);
  return { image, kernel, mode, p, bordered, output };
}

/**
 * Mean of |values| in the outermost rows and columns, and of those inside.
 * @param {Matrix} matrix
 */
export function border({ rows, columns, values }) {
  let outer = 0,
    inner = 0;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const size = Math.abs(values[row * columns + column]);
      if (row === 0 || column === 0 || row === rows - 1 || column === columns - 1) outer += size;
      else inner += size;
    }
  return { outer: outer / (2 * (rows + columns) - 4), inner: inner / ((rows - 2) * (columns - 2)) };
}

/**
 * All that is seen, in words. helpers.explorers.padding.picture says the same of its picture.
 * @param {Filtered} filtered
 * @param {{ image: string, kernel: string }} names
 */
export function describe({ image, kernel, mode, p, output }, names) {
  const before = border(image),
    after = border(output);
  const filling = MODES[mode] === "zeros" ? "zeros" : "its own edge",
    k = kernel.rows;
  return [
    `The ${names.image}, ${image.rows} by ${image.columns}, padded with ${filling}, ${p} per side;`,
    `${names.kernel} of ${k} by ${k}; output ${output.rows} by ${output.columns}.`,
    `Mean size of the outermost values: ${number(before.outer)} in the picture,`,
    `${number(after.outer)} in the output`,
    `(further inside ${number(before.inner)} and ${number(after.inner)}).`,
  ].join(" ");
}
