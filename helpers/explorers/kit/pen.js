// Lines, dots, frames and words on a canvas. Lengths are CSS pixels.

/** @import { Colour, Palette } from "./colours.js" */

import { css } from "./colours.js";

const LEGEND_SIZE = 13,
  LEGEND_GAP = 14,
  LEGEND_SQUARE = 12;
const DASHES = [5, 4];

/**
 * A line through points.
 * @param {CanvasRenderingContext2D} context
 * @param {number[][]} points each [x, y]
 * @param {Colour} colour
 */
export function stroke(context, points, colour, { wide = 2, dashed = false, alpha = 1 } = {}) {
  context.save();
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.strokeStyle = css(colour, alpha);
  context.lineWidth = wide;
  context.lineJoin = "round";
  if (dashed) context.setLineDash(DASHES);
  context.stroke();
  context.restore();
}

/**
 * A dot around a point; `size` is its radius.
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} point [x, y]
 * @param {Colour} colour
 */
export function dot(context, [x, y], colour, { size = 3, alpha = 1 } = {}) {
  context.beginPath();
  context.arc(x, y, size, 0, 2 * Math.PI);
  context.fillStyle = css(colour, alpha);
  context.fill();
}

/**
 * Fill a rectangle.
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} rectangle [x, y, width, height]
 * @param {Colour} colour
 */
export function fill(context, [x, y, width, height], colour, alpha = 1) {
  context.fillStyle = css(colour, alpha);
  context.fillRect(x, y, width, height);
}

/**
 * Write a text and return its width. `align` and `baseline` are those of a canvas; a text longer
 * than `room` is made narrower.
 * @param {CanvasRenderingContext2D} context
 * @param {string | number} text
 * @param {number[]} place [x, y]
 * @param {Palette} palette
 * @param {{ colour?: Colour, align?: string, baseline?: string,
 *   size?: number, bold?: boolean, room?: number }} options
 */
export function write(context, text, [x, y], palette, options = {}) {
  const { colour = palette.ink, align = "left", baseline = "alphabetic" } = options;
  const { size = 13, bold = false, room } = options;
  context.font = `${bold ? "bold " : ""}${size}px ${palette.font}`;
  context.textAlign = /** @type {CanvasTextAlign} */ (align);
  context.textBaseline = /** @type {CanvasTextBaseline} */ (baseline);
  context.fillStyle = css(colour);
  context.fillText(String(text), x, y, room);
  return context.measureText(String(text)).width;
}

/**
 * Words in their colours in one line; where they are too long for it, they are written smaller.
 * With `squares` each stands behind a square of its colour.
 * @param {CanvasRenderingContext2D} context
 * @param {[string, Colour][]} entries
 * @param {number[]} place [x, y] of the first
 * @param {number} room for all of them
 * @param {Palette} palette
 */
export function legend(context, entries, [x, y], room, palette, { squares = false } = {}) {
  const before = squares ? LEGEND_SQUARE + 5 : 0;
  const gaps = LEGEND_GAP * (entries.length - 1) + before * entries.length;
  context.font = `${LEGEND_SIZE}px ${palette.font}`;
  const words = entries.reduce((sum, [text]) => sum + context.measureText(text).width, 0);
  const size = LEGEND_SIZE * Math.min(1, (room - gaps) / words);
  for (const [text, colour] of entries) {
    const look = { colour: squares ? palette.muted : colour, size };
    if (squares) fill(context, [x, y - 11, LEGEND_SQUARE, LEGEND_SQUARE], colour);
    x += before + write(context, text, [x + before, y], palette, look) + LEGEND_GAP;
  }
}

/**
 * A thin frame around a rectangle.
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} rectangle [x, y, width, height]
 * @param {Colour} colour
 */
export function frame(context, [x, y, width, height], colour, { wide = 1, dashed = false } = {}) {
  context.save();
  context.strokeStyle = css(colour);
  context.lineWidth = wide;
  if (dashed) context.setLineDash(DASHES);
  context.strokeRect(x + 0.5, y + 0.5, width, height);
  context.restore();
}

/**
 * A frame that stands out on any colour: accent, between two lines of paper.
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} rectangle [x, y, width, height]
 * @param {Palette} palette
 */
export function highlight(context, rectangle, palette, { line = 2.5, dashed = false } = {}) {
  const [x, y, width, height] = rectangle;
  context.save();
  context.lineJoin = "round";
  context.strokeStyle = css(palette.paper);
  context.lineWidth = line + 2;
  context.strokeRect(x + 0.5, y + 0.5, width, height);
  context.strokeStyle = css(palette.accent);
  context.lineWidth = line;
  if (dashed) context.setLineDash(DASHES);
  context.strokeRect(x + 0.5, y + 0.5, width, height);
  context.restore();
}

/**
 * Thin diagonal lines over a rectangle: what no window reaches.
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} rectangle [x, y, width, height]
 * @param {Colour} colour
 */
export function hatch(context, [x, y, width, height], colour, step = 6) {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.beginPath();
  // Lines start at multiples of the step, so that neighbouring rectangles join without a seam.
  for (let at = Math.floor((x + y) / step) * step; at <= x + y + width + height; at += step) {
    context.moveTo(at - y, y);
    context.lineTo(at - y - height, y + height);
  }
  context.strokeStyle = css(colour);
  context.lineWidth = 1.5;
  context.stroke();
  context.restore();
}
