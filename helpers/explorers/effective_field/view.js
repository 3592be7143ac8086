// The effective receptive field: every pixel a unit sees, and how much it counts.

/** @import { Palette } from "../kit/colours.js" */
/** @import { Matrix } from "../kit/arithmetic.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Rows } from "./field.js" */
/**
 * The traits of helpers.explorers.effective_field.explorer.EffectiveFieldView.
 * @typedef {{ sizes: number[], kinds: string[], counts: number, kernels: Rows[][],
 *   layers: number, size: number, weights: number }} Traits
 */

import { fit } from "../kit/canvas.js";
import { paintAxes, pictureAndChart } from "../kit/chart.js";
import { diverging } from "../kit/colours.js";
import { liveLine } from "../kit/elements.js";
import { inside, layOut, paintCells } from "../kit/grid.js";
import { dot, stroke, write } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { number } from "../kit/words.js";
import { describe, sensitivity, spread } from "./field.js";

const HEIGHT = 270,
  LEFT = 44,
  RIGHT = 12,
  TOP = 26,
  BELOW = 42,
  FINE = 160; // points of the bell curve

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const { row, picture, chart, chartWidth } = pictureAndChart();
  const line = liveLine("", { letters: 275 });
  view.root.append(row, line);
  let width = 0;

  return (resized) => {
    if (resized) width = chartWidth();
    const layers = view.get("layers"),
      k = view.get("sizes")[view.get("size")],
      weights = view.get("kinds")[view.get("weights")],
      palette = view.palette();
    const strength = sensitivity(layers, k, weights, view.get("kernels"));
    const text = describe(layers, k, weights, strength, view.get("counts"));
    picture.setAttribute("aria-label", text);
    chart.setAttribute("aria-label", `The middle row, and a bell curve. ${text}`);
    line.say(text);
    paintField(fit(picture, HEIGHT, HEIGHT), strength, palette);
    paintRow(fit(chart, width, HEIGHT), width, strength, spread(layers, k), palette);
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Matrix} strength
 * @param {Palette} palette
 */
function paintField(context, { rows, columns, values }, palette) {
  const grid = layOut(rows, columns, inside(HEIGHT, HEIGHT));
  const colourOf = (/** @type {number} */ row, /** @type {number} */ column) =>
    diverging(values[row * columns + column], 1, palette);
  paintCells(context, grid, colourOf, palette);
}

/**
 * The middle row of the field, and the bell curve.
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {Matrix} strength
 * @param {number} deviation of the bell curve, in pixels
 * @param {Palette} palette
 */
function paintRow(context, width, { rows: n, values }, deviation, palette) {
  const wide = width - LEFT - RIGHT,
    high = HEIGHT - TOP - BELOW,
    reach = (n + 1) / 2;
  const toX = (/** @type {number} */ pixel) => LEFT + ((pixel + reach) / (2 * reach)) * wide;
  const toY = (/** @type {number} */ part) => TOP + high * (1 - part);
  /** @type {[number, string][]} */
  const levels = [0, 0.5, 1].map((part) => [toY(part), number(part)]);
  const end = (n - 1) / 2;
  /** @type {[number, string][]} */
  const ticks = [-end, 0, end].map((pixel) => [toX(pixel), number(pixel)]);
  const axes = { levels, ticks, title: "pixels from the middle", now: toX(0) };
  paintAxes(context, [LEFT, TOP, wide, high], axes, palette);
  const bell = Array.from({ length: FINE + 1 }, (_, at) => {
    const pixel = -reach + (2 * reach * at) / FINE;
    return [toX(pixel), toY(Math.exp(-(pixel ** 2) / (2 * deviation ** 2)))];
  });
  stroke(context, bell, palette.negative);
  const middle = Math.floor(n / 2) * n;
  const points = Array.from({ length: n }, (_, at) => [toX(at - end), toY(values[middle + at])]);
  stroke(context, points, palette.accent);
  for (const point of points) dot(context, point, palette.accent);
  const name = { colour: palette.accent, baseline: "middle" };
  const long = write(context, "|gradient|", [LEFT, 10], palette, name);
  const other = { colour: palette.negative, baseline: "middle" };
  write(context, "bell curve", [LEFT + long + 16, 10], palette, other);
}

export default widget("cnn-charted cnn-effective", build);
