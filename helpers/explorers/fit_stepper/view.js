// What fit, evaluate and predict call: bars from each beginning to its end, and one call in words.

/** @import { Palette } from "../kit/colours.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Call, Network, Run } from "./calls.js" */
/**
 * The traits of helpers.explorers.fit_stepper.explorer.FitStepperView.
 * @typedef {{ methods: string[], stops: string[], network: Network, method: number,
 *   examples: number, batch_size: number, epochs: number, validation: number, stop: number,
 *   at_call: number, last: number, fit_is_idle: boolean }} Traits
 */
/**
 * The canvas: its context, its theme, and the x of a call that counts from 0.
 * @typedef {{ context: CanvasRenderingContext2D, palette: Palette,
 *   toX: (at: number) => number }} Sheet
 */

import { clamp } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { element, liveLine } from "../kit/elements.js";
import { onArrows, onPoint } from "../kit/input.js";
import { dot, fill, frame, stroke, write } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { bars, calls, describe, describeCall } from "./calls.js";

const ROWS = ["train", "epoch", "train_batch", "test", "test_batch", "predict", "predict_batch"];
const NAMES = 158, // pixels for the names of the rows
  ROW = 30,
  WEIGHT = 60, // for the weight's curve
  TOP = 6,
  BOTTOM = TOP + ROWS.length * ROW,
  HEIGHT = BOTTOM + WEIGHT + 10;

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const canvas = element("canvas", { role: "img" });
  const outcome = liveLine("cnn-plot-outcome", { letters: 180 }),
    point = liveLine("cnn-plot-outcome", { letters: 215 });
  view.root.append(canvas, outcome, point);
  /** @type {Call[]} */
  let made = [];

  const pick = (/** @type {number} */ call) => view.set({ at_call: clamp(call, 1, made.length) });
  onPoint(canvas, (x) => pick(Math.round(((x - NAMES) / room()) * (made.length - 1)) + 1));
  onArrows(canvas, (rows, columns) => pick(view.get("at_call") + columns + rows));
  const room = () => view.width - NAMES - 14;

  return () => {
    const run = runOf(view);
    made = calls(view.get("network"), run);
    const at = clamp(view.get("at_call"), 1, made.length) - 1,
      all = describe(run, made),
      one = describeCall(run, made, at);
    view.shown = { at_call: at + 1, last: made.length };
    canvas.setAttribute("aria-label", `${all} ${one}`);
    outcome.say(all);
    point.say(one);
    const context = fit(canvas, view.width, HEIGHT),
      palette = view.palette();
    const toX = (/** @type {number} */ call) => NAMES + (call / (made.length - 1)) * room();
    paintBars({ context, palette, toX }, made, at);
    paintWeight({ context, palette, toX }, made, at);
    const line = [TOP, HEIGHT - 6].map((y) => [toX(at), y]);
    stroke(context, line, palette.accent, { wide: 2 });
    const idle = run.method !== "fit";
    view.afterFrame(() => view.set({ last: made.length, at_call: at + 1, fit_is_idle: idle }));
  };
}

/**
 * A row for each pair of methods; the one that is called has its name in bold and a dot.
 * @param {Sheet} sheet
 * @param {Call[]} made
 * @param {number} at
 */
function paintBars({ context, palette, toX }, made, at) {
  const middle = (/** @type {string} */ row) => TOP + (ROWS.indexOf(row) + 0.5) * ROW;
  for (const { row, begin, end } of bars(made)) {
    const colour = row.startsWith("test") ? palette.negative : palette.positive;
    const box = [toX(begin), middle(row) - 9, toX(end) - toX(begin), 18];
    fill(context, box, colour, begin <= at && at <= end ? 0.75 : 0.3);
    frame(context, box, palette.paper);
  }
  const called = made[at].method;
  for (const row of ROWS) {
    const now = called === `on_${row}_begin` || called === `on_${row}_end`,
      never = made.every(({ method }) => !method.startsWith(`on_${row}_`));
    const name = now ? called : `on_${row}_…`,
      look = { colour: never || !now ? palette.muted : palette.accent, baseline: "middle" };
    write(context, name, [0, middle(row)], palette, { ...look, bold: now, room: NAMES - 8 });
    if (now) dot(context, [toX(at), middle(row)], palette.accent, { size: 6 });
  }
}

/**
 * The weight over the calls: it changes in a step of the training and nowhere else.
 * @param {Sheet} sheet
 * @param {Call[]} made
 * @param {number} at
 */
function paintWeight({ context, palette, toX }, made, at) {
  const weights = made.map(({ weight }) => weight),
    low = Math.min(...weights),
    spread = Math.max(...weights) - low || 1;
  const toY = (/** @type {number} */ weight) =>
    BOTTOM + WEIGHT - 4 - ((weight - low) / spread) * (WEIGHT - 16);
  const points = weights.flatMap((weight, call) => [
    [toX(Math.max(call - 0.5, 0)), toY(weight)],
    [toX(Math.min(call + 0.5, made.length - 1)), toY(weight)],
  ]);
  stroke(context, points, palette.muted);
  dot(context, [toX(at), toY(weights[at])], palette.accent, { size: 4 });
  const look = { colour: palette.muted, baseline: "middle" };
  write(context, "the weight", [0, BOTTOM + WEIGHT / 2], palette, look);
}

/**
 * @param {View<Traits>} view
 * @returns {Run}
 */
function runOf(view) {
  return {
    method: view.get("methods")[view.get("method")],
    examples: view.get("examples"),
    batchSize: view.get("batch_size"),
    epochs: view.get("epochs"),
    validation: view.get("validation"),
    stop: view.get("stops")[view.get("stop")],
  };
}

export default widget("cnn-plot cnn-fit-stepper", build);
