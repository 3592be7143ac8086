// What the explorers of digits share: a digit of SIDE × SIDE bytes, 0 for paper and 255 for ink,
// and the shares of the ten classes.

/** @import { Palette } from "./colours.js" */
/** @import { Box, Grid } from "./grid.js" */
/** @import { View } from "./view.js" */
/**
 * The traits of helpers.explorers.kit.digits.DigitsView.
 * @typedef {{ labels: number[], pixels: DataView, digit: number }} DigitTraits
 */

import { bytesOf } from "./canvas.js";
import { grey } from "./colours.js";
import { paintCells } from "./grid.js";
import { fill, highlight, stroke, write } from "./pen.js";
import { percent } from "./words.js";

export const SIDE = 28;
export const CLASSES = 10;

const NAMES = 18, // pixels for the names of the classes, left of the bars
  PERCENTS = 46; // and for percentages, right of them
const HALF = 128; // from here on a pixel is inside the outline

/**
 * The pixels of the digit that is chosen.
 * @template {DigitTraits} Traits
 * @param {View<Traits>} view
 */
export function chosenPixels(view) {
  const size = SIDE * SIDE,
    from = view.get("digit") * size;
  return bytesOf(view.get("pixels")).subarray(from, from + size);
}

/**
 * Paint bytes from paper to ink.
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {(row: number, column: number) => number} byteAt
 * @param {Palette} palette
 */
export function paintInk(context, grid, byteAt, palette) {
  paintCells(context, grid, (row, column) => grey(byteAt(row, column), 0, 255, palette), palette);
}

/**
 * Lines between ink and paper.
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {Uint8Array} pixels
 * @param {Palette} palette
 */
export function paintOutline(context, grid, pixels, palette) {
  const isInk = (/** @type {number} */ row, /** @type {number} */ column) =>
    row < SIDE && column < SIDE && pixels[row * SIDE + column] >= HALF;
  const look = { wide: 1, alpha: 0.7 };
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++) {
      const [x, y, cell] = grid.rectangle(row, column);
      const corner = [x + cell, y + cell];
      if (isInk(row, column) !== isInk(row, column + 1))
        stroke(context, [[x + cell, y], corner], palette.ink, look);
      if (isInk(row, column) !== isInk(row + 1, column))
        stroke(context, [[x, y + cell], corner], palette.ink, look);
    }
}

/**
 * Shares of the classes as bars, class 0 on top, with a frame around the largest. The bar of the
 * class `label` has the other colour; `percents` writes numbers.
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} rectangle [x, y, width, height]
 * @param {number[]} shares ten, or none yet
 * @param {Palette} palette
 * @param {{ label?: number | null, percents?: boolean }} options
 */
export function paintShares(context, [x, y, width, height], shares, palette, options = {}) {
  const { label = null, percents = false } = options;
  const high = height / CLASSES,
    long = width - NAMES - (percents ? PERCENTS : 0);
  const best = shares.indexOf(Math.max(...shares));
  for (let digit = 0; digit < CLASSES; digit++) {
    const share = shares[digit] ?? 0,
      box = [x + NAMES, y + digit * high + 3, long, high - 6],
      line = y + (digit + 0.5) * high + 4.5;
    fill(context, box, palette.middle);
    const colour = digit === label ? palette.negative : palette.positive;
    fill(context, [box[0], box[1], long * share, box[3]], colour);
    if (digit === best) highlight(context, box, palette, { line: 1.5 });
    const bold = digit === (label ?? best);
    const look = { colour: bold ? palette.ink : palette.muted, align: "center", bold };
    write(context, String(digit), [x + 7, line], palette, look);
    if (!percents || !shares.length) continue;
    const right = { colour: palette.muted, align: "right", size: 12 };
    write(context, percent(share), [x + width, line], palette, right);
  }
}

const PANEL = 224,
  TITLE = 24,
  GAP = 20;
const ENOUGH = 680; // width at which the third panel stands beside the others, not below

/**
 * Boxes of two square panels and of a third that takes what is left, each below its title; `height`
 * is that of all.
 * @param {number} width
 * @param {number} widest that the third needs to be; what it leaves makes the squares larger
 * @param {number} under what is kept free under the squares
 */
export function threePanels(width, widest = width, under = 0) {
  const below = width < ENOUGH,
    panel = below
      ? Math.min(PANEL, Math.floor((width - GAP - 4) / 2))
      : Math.max(PANEL, Math.floor((width - widest - 4) / 2 - GAP)),
    high = TITLE + panel + under + 8;
  const [x, y] = below ? [0, high] : [2 * (panel + GAP), 0];
  const square = { y: TITLE, width: panel, height: panel };
  return {
    height: below ? high + TITLE + PANEL + 8 : high,
    first: { x: 0, ...square },
    second: { x: panel + GAP, ...square },
    third: { x, y: y + TITLE, width: width - x - 4, height: below ? PANEL : panel },
  };
}

/**
 * Write the title of a panel.
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {Required<Box>} box
 * @param {Palette} palette
 */
export function writeTitle(context, text, { x, y, width }, palette) {
  const look = { colour: palette.muted, align: "center", room: width };
  write(context, text, [x + width / 2, y - 10], palette, look);
}
