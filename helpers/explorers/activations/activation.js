// An activation function, its slope, and the tangent at an input that is moved by hand.

/** @import { Colour, Palette } from "../kit/colours.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Traits } from "./view.js" */

import { clamp } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { element, liveLine } from "../kit/elements.js";
import { onArrows, onPoint } from "../kit/input.js";
import { dot, stroke, write } from "../kit/pen.js";
import { number } from "../kit/words.js";
import { ACTIVATIONS, describeActivation, leaks } from "./functions.js";

const EDGE = 4; // the inputs go from −EDGE to EDGE
/** The lowest and the highest value that is drawn, and the step from tick to tick. */
const SPANS = /** @type {Record<string, [number, number, number]>} */ ({
  sigmoid: [-0.2, 1.2, 0.5],
  tanh: [-1.2, 1.2, 0.5],
  ReLU: [-1.2, 4.2, 1],
  "leaky ReLU": [-2.2, 4.2, 1],
});
const HEIGHT = 240,
  LEFT = 34,
  RIGHT = 8,
  TOP = 8,
  BOTTOM = 24;

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
export function buildActivation(view) {
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("cnn-activation-text", { letters: 60 });
  view.root.append(canvas, line);
  const move = (/** @type {number} */ x) =>
    view.set({ x: Number(clamp(x, -EDGE, EDGE).toFixed(1)) });
  onPoint(canvas, (px) => move(scales(view.width, SPANS.ReLU).inputAt(px)));
  onArrows(canvas, (rows, columns) => move(view.get("x") + 0.1 * (columns - rows)));

  return () => {
    const name = Object.keys(ACTIVATIONS)[view.get("activation")],
      leak = view.get("leak"),
      x = view.get("x");
    const pairAt = (/** @type {number} */ input) => ACTIVATIONS[name](input, leak);
    const context = fit(canvas, view.width, HEIGHT),
      palette = view.palette(),
      scale = scales(view.width, SPANS[name]);
    paintAxes(context, scale, SPANS[name], palette);
    paintCurve(context, scale, (input) => pairAt(input)[1], palette.negative, true);
    paintCurve(context, scale, (input) => pairAt(input)[0], palette.positive, false);
    paintTangent(context, scale, x, pairAt(x), palette);
    write(context, "value", [LEFT + 12, 18], palette, { colour: palette.positive, size: 12 });
    const slope = { colour: palette.negative, size: 12 };
    write(context, "slope (dashed)", [LEFT + 60, 18], palette, slope);

    const text = describeActivation(name, x, leak);
    canvas.setAttribute("aria-label", text);
    line.say(text);
    view.afterFrame(() => view.set({ leak_is_idle: !leaks(view.get("activation")) }));
  };
}

/**
 * From inputs and values to pixels, and back.
 * @typedef {{ right: number, toX: (input: number) => number, toY: (value: number) => number,
 *   inputAt: (px: number) => number }} Scales
 */

/**
 * @param {number} width
 * @param {[number, number, number]} span as in SPANS
 * @returns {Scales}
 */
function scales(width, [lowest, highest]) {
  const wide = width - LEFT - RIGHT,
    high = HEIGHT - TOP - BOTTOM;
  return {
    right: width - RIGHT,
    toX: (input) => LEFT + ((input + EDGE) / (2 * EDGE)) * wide,
    toY: (value) => HEIGHT - BOTTOM - ((value - lowest) / (highest - lowest)) * high,
    inputAt: (px) => ((px - LEFT) / wide) * 2 * EDGE - EDGE,
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Scales} scale
 * @param {[number, number, number]} span as in SPANS
 * @param {Palette} palette
 */
function paintAxes(context, { right, toX, toY }, [lowest, highest, step], palette) {
  const across = [LEFT, right].map((x) => [x, toY(0)]),
    along = [TOP, HEIGHT - BOTTOM].map((y) => [toX(0), y]);
  for (const axis of [across, along]) stroke(context, axis, palette.line, { wide: 1 });
  const look = { colour: palette.muted, size: 12 };
  for (let tick = -EDGE; tick <= EDGE; tick++) {
    const text = number(tick);
    write(context, text, [toX(tick), HEIGHT - 6], palette, { ...look, align: "center" });
  }
  for (let tick = Math.ceil(lowest / step) * step; tick <= highest; tick += step) {
    const beside = [LEFT - 10, toY(tick) + 4];
    write(context, number(tick), beside, palette, { ...look, align: "right" });
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Scales} scale
 * @param {(input: number) => number} valueAt
 * @param {Colour} colour
 * @param {boolean} dashed
 */
function paintCurve(context, { right, toY, inputAt }, valueAt, colour, dashed) {
  const points = [];
  for (let px = LEFT; px <= right; px++) points.push([px, toY(valueAt(inputAt(px)))]);
  stroke(context, points, colour, { wide: 2.2, dashed });
}

/**
 * The tangent at an input, a dot on the curve and one on the slope.
 * @param {CanvasRenderingContext2D} context
 * @param {Scales} scale
 * @param {number} x
 * @param {[number, number]} pair value and slope
 * @param {Palette} palette
 */
function paintTangent(context, { toX, toY }, x, [value, slope], palette) {
  const tangent = [-0.8, 0.8].map((by) => [toX(x + by), toY(value + by * slope)]);
  stroke(context, tangent, palette.accent, { wide: 2.5 });
  dot(context, [toX(x), toY(slope)], palette.negative, { size: 5 });
  dot(context, [toX(x), toY(value)], palette.accent, { size: 5 });
}
