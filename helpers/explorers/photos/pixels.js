// The pixels of all panels are one row of bytes: where those of each begin, and their colours.

/** @import { Colour } from "../kit/colours.js" */
/** @import { Panel } from "./view.js" */

/**
 * Where the bytes of each panel begin: photos have 1 or 3 a pixel, numbers have none.
 * @param {Panel[]} panels
 */
export function offsets(panels) {
  let next = 0;
  return panels.map(({ look, rows, columns, channels }) => {
    const start = next;
    if (look !== "numbers") next += rows * columns * channels;
    return start;
  });
}

/**
 * Red, green, blue, opaque for each pixel. `colourOf(byte)` is asked for pixels of one channel.
 * @param {Uint8Array} bytes
 * @param {number} channels
 * @param {(byte: number) => Colour} colourOf
 */
export function toPixels(bytes, channels, colourOf) {
  const pixels = new Uint32Array(bytes.length / channels);
  if (channels === 1) {
    const colours = Uint32Array.from({ length: 256 }, (_, byte) => packed(colourOf(byte)));
    for (let at = 0; at < pixels.length; at++) pixels[at] = colours[bytes[at]];
  } else
    for (let at = 0; at < pixels.length; at++)
      pixels[at] = packed([bytes[3 * at], bytes[3 * at + 1], bytes[3 * at + 2]]);
  return new Uint8ClampedArray(pixels.buffer);
}

/**
 * Four bytes at once, in the order of all machines that browsers run on: the last comes first.
 * @param {Colour} colour
 */
function packed([red, green, blue]) {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
