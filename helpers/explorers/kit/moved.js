// A picture that is moved by whole pixels. helpers.images.shift does the same.

/**
 * What leaves the frame is lost, and 0 comes in.
 * @param {ArrayLike<number>} pixels of a square, row by row
 * @param {number} side
 * @param {number} right pixels; negative ones move to the left
 * @param {number} down
 */
export function moved(pixels, side, right, down) {
  const result = new Uint8Array(side * side);
  for (let row = Math.max(down, 0); row < Math.min(side + down, side); row++)
    for (let column = Math.max(right, 0); column < Math.min(side + right, side); column++)
      result[row * side + column] = pixels[(row - down) * side + column - right];
  return result;
}
