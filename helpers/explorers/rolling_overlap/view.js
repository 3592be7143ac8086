// Two functions roll over each other: f stands still, h(x − s) comes in from the left,
// and the area of their product is one point of g = f ∗ h.

/** @import { Colour, Palette } from "../kit/colours.js" */
/** @import { Draw, View } from "../kit/view.js" */
/**
 * The traits of helpers.explorers.rolling_overlap.explorer.RollingOverlapView.
 * @typedef {{ names: string[], samples: DataView, reach: number, first: number, last: number,
 *   still: number, rolling: number, x: number, move: number }} Traits
 */
/** @typedef {ReturnType<typeof sampled>} State */
/** @typedef {ReturnType<typeof penOf>} Pen */
/**
 * The height of a curve at a sample.
 * @typedef {(index: number) => number} Heights
 */

import { clamp } from "../kit/arithmetic.js";
import { fit, floatsOf } from "../kit/canvas.js";
import { css } from "../kit/colours.js";
import { element, liveLine } from "../kit/elements.js";
import { onArrows, onPoint } from "../kit/input.js";
import { dot, stroke, write } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { number } from "../kit/words.js";
import { describe, overlap } from "./overlap.js";

const HEIGHT = 330,
  MARGIN = 28;
const TOP = 138,
  BOTTOM = 300,
  HIGH = 100; // floors of the two plots, and pixels for the value 1

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("cnn-overlap-text", { letters: 100 });
  view.root.append(canvas, line);

  const place = (/** @type {number} */ x) =>
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
    const names = view.get("names");
    const [f, h] = [names[view.get("still")], names[view.get("rolling")]];
    const text = describe({ ...state, f, h });
    canvas.setAttribute("aria-label", text);
    line.say(text);
  };
}

/**
 * The two functions as the sliders place them, and the area of their product.
 * @param {View<Traits>["get"]} get
 */
function sampled(get) {
  const all = floatsOf(get("samples")),
    count = all.length / get("names").length;
  const at = (/** @type {number} */ index) => all.subarray(index * count, (index + 1) * count);
  const [f, h] = [at(get("still")), at(get("rolling"))];
  const [x, move, reach] = [get("x"), get("move"), get("reach")];
  const step = (2 * reach) / (count - 1),
    middle = (count - 1) / 2;
  const place = Math.round(x / step),
    moved = Math.round(move / step);
  const area = overlap(f, h, step, place, moved);
  return { f, h, x, move, reach, step, middle, place, moved, area };
}

/**
 * Drawing in the units of the functions: s from −reach to reach, heights above a floor.
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {State} state
 * @param {Palette} palette
 */
function penOf(context, width, { f, reach, step, middle }, palette) {
  const toX = (/** @type {number} */ s) =>
    MARGIN + ((s + reach) / (2 * reach)) * (width - 2 * MARGIN);
  /** @type {(heightOf: Heights, floor: number, to: number) => number[][]} */
  const points = (heightOf, floor, to) =>
    Array.from({ length: to + 1 }, (_, i) => [
      toX((i - middle) * step),
      floor - heightOf(i) * HIGH,
    ]);
  return {
    context,
    palette,
    toX,
    /**
     * @param {Heights} heightOf
     * @param {number} floor
     * @param {Colour} colour
     */
    curve(heightOf, floor, colour, { wide = 2, to = f.length - 1 } = {}) {
      stroke(context, points(heightOf, floor, to), colour, { wide });
    },
    /**
     * @param {Heights} heightOf
     * @param {number} floor
     * @param {Colour} colour
     */
    area(heightOf, floor, colour) {
      context.beginPath();
      for (const [x, y] of points(heightOf, floor, f.length - 1)) context.lineTo(x, y);
      context.lineTo(toX(reach), floor);
      context.lineTo(toX(-reach), floor);
      context.fillStyle = css(colour, 0.35);
      context.fill();
    },
    /**
     * @param {number} floor
     * @param {string} name
     */
    axis(floor, name) {
      const [left, right] = [toX(-reach), toX(reach)];
      const line = [
        [left, floor + 0.5],
        [right, floor + 0.5],
      ];
      stroke(context, line, palette.line, { wide: 1 });
      const look = { colour: palette.muted, align: "center" };
      for (let tick = -Math.floor(reach); tick <= reach; tick++)
        write(context, number(tick), [toX(tick), floor + 16], palette, look);
      write(context, name, [right + 8, floor + 4], palette, { colour: palette.muted });
    },
  };
}

/**
 * Above: both functions, and the area under their product.
 * @param {Pen} pen
 * @param {State} state
 */
function drawProduct({ context, palette, curve, area, axis }, { f, h, place, middle, moved }) {
  /** @type {Heights} */
  const still = (i) => f[i - moved] ?? 0;
  /** @type {Heights} */
  const rolling = (i) => h[place - (i - middle) + middle] ?? 0;
  area((i) => still(i) * rolling(i), TOP, palette.accent);
  axis(TOP, "s");
  curve(still, TOP, palette.negative);
  curve(rolling, TOP, palette.positive);
  write(context, "f(s)", [MARGIN, 16], palette, { colour: palette.negative });
  write(context, "h(x − s)", [MARGIN + 44, 16], palette, { colour: palette.positive });
  write(context, "product", [MARGIN + 118, 16], palette, { colour: palette.accent });
}

/**
 * Below: the area for every x, drawn strongly up to the chosen one.
 * @param {Pen} pen
 * @param {State} state
 */
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

export default widget("cnn-overlap", build);
