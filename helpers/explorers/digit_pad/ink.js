// Ink on the pad: SIDE × SIDE bytes, 0 for paper and 255 for ink.

import { clamp } from "../kit/arithmetic.js";

export const SIDE = 84;
const PEN = 3.2;

/**
 * Put ink along a line from one point to another, with soft edges. Lengths are ink pixels.
 * @param {Uint8Array} ink
 * @param {number[]} from [x, y]
 * @param {number[]} to [x, y]
 */
export function drawLine(ink, [x0, y0], [x1, y1], side = SIDE, pen = PEN) {
  const dx = x1 - x0,
    dy = y1 - y0,
    length = dx * dx + dy * dy;
  const first = (a, b) => Math.max(0, Math.floor(Math.min(a, b) - pen - 1)),
    last = (a, b) => Math.min(side - 1, Math.max(a, b) + pen + 1);
  for (let y = first(y0, y1); y <= last(y0, y1); y++)
    for (let x = first(x0, x1); x <= last(x0, x1); x++) {
      const along = length ? clamp(((x - x0) * dx + (y - y0) * dy) / length, 0, 1) : 0;
      const distance = Math.hypot(x - x0 - along * dx, y - y0 - along * dy);
      const value = Math.round(255 * clamp(pen + 0.5 - distance, 0, 1));
      if (value > ink[y * side + x]) ink[y * side + x] = value;
    }
}
