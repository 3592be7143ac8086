// What one neuron looks at, and how the weights of a whole layer grow with the picture.

/** @import { Axes } from "../kit/chart.js" */
/** @import { Colour, Palette } from "../kit/colours.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Layers } from "./layer.js" */
/**
 * The traits of helpers.explorers.dense_versus_conv.explorer.DenseVersusConvView.
 * @typedef {{ sizes: number[], channel_counts: number[], unit_counts: number[], size: number,
 *   channels: number, units: number, kernel: number, filters: number }} Traits
 */

import { fit } from "../kit/canvas.js";
import { paintAxes, pictureAndChart } from "../kit/chart.js";
import { liveLine } from "../kit/elements.js";
import { dot, fill, frame, hatch, highlight, stroke, write } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { convParameters, counted, denseParameters, describe } from "./layer.js";

const HEIGHT = 290,
  SIDE = 210,
  LEFT = 68,
  RIGHT = 18,
  TOP = 48,
  BOTTOM = 40;
const LEVELS = { 1: "1", 1e3: "thousand", 1e6: "million", 1e9: "billion", 1e12: "trillion" };
const DECADES = 12.5; // of the chart's height

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const { row, picture, chart, chartWidth } = pictureAndChart();
  const line = liveLine("", { letters: 290 });
  view.root.append(row, line);
  let width = 0;

  return (resized) => {
    if (resized) width = chartWidth();
    const layers = layersOf(view),
      { n, kernel } = layers,
      palette = view.palette();
    paintConnections(fit(picture, SIDE, HEIGHT), n, kernel, palette);
    paintGrowth(fit(chart, width, HEIGHT), width, view.get("sizes"), layers, palette);

    const text = describe(layers);
    const all = `One neuron looks at all of ${n} × ${n} pixels`;
    picture.setAttribute("aria-label", `${all}, or at ${kernel} × ${kernel} of them. ${text}`);
    chart.setAttribute("aria-label", `Parameters against the size of the picture. ${text}`);
    line.say(text);
  };
}

/**
 * @param {View<Traits>} view
 * @returns {Layers}
 */
function layersOf(view) {
  return {
    n: view.get("sizes")[view.get("size")],
    channels: view.get("channel_counts")[view.get("channels")],
    units: view.get("unit_counts")[view.get("units")],
    kernel: view.get("kernel"),
    filters: view.get("filters"),
  };
}

/**
 * A dense neuron's picture with the window of a convolutional neuron in it, to scale.
 * @param {CanvasRenderingContext2D} context
 * @param {number} n
 * @param {number} kernel
 * @param {Palette} palette
 */
function paintConnections(context, n, kernel, palette) {
  const side = SIDE - 4,
    below = TOP + side + 16,
    whole = [2, TOP, side, side];
  const look = { colour: palette.muted, baseline: "middle" };
  write(context, "seen by one neuron", [2, 30], palette, look);
  fill(context, whole, palette.middle);
  hatch(context, whole, palette.positive, 9);
  frame(context, whole, palette.positive, { wide: 2 });
  const window = Math.max(4, Math.min(1, kernel / n) * side); // never too small to be seen
  const at = Math.min(0.3 * side, side - window),
    square = [2 + at, TOP + at, window, window];
  fill(context, square, palette.paper);
  highlight(context, square, { ...palette, accent: palette.negative }, { line: 2 });
  const dense = { ...look, colour: palette.positive },
    conv = { ...look, colour: palette.negative, align: "right" };
  write(context, "dense: all", [2, below], palette, dense);
  write(context, `conv: ${kernel} × ${kernel}`, [SIDE - 2, below], palette, conv);
}

/**
 * Parameters of both layers against the size of the picture, on logarithmic scales.
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {number[]} sizes
 * @param {Layers} layers
 * @param {Palette} palette
 */
function paintGrowth(context, width, sizes, layers, palette) {
  const { n, channels, units, kernel, filters } = layers;
  const wide = width - LEFT - RIGHT,
    high = HEIGHT - TOP - BOTTOM;
  const doublings = (/** @type {number} */ size) => Math.log2(size / sizes[0]);
  const toX = (/** @type {number} */ size) =>
    LEFT + (doublings(size) / doublings(sizes[sizes.length - 1])) * wide;
  const toY = (/** @type {number} */ count) =>
    TOP + high * (1 - Math.log10(Math.max(count, 1)) / DECADES);
  paintAxes(context, [LEFT, TOP, wide, high], axesAt(toX, toY, n), palette);

  /** @type {(countAt: (size: number) => number, colour: Colour) => void} */
  const curve = (countAt, colour) => {
    const points = sizes.map((size) => [toX(size), toY(countAt(size))]);
    stroke(context, points, colour, { wide: 3 });
    dot(context, [toX(n), toY(countAt(n))], colour, { size: 6 });
  };
  const dense = (/** @type {number} */ size) => denseParameters(size, channels, units),
    conv = () => convParameters(kernel, channels, filters);
  curve(dense, palette.positive);
  curve(conv, palette.negative);
  const grows = `dense ${counted(dense(n))}, grows as ${units ? "n²" : "n⁴"}`,
    stays = `conv ${counted(conv())}, does not grow`;
  write(context, grows, [2, 12], palette, { colour: palette.positive, baseline: "middle" });
  write(context, stays, [2, 30], palette, { colour: palette.negative, baseline: "middle" });
}

/**
 * @param {(size: number) => number} toX
 * @param {(count: number) => number} toY
 * @param {number} n
 * @returns {Axes}
 */
function axesAt(toX, toY, n) {
  return {
    levels: Object.entries(LEVELS).map(([level, name]) => [toY(Number(level)), name]),
    ticks: [8, 32, 128, 512].map((size) => [toX(size), String(size)]),
    title: "rows and columns n",
    now: toX(n),
  };
}

export default widget("cnn-charted cnn-weights", build);
