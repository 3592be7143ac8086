// The sums of all steps as a curve, with a mark at one of them.

/** @import { Colour, Palette } from "../kit/colours.js" */
/** @import { Box } from "../kit/grid.js" */

import { clamp } from "../kit/arithmetic.js";
import { paintAxes } from "../kit/chart.js";
import { dot, legend, stroke } from "../kit/pen.js";
import { ticks } from "../kit/plot.js";
import { short } from "../kit/words.js";

const LEFT = 34,
  RIGHT = 12,
  TOP = 8,
  BELOW = 38; // for the steps and their name
const ROOM = 1.08; // above the highest

/**
 * Where the curve lies in its panel: [left, top, width, height].
 * @param {Required<Box>} box
 */
function inside({ x, y, width, height }) {
  return [x + LEFT, y + TOP, width - LEFT - RIGHT, height - TOP - BELOW];
}

/**
 * The step below the pointer; null beside the panel.
 * @param {number} x
 * @param {number} y
 * @param {Required<Box>} box
 * @param {number} last
 */
export function stepAt(x, y, box, last) {
  if (x < box.x || y < box.y || y > box.y + box.height) return null;
  const [left, , width] = inside(box);
  return clamp(Math.round(((x - left) / width) * last), 0, last);
}

/**
 * The sums as far as they are known: strong up to the step, pale behind it. The dashed line is what
 * the strongest patch of a digit has.
 * @param {CanvasRenderingContext2D} context
 * @param {Required<Box>} box
 * @param {number[]} sums
 * @param {{ step: number, last: number, best: number }} marks
 * @param {Palette} palette
 */
export function paintCurve(context, box, sums, { step, last, best }, palette) {
  const [left, top, width, height] = inside(box);
  const low = Math.min(0, best, ...sums),
    high = ROOM * Math.max(0, best, ...sums) || 1;
  const toX = (/** @type {number} */ at) => left + (at / last) * width;
  const toY = (/** @type {number} */ sum) => top + height * (1 - (sum - low) / (high - low));
  /** @type {[number, string][]} */
  const levels = ticks(low, high).map((sum) => [toY(sum), short(sum)]);
  /** @type {[number, string][]} */
  const steps = [0, last / 2, last].map((at) => [toX(at), String(at)]);
  const rectangle = [left, top, width, height];
  paintAxes(context, rectangle, { levels, ticks: steps, title: "step", now: toX(step) }, palette);
  const line = [left, left + width].map((x) => [x, toY(best)]);
  stroke(context, line, palette.negative, { dashed: true });
  const points = sums.map((sum, at) => [toX(at), toY(sum)]);
  stroke(context, points, palette.accent, { alpha: 0.4 });
  stroke(context, points.slice(0, step + 1), palette.accent);
  dot(context, points[step], palette.accent, { size: 5 });
  /** @type {[string, Colour][]} */
  const names = [
    ["the unit's sum", palette.accent],
    ["a digit's strongest", palette.negative],
  ];
  legend(context, names, [left, box.y - 10], width, palette);
}
