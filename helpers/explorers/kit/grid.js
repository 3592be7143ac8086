// A grid of cells on a canvas: where they lie, their colours, the numbers in them.

/** @import { Axis } from "./arithmetic.js" */
/** @import { Colour, Palette } from "./colours.js" */

import { paintPixels } from "./canvas.js";
import { css, readable } from "./colours.js";
import { frame, hatch } from "./pen.js";
import { number } from "./words.js";

/** @typedef {{ x?: number, y?: number, width: number, height: number }} Box */
/**
 * `rectangle(row, column, rows, columns)` and `cellAt(x, y)` translate between cells and pixels.
 * @typedef {{ rows: number, columns: number, cell: number, left: number, top: number,
 *   width: number, height: number,
 *   rectangle: (row: number, column: number, high?: number, wide?: number) => number[],
 *   cellAt: (x: number, y: number) => [number, number] | null }} Grid
 */

const SMALLEST_TEXT = 8.5,
  LARGEST_TEXT = 16; // pixels
const TEXT_HEIGHT = 0.42; // of a cell

/**
 * The box of a canvas less the width of a frame.
 * @param {number} width
 * @param {number} height
 * @returns {Box}
 */
export function inside(width, height) {
  return { x: 2, y: 2, width: width - 5, height: height - 5 };
}

/**
 * Where the cells of a grid lie: centred in the box, square, whole pixels, at most `largestCell`.
 * @param {number} rows
 * @param {number} columns
 * @param {Box} box
 * @returns {Grid}
 */
export function layOut(rows, columns, { x = 0, y = 0, width, height }, largestCell = 44) {
  const fitting = Math.min(width / columns, height / rows, largestCell);
  const cell = fitting > 2 ? Math.floor(fitting) : fitting;
  const left = x + Math.round((width - columns * cell) / 2);
  const top = y + Math.round((height - rows * cell) / 2);
  return {
    rows,
    columns,
    cell,
    left,
    top,
    width: columns * cell,
    height: rows * cell,
    rectangle: (row, column, high = 1, wide = 1) => [
      left + column * cell,
      top + row * cell,
      wide * cell,
      high * cell,
    ],
    cellAt(px, py) {
      const row = Math.floor((py - top) / cell),
        column = Math.floor((px - left) / cell);
      return row >= 0 && column >= 0 && row < rows && column < columns ? [row, column] : null;
    },
  };
}

/**
 * The grid's first rows and columns, as a grid.
 * @param {Grid} grid
 * @param {number} rows
 * @param {number} columns
 * @returns {Grid}
 */
export function part(grid, rows, columns) {
  return { ...grid, rows, columns, height: rows * grid.cell, width: columns * grid.cell };
}

/**
 * One pixel for each cell.
 * @param {number} rows
 * @param {number} columns
 * @param {(row: number, column: number) => Colour} colourOf
 */
export function pixelsOf(rows, columns, colourOf) {
  const pixels = new ImageData(columns, rows);
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at += 4) {
      pixels.data.set(colourOf(row, column), at);
      pixels.data[at + 3] = 255;
    }
  return pixels;
}

/**
 * Paint every cell; large ones have thin lines between them.
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {(row: number, column: number) => Colour} colourOf
 * @param {Palette} palette
 */
export function paintCells(context, grid, colourOf, palette) {
  const whole = [grid.left, grid.top, grid.width, grid.height];
  paintPixels(context, pixelsOf(grid.rows, grid.columns, colourOf), whole);
  if (grid.cell >= 14) paintLines(context, grid, palette.line);
  frame(context, whole, palette.line);
}

/**
 * Lines between the cells of a grid.
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {Colour} colour
 */
export function paintLines(context, grid, colour, { wide = 1, alpha = 1 } = {}) {
  const { left, top, width, height, rows, columns, cell } = grid;
  context.beginPath();
  for (let row = 1; row < rows; row++) {
    context.moveTo(left, top + row * cell + 0.5);
    context.lineTo(left + width, top + row * cell + 0.5);
  }
  for (let column = 1; column < columns; column++) {
    context.moveTo(left + column * cell + 0.5, top);
    context.lineTo(left + column * cell + 0.5, top + height);
  }
  context.strokeStyle = css(colour, alpha);
  context.lineWidth = wide;
  context.stroke();
}

/**
 * Write a text into every cell if all of them fit; return whether they did.
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {(row: number, column: number) => string} textOf
 * @param {(row: number, column: number) => Colour} colourOf
 * @param {Palette} palette
 */
export function paintNumbers(context, grid, textOf, colourOf, palette) {
  if (grid.cell * TEXT_HEIGHT < SMALLEST_TEXT) return false; // measuring many texts takes time
  /** @type {string[]} */
  const texts = [];
  for (let row = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++) texts.push(textOf(row, column));
  const size = fontSize(context, texts, grid.cell, palette.font);
  if (!size) return false;
  context.font = `${size}px ${palette.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  texts.forEach((text, index) => {
    const row = Math.floor(index / grid.columns),
      column = index % grid.columns;
    const [x, y] = grid.rectangle(row, column);
    context.fillStyle = css(colourOf(row, column));
    context.fillText(text, x + grid.cell / 2 + 0.5, y + grid.cell / 2 + 1);
  });
  return true;
}

/**
 * Paint every cell in the colour of its value and, where all of them fit, the numbers into them.
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {(row: number, column: number) => number} valueAt
 * @param {(value: number, row: number, column: number) => Colour} colourOf
 * @param {Palette} palette
 * @param {number[]} digits decimals that are tried, one after the other
 */
export function paintValues(context, grid, valueAt, colourOf, palette, digits = [2]) {
  /** @type {(row: number, column: number) => Colour} */
  const shade = (row, column) => colourOf(valueAt(row, column), row, column);
  /** @type {(row: number, column: number) => Colour} */
  const ink = (row, column) => readable(shade(row, column));
  paintCells(context, grid, shade, palette);
  for (const count of digits) {
    /** @type {(row: number, column: number) => string} */
    const text = (row, column) => number(valueAt(row, column), count);
    if (paintNumbers(context, grid, text, ink, palette)) return;
  }
}

/**
 * Hatch the rows and columns that no window reaches.
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {{ vertical: Axis, horizontal: Axis }} layer
 * @param {Colour} colour
 */
export function hatchUnreached(context, grid, { vertical, horizontal }, colour, step = 6) {
  for (const row of vertical.unreached)
    hatch(context, grid.rectangle(row, 0, 1, horizontal.padded), colour, step);
  for (const column of horizontal.unreached)
    hatch(context, grid.rectangle(0, column, vertical.padded, 1), colour, step);
}

/**
 * Font size at which the longest text fits a cell, 0 where it would be too small to read.
 * @param {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} context
 * @param {string[]} texts
 * @param {number} cell
 * @param {string} font
 */
export function fontSize(context, texts, cell, font) {
  context.font = `10px ${font}`;
  let widest = 0;
  for (const text of new Set(texts)) widest = Math.max(widest, context.measureText(text).width);
  const fitting = widest ? (10 * (cell - 5)) / widest : Infinity;
  const size = Math.min(cell * TEXT_HEIGHT, fitting, LARGEST_TEXT);
  return size >= SMALLEST_TEXT ? Math.round(size * 2) / 2 : 0;
}
