// Curves over epochs: scales, axes and marks on a canvas. Lengths are CSS pixels; epochs count from
// 1.

/** @import { Colour, Palette } from "./colours.js" */

import { dot, fill, frame, stroke, write } from "./pen.js";
import { short } from "./words.js";

/**
 * @typedef {{ context: CanvasRenderingContext2D, toX: (epoch: number) => number,
 *   toY: (value: number) => number, epochAt: (px: number) => number,
 *   line: (points: number[][], colour: Colour, look?: Look) => void,
 *   dot: (epoch: number, value: number, colour: Colour, look?: Look) => void,
 *   axes: (values: number[]) => void,
 *   column: (epoch: number, colour: Colour, alpha: number) => void }} Curves
 * @typedef {{ wide?: number, dashed?: boolean, alpha?: number, size?: number }} Look
 * @typedef {{ epochs: number, low: number, high: number, log?: boolean }} Scale
 */

/**
 * The values of an axis that deserve a line: 1, 2 or 5 times a power of ten, about `count` of them.
 * @param {number} low
 * @param {number} high
 */
export function ticks(low, high, count = 5) {
  const rough = (high - low) / count,
    power = 10 ** Math.floor(Math.log10(rough));
  // The last factor always is small enough.
  const step = power * ([10, 5, 2].find((factor) => factor * power <= rough * 1.5) ?? 1);
  const found = [];
  for (let at = Math.ceil(low / step - 1e-9); at * step <= high * (1 + 1e-9); at++)
    found.push(at * step);
  return found;
}

/**
 * The same for a logarithmic axis: powers of ten, with steps between them where there are few.
 * @param {number} low
 * @param {number} high
 */
export function logTicks(low, high) {
  const decades = Math.log10(high / low);
  const steps = decades > 2 ? [1] : decades > 1 ? [1, 3] : [1, 1.5, 2, 3, 5, 7];
  const found = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
    for (const step of steps) {
      const value = Number((step * 10 ** power).toPrecision(3));
      if (value >= low * 0.999 && value <= high * 1.001) found.push(value);
    }
  return found;
}

/**
 * A frame for curves, epochs 1 to `epochs` across. `toX(epoch)` and `toY(value)` give pixels,
 * `epochAt(px)` the epoch below the pointer.
 * @param {CanvasRenderingContext2D} context
 * @param {Palette} palette
 * @param {number[]} box [left, top, width, height]
 * @param {Scale} scale
 * @returns {Curves}
 */
export function plot(
  context,
  palette,
  [left, top, width, height],
  { epochs, low, high, log = false },
) {
  const part = (/** @type {number} */ value) =>
    log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  const toX = (/** @type {number} */ epoch) => left + ((epoch - 0.5) / epochs) * width;
  const toY = (/** @type {number} */ value) => top + height - part(value) * height;

  /** @type {Curves["line"]} */
  const line = (points, colour, look) => {
    context.save();
    context.beginPath();
    context.rect(left, top - 6, width, height + 6);
    context.clip();
    const across = points.map(([epoch, value]) => [toX(epoch), toY(value)]);
    stroke(context, across, colour, look);
    context.restore();
  };
  /** @type {Curves["dot"]} */
  const mark = (epoch, value, colour, look) => dot(context, [toX(epoch), toY(value)], colour, look);
  /** @type {(text: string, place: number[], align: string) => void} */
  const label = (text, place, align) => {
    write(context, text, place, palette, { colour: palette.muted, size: 12, align });
  };
  /** @type {Curves["axes"]} */
  const axes = (values) => {
    for (const value of values) {
      const y = Math.round(toY(value)) + 0.5;
      const across = [
        [left, y],
        [left + width, y],
      ];
      stroke(context, across, palette.line, { wide: 1, alpha: 0.5 });
      label(short(value), [left - 6, y + 4], "right");
    }
    const every = [1, 5].find((step) => (step * width) / epochs >= 24) ?? 10;
    for (let epoch = 1; epoch <= epochs; epoch++)
      if (epoch === 1 || epoch % every === 0)
        label(String(epoch), [toX(epoch), top + height + 17], "center");
    frame(context, [left, top - 6, width, height + 6], palette.line);
  };
  /** @type {Curves["epochAt"]} */
  const epochAt = (px) =>
    Math.min(Math.max(Math.floor(((px - left) / width) * epochs) + 1, 1), epochs);
  /** @type {Curves["column"]} */
  const column = (epoch, colour, alpha) => {
    const box = [left + ((epoch - 1) / epochs) * width, top - 5, width / epochs, height + 5];
    fill(context, box, colour, alpha);
  };
  return { context, toX, toY, line, dot: mark, axes, epochAt, column };
}
