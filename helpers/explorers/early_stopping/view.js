// A recorded training, and where early stopping would have ended it.

import { fit } from "../kit/canvas.js";
import { element, liveLine } from "../kit/elements.js";
import { onArrows, onPoint } from "../kit/input.js";
import { write } from "../kit/pen.js";
import { logTicks, plot } from "../kit/plot.js";
import { mount } from "../kit/view.js";
import { number } from "../kit/words.js";

const HEIGHT = 300,
  LEFT = 44,
  TOP = 34,
  BELOW = 26;

/**
 * The rule of Keras' EarlyStopping for a value that should fall. Epochs are counted from 0.
 * Keras compares in 32 bits, so does this.
 */
export function earlyStop(values, patience, minDelta) {
  const waits = [];
  let best = 0;
  for (const [epoch, value] of values.entries()) {
    const improved = epoch === 0 || Math.fround(value + minDelta) < Math.fround(values[best]);
    if (improved) best = epoch;
    waits.push(improved ? 0 : waits[epoch - 1] + 1);
    if (!improved && waits[epoch] >= patience) return { last: epoch, stopped: true, best, waits };
  }
  return { last: values.length - 1, stopped: false, best, waits };
}

/** The best value before each epoch, by the rule of `earlyStop`: what that epoch had to beat. */
export function bestBefore(values, minDelta) {
  let best = 0;
  return values.map((value, epoch) => {
    const before = best;
    if (epoch === 0 || Math.fround(value + minDelta) < Math.fround(values[best])) best = epoch;
    return before;
  });
}

/** What happens, in words; epochs count from 1, as Keras prints them. */
export function outcome(values, patience, minDelta, restore) {
  const { last, stopped, best } = earlyStop(values, patience, minDelta);
  const lowest = values.indexOf(Math.min(...values));
  const loss = (epoch) => values[epoch].toFixed(3);
  const ending = stopped
    ? `the training stops after epoch ${last + 1} of ${values.length}.`
    : `it runs through all ${values.length} epochs.`;
  const kept = restore
    ? `the best ones, of epoch ${best + 1} (val_loss ${loss(best)}).`
    : `those of the last epoch (val_loss ${loss(last)}); the best were those of epoch ${best + 1} (${loss(best)}).`;
  return (
    `patience ${patience}, min_delta ${number(minDelta, 3)}: ${ending} The weights you keep are ${kept} ` +
    `The lowest val_loss of the whole record is ${loss(lowest)}, after epoch ${lowest + 1}.`
  );
}

/** One epoch, in words. */
export function epochInWords(values, patience, minDelta, epoch) {
  const { last, stopped, waits } = earlyStop(values, patience, minDelta);
  const here = `Epoch ${epoch + 1}: val_loss ${values[epoch].toFixed(3)}`;
  if (epoch > last) return `${here}, never trained.`;
  if (epoch === 0) return `${here}, the first value to beat.`;
  const bar = values[bestBefore(values, minDelta)[epoch]] - minDelta;
  if (waits[epoch] === 0)
    return `${here}, below ${bar.toFixed(3)}: an improvement, the count is 0 again.`;
  const end = stopped && epoch === last ? ": stop." : ".";
  return `${here}, not below ${bar.toFixed(3)}: ${waits[epoch]} of ${Math.max(patience, 1)} epochs waited${end}`;
}

function build(view) {
  const canvas = element("canvas", { role: "img" });
  const result = liveLine("cnn-plot-outcome"),
    point = liveLine("cnn-plot-point");
  view.root.append(canvas, result, point);
  let drawn = null;

  const record = () => view.get("records")[view.get("record")];
  const place = (epoch) =>
    view.set({ epoch: Math.min(Math.max(epoch, 1), record().val_loss.length) });
  onPoint(canvas, (x) => drawn && place(drawn.epochAt(x)));
  onArrows(canvas, (rows, columns) => place(view.get("epoch") + columns - rows));

  return () => {
    const { loss, val_loss: values } = record(),
      epochs = values.length;
    const patience = view.get("patience"),
      minDelta = view.get("min_delta"),
      restore = view.get("restore_best_weights");
    const { last, stopped, best, waits } = earlyStop(values, patience, minDelta);
    const chosen = Math.min(view.get("epoch"), epochs);
    const palette = view.palette(),
      width = view.width,
      context = fit(canvas, width, HEIGHT);
    const low = 0.88 * Math.min(...values),
      high = 1.06 * Math.max(...values);
    drawn = plot(context, palette, [LEFT, TOP, width - LEFT - 4, HEIGHT - TOP - BELOW], {
      epochs,
      low,
      high,
      log: true,
    });

    for (let epoch = last + 2; epoch <= epochs; epoch++) drawn.column(epoch, palette.muted, 0.13);
    drawn.column(chosen, palette.accent, 0.14);
    drawn.axes(logTicks(low, high));
    const points = (list, from, to) =>
      list.slice(from, to + 1).map((value, at) => [from + at + 1, value]);
    // The bar: what an epoch has to get below to count as an improvement.
    const bars = bestBefore(values, minDelta).map((before) => values[before] - minDelta);
    const steps = bars.slice(1, last + 1).flatMap((bar, at) => [
      [at + 1.5, bar],
      [at + 2.5, bar],
    ]);
    drawn.line(steps, palette.positive, { wide: 1.5, dashed: true });
    drawn.line(points(loss, 0, last), palette.muted, { wide: 1 });
    drawn.line(points(values, last, epochs - 1), palette.negative, { alpha: 0.4 });
    drawn.line(points(values, 0, last), palette.negative);
    values.forEach((value, epoch) =>
      drawn.dot(epoch + 1, value, palette.negative, { alpha: epoch > last ? 0.4 : 1 }),
    );
    const kept = restore ? best : last;
    drawn.dot(kept + 1, values[kept], palette.accent, { size: 6 });

    // A count at every dot while there is room, else at the last one of each wait.
    const roomy = width / epochs > 13;
    waits.forEach((count, epoch) => {
      if (!count || (!roomy && waits[epoch + 1] > count)) return;
      const above = [drawn.toX(epoch + 1), Math.max(drawn.toY(values[epoch]) - 9, TOP + 6)];
      write(context, String(count), above, palette, { align: "center", size: 11 });
    });
    let x = LEFT;
    for (const [text, colour] of [
      ["val_loss", palette.negative],
      ["loss", palette.muted],
      ["to get below", palette.positive],
      ["● weights you keep", palette.accent],
    ]) {
      x += write(context, text, [x, 16], palette, { colour }) + 16;
    }
    if (stopped) {
      const at = drawn.toX(last + 1.5),
        toLeft = at > width - 60;
      const beside = [at + (toLeft ? -20 : 4), HEIGHT - BELOW - 8];
      write(context, "stop", beside, palette, { align: toLeft ? "right" : "left" });
    }

    const all = outcome(values, patience, minDelta, restore),
      one = epochInWords(values, patience, minDelta, chosen - 1);
    canvas.setAttribute("aria-label", `${view.get("names")[view.get("record")]}. ${all} ${one}`);
    result.say(all);
    point.say(one);
  };
}

export default { render: (context) => mount(context, "cnn-plot cnn-early-stopping", build) };
