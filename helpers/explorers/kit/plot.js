// Curves over epochs: scales, axes and marks on a canvas. Lengths are CSS pixels, epochs count from 1.

import { css } from "./canvas.js";

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

/** A number of any size in few characters: 0.5, 0.0003, 2e−5. */
export function short(value, digits = 2) {
  const tiny = value !== 0 && Math.abs(value) < 1e-4;
  const text = tiny
    ? Number(value)
        .toExponential(digits - 1)
        .replace(/\.0+e/, "e")
    : String(Number(value.toPrecision(digits)));
  return text.replace("-", "−");
}

/**
 * A frame for curves in the box [left, top, width, height], epochs 1 to `epochs` across.
 * `toX(epoch)` and `toY(value)` give pixels, `epochAt(px)` the epoch below the pointer.
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

  const line = (points, colour, { wide = 2, dashed = false, alpha = 1 } = {}) => {
    context.save();
    context.beginPath();
    context.rect(left, top - 6, width, height + 6);
    context.clip();
    context.beginPath();
    for (const [epoch, value] of points) context.lineTo(toX(epoch), toY(value));
    context.strokeStyle = css(colour, alpha);
    context.lineWidth = wide;
    context.lineJoin = "round";
    if (dashed) context.setLineDash([5, 4]);
    context.stroke();
    context.restore();
  };
  const dot = (epoch, value, colour, { size = 3, alpha = 1 } = {}) => {
    context.beginPath();
    context.arc(toX(epoch), toY(value), size, 0, 2 * Math.PI);
    context.fillStyle = css(colour, alpha);
    context.fill();
  };
  const write = (text, x, y, colour, { align = "left", size = 13 } = {}) => {
    context.fillStyle = css(colour);
    context.textAlign = align;
    context.textBaseline = "alphabetic";
    context.font = `${size}px ${palette.font}`;
    context.fillText(text, x, y);
  };
  const axes = (values) => {
    context.lineWidth = 1;
    for (const value of values) {
      const y = Math.round(toY(value)) + 0.5;
      context.strokeStyle = css(palette.line, 0.5);
      context.beginPath();
      context.moveTo(left, y);
      context.lineTo(left + width, y);
      context.stroke();
      write(short(value), left - 6, y + 4, palette.muted, { align: "right", size: 12 });
    }
    const every = [1, 5].find((step) => (step * width) / epochs >= 24) ?? 10;
    for (let epoch = 1; epoch <= epochs; epoch++)
      if (epoch === 1 || epoch % every === 0)
        write(String(epoch), toX(epoch), top + height + 17, palette.muted, {
          align: "center",
          size: 12,
        });
    context.strokeStyle = css(palette.line);
    context.strokeRect(left + 0.5, top - 5.5, width, height + 6);
  };
  const epochAt = (px) =>
    Math.min(Math.max(Math.floor(((px - left) / width) * epochs) + 1, 1), epochs);
  const column = (epoch, colour, alpha) => {
    context.fillStyle = css(colour, alpha);
    context.fillRect(left + ((epoch - 1) / epochs) * width, top - 5, width / epochs, height + 5);
  };
  return { toX, toY, line, dot, write, axes, epochAt, column };
}
