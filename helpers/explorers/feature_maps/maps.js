// Where the maps of a network lie among the bytes, and a unit of one of them in words.

import { clamp } from "../kit/arithmetic.js";
import { SIDE } from "../kit/digits.js";
import { number } from "../kit/words.js";

/**
 * What helpers.explorers.feature_maps.maps says of a layer.
 * @typedef {{ name: string, size: number, channels: number, at: number, field: number,
 *   jump: number, start: number, largest: number[] }} Layer
 */

/**
 * The bytes of one map: layers hold picture after picture, channel after channel.
 * @param {Uint8Array} maps
 * @param {Layer} layer
 * @param {number} picture
 * @param {number} channel
 */
export function mapOf(maps, layer, picture, channel) {
  const cells = layer.size * layer.size;
  const from = layer.at + (picture * layer.channels + channel) * cells;
  return maps.slice(from, from + cells);
}

/**
 * [row, column] of the largest value of a square map; the first of several.
 * @param {Uint8Array} map
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
 * A unit of a map in words; by default the strongest.
 * @param {Uint8Array} maps
 * @param {Layer} layer
 * @param {{ label: number, picture: number, channel: number, unit?: number[] | null }} which the
 *   class of a picture, which of all pictures it is, a channel, and [row, column]
 */
export function describe(maps, layer, { label, picture, channel, unit = null }) {
  const map = mapOf(maps, layer, picture, channel),
    [row, column] = unit ?? strongestOf(map, layer.size);
  const answer = (map[row * layer.size + column] / 255) * layer.largest[picture];
  const [top, bottom] = seen(layer, row),
    [left, right] = seen(layer, column);
  return (
    `A ${label} in ${layer.name}, channel ${channel}. ` +
    `${unit ? "The unit in" : "Its strongest unit,"} row ${row}, column ${column}, ` +
    `answers ${number(answer)} and sees the pixels in rows ${top} to ${bottom}, ` +
    `columns ${left} to ${right}. ` +
    `${silentIn(maps, layer, picture)} of ${layer.channels} channels are silent.`
  );
}

/**
 * How many channels answer nowhere.
 * @param {Uint8Array} maps
 * @param {Layer} layer
 * @param {number} picture
 */
function silentIn(maps, layer, picture) {
  let silent = 0;
  for (let one = 0; one < layer.channels; one++)
    if (mapOf(maps, layer, picture, one).every((value) => value === 0)) silent += 1;
  return silent;
}
