// Two functions roll over each other: f stands still, h(x − s) comes in from the left,
// and the area of their product is one point of g = f ∗ h.

import { clamp } from "../kit/arithmetic.js";
import { fit, floatsOf } from "../kit/canvas.js";
import { css } from "../kit/colours.js";
import { element, liveLine } from "../kit/elements.js";
import { onArrows, onPoint } from "../kit/input.js";
import { dot, stroke, write } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { number } from "../kit/words.js";

const HEIGHT = 330,
  MARGIN = 28;
const TOP = 138,
  BOTTOM = 300,
  HIGH = 100; // floors of the two plots, and pixels for the value 1

/**
 * Area of f(s − move) · h(x − s) over s, everything sampled `step` apart on [−reach, reach].
 * `x` and `move` count samples; outside the samples both functions are 0.
 */
export function overlap(f, h, step, x, move) {
  const middle = (f.length - 1) / 2;
  let area = 0;
  for (let s = -middle; s <= middle; s++) {
    const a = s - move + middle,
      b = x - s + middle;
    if (a >= 0 && a < f.length && b >= 0 && b < h.length) area += f[a] * h[b];
  }
  return area * step;
}

function build(view) {
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("cnn-overlap-text");
  line.style.minHeight = "2.8em"; // two lines, so that nothing below jumps
  view.root.append(canvas, line);

  const place = (x) =>
    view.set({ x: Number(clamp(x, view.get("first"), view.get("last")).toFixed(1)) });
  onPoint(canvas, (px) => {
    const reach = view.get("reach");
    place(((px - MARGIN) / (view.width - 2 * MARGIN)) * 2 * reach - reach);
  });
  onArrows(canvas, (rows, columns) => place(view.get("x") + 0.1 * (columns - rows)));

  return () => {
    const state = sampled(view.get);
    const pen = penOf(fit(canvas, view.width, HEIGHT), view.width, state, view.palette());
    drawProduct(pen, state);
    drawResult(pen, state);
    const text = sentence(state, view.get("names"));
    canvas.setAttribute("aria-label", text);
    line.say(text);
  };
}

/** The two functions as the sliders place them, and the area of their product. */
function sampled(get) {
  const all = floatsOf(get("samples")),
    count = all.length / get("names").length;
  const at = (index) => all.subarray(index * count, (index + 1) * count);
  const [still, rolling, x, move, reach] = ["still", "rolling", "x", "move", "reach"].map(get);
  const f = at(still),
    h = at(rolling);
  const step = (2 * reach) / (count - 1),
    middle = (count - 1) / 2;
  const place = Math.round(x / step),
    moved = Math.round(move / step);
  const area = overlap(f, h, step, place, moved);
  return { f, h, still, rolling, x, move, reach, step, middle, place, moved, area };
}

/** Drawing in the units of the functions: s from −reach to reach, heights above a floor. */
function penOf(context, width, { f, reach, step, middle }, palette) {
  const toX = (s) => MARGIN + ((s + reach) / (2 * reach)) * (width - 2 * MARGIN);
  const points = (heightOf, floor, to) =>
    Array.from({ length: to + 1 }, (_, i) => [
      toX((i - middle) * step),
      floor - heightOf(i) * HIGH,
    ]);
  return {
    context,
    palette,
    toX,
    curve(heightOf, floor, colour, { wide = 2, to = f.length - 1 } = {}) {
      stroke(context, points(heightOf, floor, to), colour, { wide });
    },
    area(heightOf, floor, colour) {
      context.beginPath();
      for (const [x, y] of points(heightOf, floor, f.length - 1)) context.lineTo(x, y);
      context.lineTo(toX(reach), floor);
      context.lineTo(toX(-reach), floor);
      context.fillStyle = css(colour, 0.35);
      context.fill();
    },
    axis(floor, name) {
      const ends = [toX(-reach), toX(reach)];
      stroke(
        context,
        ends.map((x) => [x, floor + 0.5]),
        palette.line,
        { wide: 1 },
      );
      const look = { colour: palette.muted };
      for (let tick = -Math.floor(reach); tick <= reach; tick++)
        write(context, number(tick), [toX(tick), floor + 16], palette, {
          ...look,
          align: "center",
        });
      write(context, name, [ends[1] + 8, floor + 4], palette, look);
    },
  };
}

/** Above: both functions, and the area under their product. */
function drawProduct({ context, palette, curve, area, axis }, { f, h, place, middle, moved }) {
  const still = (i) => f[i - moved] ?? 0,
    rolling = (i) => h[place - (i - middle) + middle] ?? 0;
  area((i) => still(i) * rolling(i), TOP, palette.accent);
  axis(TOP, "s");
  curve(still, TOP, palette.negative);
  curve(rolling, TOP, palette.positive);
  write(context, "f(s)", [MARGIN, 16], palette, { colour: palette.negative });
  write(context, "h(x − s)", [MARGIN + 44, 16], palette, { colour: palette.positive });
  write(context, "product", [MARGIN + 118, 16], palette, { colour: palette.accent });
}

/** Below: the area for every x, drawn strongly up to the chosen one. */
function drawResult({ context, palette, toX, curve, axis }, state) {
  const { f, h, step, middle, moved, place, x, area } = state;
  const g = f.map((_, index) => overlap(f, h, step, index - middle, moved));
  const to = clamp(place + middle, 0, f.length - 1);
  axis(BOTTOM, "x");
  curve((i) => g[i], BOTTOM, palette.line, { wide: 1.5 });
  curve((i) => g[i], BOTTOM, palette.accent, { wide: 2.5, to });
  dot(context, [toX(x), BOTTOM - area * HIGH], palette.accent, { size: 5 });
  write(context, "g(x) = area", [MARGIN, 184], palette, { colour: palette.accent });
}

function sentence({ still, rolling, x, move, area }, names) {
  return (
    `f is the ${names[still]}${move ? `, moved by ${number(move)}` : ""}; ` +
    `h is the ${names[rolling]}. At x = ${number(x)} the area under the product is ${number(area)}.`
  );
}

export default { render: (context) => mount(context, "cnn-overlap", build) };
