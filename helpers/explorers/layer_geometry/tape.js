// The tape: the padded input along one direction as a row of cells, under it a line for each
// window.

/** @import { Colour, Palette } from "../kit/colours.js" */
/** @import { Layer } from "./layer.js" */
/**
 * The canvas and what is drawn on it: a layer, and where its cells lie.
 * @typedef {{ context: CanvasRenderingContext2D, layer: Layer & { column: number },
 *   palette: Palette, cell: number, toX: (index: number) => number }} Tape
 */

import { range } from "../kit/arithmetic.js";
import { css } from "../kit/colours.js";
import { fill, frame, hatch, stroke, write } from "../kit/pen.js";
import { lines } from "./layer.js";

const LARGEST_CELL = 36;
const LINE = 21,
  LABELS = 86;
export const TAPE = 8.6 * LINE; // its height

/**
 * Draw the tape, with the window that has no room any more as its last line; return where it lies.
 * @param {CanvasRenderingContext2D} context
 * @param {Layer & { column: number }} layer
 * @param {number} width
 * @param {Palette} palette
 */
export function drawTape(context, layer, width, palette) {
  const { padded, covered, fits } = layer;
  const reach = fits ? Math.max(padded, layer.next + covered) : covered;
  const cell = Math.min((width - LABELS - 6) / reach, LARGEST_CELL);
  const toX = (/** @type {number} */ index) => LABELS + index * cell;
  const tape = { context, layer, palette, cell, toX };
  drawCells(tape);
  numberCells(tape);
  label(tape, "padded input", 2 + LINE / 2, palette.muted);
  const shown = fits ? lines(layer.size, layer.column) : [];
  shown.forEach((window, index) => {
    if (window === null) label(tape, "⋮", 2 + (index + 1.5) * LINE, palette.muted);
    else drawWindow(tape, window, index + 1, true);
  });
  drawWindow(tape, fits ? layer.size : 0, shown.length + 1, false);
  return { left: LABELS, cell };
}

/**
 * @param {Tape} tape
 * @param {string} text
 * @param {number} y
 * @param {Colour} colour
 */
function label({ context, palette }, text, y, colour) {
  const look = { colour, size: 11, align: "right", baseline: "middle" };
  write(context, text, [LABELS - 8, y], palette, look);
}

/** @param {Tape} tape */
function drawCells({ context, layer, palette, cell, toX }) {
  const { padded, before, after, n, fits } = layer;
  for (const index of range(padded)) {
    const inImage = index >= before && index < before + n;
    const colour = inImage ? palette.middle : palette.padding;
    fill(context, [toX(index), 2, cell, LINE - 2], colour);
  }
  for (const index of fits ? layer.unreached : [])
    hatch(context, [toX(index), 2, cell, LINE - 2], palette.ink, 5);
  for (const index of cell >= 5 ? range(padded).slice(1) : []) {
    const x = toX(index) + 0.5;
    const ends = [
      [x, 2.5],
      [x, LINE + 0.5],
    ];
    stroke(context, ends, palette.line, { wide: 1 });
  }
  frame(context, [LABELS, 2, padded * cell, LINE - 2], palette.muted);
  if (before || after) frame(context, [toX(before), 2, n * cell, LINE - 2], palette.ink);
}

/**
 * As many positions as there is room for, none of them on a hatched cell.
 * @param {Tape} tape
 */
function numberCells({ context, layer, palette, cell, toX }) {
  const { padded, fits } = layer;
  const blind = new Set(fits ? layer.unreached : []);
  const every = [1, 2, 5, 10, 20, 50].find((step) => step * cell >= (step < 5 ? 16 : 30)) ?? 100;
  const single = every === 1;
  const wide = single ? 1 : Math.ceil(22 / cell);
  const isFree = (/** @type {number} */ index) =>
    range(wide).every((on) => index + on < padded && !blind.has(index + on));
  for (let index = 0; index < padded; index += every) {
    if (!isFree(index)) continue;
    const x = single ? toX(index + 0.5) : toX(index) + 2;
    const look = { size: 11, align: single ? "center" : "left", baseline: "middle" };
    write(context, index, [x, 2 + LINE / 2], palette, look);
  }
}

/**
 * The cells that a window takes, one block for each tap where it is dilated; dashed without room.
 * @param {Tape} tape
 * @param {number} window
 * @param {number} at the line, from 1
 * @param {boolean} hasRoom
 */
function drawWindow(tape, window, at, hasRoom) {
  const { context, layer, palette, cell, toX } = tape;
  const { stride, covered, dilation, k, column } = layer;
  const y = 2 + at * LINE + 4,
    high = LINE - 8,
    current = hasRoom && window === column;
  const colour = !hasRoom || current ? palette.accent : palette.negative;
  const first = window * stride,
    dilated = dilation > 1;
  context.save();
  context.strokeStyle = context.fillStyle = css(colour);
  context.lineWidth = 1.5;
  context.setLineDash(hasRoom ? [] : [3, 3]);
  if (dilated) {
    context.beginPath();
    context.moveTo(toX(first), y + high / 2);
    context.lineTo(toX(first + covered), y + high / 2);
    context.stroke();
  }
  const wide = (dilated ? 1 : covered) * cell - 1;
  for (const tap of range(dilated ? k : 1)) {
    const x = toX(first + tap * dilation) + 0.5;
    if (hasRoom) context.fillRect(x, y, wide, high);
    else {
      context.clearRect(x, y, wide, high);
      context.strokeRect(x, y, wide, high);
    }
  }
  context.restore();
  const shade = !hasRoom || current ? palette.accent : palette.muted;
  label(tape, hasRoom ? `window ${window}` : "no room", y + high / 2, shade);
}

/**
 * The tape in one sentence.
 * @param {Layer & { column: number }} layer
 */
export function tapeInWords(layer) {
  if (!layer.fits) return "No window fits.";
  const { size, next, covered, padded, column } = layer;
  return (
    `${size} windows along one direction, window ${column} marked; ` +
    `the next would end at ${next + covered - 1}, the padded input ends at ${padded - 1}.`
  );
}
