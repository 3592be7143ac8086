// What fit, evaluate and predict call, as helpers.training.fit_calls has it, and in words.

import { countOf, fixed } from "../kit/words.js";

/**
 * Numbers x, and the numbers y that the network should answer.
 * @typedef {number[][]} Examples
 * @typedef {{ start: number, rate: number, training: Examples, validation: Examples }} Network
 * @typedef {{ method: string, examples: number, batchSize: number, epochs: number,
 *   validation: number, stop: string }} Run
 */
/**
 * The method, the weight at that moment, an epoch or batch, and the logs.
 * @typedef {{ method: string, weight: number, number: number | null,
 *   logs: Record<string, number | number[]> }} Call
 */
/**
 * From a call that begins something to the call that ends it.
 * @typedef {{ row: string, begin: number, end: number }} Bar
 */

/**
 * All calls in their order.
 * @param {Network} network
 * @param {Run} run
 * @returns {Call[]}
 */
export function calls(network, run) {
  const { start, training } = network,
    { method, examples, batchSize } = run;
  if (method === "fit") return [...fit(network, run)];
  if (method === "evaluate") return [...test(start, training, examples, batchSize)];
  return [...predict(network, run)];
}

/**
 * @param {Network} network
 * @param {Run} run
 */
function* fit({ start, rate, training, validation }, run) {
  let weight = start,
    /** @type {Call["logs"]} */
    logs = {};
  yield call("on_train_begin", weight);
  for (let epoch = 0; epoch < run.epochs; epoch++) {
    yield call("on_epoch_begin", weight, epoch);
    /** @type {number[]} */
    const errors = [];
    for (const [batch, [x, y]] of batches(training, run.examples, run.batchSize).entries()) {
      yield call("on_train_batch_begin", weight, batch);
      const before = weight;
      errors.push(...squaredErrors(before, x, y));
      weight -= rate * mean(x.map((one, at) => 2 * one * (before * one - y[at])));
      logs = { loss: mean(errors) };
      yield call("on_train_batch_end", weight, batch, logs);
      if (run.stop === "on_train_batch_end") break;
    }
    if (run.validation) {
      const tested = [...test(weight, validation, run.validation, run.batchSize)];
      yield* tested;
      logs = { ...logs, val_loss: tested[tested.length - 1].logs.loss };
    }
    yield call("on_epoch_end", weight, epoch, logs);
    if (run.stop !== "never") break;
  }
  yield call("on_train_end", weight, null, logs);
}

/**
 * The loss of examples, batch by batch; nothing is learned.
 * @param {number} weight
 * @param {Examples} examples
 * @param {number} count
 * @param {number} batchSize
 */
function* test(weight, examples, count, batchSize) {
  /** @type {number[]} */
  const errors = [];
  yield call("on_test_begin", weight);
  for (const [batch, [x, y]] of batches(examples, count, batchSize).entries()) {
    yield call("on_test_batch_begin", weight, batch);
    errors.push(...squaredErrors(weight, x, y));
    yield call("on_test_batch_end", weight, batch, { loss: mean(errors) });
  }
  yield call("on_test_end", weight, null, { loss: mean(errors) });
}

/**
 * @param {Network} network
 * @param {Run} run
 */
function* predict({ start, training }, { examples, batchSize }) {
  yield call("on_predict_begin", start);
  for (const [batch, [x]] of batches(training, examples, batchSize).entries()) {
    yield call("on_predict_batch_begin", start, batch);
    const outputs = x.map((one) => start * one);
    yield call("on_predict_batch_end", start, batch, { outputs });
  }
  yield call("on_predict_end", start);
}

/**
 * @param {string} method
 * @param {number} weight
 * @param {number | null} number
 * @param {Call["logs"]} logs
 * @returns {Call}
 */
function call(method, weight, number = null, logs = {}) {
  return { method, weight, number, logs };
}

/**
 * The first `count` examples in batches; the last one holds what is left.
 * @param {Examples} examples
 * @param {number} count
 * @param {number} batchSize
 */
function batches(examples, count, batchSize) {
  return Array.from({ length: Math.ceil(count / batchSize) }, (_, batch) =>
    examples.map((all) => all.slice(batch * batchSize, Math.min((batch + 1) * batchSize, count))),
  );
}

/**
 * @param {number} weight
 * @param {number[]} x
 * @param {number[]} y
 */
function squaredErrors(weight, x, y) {
  return x.map((one, at) => (weight * one - y[at]) ** 2);
}

/** @param {number[]} values */
function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * What begins and ends, as bars over the calls; the inner ones come first.
 * @param {Call[]} made
 */
export function bars(made) {
  /** @type {Bar[]} */
  const found = [];
  /** @type {number[]} */
  const begun = [];
  made.forEach(({ method }, at) => {
    if (method.endsWith("_begin")) begun.push(at);
    else found.push({ row: method.slice(3, -4), begin: begun.pop() ?? 0, end: at });
  });
  return found;
}

/**
 * All calls in words.
 * @param {Run} run
 * @param {Call[]} made
 */
export function describe({ method, examples, batchSize, epochs, validation, stop }, made) {
  const read = `${method}, ${countOf(examples, "example")} in batches of ${batchSize}`;
  const count = countOf(made.length, "call"),
    [first, last] = [made[0], made[made.length - 1]].map(weightOf);
  if (method !== "fit") return `${read}: ${count}. The weight stays ${first}.`;
  const steps = made.filter((one) => one.method === "on_train_batch_end").length;
  const validated = validation ? countOf(validation, "validation example") : "no validation";
  const stopped = stop === "never" ? "" : ` The first ${stop} sets stop_training.`;
  return (
    `${read}, ${countOf(epochs, "epoch")}, ${validated}: ` +
    `${count}, ${countOf(steps, "step")}.${stopped} The weight goes from ${first} to ${last}.`
  );
}

/**
 * One of the calls, counted from 0, in words.
 * @param {Run} run
 * @param {Call[]} made
 * @param {number} at
 */
export function describeCall(run, made, at) {
  const { method, number, logs } = made[at];
  const told = Object.entries(logs).map(([name, value]) => `${name} ${logOf(value)}`);
  const first = made.findIndex((one) => one.method === method) === at;
  const ending =
    run.method === "fit" && method === run.stop && first ? " Here stop_training is set." : "";
  return (
    `Call ${at + 1} of ${made.length}: ${method}(${number === null ? "" : `${number}, `}logs), ` +
    `logs: ${told.join(", ") || "empty"}. ${meaning(run, made, at)}${ending}`
  );
}

/**
 * What is known at a call, and what comes next.
 * @param {Run} run
 * @param {Call[]} made
 * @param {number} at
 */
function meaning(run, made, at) {
  const now = made[at],
    fits = run.method === "fit",
    weight = weightOf(now),
    tested = fits ? run.validation : run.examples;
  const next = (/** @type {number} */ count) => `Next: ${examplesOf(run, now, count)}.`;
  /** @type {Record<string, () => string>} */
  const words = {
    on_train_begin: () => `Nothing is learned yet: the weight is ${weight}.`,
    on_epoch_begin: () => "Epochs count from 0. The mean loss starts anew.",
    on_train_batch_begin: () => next(run.examples),
    on_train_batch_end: () =>
      `A step is taken: the weight goes from ${weightOf(made[at - 1])} to ${weight}. ` +
      "The loss is the mean of this epoch so far, each batch before its step.",
    on_test_begin: () => `Now ${countOf(tested, "example")} without a step.`,
    on_test_batch_begin: () => next(tested),
    on_test_batch_end: () => "The mean so far. The name is loss, not val_loss.",
    on_test_end: () => (fits ? "fit calls it val_loss." : "evaluate returns it."),
    on_epoch_end: () =>
      run.validation
        ? "Only here are both numbers told, and History writes them down."
        : "There is no val_loss: EarlyStopping would look for it in vain.",
    on_train_end: () => "The numbers of the last epoch once more.",
    on_predict_begin: () => `The weight is ${weight}.`,
    on_predict_batch_begin: () => next(run.examples),
    on_predict_batch_end: () => "The answers to this batch alone.",
    on_predict_end: () => "predict returns the answers to all batches.",
  };
  return words[now.method]();
}

/**
 * Which examples are in the batch of a call.
 * @param {Run} run
 * @param {Call} call
 * @param {number} count
 */
function examplesOf({ batchSize }, { number }, count) {
  const first = Number(number) * batchSize,
    last = Math.min(first + batchSize, count) - 1;
  return first === last ? `example ${first}` : `examples ${first} to ${last}`;
}

/** @param {Call} call */
function weightOf({ weight }) {
  return fixed(weight, 3);
}

/** @param {number | number[]} value */
function logOf(value) {
  return Array.isArray(value) ? value.map((one) => fixed(one, 3)).join(" and ") : fixed(value, 3);
}
