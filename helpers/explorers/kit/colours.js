// Colours of the theme and of numbers: [red, green, blue] until they are painted.

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
 * @typedef {{ font: string, paper: number[], ink: number[], middle: number[], positive: number[],
 *   negative: number[], padding: number[], accent: number[], line: number[], muted: number[] }} Palette
 */

/**
 * The theme's colours, read from the CSS variables that style.css defines on `.cnn-view`.
 * @param {Element} root
 * @returns {Palette}
 */
export function readPalette(root) {
  const style = getComputedStyle(root);
  const colour = (name) => parse(style.getPropertyValue(`--cnn-${name}`));
  const colours = Object.fromEntries(COLOURS.map((name) => [name, colour(name)]));
  return /** @type {Palette} */ ({ font: style.fontFamily, ...colours });
}

/** "#rrggbb" → [red, green, blue]. */
function parse(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.trim().slice(at, at + 2), 16));
}

export function css(colour, alpha = 1) {
  return `rgb(${colour.map(Math.round).join(" ")} / ${alpha})`;
}

export function mix(from, to, part) {
  return from.map((value, channel) => value + (to[channel] - value) * part);
}

/** Brightness of an image: `low` is the paper, `high` the ink. */
export function grey(value, low, high, palette) {
  const part = high > low ? clamp((value - low) / (high - low), 0, 1) : 0;
  return mix(palette.paper, palette.ink, part);
}

/** A number with a sign: blue below 0, orange above, strongest at ±limit. */
export function diverging(value, limit, palette) {
  const part = limit > 0 ? clamp(value / limit, -1, 1) : 0;
  return mix(palette.middle, part < 0 ? palette.negative : palette.positive, Math.abs(part));
}

/** Black or white, whichever reads better on the colour (WCAG relative luminance). */
export function readable(colour) {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? [0, 0, 0] : [255, 255, 255];
}
