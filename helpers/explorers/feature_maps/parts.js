// What each channel below a convolution adds to the sum of one of its units.

/** @import { Palette } from "../kit/colours.js" */
/** @import { Network } from "../kit/network/forward.js" */
/** @import { Volume } from "../kit/network/functions.js" */
/**
 * What is below (the name of a layer, or "the digit"), what each of its channels adds to the sum of
 * a unit, and the bias.
 * @typedef {{ below: string, added: number[], bias: number }} Parts
 */

import { windows } from "../kit/network/layers.js";
import { fill, frame, write } from "../kit/pen.js";
import { fixed } from "../kit/words.js";

const NAMED = 3; // channels that a sentence names

/**
 * The parts of a unit's sum, before its activation; null where a layer adds nothing up.
 * @param {Network} network
 * @param {Volume[]} passed the picture and the output of every layer
 * @param {number} place of the layer
 * @param {number} channel
 * @param {number[]} unit [row, column]
 * @returns {Parts | null}
 */
export function partsOf({ layers }, passed, place, channel, [row, column]) {
  const layer = layers[place],
    input = passed[place];
  if (layer.kind !== "conv") return null;
  const { down, across } = windows(input, layer),
    inside = input.channels / layer.groups,
    first = Math.floor((channel * layer.groups) / layer.filters) * inside;
  const added = new Array(inside).fill(0);
  for (const [u, y] of down[row])
    for (const [v, x] of across[column])
      for (let one = 0; one < inside; one++)
        added[one] +=
          input.values[(y * input.columns + x) * input.channels + first + one] *
          layer.weights[((u * layer.kernel[1] + v) * inside + one) * layer.filters + channel];
  const all = new Array(input.channels).fill(0);
  all.splice(first, inside, ...added);
  const below = place ? layers[place - 1].name : "the digit";
  return { below, added: all, bias: layer.biases[channel] ?? 0 };
}

/**
 * The parts in words: the largest ones, the others together, the bias.
 * @param {Parts} parts
 */
export function describeParts({ below, added, bias }) {
  const sum = added.reduce((all, one) => all + one, bias);
  const order = added
    .map((value, channel) => ({ value, channel }))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.channel - b.channel);
  const start = `Before the activation its sum is ${fixed(sum, 2)}:`;
  const last = `the bias ${fixed(bias, 2)}.`;
  if (added.length === 1) return `${start} ${below} adds ${fixed(added[0], 2)}, ${last}`;
  const named = order
    .slice(0, NAMED)
    .map(({ value, channel }) => `channel ${channel} ${fixed(value, 2)}`);
  const others = order.slice(NAMED),
    rest = others.reduce((all, { value }) => all + value, 0);
  const counted = others.length ? `, the other ${others.length} together ${fixed(rest, 2)}` : "";
  return `${start} of ${below}, ${named.join(", ")}${counted}; ${last}`;
}

/**
 * A bar for each channel below, and one for the bias: orange upwards, blue downwards.
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} rectangle [x, y, width, height]
 * @param {Parts} parts
 * @param {Palette} palette
 */
export function paintParts(context, [x, y, width, height], { added, bias }, palette) {
  const all = [...added, 0, bias], // a gap before the bias
    wide = Math.min(width / all.length, 40),
    limit = Math.max(...all.map(Math.abs)) || 1,
    middle = y + height / 2;
  all.forEach((value, at) => {
    const high = ((height / 2 - 1) * Math.abs(value)) / limit;
    const box = [x + at * wide + 1, value > 0 ? middle - high : middle, wide - 2, high];
    fill(context, box, value > 0 ? palette.positive : palette.negative);
  });
  fill(context, [x, middle, all.length * wide, 1], palette.muted);
  frame(context, [x, y, all.length * wide, height], palette.line);
  const look = { colour: palette.muted, size: 11, align: "center" };
  const every = Math.max(1, Math.ceil(24 / wide));
  for (let at = 0; at < added.length; at += every)
    write(context, at, [x + (at + 0.5) * wide, y + height + 13], palette, look);
  const right = { ...look, align: "right" };
  write(context, "bias", [x + all.length * wide, y + height + 13], palette, right);
}
