// Activation functions and softmax, moved by hand. The functions are those of lecture 5.

import { clamp } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { css } from "../kit/colours.js";
import { element, liveLine } from "../kit/elements.js";
import { onArrows, onPoint } from "../kit/input.js";
import { highlight } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { number } from "../kit/words.js";

const EDGE = 4,
  HEIGHT = 240,
  LEFT = 34,
  BOTTOM = 24;

/** Name → [value, slope] at x; `slope` of leaky ReLU to the left of 0 is `leak`. */
export const ACTIVATIONS = {
  sigmoid: (x) => {
    const y = 1 / (1 + Math.exp(-x));
    return [y, y * (1 - y)];
  },
  tanh: (x) => [Math.tanh(x), 1 - Math.tanh(x) ** 2],
  ReLU: (x) => [Math.max(0, x), x > 0 ? 1 : 0],
  "leaky ReLU": (x, leak) => [x > 0 ? x : leak * x, x > 0 ? 1 : leak],
};

/** Softmax of a list of logits; the largest is taken away first, so that no power overflows. */
export function softmax(logits) {
  const largest = Math.max(...logits);
  const powers = logits.map((z) => Math.exp(z - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

export function buildActivation(view) {
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("cnn-activation-text");
  view.root.append(canvas, line);
  const move = (x) => view.set({ x: Number(clamp(x, -EDGE, EDGE).toFixed(1)) });
  onPoint(canvas, (px) => move(((px - LEFT) / (view.width - LEFT - 8)) * 2 * EDGE - EDGE));
  onArrows(canvas, (rows, columns) => move(view.get("x") + 0.1 * (columns - rows)));

  return () => {
    const palette = view.palette(),
      width = view.width,
      context = fit(canvas, width, HEIGHT);
    const name = Object.keys(ACTIVATIONS)[view.get("activation")],
      leak = view.get("leak"),
      x = view.get("x");
    const at = (value) => ACTIVATIONS[name](value, leak);
    const toX = (value) => LEFT + ((value + EDGE) / (2 * EDGE)) * (width - LEFT - 8);
    const toY = (value) => HEIGHT - BOTTOM - ((value + 1.2) / 5.4) * (HEIGHT - BOTTOM - 8);

    const straight = (x0, y0, x1, y1, colour, wide = 1) => {
      context.beginPath();
      context.moveTo(x0, y0);
      context.lineTo(x1, y1);
      context.strokeStyle = css(colour);
      context.lineWidth = wide;
      context.stroke();
    };
    const write = (text, px, py, colour, align = "center") => {
      context.fillStyle = css(colour);
      context.font = `12px ${palette.font}`;
      context.textAlign = align;
      context.fillText(text, px, py);
    };
    straight(LEFT, toY(0), width - 8, toY(0), palette.line);
    straight(toX(0), 8, toX(0), HEIGHT - BOTTOM, palette.line);
    for (let tick = -EDGE; tick <= EDGE; tick++) {
      write(number(tick), toX(tick), HEIGHT - 6, palette.muted);
      if (tick >= -1) write(number(tick), LEFT - 10, toY(tick) + 4, palette.muted, "right");
    }
    const curve = (which, colour, dashed) => {
      context.beginPath();
      for (let px = LEFT; px <= width - 8; px++) {
        const value = at(((px - LEFT) / (width - LEFT - 8)) * 2 * EDGE - EDGE)[which];
        context.lineTo(px, toY(value));
      }
      context.setLineDash(dashed ? [6, 4] : []);
      context.strokeStyle = css(colour);
      context.lineWidth = 2.2;
      context.stroke();
      context.setLineDash([]);
    };
    curve(1, palette.negative, true);
    curve(0, palette.positive, false);
    const [value, slope] = at(x);
    straight(
      toX(x - 0.8),
      toY(value - 0.8 * slope),
      toX(x + 0.8),
      toY(value + 0.8 * slope),
      palette.accent,
      2.5,
    );
    for (const [height, colour] of [
      [slope, palette.negative],
      [value, palette.accent],
    ]) {
      context.beginPath();
      context.arc(toX(x), toY(height), 5, 0, 2 * Math.PI);
      context.fillStyle = css(colour);
      context.fill();
    }
    write("value", LEFT + 12, 18, palette.positive, "left");
    write("slope (dashed)", LEFT + 60, 18, palette.negative, "left");

    const text = `${name} at ${number(x)}: value ${number(value, 3)}, slope ${number(slope, 3)}.`;
    canvas.setAttribute("aria-label", text);
    line.say(text);
  };
}

export function buildSoftmax(view) {
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("cnn-softmax-text");
  line.style.minHeight = "2.8em"; // two lines, so that nothing below jumps
  view.root.append(canvas, line);

  return () => {
    const palette = view.palette(),
      width = view.width;
    const logits = [0, 1, 2, 3].map((at) => view.get(`z${at}`)),
      shares = softmax(logits);
    const high = 34,
      context = fit(canvas, width, high * logits.length + 26);
    const middle = width * 0.3,
      half = width * 0.19,
      left = width * 0.56,
      long = width - left - 58;
    const write = (text, x, y, colour, align = "center") => {
      context.fillStyle = css(colour);
      context.font = `13px ${palette.font}`;
      context.textAlign = align;
      context.fillText(text, x, y);
    };
    write("logit", middle, 14, palette.muted);
    write("softmax", left + long / 2, 14, palette.muted);
    logits.forEach((z, at) => {
      const y = 22 + at * high,
        box = [left, y + 5, long, high - 10];
      write(`class ${at}`, 4, y + high / 2 + 5, palette.ink, "left");
      context.fillStyle = css(palette.middle);
      context.fillRect(middle - half, y + 5, 2 * half, high - 10);
      context.fillRect(...box);
      context.fillStyle = css(z < 0 ? palette.negative : palette.positive);
      context.fillRect(middle, y + 5, (half * z) / 5, high - 10);
      context.fillStyle = css(palette.positive);
      context.fillRect(left, y + 5, long * shares[at], high - 10);
      if (shares[at] === Math.max(...shares)) highlight(context, box, palette, { line: 1.5 });
      write(`${number(100 * shares[at], 1)} %`, width - 2, y + high / 2 + 5, palette.ink, "right");
    });
    const text = `Logits ${logits.map((z) => number(z)).join(", ")} become ${shares.map((p) => number(p, 3)).join(", ")}; they add up to 1.`;
    canvas.setAttribute("aria-label", text);
    line.say(text);
  };
}

const build = (view) =>
  view.get("kind") === "softmax" ? buildSoftmax(view) : buildActivation(view);
export default { render: (context) => mount(context, "cnn-activations", build) };
