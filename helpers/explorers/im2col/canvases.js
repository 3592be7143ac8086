// The canvases of the im2col explorer: input and maps above, the three matrices below.

/** @import { Matrix } from "../kit/arithmetic.js" */
/** @import { Colour, Palette } from "../kit/colours.js" */
/** @import { Grid } from "../kit/grid.js" */
/** @import { Columns } from "./matrices.js" */
/**
 * What is marked: a column, a filter, and a number of the input or −1.
 * @typedef {{ column: number, filter: number, pixel: number }} Chosen
 */
/** @typedef {{ inputs: Grid[], outputs: Grid[] }} Above */
/** @typedef {{ xCol: Grid, wRow: Grid, product: Grid }} Below */
/**
 * The theme, and the largest numbers of the product and of the weights.
 * @typedef {{ palette: Palette, limit: number, weights: number }} Look
 */

import { range } from "../kit/arithmetic.js";
import { css, diverging, mix } from "../kit/colours.js";
import { layOut, paintValues } from "../kit/grid.js";
import { highlight, write } from "../kit/pen.js";
import { placeOf } from "./matrices.js";

const CAPTION = 20,
  LARGEST_CELL = 34,
  BESIDE = 8; // pixels that the caption of a map may take of the gaps beside it

/**
 * A caption above or below the middle of a grid.
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {Grid} grid
 * @param {number} y
 * @param {Palette} palette
 * @param {number} [room]
 */
function title(context, text, grid, y, palette, room) {
  const look = { colour: palette.muted, align: "center", room };
  write(context, text, [grid.left + grid.width / 2, y], palette, look);
}

/**
 * Input, channel by channel, on the left; the output's maps on the right.
 * @param {CanvasRenderingContext2D} context
 * @param {{ width: number, high: number }} room
 * @param {Columns} m
 * @param {Chosen} chosen
 * @param {number[][][]} input
 * @param {Look} look
 * @returns {Above}
 */
export function drawAbove(context, { width, high }, m, chosen, input, look) {
  const columns = m.channels * (m.padded + 0.8) + m.filters * (m.size + 0.8) + 1;
  const cell = Math.min(LARGEST_CELL, (high - CAPTION - 8) / m.padded, (width - 8) / columns);
  let left = Math.max(2, (width - columns * cell) / 2);
  const next = (/** @type {number} */ count) => {
    const side = count * cell;
    const grid = layOut(count, count, { x: left, y: CAPTION + 2, width: side, height: side }, cell);
    left += (count + 0.8) * cell;
    return grid;
  };
  const inputs = range(m.channels).map((channel) => {
    const grid = next(m.padded);
    drawChannel(context, grid, m, { ...chosen, channel }, input, look.palette);
    return grid;
  });
  left += cell;
  const outputs = range(m.filters).map((filter) => {
    const grid = next(m.size);
    drawMap(context, grid, m, filter, chosen, look);
    return grid;
  });
  return { inputs, outputs };
}

/**
 * One channel of the padded input, the window in it, and the marked pixel.
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {Columns} m
 * @param {Chosen & { channel: number }} chosen
 * @param {number[][][]} input
 * @param {Palette} palette
 */
function drawChannel(context, grid, m, { column, pixel, channel }, input, palette) {
  /** @type {(row: number, col: number) => number | undefined} */
  const at = (row, col) => input[row - m.padding]?.[col - m.padding]?.[channel];
  paintValues(
    context,
    grid,
    (row, col) => at(row, col) ?? 0,
    (_, row, col) => (at(row, col) === undefined ? palette.padding : palette.middle),
    palette,
  );
  const [top, across] = [Math.floor(column / m.size) * m.stride, (column % m.size) * m.stride];
  highlight(context, grid.rectangle(top, across, m.k, m.k), palette);
  if (pixel >= 0 && pixel % m.channels === channel) {
    const [y, x] = placeOf(m, pixel);
    mark(context, grid.rectangle(y + m.padding, x + m.padding), palette);
  }
  const name = m.channels > 1 ? `input, channel ${channel}` : "input";
  title(context, name, grid, CAPTION - 6, palette);
}

/**
 * One map of the output; the chosen filter's has its cell marked.
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {Columns} m
 * @param {number} map
 * @param {Chosen} chosen
 * @param {Look} look
 */
function drawMap(context, grid, m, map, { column, filter }, { palette, limit }) {
  paintValues(
    context,
    grid,
    (row, col) => m.product.values[map * m.positions + row * m.size + col],
    (value) => diverging(value, limit, palette),
    palette,
  );
  const place = grid.rectangle(Math.floor(column / m.size), column % m.size);
  if (map === filter) highlight(context, place, palette);
  title(context, `map ${map}`, grid, CAPTION - 6, palette, grid.width + BESIDE);
}

/**
 * X_col at the top right, W_row at the bottom left, and their product where row and column meet.
 * @param {CanvasRenderingContext2D} context
 * @param {{ width: number, low: number }} room
 * @param {Columns} m
 * @param {Chosen} chosen
 * @param {Look} look
 */
export function drawBelow(
  context,
  room,
  m,
  { column, filter, pixel },
  { palette, limit, weights },
) {
  const grids = layOutMatrices(room, m);
  const { xCol, wRow, product } = grids;
  /** @type {(value: number, row: number, col: number) => Colour} */
  const shade = (_, row, col) => {
    const own = m.source[row * m.positions + col] < 0 ? palette.padding : palette.middle;
    return col === column ? mix(own, palette.accent, 0.18) : own;
  };
  paintValues(context, xCol, valuesOf(m.xCol), shade, palette);
  const weight = (/** @type {number} */ value) => diverging(value, 2 * weights, palette);
  paintValues(context, wRow, valuesOf(m.wRow), weight, palette);
  const answer = (/** @type {number} */ value) => diverging(value, limit, palette);
  paintValues(context, product, valuesOf(m.product), answer, palette);
  highlight(context, xCol.rectangle(0, column, m.length, 1), palette);
  highlight(context, wRow.rectangle(filter, 0, 1, m.length), palette);
  highlight(context, product.rectangle(filter, column), palette);
  m.source.forEach((from, at) => {
    if (pixel < 0 || from !== pixel) return;
    mark(context, xCol.rectangle(Math.floor(at / m.positions), at % m.positions), palette);
  });
  title(context, `X_col ${m.length} × ${m.positions}`, xCol, xCol.top - 6, palette);
  title(context, `W_row ${m.filters} × ${m.length}`, wRow, wRow.top - 6, palette);
  const foot = product.top + product.height + 16;
  title(context, `product ${m.filters} × ${m.positions}`, product, foot, palette);
  return grids;
}

/**
 * @param {Matrix} matrix
 * @returns {(row: number, column: number) => number}
 */
function valuesOf({ columns, values }) {
  return (row, column) => values[row * columns + column];
}

/**
 * Where the three matrices lie.
 * @param {{ width: number, low: number }} room
 * @param {Columns} m
 * @returns {Below}
 */
function layOutMatrices({ width, low }, { length, positions, filters }) {
  const gap = 1,
    columns = length + gap + positions,
    rows = length + gap + filters;
  const fitting = Math.min(LARGEST_CELL, (low - 2 * CAPTION - 6) / rows, (width - 6) / columns);
  const cell = Math.floor(fitting * 2) / 2;
  const left = Math.max(2, (width - columns * cell) / 2),
    right = left + (length + gap) * cell,
    bottom = CAPTION + (length + gap) * cell;
  /** @type {(x: number, y: number, high: number, wide: number) => Grid} */
  const at = (x, y, high, wide) =>
    layOut(high, wide, { x, y, width: wide * cell, height: high * cell }, cell);
  return {
    xCol: at(right, CAPTION, length, positions),
    wRow: at(left, bottom, filters, length),
    product: at(right, bottom, filters, positions),
  };
}

/**
 * A thick frame inside the cell: a pixel and its copies.
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} rectangle [x, y, width, height]
 * @param {Palette} palette
 */
function mark(context, [x, y, width, height], palette) {
  context.strokeStyle = css(palette.negative);
  context.lineWidth = 3;
  context.strokeRect(x + 2, y + 2, width - 3, height - 3);
}
