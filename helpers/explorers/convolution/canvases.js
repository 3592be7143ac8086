// The canvases of the convolution explorer: padded input with its window, output with its cell.

/** @import { Colour, Palette } from "../kit/colours.js" */
/** @import { Grid } from "../kit/grid.js" */
/** @import { Layer } from "./layer.js" */
/** @typedef {{ width: number, height: number }} Size */

import { largest } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { diverging, grey, mix, readable } from "../kit/colours.js";
import {
  hatchUnreached,
  inside,
  layOut,
  paintCells,
  paintNumbers,
  paintValues,
  part,
} from "../kit/grid.js";
import { frame, highlight } from "../kit/pen.js";
import { number } from "../kit/words.js";

const LARGEST_CELL = 56;
const TINT = 0.15; // how much of the accent colour lies over the pixels under the kernel
const FADE = 0.6; // how much of the paper lies over the pixels that no window reaches

/**
 * Draw the padded input of a layer: hatched where no window reaches, the window of the current cell
 * framed, the tap `pointedAt` framed twice.
 * @param {HTMLCanvasElement} canvas
 * @param {Size} size
 * @param {Layer} layer
 * @param {Palette} palette
 * @param {number | null} pointedAt an index of the kernel
 */
export function drawInput(canvas, { width, height }, layer, palette, pointedAt) {
  const { image, vertical, horizontal, fits } = layer;
  const context = fit(canvas, width, height);
  // Where the kernel does not fit, the picture is as large as the kernel, to show by how much.
  const rows = fits ? vertical.padded : Math.max(vertical.padded, vertical.covered);
  const columns = fits ? horizontal.padded : Math.max(horizontal.padded, horizontal.covered);
  const grid = layOut(rows, columns, inside(width, height), LARGEST_CELL);
  const cells = part(grid, vertical.padded, horizontal.padded);
  const colourOf = coloursOfInput(layer, palette);
  paintCells(context, cells, colourOf, palette);
  if (fits) hatchUnreached(context, grid, layer, palette.muted);
  paintNumbers(
    context,
    cells,
    (row, column) => number(pixelAt(layer, row, column) ?? 0),
    (row, column) => {
      const inPadding = pixelAt(layer, row, column) === null;
      return inPadding ? palette.muted : readable(colourOf(row, column));
    },
    palette,
  );
  if (vertical.padded > image.rows || horizontal.padded > image.columns) {
    const { before: top } = vertical,
      { before: left } = horizontal;
    frame(context, grid.rectangle(top, left, image.rows, image.columns), palette.ink);
  }
  drawWindow(context, grid, layer, palette, pointedAt);
}

/**
 * Draw the output of a layer and return its grid, or null where there is no output.
 * @param {HTMLCanvasElement} canvas
 * @param {Size} size
 * @param {Layer} layer
 * @param {Palette} palette
 */
export function drawOutput(canvas, { width, height }, layer, palette) {
  const context = fit(canvas, width, height);
  if (!layer.fits) return null;
  const { output, row, column } = layer;
  const limit = largest(output.values);
  const grid = layOut(output.rows, output.columns, inside(width, height), LARGEST_CELL);
  paintValues(
    context,
    grid,
    (i, j) => output.values[i * output.columns + j],
    (value) => diverging(value, limit, palette),
    palette,
    [2, 1],
  );
  highlight(context, grid.rectangle(row, column), palette);
  return grid;
}

/**
 * Value at a place of the padded input, null in the padding.
 * @param {Layer} layer
 * @param {number} row
 * @param {number} column
 */
function pixelAt({ image, vertical, horizontal }, row, column) {
  const y = row - vertical.before,
    x = column - horizontal.before;
  const isInside = y >= 0 && x >= 0 && y < image.rows && x < image.columns;
  return isInside ? image.values[y * image.columns + x] : null;
}

/**
 * @param {Layer} layer
 * @param {Palette} palette
 * @returns {(row: number, column: number) => Colour}
 */
function coloursOfInput(layer, palette) {
  const { image, vertical, horizontal, fits } = layer;
  const isSigned = image.values.some((value) => value < 0);
  const limit = largest(image.values);
  const rows = new Set(fits ? vertical.unreached : []);
  const columns = new Set(fits ? horizontal.unreached : []);
  /** @type {(row: number, column: number) => number} */
  const indexOf = (row, column) => row * horizontal.padded + column;
  const under = new Set(layer.fits ? layer.taps.map((tap) => indexOf(tap.row, tap.column)) : []);
  /** @type {(value: number | null) => Colour} */
  const ownColour = (value) => {
    if (value === null) return palette.padding;
    return isSigned ? diverging(value, limit, palette) : grey(value, 0, limit, palette);
  };
  return (row, column) => {
    const own = ownColour(pixelAt(layer, row, column));
    if (rows.has(row) || columns.has(column)) return mix(own, palette.paper, FADE);
    return under.has(indexOf(row, column)) ? mix(own, palette.accent, TINT) : own;
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {Layer} layer
 * @param {Palette} palette
 * @param {number | null} pointedAt
 */
function drawWindow(context, grid, layer, palette, pointedAt) {
  const { vertical, horizontal } = layer;
  const { row, column, taps } = layer.fits ? layer : { row: 0, column: 0, taps: [] };
  const hasGaps = vertical.dilation > 1 && vertical.k > 1;
  if (hasGaps)
    for (const tap of taps)
      highlight(context, grid.rectangle(tap.row, tap.column), palette, { line: 1.5 });
  const [top, left] = [row * vertical.stride, column * horizontal.stride];
  const window = grid.rectangle(top, left, vertical.covered, horizontal.covered);
  highlight(context, window, palette, { dashed: hasGaps || !layer.fits });
  const pointed = pointedAt === null ? undefined : taps[pointedAt];
  if (pointed)
    highlight(context, grid.rectangle(pointed.row, pointed.column), palette, { line: 3.5 });
}
