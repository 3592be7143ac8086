// Curves over epochs: scales, axes and marks on a canvas. Lengths are CSS pixels, epochs count from 1.

import { dot, fill, frame, stroke, write } from "./pen.js";
import { short } from "./words.js";

/** The values of an axis that deserve a line: 1, 2 or 5 times a power of ten, about `count` of them. */
export function ticks(low, high, count = 5) {
  const rough = (high - low) / count,
    power = 10 ** Math.floor(Math.log10(rough));
  const step = power * [10, 5, 2, 1].find((factor) => factor * power <= rough * 1.5);
  const found = [];
  for (let at = Math.ceil(low / step - 1e-9); at * step <= high * (1 + 1e-9); at++)
    found.push(at * step);
  return found;
}

/** The same for a logarithmic axis: powers of ten, with steps between them where there are few. */
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
 * A frame for curves in the box [left, top, width, height], epochs 1 to `epochs` across.
 * `toX(epoch)` and `toY(value)` give pixels, `epochAt(px)` the epoch below the pointer.
 * @param {CanvasRenderingContext2D} context
 * @param {import("./colours.js").Palette} palette
 * @param {number[]} box
 * @param {{ epochs: number, low: number, high: number, log?: boolean }} scale
 */
export function plot(
  context,
  palette,
  [left, top, width, height],
  { epochs, low, high, log = false },
) {
  const part = (value) =>
    log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  const toX = (epoch) => left + ((epoch - 0.5) / epochs) * width;
  const toY = (value) => top + height - part(value) * height;

  const line = (points, colour, options) => {
    context.save();
    context.beginPath();
    context.rect(left, top - 6, width, height + 6);
    context.clip();
    const across = points.map(([epoch, value]) => [toX(epoch), toY(value)]);
    stroke(context, across, colour, options);
    context.restore();
  };
  const mark = (epoch, value, colour, options) =>
    dot(context, [toX(epoch), toY(value)], colour, options);
  const label = (text, x, y, options) =>
    write(context, text, [x, y], palette, { colour: palette.muted, size: 12, ...options });
  const axes = (values) => {
    for (const value of values) {
      const y = Math.round(toY(value)) + 0.5;
      const across = [
        [left, y],
        [left + width, y],
      ];
      stroke(context, across, palette.line, { wide: 1, alpha: 0.5 });
      label(short(value), left - 6, y + 4, { align: "right" });
    }
    const every = [1, 5].find((step) => (step * width) / epochs >= 24) ?? 10;
    for (let epoch = 1; epoch <= epochs; epoch++)
      if (epoch === 1 || epoch % every === 0)
        label(String(epoch), toX(epoch), top + height + 17, { align: "center" });
    frame(context, [left, top - 6, width, height + 6], palette.line);
  };
  const epochAt = (px) =>
    Math.min(Math.max(Math.floor(((px - left) / width) * epochs) + 1, 1), epochs);
  const column = (epoch, colour, alpha) => {
    const box = [left + ((epoch - 1) / epochs) * width, top - 5, width / epochs, height + 5];
    fill(context, box, colour, alpha);
  };
  return { toX, toY, line, dot: mark, axes, epochAt, column };
}
