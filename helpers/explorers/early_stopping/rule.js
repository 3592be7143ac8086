// The rule of early stopping, as helpers.training.early_stopping has it, and what comes of it in words.

import { number } from "../kit/words.js";

/**
 * The rule of Keras' EarlyStopping for a value that should fall. Epochs are counted from 0.
 * Keras compares in 32 bits, so does this. `waits` has the epochs in a row without an improvement,
 * `before` the best epoch before each: what it had to beat. Both end with the last epoch trained.
 */
export function earlyStop(values, patience, minDelta) {
  const waits = [],
    before = [];
  let best = 0;
  for (const [epoch, value] of values.entries()) {
    before.push(best);
    const improved = epoch === 0 || Math.fround(value + minDelta) < Math.fround(values[best]);
    if (improved) best = epoch;
    waits.push(improved ? 0 : waits[epoch - 1] + 1);
    if (!improved && waits[epoch] >= patience)
      return { last: epoch, stopped: true, best, waits, before };
  }
  return { last: values.length - 1, stopped: false, best, waits, before };
}

/** What early stopping makes of a training, in words; epochs count from 1, as Keras prints them. */
export function describe(values, patience, minDelta, restore) {
  const { last, stopped, best } = earlyStop(values, patience, minDelta);
  const lowest = values.indexOf(Math.min(...values));
  const loss = (epoch) => values[epoch].toFixed(3);
  const ending = stopped
    ? `the training stops after epoch ${last + 1} of ${values.length}.`
    : `it runs through all ${values.length} epochs.`;
  const kept = restore
    ? `the best ones, of epoch ${best + 1} (val_loss ${loss(best)}).`
    : `those of the last epoch (val_loss ${loss(last)}); ` +
      `the best were those of epoch ${best + 1} (${loss(best)}).`;
  return (
    `patience ${patience}, min_delta ${number(minDelta, 3)}: ${ending} ` +
    `The weights you keep are ${kept} ` +
    `The lowest val_loss of the whole record is ${loss(lowest)}, after epoch ${lowest + 1}.`
  );
}

/** One epoch, counted from 0, in words. */
export function describeEpoch(values, patience, minDelta, epoch) {
  const { last, stopped, waits, before } = earlyStop(values, patience, minDelta);
  const here = `Epoch ${epoch + 1}: val_loss ${values[epoch].toFixed(3)}`;
  if (epoch > last) return `${here}, never trained.`;
  if (epoch === 0) return `${here}, the first value to beat.`;
  const bar = (values[before[epoch]] - minDelta).toFixed(3);
  if (waits[epoch] === 0) return `${here}, below ${bar}: an improvement, the count is 0 again.`;
  const end = stopped && epoch === last ? ": stop." : ".";
  return (
    `${here}, not below ${bar}: ` +
    `${waits[epoch]} of ${Math.max(patience, 1)} epochs waited${end}`
  );
}
