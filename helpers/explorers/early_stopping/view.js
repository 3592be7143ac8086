// A recorded training, and where early stopping would have ended it.

/** @import { Colour, Palette } from "../kit/colours.js" */
/** @import { Curves } from "../kit/plot.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Stop } from "./rule.js" */
/**
 * The traits of helpers.explorers.early_stopping.explorer.EarlyStoppingView.
 * @typedef {{ loss: number[], val_loss: number[] }} Recorded
 * @typedef {{ names: string[], records: Recorded[], record: number, patience: number,
 *   min_delta: number, restore_best_weights: boolean, epoch: number }} Traits
 */

import { clamp } from "../kit/arithmetic.js";
import { epochPicker } from "../kit/epochs.js";
import { legend, write } from "../kit/pen.js";
import { logTicks } from "../kit/plot.js";
import { widget } from "../kit/view.js";
import { describe, describeEpoch, earlyStop } from "./rule.js";

const HEIGHT = 300;
const MARGINS = { left: 44, top: 34, below: 26 };

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const record = () => view.get("records")[view.get("record")];
  const picker = epochPicker(view, () => record().val_loss.length, { all: 265, one: 110 });

  return () => {
    const { loss, val_loss: values } = record(),
      epochs = values.length;
    const patience = view.get("patience"),
      minDelta = view.get("min_delta"),
      restore = view.get("restore_best_weights");
    const stop = earlyStop(values, patience, minDelta),
      chosen = clamp(view.get("epoch"), 1, epochs);
    view.shown = { epoch: chosen };
    const low = 0.88 * Math.min(...values),
      high = 1.06 * Math.max(...values);
    const curves = picker.curves(HEIGHT, MARGINS, { epochs, low, high, log: true });

    const palette = view.palette();
    for (let epoch = stop.last + 2; epoch <= epochs; epoch++)
      curves.column(epoch, palette.muted, 0.13);
    curves.column(chosen, palette.accent, 0.14);
    curves.axes(logTicks(low, high));
    paintLosses(curves, { loss, values, minDelta }, stop, palette);
    const kept = restore ? stop.best : stop.last;
    curves.dot(kept + 1, values[kept], palette.accent, { size: 6 });
    paintCounts(curves, values, stop.waits, view.width / epochs > 13, palette);
    paintWords(curves, stop, view.width, palette);

    const name = view.get("names")[view.get("record")];
    picker.say(
      describe(values, patience, minDelta, restore),
      describeEpoch(values, patience, minDelta, chosen - 1),
      `${name}. `,
    );
  };
}

/**
 * Both losses, pale where the training had ended, and what each epoch had to get below.
 * @param {Curves} curves
 * @param {{ loss: number[], values: number[], minDelta: number }} record
 * @param {Stop} stop
 * @param {Palette} palette
 */
function paintLosses(curves, { loss, values, minDelta }, { last, before }, palette) {
  /** @type {(list: number[], from: number, to: number) => number[][]} */
  const points = (list, from, to) =>
    list.slice(from, to + 1).map((value, at) => [from + at + 1, value]);
  const bars = before.slice(1).flatMap((best, at) => [
    [at + 1.5, values[best] - minDelta],
    [at + 2.5, values[best] - minDelta],
  ]);
  curves.line(bars, palette.positive, { wide: 1.5, dashed: true });
  curves.line(points(loss, 0, last), palette.muted, { wide: 1 });
  curves.line(points(values, last, values.length - 1), palette.negative, { alpha: 0.4 });
  curves.line(points(values, 0, last), palette.negative);
  values.forEach((value, epoch) => {
    curves.dot(epoch + 1, value, palette.negative, { alpha: epoch > last ? 0.4 : 1 });
  });
}

/**
 * How many epochs were waited: at every dot while there is room, else at the last of each wait.
 * @param {Curves} curves
 * @param {number[]} values
 * @param {number[]} waits
 * @param {boolean} roomy
 * @param {Palette} palette
 */
function paintCounts({ context, toX, toY }, values, waits, roomy, palette) {
  waits.forEach((count, epoch) => {
    if (!count || (!roomy && waits[epoch + 1] > count)) return;
    const above = [toX(epoch + 1), Math.max(toY(values[epoch]) - 9, MARGINS.top + 6)];
    write(context, String(count), above, palette, { align: "center", size: 11 });
  });
}

/**
 * The legend, and "stop" where the training ends.
 * @param {Curves} curves
 * @param {Stop} stop
 * @param {number} width
 * @param {Palette} palette
 */
function paintWords({ context, toX }, { stopped, last }, width, palette) {
  /** @type {[string, Colour][]} */
  const entries = [
    ["val_loss", palette.negative],
    ["loss", palette.muted],
    ["to get below", palette.positive],
    ["● weights you keep", palette.accent],
  ];
  legend(context, entries, [MARGINS.left, 16], width - MARGINS.left - 4, palette);
  if (!stopped) return;
  const end = toX(last + 1.5),
    toLeft = end > width - 60;
  const beside = [end + (toLeft ? -20 : 4), HEIGHT - MARGINS.below - 8];
  write(context, "stop", beside, palette, { align: toLeft ? "right" : "left" });
}

export default widget("cnn-plot cnn-early-stopping", build);
