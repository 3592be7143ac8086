// The learning rate of each epoch, for four shapes of schedule.

/** @import { Draw, View } from "../kit/view.js" */
/**
 * The traits of helpers.explorers.schedule.explorer.ScheduleView.
 * @typedef {{ shapes: string[], shape: number, rate: number, epochs: number, warm_up: number,
 *   factor: number, every: number, log: boolean, epoch: number,
 *   factor_is_idle: boolean }} Traits
 */

import { clamp } from "../kit/arithmetic.js";
import { epochPicker } from "../kit/epochs.js";
import { logTicks, ticks } from "../kit/plot.js";
import { widget } from "../kit/view.js";
import { describe, describeEpoch, needsFactor, rates } from "./rates.js";

const HEIGHT = 260;
const MARGINS = { left: 60, top: 16, below: 26 };

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const picker = epochPicker(view, () => view.get("epochs"), { all: 175, one: 40 });

  return () => {
    const palette = view.palette(),
      schedule = scheduleOf(view),
      { rate, epochs } = schedule;
    const log = view.get("log"),
      chosen = clamp(view.get("epoch"), 1, epochs);
    view.shown = { epoch: chosen };
    const high = rate * 1.05,
      low = log ? rate / 1000 : 0;
    const curves = picker.curves(HEIGHT, MARGINS, { epochs, low, high, log });
    curves.column(chosen, palette.accent, 0.14);
    curves.axes(log ? logTicks(low, high) : ticks(low, high));
    const seen = rates(schedule).map((one) => Math.max(one, low));
    const steps = seen.flatMap((one, epoch) => [
      [epoch + 0.5, one],
      [epoch + 1.5, one],
    ]);
    curves.line(steps, palette.positive, { wide: 1.5, alpha: 0.7 });
    seen.forEach((one, epoch) => {
      curves.dot(epoch + 1, one, palette.positive);
    });
    curves.dot(chosen, seen[chosen - 1], palette.accent, { size: 5 });
    picker.say(describe(schedule), describeEpoch(schedule, chosen));
    view.afterFrame(() => view.set({ factor_is_idle: !needsFactor(scheduleOf(view)) }));
  };
}

/** @param {View<Traits>} view */
function scheduleOf(view) {
  return {
    shape: view.get("shapes")[view.get("shape")],
    rate: view.get("rate"),
    epochs: view.get("epochs"),
    warmUp: view.get("warm_up"),
    factor: view.get("factor"),
    every: view.get("every"),
  };
}

export default widget("cnn-plot cnn-schedule", build);
