// Cross-correlation of photos, fast enough for a held arrow key: a kernel's weights one after the
// other, each with all pixels.

/** @import { Matrix } from "../kit/arithmetic.js" */

/**
 * A picture with its border pixels repeated outwards.
 * @param {Matrix} image
 * @param {number} down rows to add above and below
 * @param {number} across columns to add on both sides
 * @returns {Matrix}
 */
export function extended({ rows, columns, values }, down, across) {
  const wide = columns + 2 * across,
    result = new Float64Array((rows + 2 * down) * wide);
  for (let row = 0; row < rows + 2 * down; row++) {
    const from = Math.min(Math.max(row - down, 0), rows - 1) * columns,
      to = row * wide;
    result.fill(values[from], to, to + across);
    result.set(values.subarray(from, from + columns), to + across);
    result.fill(values[from + columns - 1], to + across + columns, to + wide);
  }
  return { rows: rows + 2 * down, columns: wide, values: result };
}

/**
 * Cross-correlation where the kernel fits into the picture.
 * @param {Matrix} image
 * @param {Matrix} kernel
 * @returns {Matrix}
 */
export function correlate(image, kernel) {
  const rows = image.rows - kernel.rows + 1,
    columns = image.columns - kernel.columns + 1;
  const values = new Float64Array(rows * columns),
    pixels = image.values;
  kernel.values.forEach((weight, tap) => {
    if (!weight) return;
    const first = Math.floor(tap / kernel.columns) * image.columns + (tap % kernel.columns);
    for (let row = 0; row < rows; row++) {
      const from = first + row * image.columns,
        to = row * columns;
      for (let column = 0; column < columns; column++)
        values[to + column] += weight * pixels[from + column];
    }
  });
  return { rows, columns, values };
}

/**
 * The same over the border, too: the answer is as large as the picture. The kernel is odd.
 * @param {Matrix} image
 * @param {Matrix} kernel
 */
export function correlateAll(image, kernel) {
  return correlate(extended(image, (kernel.rows - 1) / 2, (kernel.columns - 1) / 2), kernel);
}

/**
 * The same with a kernel that is a sum of columns times rows: of 45 × 45 weights three pairs of 45.
 * @param {Matrix} image
 * @param {{ column: Float64Array, row: Float64Array }[]} terms
 * @returns {Matrix}
 */
export function correlateTerms(image, terms) {
  const size = terms[0].row.length;
  const all = extended(image, (size - 1) / 2, (size - 1) / 2);
  const values = new Float64Array(image.values.length);
  for (const { column, row } of terms) {
    const across = correlate(all, { rows: 1, columns: size, values: row });
    const answer = correlate(across, { rows: size, columns: 1, values: column });
    for (let at = 0; at < values.length; at++) values[at] += answer.values[at];
  }
  return { rows: image.rows, columns: image.columns, values };
}

/**
 * [row, column] of the value with the largest score; the first of several.
 * @param {Matrix} matrix
 * @param {(value: number) => number} score
 */
export function strongest({ columns, values }, score = (value) => value) {
  let best = 0;
  for (let at = 1; at < values.length; at++) if (score(values[at]) > score(values[best])) best = at;
  return [Math.floor(best / columns), best % columns];
}
