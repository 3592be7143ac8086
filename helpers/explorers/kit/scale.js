// The scale of a map of signed numbers: which colour is which value.

/** @import { Palette } from "./colours.js" */
/** @import { Box } from "./grid.js" */

import { diverging } from "./colours.js";
import { fill, frame, write } from "./pen.js";
import { fixed } from "./words.js";

const ABOVE = 10, // pixels between a map and its scale
  HIGH = 10,
  WORDS = 16;

/** How many pixels a scale takes under a map. */
export const SCALE = ABOVE + HIGH + WORDS;

/**
 * Paint the colours from −limit to limit under a map, with the values at both ends and 0.
 * @param {CanvasRenderingContext2D} context
 * @param {Required<Box>} map
 * @param {number} limit as given to `diverging`
 * @param {Palette} palette
 */
export function paintScale(context, map, limit, palette) {
  const { x, width } = map,
    y = map.y + map.height + ABOVE;
  for (let at = 0; at < width; at++)
    fill(context, [x + at, y, 1, HIGH], diverging((2 * at) / (width - 1) - 1, 1, palette));
  frame(context, [x, y, width - 1, HIGH - 1], palette.line);
  const line = y + HIGH + WORDS - 4,
    look = { colour: palette.muted, size: 12 };
  write(context, fixed(-limit, 1), [x, line], palette, look);
  write(context, "0", [x + width / 2, line], palette, { ...look, align: "center" });
  write(context, fixed(limit, 1), [x + width, line], palette, { ...look, align: "right" });
}
