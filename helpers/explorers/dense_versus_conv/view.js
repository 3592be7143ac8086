// What one neuron looks at, and how the weights of a whole layer grow with the picture.

import { fit } from "../kit/canvas.js";
import { paintAxes, pictureAndChart } from "../kit/chart.js";
import { liveLine } from "../kit/elements.js";
import { dot, fill, frame, hatch, highlight, stroke, write } from "../kit/pen.js";
import { mount } from "../kit/view.js";
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
 * @typedef {{ sizes: number[], channel_counts: number[], unit_counts: number[],
 *   size: number, channels: number, units: number, kernel: number, filters: number }} Traits
 * @typedef {import("../kit/view.js").View<Traits>} View
 */

/** @param {View} view */
function build(view) {
  const { row, picture, chart, chartWidth } = pictureAndChart();
  const line = liveLine("cnn-weights-text");
  view.root.append(row, line);
  let width = 0;

  return (resized) => {
    if (resized) width = chartWidth();
    const settings = settingsOf(view),
      { n, kernel } = settings,
      palette = view.palette();
    paintConnections(fit(picture, SIDE, HEIGHT), n, kernel, palette);
    paintGrowth(fit(chart, width, HEIGHT), width, view.get("sizes"), settings, palette);

    const text = describe(settings);
    const seen = `One neuron looks at all of ${n} × ${n} pixels, or at ${kernel} × ${kernel} of them.`;
    picture.setAttribute("aria-label", `${seen} ${text}`);
    chart.setAttribute("aria-label", `Parameters against the size of the picture. ${text}`);
    line.say(text);
  };
}

/** @param {View} view */
function settingsOf(view) {
  return {
    n: view.get("sizes")[view.get("size")],
    channels: view.get("channel_counts")[view.get("channels")],
    units: view.get("unit_counts")[view.get("units")],
    kernel: view.get("kernel"),
    filters: view.get("filters"),
  };
}

/** A dense neuron's picture with the window of a convolutional neuron in it, to scale. */
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
  write(context, "dense: everything", [2, below], palette, dense);
  write(context, `conv: ${kernel} × ${kernel}`, [SIDE - 2, below], palette, conv);
}

/** Parameters of both layers against the size of the picture, on logarithmic scales. */
function paintGrowth(context, width, sizes, { n, channels, units, kernel, filters }, palette) {
  const wide = width - LEFT - RIGHT,
    high = HEIGHT - TOP - BOTTOM;
  const doublings = (size) => Math.log2(size / sizes[0]);
  const toX = (size) => LEFT + (doublings(size) / doublings(sizes[sizes.length - 1])) * wide;
  const toY = (count) => TOP + high * (1 - Math.log10(Math.max(count, 1)) / DECADES);
  const axes = {
    levels: Object.entries(LEVELS).map(([level, name]) => [toY(level), name]),
    ticks: [8, 32, 128, 512].map((size) => [toX(size), String(size)]),
    title: "rows and columns n",
    now: toX(n),
  };
  paintAxes(context, [LEFT, TOP, wide, high], axes, palette);

  const curve = (countAt, colour) => {
    const points = sizes.map((size) => [toX(size), toY(countAt(size))]);
    stroke(context, points, colour, { wide: 3 });
    dot(context, [toX(n), toY(countAt(n))], colour, { size: 6 });
  };
  const dense = (size) => denseParameters(size, channels, units),
    conv = () => convParameters(kernel, channels, filters);
  curve(dense, palette.positive);
  curve(conv, palette.negative);
  const grows = `dense ${counted(dense(n))}, grows as ${units ? "n²" : "n⁴"}`,
    stays = `conv ${counted(conv())}, does not grow`;
  write(context, grows, [2, 12], palette, { colour: palette.positive, baseline: "middle" });
  write(context, stays, [2, 30], palette, { colour: palette.negative, baseline: "middle" });
}

export default { render: (context) => mount(context, "cnn-charted cnn-weights", build) };
