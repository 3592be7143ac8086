// A bar in the field of three cells, and how they answer while one property of the bar changes.

import { clamp } from "../kit/arithmetic.js";
import { fit, paintPixels } from "../kit/canvas.js";
import { grey, mix } from "../kit/colours.js";
import { element, liveLine } from "../kit/elements.js";
import { onArrows, onPoint } from "../kit/input.js";
import { dot, stroke, write } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { number } from "../kit/words.js";
import { answers, bar, cellsFor, sweep } from "./cells.js";

const NAMES = ["simple", "complex", "hypercomplex"];
const HEIGHT = 250,
  LEFT = 34,
  RIGHT = 18,
  TOP = 26,
  BOTTOM = 36;

function build(view) {
  const stimulus = element("canvas", { role: "img" });
  const chart = element("canvas", { role: "img" });
  const line = liveLine("cnn-tuning-text");
  const right = element("div", {}, chart);
  view.root.append(element("div", { class: "cnn-tuning-panels" }, stimulus, right), line);

  let width = 0,
    prepared = null,
    curve = null,
    curveKey = "";
  const swept = () => view.get("properties")[view.get("property")];
  const shown = () =>
    Object.fromEntries(["angle", "position", "length"].map((name) => [name, view.get(name)]));
  const place = (value) => {
    const { name, first, last, step } = swept();
    view.set({ [name]: clamp(first + Math.round((value - first) / step) * step, first, last) });
  };
  onPoint(chart, (x) => {
    const { first, last } = swept();
    place(first + ((x - LEFT) / (width - LEFT - RIGHT)) * (last - first));
  });
  onArrows(chart, (rows, columns) => {
    const { name, first, last, step } = swept(),
      steps = columns - rows;
    place(Number.isFinite(steps) ? view.get(name) + steps * step : steps > 0 ? last : first);
  });

  /** The three curves; they change with everything but the property that runs along them. */
  function curves() {
    const field = view.get("field"),
      prefers = view.get("prefers");
    const { name, first, last, step } = swept();
    if (prepared?.prefers !== prefers) prepared = { prefers, cells: cellsFor(field, prefers) };
    const key = JSON.stringify([prefers, name, { ...shown(), [name]: 0 }]);
    if (key !== curveKey) {
      const count = Math.round((last - first) / step) + 1;
      const values = Array.from({ length: count }, (_, index) => first + index * step);
      curve = { values, runs: sweep(field, prepared.cells, shown(), name, values) };
      curveKey = key;
    }
    return curve;
  }

  return (resized) => {
    if (resized) width = right.clientWidth;
    const palette = view.palette(),
      field = view.get("field"),
      { title } = swept();
    const { values, runs } = curves(),
      { angle, position, length } = shown();
    const picture = bar(field, angle, position, length),
      now = answers(prepared.cells, picture);
    const { weights } = prepared.cells.simple;
    paintField(fit(stimulus, HEIGHT, HEIGHT), picture, weights, field.size, palette);
    paintChart(fit(chart, width, HEIGHT), width, swept(), shown(), { values, runs, now }, palette);

    const said = NAMES.map((name, index) => `${name} ${now[index].toFixed(2)}`).join(", ");
    const text =
      `The cells prefer ${prepared.prefers}°. The bar lies at ${angle}°, ` +
      `${number(position)} pixels off the middle, ${length} long. Answers: ${said}.`;
    stimulus.setAttribute("aria-label", text);
    chart.setAttribute("aria-label", `Answers while the ${title} changes. ${text}`);
    line.say(text);
  };
}

/** The bar, with the simple cell's weights laid over it. */
function paintField(context, picture, weights, size, palette) {
  const largest = Math.max(...weights),
    pixels = new ImageData(size, size);
  // The bar is bright on dark in both themes, as it was on Hubel and Wiesel's screen.
  const screen = { paper: [24, 26, 30], ink: [255, 255, 255] };
  for (let at = 0; at < picture.length; at++) {
    const weight = weights[at] / largest,
      strength = Math.min(0.75, 0.9 * Math.abs(weight));
    const sign = weight > 0 ? palette.positive : palette.negative;
    const seen = mix(grey(picture[at], 0, 1, screen), sign, strength);
    pixels.data.set([...seen.map(Math.round), 255], 4 * at);
  }
  paintPixels(context, pixels, [0, 0, HEIGHT, HEIGHT]);
}

function paintChart(context, width, swept, bar, { values, runs, now }, palette) {
  const { name, title, first, last } = swept,
    { line, muted } = palette;
  const wide = width - LEFT - RIGHT,
    high = HEIGHT - TOP - BOTTOM;
  const toX = (value) => LEFT + ((value - first) / (last - first)) * wide;
  const toY = (value) => TOP + high * (1 - value / 1.05);
  for (const level of [0, 0.5, 1]) {
    stroke(
      context,
      [
        [LEFT, toY(level)],
        [LEFT + wide, toY(level)],
      ],
      line,
      { wide: 1 },
    );
    write(context, number(level, 1), [LEFT - 6, toY(level)], palette, {
      colour: muted,
      align: "right",
      baseline: "middle",
    });
  }
  for (let quarter = 0; quarter <= 4; quarter++) {
    const tick = first + (quarter / 4) * (last - first);
    write(context, number(tick, 0), [toX(tick), TOP + high + 12], palette, {
      colour: muted,
      align: "center",
      baseline: "middle",
    });
  }
  write(context, title, [LEFT + wide / 2, TOP + high + 28], palette, {
    colour: muted,
    align: "center",
    baseline: "middle",
  });
  const at = toX(bar[name]);
  stroke(
    context,
    [
      [at, TOP],
      [at, TOP + high],
    ],
    muted,
    { wide: 1 },
  );
  let x = LEFT;
  [palette.positive, palette.negative, palette.accent].forEach((colour, index) => {
    // Curves that lie on each other can all be seen: the first is the widest, the last the thinnest.
    const points = values.map((value, step) => [toX(value), toY(runs[step][index])]);
    stroke(context, points, colour, { wide: [5, 3, 1.6][index] });
    dot(context, [at, toY(now[index])], colour, { size: [7, 5.5, 4][index] });
    x += write(context, NAMES[index], [x, 10], palette, { colour, baseline: "middle" }) + 16;
  });
}

export default { render: (context) => mount(context, "cnn-tuning", build) };
