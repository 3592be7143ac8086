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
  const [left, top] = [Math.min(x0, x1), Math.min(y0, y1)].map((low) =>
    Math.max(0, Math.floor(low - pen - 1)),
  );
  const [right, bottom] = [Math.max(x0, x1), Math.max(y0, y1)].map((high) =>
    Math.min(side - 1, high + pen + 1),
  );
  for (let y = top; y <= bottom; y++)
    for (let x = left; x <= right; x++) {
      const along = length ? clamp(((x - x0) * dx + (y - y0) * dy) / length, 0, 1) : 0;
      const across = x - x0 - along * dx,
        down = y - y0 - along * dy;
      // Of a root all machines have the same last bit, of Math.hypot not.
      const distance = Math.sqrt(across * across + down * down);
      const value = Math.round(255 * clamp(pen + 0.5 - distance, 0, 1));
      if (value > ink[y * side + x]) ink[y * side + x] = value;
    }
}
