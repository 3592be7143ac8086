// Where the maps of a network lie among the bytes, and a unit of one of them in words.

import { clamp } from "../kit/arithmetic.js";
import { SIDE } from "../kit/digits.js";
import { number } from "../kit/words.js";

/**
 * What helpers.explorers.feature_maps.maps says of a layer.
 * @typedef {{ name: string, size: number, channels: number, at: number, field: number,
 *   jump: number, start: number, largest: number[] }} Layer
 */

/** The bytes of one map: layers hold picture after picture, channel after channel. */
export function mapOf(maps, layer, picture, channel) {
  const cells = layer.size * layer.size;
  const from = layer.at + (picture * layer.channels + channel) * cells;
  return maps.slice(from, from + cells);
}

/** [row, column] of the largest value of a square map; the first of several. */
export function strongestOf(map, size) {
  let best = 0;
  for (let at = 1; at < map.length; at++) if (map[at] > map[best]) best = at;
  return [Math.floor(best / size), best % size];
}

/** First and last pixel, inside the picture, that the unit at `place` sees. */
export function seen(layer, place) {
  const first = layer.start + place * layer.jump;
  return [clamp(first, 0, SIDE - 1), clamp(first + layer.field - 1, 0, SIDE - 1)];
}

/** A unit of a map in words; by default the strongest. `picture` counts the digits. */
export function describe(maps, layer, { label, picture, channel, unit = null }) {
  const map = mapOf(maps, layer, picture, channel),
    [row, column] = unit ?? strongestOf(map, layer.size);
  const answer = (map[row * layer.size + column] / 255) * layer.largest[picture];
  const [top, bottom] = seen(layer, row),
    [left, right] = seen(layer, column);
  let silent = 0;
  for (let one = 0; one < layer.channels; one++)
    silent += mapOf(maps, layer, picture, one).every((value) => value === 0);
  return (
    `A ${label} in ${layer.name}, channel ${channel}. ` +
    `${unit ? "The unit in" : "Its strongest unit,"} row ${row}, column ${column}, ` +
    `answers ${number(answer)} and sees the pixels in rows ${top} to ${bottom}, ` +
    `columns ${left} to ${right}. ${silent} of ${layer.channels} channels are silent.`
  );
}
