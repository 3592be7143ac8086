// Lines, dots and words on a canvas. Colours are [red, green, blue], lengths CSS pixels.

import { css } from "./canvas.js";

/** A line through points [x, y]. */
export function stroke(context, points, colour, wide) {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.strokeStyle = css(colour);
  context.lineWidth = wide;
  context.stroke();
}

export function dot(context, [x, y], radius, colour) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = css(colour);
  context.fill();
}

/** Words at a point, which is their "left", "right" or "center"; returns their width. */
export function write(context, text, [x, y], colour, align, font) {
  context.font = `13px ${font}`;
  context.textAlign = align;
  context.textBaseline = "middle";
  context.fillStyle = css(colour);
  context.fillText(text, x, y);
  return context.measureText(text).width;
}
