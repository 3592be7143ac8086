// A bar in the field of three cells, and how they answer while one property of the bar changes.

/** @import { Palette } from "../kit/colours.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Bar, Cells, Field } from "./cells.js" */
/**
 * What can be changed of the bar, and how far.
 * @typedef {{ name: keyof Bar, title: string, first: number, last: number,
 *   step: number }} Property
 */
/**
 * The traits of helpers.explorers.cortex.explorer.OrientationTuningView.
 * @typedef {{ field: Field, properties: Property[], property: number, prefers: number,
 *   angle: number, position: number, length: number }} Traits
 */
/**
 * The cells, and their answers at each of the values that the property runs through.
 * @typedef {{ cells: Cells, values: number[], runs: number[][] }} Curves
 */

import { clamp } from "../kit/arithmetic.js";
import { fit, paintPixels } from "../kit/canvas.js";
import { paintAxes, pictureAndChart } from "../kit/chart.js";
import { grey, mix } from "../kit/colours.js";
import { liveLine } from "../kit/elements.js";
import { pixelsOf } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { dot, stroke, write } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { number } from "../kit/words.js";
import { answers, bar, cellsFor, describe, NAMES, sweep } from "./cells.js";

const HEIGHT = 250,
  LEFT = 34,
  RIGHT = 18,
  TOP = 26,
  BOTTOM = 36;
// Curves that lie on each other can all be seen: the first is the widest, the last the thinnest.
const WIDTHS = [5, 3, 1.6],
  DOTS = [7, 5.5, 4];

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const { row, picture, chart, chartWidth } = pictureAndChart();
  const line = liveLine("cnn-tuning-text", { letters: 140 });
  view.root.append(row, line);
  let width = 0;
  const curvesOf = remembered();
  moveAlong(view, chart, () => width);

  return (resized) => {
    if (resized) width = chartWidth();
    const field = view.get("field"),
      prefers = view.get("prefers"),
      palette = view.palette();
    const swept = sweptIn(view),
      stimulus = barIn(view);
    const curves = curvesOf(field, prefers, stimulus, swept),
      { cells } = curves;
    const seen = bar(field, stimulus.angle, stimulus.position, stimulus.length),
      now = answers(cells, seen);
    paintField(fit(picture, HEIGHT, HEIGHT), seen, cells.simple.weights, field.size, palette);
    const at = stimulus[swept.name];
    paintChart(fit(chart, width, HEIGHT), width, swept, curves, { at, now }, palette);

    const text = describe(prefers, stimulus, now);
    picture.setAttribute("aria-label", text);
    chart.setAttribute("aria-label", `Answers while the ${swept.title} changes. ${text}`);
    line.say(text);
  };
}

/**
 * The property that runs along the chart.
 * @param {View<Traits>} view
 */
function sweptIn(view) {
  return view.get("properties")[view.get("property")];
}

/**
 * @param {View<Traits>} view
 * @returns {Bar}
 */
function barIn(view) {
  return { angle: view.get("angle"), position: view.get("position"), length: view.get("length") };
}

/**
 * Click the chart, or press the arrow keys, to change the property that runs along it.
 * @param {View<Traits>} view
 * @param {HTMLCanvasElement} chart
 * @param {() => number} width
 */
function moveAlong(view, chart, width) {
  const place = (/** @type {number} */ value) => {
    const { name, first, last, step } = sweptIn(view);
    view.set({ [name]: clamp(first + Math.round((value - first) / step) * step, first, last) });
  };
  onPoint(chart, (x) => {
    const { first, last } = sweptIn(view);
    place(first + ((x - LEFT) / (width() - LEFT - RIGHT)) * (last - first));
  });
  onArrows(chart, (rows, columns) => {
    const { name, first, last, step } = sweptIn(view),
      steps = columns - rows;
    place(Number.isFinite(steps) ? view.get(name) + steps * step : steps > 0 ? last : first);
  });
}

/**
 * A function that gives the cells and their three curves, and computes them anew only where they
 * change: with everything but the property that runs along them.
 * @returns {(field: Field, prefers: number, stimulus: Bar, swept: Property) => Curves}
 */
function remembered() {
  /** @type {Curves | null} */
  let curves = null;
  let cellsKey = -1,
    curvesKey = "";
  return (field, prefers, stimulus, { name, first, last, step }) => {
    const key = JSON.stringify([prefers, name, { ...stimulus, [name]: 0 }]);
    if (curves && key === curvesKey) return curves;
    const cells = curves && cellsKey === prefers ? curves.cells : cellsFor(field, prefers);
    const count = Math.round((last - first) / step) + 1;
    const values = Array.from({ length: count }, (_, index) => first + index * step);
    curves = { cells, values, runs: sweep(field, cells, stimulus, name, values) };
    cellsKey = prefers;
    curvesKey = key;
    return curves;
  };
}

/**
 * The bar, with the simple cell's weights laid over it.
 * @param {CanvasRenderingContext2D} context
 * @param {Float64Array} seen
 * @param {Float64Array} weights
 * @param {number} size
 * @param {Palette} palette
 */
function paintField(context, seen, weights, size, palette) {
  const largest = Math.max(...weights);
  // The bar is bright on dark in both themes, as it was on Hubel and Wiesel's screen.
  const screen = { paper: [24, 26, 30], ink: [255, 255, 255] };
  const pixels = pixelsOf(size, size, (row, column) => {
    const at = row * size + column,
      weight = weights[at] / largest;
    const sign = weight > 0 ? palette.positive : palette.negative,
      strength = Math.min(0.75, 0.9 * Math.abs(weight));
    return mix(grey(seen[at], 0, 1, screen), sign, strength).map(Math.round);
  });
  paintPixels(context, pixels, [0, 0, HEIGHT, HEIGHT]);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {Property} swept
 * @param {Curves} curves
 * @param {{ at: number, now: number[] }} here where the bar is on the curves, and its answers
 * @param {Palette} palette
 */
function paintChart(context, width, { title, first, last }, { values, runs }, here, palette) {
  const wide = width - LEFT - RIGHT,
    high = HEIGHT - TOP - BOTTOM;
  const toX = (/** @type {number} */ value) => LEFT + ((value - first) / (last - first)) * wide;
  const toY = (/** @type {number} */ value) => TOP + high * (1 - value / 1.05);
  const axes = {
    levels: levelsAt(toY),
    ticks: ticksAt(toX, first, last),
    title,
    now: toX(here.at),
  };
  paintAxes(context, [LEFT, TOP, wide, high], axes, palette);
  let x = LEFT;
  [palette.positive, palette.negative, palette.accent].forEach((colour, index) => {
    const points = values.map((value, step) => [toX(value), toY(runs[step][index])]);
    stroke(context, points, colour, { wide: WIDTHS[index] });
    dot(context, [toX(here.at), toY(here.now[index])], colour, { size: DOTS[index] });
    x += write(context, NAMES[index], [x, 10], palette, { colour, baseline: "middle" }) + 16;
  });
}

/**
 * @param {(value: number) => number} toY
 * @returns {[number, string][]}
 */
function levelsAt(toY) {
  return [0, 0.5, 1].map((level) => [toY(level), number(level, 1)]);
}

/**
 * Five of them, evenly spread.
 * @param {(value: number) => number} toX
 * @param {number} first
 * @param {number} last
 * @returns {[number, string][]}
 */
function ticksAt(toX, first, last) {
  const quarters = [0, 0.25, 0.5, 0.75, 1].map((part) => first + part * (last - first));
  return quarters.map((tick) => [toX(tick), number(tick, 0)]);
}

export default widget("cnn-charted cnn-tuning", build);
