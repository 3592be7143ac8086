// A grid of cells on a canvas: where they lie, their colours, the numbers in them.

import { paintPixels } from "./canvas.js";
import { css } from "./colours.js";
import { frame } from "./pen.js";

const SMALLEST_TEXT = 8.5,
  LARGEST_TEXT = 16; // pixels
const TEXT_HEIGHT = 0.42; // of a cell

/** The box of a canvas less the width of a frame, for `layOut`. */
export function inside(width, height) {
  return { x: 2, y: 2, width: width - 5, height: height - 5 };
}

/**
 * Where the cells of a grid lie: centred in the box, square, whole pixels, at most `largestCell`.
 * `rectangle(row, column, rows, columns)` and `cellAt(x, y)` translate between cells and pixels.
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

/** The grid's first rows and columns, as a grid. */
export function part(grid, rows, columns) {
  return { ...grid, rows, columns, height: rows * grid.cell, width: columns * grid.cell };
}

/** One pixel for each cell, in `colourOf(row, column)`. */
export function pixelsOf(rows, columns, colourOf) {
  const pixels = new ImageData(columns, rows);
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at += 4) {
      pixels.data.set(colourOf(row, column), at);
      pixels.data[at + 3] = 255;
    }
  return pixels;
}

/** Paint every cell in `colourOf(row, column)`; large cells have thin lines between them. */
export function paintCells(context, grid, colourOf, palette) {
  const whole = [grid.left, grid.top, grid.width, grid.height];
  paintPixels(context, pixelsOf(grid.rows, grid.columns, colourOf), whole);
  if (grid.cell >= 14) paintLines(context, grid, palette.line);
  frame(context, whole, palette.line);
}

/** Lines between the cells of a grid. */
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

/** Write a text into every cell if all of them fit; return whether they did. */
export function paintNumbers(context, grid, textOf, colourOf, palette) {
  if (grid.cell * TEXT_HEIGHT < SMALLEST_TEXT) return false; // measuring many texts takes time
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

/** Font size at which the longest text fits a cell, 0 where it would be too small to read. */
export function fontSize(context, texts, cell, font) {
  context.font = `10px ${font}`;
  let widest = 0;
  for (const text of new Set(texts)) widest = Math.max(widest, context.measureText(text).width);
  const fitting = widest ? (10 * (cell - 5)) / widest : Infinity;
  const size = Math.min(cell * TEXT_HEIGHT, fitting, LARGEST_TEXT);
  return size >= SMALLEST_TEXT ? Math.round(size * 2) / 2 : 0;
}
