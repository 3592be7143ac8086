// A patch made to order, the strongest one of a digit, and the unit's sum over the steps.

/** @import { Palette } from "../kit/colours.js" */
/** @import { Box } from "../kit/grid.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Described, Network } from "../kit/network/forward.js" */
/** @import { Ascent, Layer } from "./climb.js" */
/**
 * The traits of helpers.explorers.ascent.explorer.AscentView.
 * @typedef {{ layers: Layer[], bests: DataView, count: number, network: Described, noise: DataView,
 *   starts: number[], blurs: number[], last: number, layer: number, channel: number, start: number,
 *   blur: number, step: number, last_channel: number }} Traits
 */
/**
 * What the controls describe; a channel that the layer does not have becomes its last.
 * @typedef {{ layer: Layer, channel: number, start: number, blur: number }} Chosen
 */

import { clamp } from "../kit/arithmetic.js";
import { bytesOf, fit, floatsOf } from "../kit/canvas.js";
import { paintInk, threePanels, writeTitle } from "../kit/digits.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { readNetwork, sumsOf } from "../kit/network/forward.js";
import { inSlices } from "../kit/slices.js";
import { widget } from "../kit/view.js";
import { countOf, fixed } from "../kit/words.js";
import { atFoot, climbOn, describe, isMade } from "./climb.js";
import { paintCurve, stepAt } from "./curve.js";

const INK = 255;

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const network = readNetwork(view.get("network"));
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("", { letters: 270 });
  view.root.append(canvas, line);
  const ascentOf = climbing(view, network);
  const last = view.get("last");
  pickStep(view, canvas);

  return () => {
    const chosen = chosenIn(view),
      ascent = ascentOf(chosen),
      palette = view.palette();
    const asked = view.get("step"),
      step = Math.min(asked, ascent.sums.length - 1),
      best = chosen.layer.best[chosen.channel];
    view.shown = { channel: chosen.channel };
    const state = { ...chosen, name: chosen.layer.name };
    const digits = { best, count: view.get("count") };
    const text = describe(state, ascent, { step: asked, last }, digits);
    canvas.setAttribute("aria-label", text);
    line.say(text);
    const panels = threePanels(view.width),
      context = fit(canvas, view.width, panels.height);
    const patch = ascent.patches[step];
    paintPatch(context, panels.first, [ascent.high, ascent.wide], (at) => INK * patch[at], palette);
    const steps = isMade(ascent, asked)
      ? `after ${countOf(step, "step")}`
      : `${step} of ${last} steps`;
    writeTitle(context, `${steps}: ${fixed(ascent.sums[step], 2)}`, panels.first, palette);
    const digit = bestPatch(view, chosen);
    paintPatch(context, panels.second, chosen.layer.field, (at) => digit[at], palette);
    writeTitle(context, `a digit's strongest: ${fixed(best, 2)}`, panels.second, palette);
    paintCurve(context, panels.third, ascent.sums, { step, last, best }, palette);
    view.afterFrame(() => view.set({ last_channel: chosen.layer.channels - 1 }));
  };
}

/**
 * Choose a step on the curve, or by the arrow keys.
 * @param {View<Traits>} view
 * @param {HTMLCanvasElement} canvas
 */
function pickStep(view, canvas) {
  const last = view.get("last");
  onPoint(canvas, (x, y) => {
    const step = stepAt(x, y, threePanels(view.width).third, last);
    if (step !== null) view.set({ step });
  });
  onArrows(canvas, (rows, columns) =>
    view.set({ step: clamp(view.get("step") + columns - rows, 0, last) }),
  );
}

/**
 * @param {View<Traits>} view
 * @returns {Chosen}
 */
function chosenIn(view) {
  const layer = view.get("layers")[view.get("layer")];
  return {
    layer,
    channel: Math.min(view.get("channel"), layer.channels - 1),
    start: view.get("starts")[view.get("start")],
    blur: view.get("blurs")[view.get("blur")],
  };
}

/**
 * The ascent of a choice, as far as it is made. The other steps come in slices; those of a choice
 * that was made before are kept.
 * @param {View<Traits>} view
 * @param {Network} network
 * @returns {(chosen: Chosen) => Ascent}
 */
function climbing(view, network) {
  const noise = floatsOf(view.get("noise")),
    each = noise.length / view.get("starts").length,
    end = view.get("last") + 1;
  /** @type {Map<string, Ascent>} */
  const known = new Map();
  let now = "",
    stop = () => {};
  return (chosen) => {
    const { layer, channel, start, blur } = chosen,
      key = [layer.name, channel, start, blur].join();
    const ascent = known.get(key) ?? atFoot(layer);
    known.set(key, ascent);
    if (key === now) return ascent;
    now = key;
    stop();
    const first = view.get("start") * each,
      own = noise.subarray(first, first + each),
      below = sumsOf(network, layer.place);
    const step = () => {
      if (ascent.sums.length < end) climbOn(ascent, below, chosen, own);
      return ascent.sums.length < end;
    };
    stop = step() ? inSlices(step, view.redraw) : () => {};
    return ascent;
  };
}

/**
 * The bytes of the strongest patch of the digits.
 * @param {View<Traits>} view
 * @param {Chosen} chosen
 */
function bestPatch(view, { layer: { at, field }, channel }) {
  const size = field[0] * field[1],
    from = at + channel * size;
  return bytesOf(view.get("bests")).subarray(from, from + size);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Required<Box>} box
 * @param {number[]} size rows and columns
 * @param {(at: number) => number} byteAt
 * @param {Palette} palette
 */
function paintPatch(context, box, [rows, columns], byteAt, palette) {
  const grid = layOut(rows, columns, box, box.width);
  paintInk(context, grid, (row, column) => byteAt(row * columns + column), palette);
}

export default widget("cnn-ascent", build);
