// A bar in the field of three cells, and how they answer while one property of the bar changes.

import { clamp } from "../kit/arithmetic.js";
import { fit, paintPixels } from "../kit/canvas.js";
import { paintAxes, pictureAndChart } from "../kit/chart.js";
import { grey, mix } from "../kit/colours.js";
import { liveLine } from "../kit/elements.js";
import { pixelsOf } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { dot, stroke, write } from "../kit/pen.js";
import { mount } from "../kit/view.js";
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
 * @typedef {{ name: "angle" | "position" | "length", title: string, first: number, last: number, step: number }} Property
 * @typedef {{ field: any, properties: Property[], property: number, prefers: number,
 *   angle: number, position: number, length: number }} Traits
 * @typedef {import("../kit/view.js").View<Traits>} View
 */

/** @param {View} view */
function build(view) {
  const { row, picture, chart, chartWidth } = pictureAndChart();
  const line = liveLine("cnn-tuning-text");
  view.root.append(row, line);
  let width = 0;
  const swept = () => view.get("properties")[view.get("property")];
  const curvesOf = remembered();
  moveAlong(view, chart, swept, () => width);

  return (resized) => {
    if (resized) width = chartWidth();
    const field = view.get("field"),
      prefers = view.get("prefers"),
      palette = view.palette();
    const stimulus = Object.fromEntries(
      view.get("properties").map(({ name }) => [name, view.get(name)]),
    );
    const { cells, values, runs } = curvesOf(field, prefers, stimulus, swept());
    const seen = bar(field, stimulus.angle, stimulus.position, stimulus.length),
      now = answers(cells, seen);
    paintField(fit(picture, HEIGHT, HEIGHT), seen, cells.simple.weights, field.size, palette);
    const at = stimulus[swept().name];
    paintChart(fit(chart, width, HEIGHT), width, swept(), { at, values, runs, now }, palette);

    const text = describe({ prefers, ...stimulus }, now);
    picture.setAttribute("aria-label", text);
    chart.setAttribute("aria-label", `Answers while the ${swept().title} changes. ${text}`);
    line.say(text);
  };
}

/**
 * Click the chart, or press the arrow keys, to change the property that runs along it.
 * @param {View} view
 * @param {HTMLCanvasElement} chart
 * @param {() => Property} swept
 * @param {() => number} width
 */
function moveAlong(view, chart, swept, width) {
  const place = (value) => {
    const { name, first, last, step } = swept();
    view.set({ [name]: clamp(first + Math.round((value - first) / step) * step, first, last) });
  };
  onPoint(chart, (x) => {
    const { first, last } = swept();
    place(first + ((x - LEFT) / (width() - LEFT - RIGHT)) * (last - first));
  });
  onArrows(chart, (rows, columns) => {
    const { name, first, last, step } = swept(),
      steps = columns - rows;
    place(Number.isFinite(steps) ? view.get(name) + steps * step : steps > 0 ? last : first);
  });
}

/**
 * A function that gives the cells and their three curves, and computes them anew only where they
 * change: with everything but the property that runs along them.
 */
function remembered() {
  let preferred = null,
    cells = null,
    curves = null,
    curvesKey = "";
  return (field, prefers, stimulus, { name, first, last, step }) => {
    if (preferred !== prefers) cells = cellsFor(field, prefers);
    preferred = prefers;
    const key = JSON.stringify([prefers, name, { ...stimulus, [name]: 0 }]);
    if (key !== curvesKey) {
      const count = Math.round((last - first) / step) + 1;
      const values = Array.from({ length: count }, (_, index) => first + index * step);
      curves = { values, runs: sweep(field, cells, stimulus, name, values) };
      curvesKey = key;
    }
    return { cells, ...curves };
  };
}

/** The bar, with the simple cell's weights laid over it. */
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

function paintChart(context, width, { title, first, last }, { at, values, runs, now }, palette) {
  const wide = width - LEFT - RIGHT,
    high = HEIGHT - TOP - BOTTOM;
  const toX = (value) => LEFT + ((value - first) / (last - first)) * wide;
  const toY = (value) => TOP + high * (1 - value / 1.05);
  const quarters = [0, 1, 2, 3, 4].map((quarter) => first + (quarter / 4) * (last - first));
  const axes = {
    levels: [0, 0.5, 1].map((level) => [toY(level), number(level, 1)]),
    ticks: quarters.map((tick) => [toX(tick), number(tick, 0)]),
    title,
    now: toX(at),
  };
  paintAxes(context, [LEFT, TOP, wide, high], axes, palette);
  let x = LEFT;
  [palette.positive, palette.negative, palette.accent].forEach((colour, index) => {
    const points = values.map((value, step) => [toX(value), toY(runs[step][index])]);
    stroke(context, points, colour, { wide: WIDTHS[index] });
    dot(context, [toX(at), toY(now[index])], colour, { size: DOTS[index] });
    x += write(context, NAMES[index], [x, 10], palette, { colour, baseline: "middle" }) + 16;
  });
}

export default { render: (context) => mount(context, "cnn-charted cnn-tuning", build) };
