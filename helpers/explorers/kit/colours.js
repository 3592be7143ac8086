// Colours of the theme and of numbers.

import { clamp } from "./arithmetic.js";

const COLOURS = [
  "paper",
  "ink",
  "middle",
  "positive",
  "negative",
  "padding",
  "accent",
  "line",
  "muted",
];

/**
 * Red, green and blue, 0 to 255.
 * @typedef {number[]} Colour
 */
/**
 * The font and the colours of the theme.
 * @typedef {{ font: string, paper: Colour, ink: Colour, middle: Colour, positive: Colour,
 *   negative: Colour, padding: Colour, accent: Colour, line: Colour, muted: Colour }} Palette
 */

/**
 * The theme's colours, read from the CSS variables that style.css defines on `.cnn-view`.
 * @param {Element} root
 * @returns {Palette}
 */
export function readPalette(root) {
  const style = getComputedStyle(root);
  const colour = (/** @type {string} */ name) => parse(style.getPropertyValue(`--cnn-${name}`));
  const colours = Object.fromEntries(COLOURS.map((name) => [name, colour(name)]));
  return /** @type {Palette} */ ({ font: style.fontFamily, ...colours });
}

/**
 * "#rrggbb" → [red, green, blue].
 * @param {string} hex
 */
function parse(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.trim().slice(at, at + 2), 16));
}

/** @param {Colour} colour */
export function css(colour, alpha = 1) {
  return `rgb(${colour.map(Math.round).join(" ")} / ${alpha})`;
}

/**
 * @param {Colour} from
 * @param {Colour} to
 * @param {number} part how much of the way, 0 to 1
 */
export function mix(from, to, part) {
  return from.map((value, channel) => value + (to[channel] - value) * part);
}

/**
 * Brightness of an image: `low` is the paper, `high` the ink.
 * @param {number} value
 * @param {number} low
 * @param {number} high
 * @param {{ paper: Colour, ink: Colour }} palette
 */
export function grey(value, low, high, palette) {
  const part = high > low ? clamp((value - low) / (high - low), 0, 1) : 0;
  return mix(palette.paper, palette.ink, part);
}

/**
 * A number with a sign: blue below 0, orange above, strongest at ±limit.
 * @param {number} value
 * @param {number} limit
 * @param {Palette} palette
 */
export function diverging(value, limit, palette) {
  const part = limit > 0 ? clamp(value / limit, -1, 1) : 0;
  return mix(palette.middle, part < 0 ? palette.negative : palette.positive, Math.abs(part));
}

/**
 * Black or white, whichever reads better on the colour (WCAG relative luminance).
 * @param {Colour} colour
 * @returns {Colour}
 */
export function readable(colour) {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? [0, 0, 0] : [255, 255, 255];
}
