// What one neuron looks at, and how the weights of a whole layer grow with the picture.

import { fit } from "../kit/canvas.js";
import { css } from "../kit/colours.js";
import { element, liveLine } from "../kit/elements.js";
import { dot, hatch, highlight, stroke, write } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { convParameters, counted, denseParameters, inBytes } from "./layer.js";

const HEIGHT = 290,
  SIDE = 210,
  LEFT = 68,
  RIGHT = 18,
  TOP = 48,
  BOTTOM = 40;
const LEVELS = { 1: "1", 1e3: "thousand", 1e6: "million", 1e9: "billion", 1e12: "trillion" };

function build(view) {
  const picture = element("canvas", { role: "img" });
  const chart = element("canvas", { role: "img" });
  const line = liveLine("cnn-weights-text");
  const right = element("div", {}, chart);
  view.root.append(element("div", { class: "cnn-weights-panels" }, picture, right), line);
  let width = 0;

  return (resized) => {
    if (resized) width = right.clientWidth;
    const palette = view.palette(),
      sizes = view.get("sizes"),
      n = sizes[view.get("size")];
    const channels = view.get("channels"),
      units = view.get("units");
    const k = view.get("kernel"),
      filters = view.get("filters");
    const denseAt = (size) => denseParameters(size, channels, units);
    const conv = convParameters(k, channels, filters);
    paintConnections(fit(picture, SIDE, HEIGHT), n, k, palette);
    const growth = units ? "n²" : "n⁴";
    paintGrowth(fit(chart, width, HEIGHT), width, { n, sizes, denseAt, conv, growth }, palette);

    const text = describe({ n, channels, units: units || n * n, k, filters }, denseAt(n), conv);
    const seen = `One neuron looks at all of ${n} × ${n} pixels, or at ${k} × ${k} of them.`;
    picture.setAttribute("aria-label", `${seen} ${text}`);
    chart.setAttribute("aria-label", `Parameters against the size of the picture. ${text}`);
    line.say(text);
  };
}

function describe({ n, channels, units, k, filters }, dense, conv) {
  const exactly = (count) => count.toLocaleString("en-US");
  const neurons =
    units === 1
      ? "One dense neuron with its bias"
      : `${exactly(units)} dense neurons with their biases`;
  return (
    `A picture of ${n} × ${n} × ${channels} has ${exactly(n * n * channels)} numbers; ` +
    `a dense neuron has a weight for each. ` +
    `${neurons}: ${counted(dense)} parameters, ${inBytes(4 * dense)}. ` +
    `A convolutional layer with ${filters} filter${filters === 1 ? "" : "s"} ` +
    `of ${k} × ${k} × ${channels}: ${counted(conv)} parameters, ` +
    `${inBytes(4 * conv)}, for any picture.`
  );
}

/** A dense neuron's picture with the window of a convolutional neuron in it, to scale. */
function paintConnections(context, n, k, palette) {
  const side = SIDE - 4,
    below = TOP + side + 16;
  write(context, "seen by one neuron", [2, 30], palette, {
    colour: palette.muted,
    baseline: "middle",
  });
  context.fillStyle = css(palette.middle);
  context.fillRect(2, TOP, side, side);
  hatch(context, [2, TOP, side, side], palette.positive, 9);
  context.strokeStyle = css(palette.positive);
  context.lineWidth = 2;
  context.strokeRect(2, TOP, side, side);
  const window = Math.max(4, Math.min(1, k / n) * side); // never too small to be seen
  const at = Math.min(0.3 * side, side - window),
    square = [2 + at, TOP + at, window, window];
  context.fillStyle = css(palette.paper);
  context.fillRect(...square);
  highlight(context, square, { ...palette, accent: palette.negative }, { line: 2 });
  write(context, "dense: everything", [2, below], palette, {
    colour: palette.positive,
    baseline: "middle",
  });
  write(context, `conv: ${k} × ${k}`, [SIDE - 2, below], palette, {
    colour: palette.negative,
    align: "right",
    baseline: "middle",
  });
}

/** Parameters of both layers against the size of the picture, on logarithmic scales. */
function paintGrowth(context, width, { n, sizes, denseAt, conv, growth }, palette) {
  const { line, muted, positive, negative } = palette;
  const wide = width - LEFT - RIGHT,
    high = HEIGHT - TOP - BOTTOM;
  const first = sizes[0],
    last = sizes[sizes.length - 1];
  const toX = (size) => LEFT + (Math.log2(size / first) / Math.log2(last / first)) * wide;
  const toY = (count) => TOP + high * (1 - Math.log10(Math.max(count, 1)) / 12.5);
  for (const [level, name] of Object.entries(LEVELS)) {
    stroke(
      context,
      [
        [LEFT, toY(level)],
        [LEFT + wide, toY(level)],
      ],
      line,
      { wide: 1 },
    );
    write(context, name, [LEFT - 6, toY(level)], palette, {
      colour: muted,
      align: "right",
      baseline: "middle",
    });
  }
  for (const size of [8, 32, 128, 512])
    write(context, `${size}`, [toX(size), TOP + high + 12], palette, {
      colour: muted,
      align: "center",
      baseline: "middle",
    });
  write(context, "rows and columns n", [LEFT + wide / 2, TOP + high + 30], palette, {
    colour: muted,
    align: "center",
    baseline: "middle",
  });
  stroke(
    context,
    [
      [toX(n), TOP],
      [toX(n), TOP + high],
    ],
    muted,
    { wide: 1 },
  );
  for (const [countAt, colour] of [
    [denseAt, positive],
    [() => conv, negative],
  ]) {
    stroke(
      context,
      sizes.map((size) => [toX(size), toY(countAt(size))]),
      colour,
      { wide: 3 },
    );
    dot(context, [toX(n), toY(countAt(n))], colour, { size: 6 });
  }
  const dense = `dense ${counted(denseAt(n))}, grows as ${growth}`;
  write(context, dense, [2, 12], palette, { colour: positive, baseline: "middle" });
  write(context, `conv ${counted(conv)}, does not grow`, [2, 30], palette, {
    colour: negative,
    baseline: "middle",
  });
}

export default { render: (context) => mount(context, "cnn-weights", build) };
