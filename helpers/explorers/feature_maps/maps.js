// The maps of a layer, and a unit of one of them in words.

/** @import { Volume } from "../kit/network/functions.js" */
/**
 * What helpers.explorers.feature_maps.maps says of a layer.
 * @typedef {{ name: string, place: number, size: number, channels: number, field: number,
 *   jump: number, start: number }} Layer
 */
/**
 * The maps of a layer for one digit, channel by channel, and their largest value.
 * @typedef {{ layer: Layer, maps: Float32Array[], largest: number }} Maps
 */

import { clamp, largest } from "../kit/arithmetic.js";
import { SIDE } from "../kit/digits.js";
import { number } from "../kit/words.js";
import { describeParts } from "./parts.js";

const UNSEEN = 510; // half a step of 255 greys: less than such a part of the largest is white

/**
 * The maps in what a layer puts out; below 0 counts 0.
 * @param {Layer} layer
 * @param {Volume} output
 * @returns {Maps}
 */
export function mapsIn(layer, { channels, values }) {
  const cells = values.length / channels;
  const maps = Array.from({ length: channels }, (_, channel) =>
    Float32Array.from({ length: cells }, (_, cell) =>
      Math.max(values[cell * channels + channel], 0),
    ),
  );
  return { layer, maps, largest: Math.max(...maps.map(largest)) };
}

/**
 * [row, column] of the largest value of a square map; the first of several.
 * @param {ArrayLike<number>} map
 * @param {number} size
 */
export function strongestOf(map, size) {
  let best = 0;
  for (let at = 1; at < map.length; at++) if (map[at] > map[best]) best = at;
  return [Math.floor(best / size), best % size];
}

/**
 * First and last pixel, inside the picture, that a unit sees along one axis.
 * @param {Layer} layer
 * @param {number} place
 */
export function seen(layer, place) {
  const first = layer.start + place * layer.jump;
  return [clamp(first, 0, SIDE - 1), clamp(first + layer.field - 1, 0, SIDE - 1)];
}

/**
 * A unit of a map in words, by default the strongest, and what its sum is made of.
 * @param {Maps} maps
 * @param {{ label: number, channel: number, unit?: number[] | null }} which the digit's class, a
 *   channel, and [row, column]
 * @param {import("./parts.js").Parts | null} parts
 */
export function describe(
  { layer, maps, largest: most },
  { label, channel, unit = null },
  parts = null,
) {
  const map = maps[channel],
    [row, column] = unit ?? strongestOf(map, layer.size);
  const [top, bottom] = seen(layer, row),
    [left, right] = seen(layer, column);
  const silent = maps.filter((one) => one.every((value) => value <= most / UNSEEN)).length;
  return (
    `A ${label} in ${layer.name}, channel ${channel}. ` +
    `${unit ? "The unit in" : "Its strongest unit,"} row ${row}, column ${column}, ` +
    `answers ${number(map[row * layer.size + column])} and sees the pixels in rows ${top} to ` +
    `${bottom}, columns ${left} to ${right}. ` +
    `${silent} of ${layer.channels} channels are silent.` +
    (parts ? ` ${describeParts(parts)}` : "")
  );
}
