// The pixels of a panel: bytes for its numbers, and the colours of the bytes.

/** @import { Colour } from "../kit/colours.js" */
/** @import { Panel } from "./panels.js" */

import { clamp } from "../kit/arithmetic.js";

/**
 * A panel's numbers as bytes: 0 to 255 for black to white, 1 to 255 for −limit to limit, 128 for 0.
 * @param {Pick<Panel, "look" | "values" | "limit">} panel
 */
export function toBytes({ look, values, limit }) {
  return look === "photo"
    ? Uint8Array.from(values, (value) => Math.round(clamp(value, 0, 1) * 255))
    : Uint8Array.from(values, (value) => Math.round(clamp(value / limit, -1, 1) * 127 + 128));
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
