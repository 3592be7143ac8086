// Sums on their way up through ten layers, gradients on their way down, for a rule of the weights.

/** @import { Colour } from "../kit/colours.js" */
/** @import { Curves } from "../kit/plot.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Propagation } from "./propagation.js" */
/**
 * The traits of helpers.explorers.signal_propagation.explorer.SignalView; rules and activations are
 * [name, as it is said].
 * @typedef {{ draws: DataView, rules: [string, string][], activations: [string, string][],
 *   ends: [number, number], rule: number, activation: number, factor: number, start: number,
 *   layer: number }} Traits
 */

import { clamp } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { element, liveLine } from "../kit/elements.js";
import { onArrows, onPoint } from "../kit/input.js";
import { legend, write } from "../kit/pen.js";
import { logTicks, plot } from "../kit/plot.js";
import { widget } from "../kit/view.js";
import { DEPTH, describe, describeLayer, propagate } from "./propagation.js";

const HEIGHT = 310,
  LEFT = 60,
  TOP = 34,
  BELOW = 44;

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const canvas = element("canvas", { role: "img" });
  const outcome = liveLine("cnn-plot-outcome", { letters: 190 }),
    point = liveLine("", { letters: 100 });
  view.root.append(canvas, outcome, point);
  const found = lastFound(view);
  /** @type {Curves | null} */
  let curves = null;
  const pick = (/** @type {number} */ layer) => view.set({ layer: clamp(layer, 1, DEPTH) });
  onPoint(canvas, (x) => {
    if (curves) pick(curves.epochAt(x));
  });
  onArrows(canvas, (rows, columns) => pick(view.get("layer") + columns - rows));

  return () => {
    const { signal, rule, activation } = found();
    const [low, high] = view.get("ends"),
      layer = clamp(view.get("layer"), 1, DEPTH),
      palette = view.palette();
    view.shown = { layer };
    const context = fit(canvas, view.width, HEIGHT);
    const box = [LEFT, TOP, view.width - LEFT - 4, HEIGHT - TOP - BELOW];
    curves = plot(context, palette, box, { epochs: DEPTH, low, high, log: true });
    curves.column(layer, palette.accent, 0.14);
    curves.axes(logTicks(low, high));
    /** @type {[string, Colour][]} */
    const entries = [
      ["spread of the sums", palette.positive],
      ["spread of the gradients", palette.negative],
    ];
    legend(context, entries, [LEFT, 16], view.width - LEFT - 4, palette);
    const middle = { size: 13, baseline: "middle", colour: palette.muted, align: "center" };
    write(context, "layer", [LEFT + box[2] / 2, HEIGHT - 10], palette, middle);
    paintCurve(curves, signal.sums, low, palette.positive);
    paintCurve(curves, signal.gradients, low, palette.negative);
    const all = describe(signal, rule, activation, view.get("factor")),
      one = describeLayer(signal, layer);
    canvas.setAttribute("aria-label", `${all} ${one}`);
    outcome.say(all);
    point.say(one);
  };
}

/**
 * What the settings make; to choose a layer computes nothing anew.
 * @param {View<Traits>} view
 */
function lastFound(view) {
  const bytes = view.get("draws");
  const draws = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let key = "";
  /** @type {Propagation} */
  let signal;
  return () => {
    const [rule, ruleName] = view.get("rules")[view.get("rule")],
      [activation, activationName] = view.get("activations")[view.get("activation")];
    const setting = { rule, activation, factor: view.get("factor"), start: view.get("start") };
    const now = JSON.stringify(setting);
    if (now !== key) signal = propagate(draws, setting);
    key = now;
    return { signal, rule: ruleName, activation: activationName };
  };
}

/**
 * A line, and a dot for each layer that is not below the picture.
 * @param {Curves} curves
 * @param {number[]} values one for each layer
 * @param {number} low
 * @param {import("../kit/colours.js").Colour} colour
 */
function paintCurve(curves, values, low, colour) {
  // Below the frame the line is cut off; 0 has no logarithm.
  const points = values.map((value, at) => [at + 1, Math.max(value, low / 1e6)]);
  curves.line(points, colour);
  for (const [layer, value] of points) if (value >= low) curves.dot(layer, value, colour);
}

export default widget("cnn-plot cnn-signal", build);
