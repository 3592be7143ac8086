// Two functions roll over each other: f stands still, h(x − s) comes in from the left,
// and the area of their product is one point of g = f ∗ h.

import { clamp } from "../kit/arithmetic.js";
import { fit, floatsOf } from "../kit/canvas.js";
import { css } from "../kit/colours.js";
import { element, liveLine } from "../kit/elements.js";
import { onArrows, onPoint } from "../kit/input.js";
import { mount } from "../kit/view.js";
import { number } from "../kit/words.js";

const HEIGHT = 330,
  MARGIN = 28;

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

  const shapes = () => {
    const all = floatsOf(view.get("samples")),
      count = all.length / view.get("names").length;
    const at = (index) => all.subarray(index * count, (index + 1) * count);
    return { f: at(view.get("still")), h: at(view.get("rolling")) };
  };
  const place = (x) =>
    view.set({ x: Number(clamp(x, view.get("first"), view.get("last")).toFixed(1)) });
  const across = () => ({ left: MARGIN, width: view.width - 2 * MARGIN });

  onPoint(canvas, (px) => {
    const { left, width } = across(),
      reach = view.get("reach");
    place(((px - left) / width) * 2 * reach - reach);
  });
  onArrows(canvas, (rows, columns) => place(view.get("x") + 0.1 * (columns - rows)));

  return () => {
    const { f, h } = shapes();
    const reach = view.get("reach"),
      step = (2 * reach) / (f.length - 1),
      middle = (f.length - 1) / 2;
    const x = view.get("x"),
      move = view.get("move");
    const at = Math.round(x / step),
      moved = Math.round(move / step);
    const area = overlap(f, h, step, at, moved);

    const palette = view.palette(),
      context = fit(canvas, view.width, HEIGHT);
    const { left, width } = across();
    const toX = (s) => left + ((s + reach) / (2 * reach)) * width;
    const value = (samples, index) => samples[index] ?? 0;
    const still = (i) => value(f, i - moved),
      rolling = (i) => value(h, at - (i - middle) + middle);

    const trace = (valueOf, floor, high, from = 0, to = f.length - 1) => {
      context.beginPath();
      for (let i = from; i <= to; i++)
        context.lineTo(toX((i - middle) * step), floor - valueOf(i) * high);
    };
    const fill = (valueOf, floor, high, colour, alpha) => {
      trace(valueOf, floor, high);
      context.lineTo(toX(reach), floor);
      context.lineTo(toX(-reach), floor);
      context.fillStyle = css(colour, alpha);
      context.fill();
    };
    const stroke = (colour, wide = 2) => {
      context.strokeStyle = css(colour);
      context.lineWidth = wide;
      context.stroke();
    };
    const write = (text, px, py, colour, align = "left") => {
      context.fillStyle = css(colour);
      context.textAlign = align;
      context.font = `13px ${palette.font}`;
      context.fillText(text, px, py);
    };
    const axis = (floor, name) => {
      context.beginPath();
      context.moveTo(left, floor + 0.5);
      context.lineTo(left + width, floor + 0.5);
      stroke(palette.line, 1);
      for (let tick = -Math.floor(reach); tick <= reach; tick++)
        write(number(tick), toX(tick), floor + 16, palette.muted, "center");
      write(name, left + width + 8, floor + 4, palette.muted);
    };

    const top = 138,
      bottom = 300,
      high = 100;
    fill((i) => still(i) * rolling(i), top, high, palette.accent, 0.35);
    axis(top, "s");
    trace(still, top, high), stroke(palette.negative);
    trace(rolling, top, high), stroke(palette.positive);
    write("f(s)", left, 16, palette.negative);
    write("h(x − s)", left + 44, 16, palette.positive);
    write("product", left + 118, 16, palette.accent);

    const g = f.map((_, index) => overlap(f, h, step, index - middle, moved));
    const curve = (index) => g[index],
      end = clamp(at + middle, 0, f.length - 1);
    axis(bottom, "x");
    trace(curve, bottom, high), stroke(palette.line, 1.5);
    trace(curve, bottom, high, 0, end), stroke(palette.accent, 2.5);
    context.beginPath();
    context.arc(toX(x), bottom - area * high, 5, 0, 2 * Math.PI);
    context.fillStyle = css(palette.accent);
    context.fill();
    write("g(x) = area", left, 184, palette.accent);

    const names = view.get("names");
    const text =
      `f is the ${names[view.get("still")]}` +
      (move ? `, moved by ${number(move)}` : "") +
      `; h is the ${names[view.get("rolling")]}. At x = ${number(x)} the area under the product is ${number(area)}.`;
    canvas.setAttribute("aria-label", text);
    line.say(text);
  };
}

export default { render: (context) => mount(context, "cnn-overlap", build) };
