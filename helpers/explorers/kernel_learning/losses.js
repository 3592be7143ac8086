// The loss of every step, on a logarithmic axis.

/** @import { Palette } from "../kit/colours.js" */
/** @import { Step } from "./descent.js" */

import { clamp } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { paintAxes } from "../kit/chart.js";
import { dot, stroke } from "../kit/pen.js";
import { short } from "../kit/words.js";
import { RUN_AWAY } from "./descent.js";

const LEFT = 66,
  RIGHT = 14,
  TOP = 10,
  BELOW = 40;
const LOWEST = 1e-4; // below it the curve lies on the axis
const EVERY = 2; // powers of ten from line to line

/**
 * The step below the pointer.
 * @param {number} x
 * @param {number} width
 * @param {number} last
 */
export function stepAt(x, width, last) {
  return clamp(Math.round(((x - LEFT) / (width - LEFT - RIGHT)) * last), 0, last);
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{ width: number, height: number }} size
 * @param {number} last
 * @param {{ made: Step[], step: number }} descent
 * @param {Palette} palette
 */
export function drawLosses(canvas, { width, height }, last, { made, step }, palette) {
  const context = fit(canvas, width, height);
  const wide = width - LEFT - RIGHT,
    high = height - TOP - BELOW;
  const lowest = Math.log10(LOWEST),
    highest = Math.ceil(Math.log10(made[0].loss * RUN_AWAY));
  const toX = (/** @type {number} */ at) => LEFT + (at / last) * wide;
  const toY = (/** @type {number} */ loss) => {
    const part = (Math.log10(Math.max(loss, LOWEST)) - lowest) / (highest - lowest);
    return TOP + high * (1 - clamp(part, 0, 1));
  };
  /** @type {[number, string][]} */
  const levels = [];
  for (let power = lowest; power <= highest; power += EVERY)
    levels.push([toY(10 ** power), short(10 ** power)]);
  /** @type {[number, string][]} */
  const ticks = [0, last / 2, last].map((at) => [toX(at), String(at)]);
  const rectangle = [LEFT, TOP, wide, high];
  paintAxes(context, rectangle, { levels, ticks, title: "step", now: toX(step) }, palette);
  const points = made.map(({ loss }, at) => [toX(at), toY(loss)]);
  stroke(context, points, palette.accent);
  dot(context, points[step], palette.accent, { size: 5 });
}
