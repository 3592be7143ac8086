// The canvases of the convolution explorer: padded input with its window, output with its cell.

import { largest } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { diverging, grey, mix, readable } from "../kit/colours.js";
import { inside, layOut, paintCells, paintNumbers, part } from "../kit/grid.js";
import { frame, hatch, highlight } from "../kit/pen.js";
import { number } from "../kit/words.js";

const LARGEST_CELL = 56;
const TINT = 0.15; // how much of the accent colour lies over the pixels under the kernel
const FADE = 0.6; // how much of the paper lies over the pixels that no window reaches

/**
 * Draw the padded input of a layer (see computeLayer): hatched where no window reaches, the window
 * of the current cell framed, the tap `pointedAt` (an index of the kernel, or null) framed twice.
 */
export function drawInput(canvas, size, layer, palette, pointedAt) {
  const { image, vertical, horizontal, fits } = layer;
  const context = fit(canvas, size.width, size.height);
  // Where the kernel does not fit, the picture is as large as the kernel, to show by how much.
  const grid = layOut(
    fits ? vertical.padded : Math.max(vertical.padded, vertical.covered),
    fits ? horizontal.padded : Math.max(horizontal.padded, horizontal.covered),
    inside(size.width, size.height),
    LARGEST_CELL,
  );
  const cells = part(grid, vertical.padded, horizontal.padded);
  const colourOf = coloursOfInput(layer, palette);
  paintCells(context, cells, colourOf, palette);
  if (fits) hatchUnreached(context, grid, layer, palette);
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
    const corner = [vertical.before, horizontal.before];
    frame(context, grid.rectangle(...corner, image.rows, image.columns), palette.ink);
  }
  drawWindow(context, grid, layer, palette, pointedAt);
}

/** Draw the output of a layer and return its grid, or null where there is no output. */
export function drawOutput(canvas, size, layer, palette) {
  const context = fit(canvas, size.width, size.height);
  if (!layer.fits) return null;
  const { output, row, column } = layer;
  const limit = largest(output.values);
  const grid = layOut(output.rows, output.columns, inside(size.width, size.height), LARGEST_CELL);
  const valueAt = (i, j) => output.values[i * output.columns + j];
  const colourOf = (i, j) => diverging(valueAt(i, j), limit, palette);
  const textColourOf = (i, j) => readable(colourOf(i, j));
  paintCells(context, grid, colourOf, palette);
  const paintRounded = (digits) =>
    paintNumbers(context, grid, (i, j) => number(valueAt(i, j), digits), textColourOf, palette);
  if (!paintRounded(2)) paintRounded(1);
  highlight(context, grid.rectangle(row, column), palette);
  return grid;
}

/** Value at a place of the padded input, null in the padding. */
function pixelAt({ image, vertical, horizontal }, row, column) {
  const y = row - vertical.before,
    x = column - horizontal.before;
  const isInside = y >= 0 && x >= 0 && y < image.rows && x < image.columns;
  return isInside ? image.values[y * image.columns + x] : null;
}

function coloursOfInput(layer, palette) {
  const { image, vertical, horizontal, fits } = layer;
  const isSigned = image.values.some((value) => value < 0);
  const limit = largest(image.values);
  const rows = new Set(fits ? vertical.unreached : []);
  const columns = new Set(fits ? horizontal.unreached : []);
  const indexOf = (row, column) => row * horizontal.padded + column;
  const under = new Set(fits ? layer.taps.map((tap) => indexOf(tap.row, tap.column)) : []);
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

function hatchUnreached(context, grid, { vertical, horizontal }, palette) {
  for (const row of vertical.unreached)
    hatch(context, grid.rectangle(row, 0, 1, horizontal.padded), palette.muted);
  for (const column of horizontal.unreached)
    hatch(context, grid.rectangle(0, column, vertical.padded, 1), palette.muted);
}

function drawWindow(context, grid, layer, palette, pointedAt) {
  const { vertical, horizontal, fits, row = 0, column = 0 } = layer;
  const hasGaps = vertical.dilation > 1 && vertical.k > 1;
  const tapAt = ({ row, column }) => grid.rectangle(row, column);
  if (fits && hasGaps)
    for (const tap of layer.taps) highlight(context, tapAt(tap), palette, { line: 1.5 });
  const corner = [row * vertical.stride, column * horizontal.stride];
  const window = grid.rectangle(...corner, vertical.covered, horizontal.covered);
  highlight(context, window, palette, { dashed: hasGaps || !fits });
  const pointed = layer.taps?.[pointedAt];
  if (pointed) highlight(context, tapAt(pointed), palette, { line: 3.5 });
}
