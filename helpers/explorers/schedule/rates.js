// Learning rates of all epochs, as helpers.training.schedules.Schedule has them, and in words.

import { countOf, number, short } from "../kit/words.js";

/**
 * @typedef {{ shape: string, rate: number, epochs: number, warmUp: number, factor: number,
 *   every: number }} Schedule
 */

/**
 * The learning rate of each epoch.
 * @param {Schedule} schedule
 */
export function rates({ shape, rate, epochs, warmUp, factor, every }) {
  return Array.from({ length: epochs }, (_, epoch) => {
    if (epoch < warmUp) return (rate * (epoch + 1)) / (warmUp + 1);
    const after = epoch - warmUp;
    if (shape === "step") return rate * factor ** Math.floor(after / every);
    if (shape === "exponential") return rate * factor ** (after / every);
    if (shape === "cosine")
      return (rate * (1 + Math.cos((Math.PI * after) / (epochs - warmUp)))) / 2;
    return rate;
  });
}

/**
 * Whether the factor plays a part.
 * @param {Pick<Schedule, "shape">} schedule
 */
export function needsFactor({ shape }) {
  return shape === "step" || shape === "exponential";
}

/**
 * The schedule in words.
 * @param {Schedule} schedule
 */
export function describe(schedule) {
  const { shape, warmUp } = schedule;
  const times = `times ${number(schedule.factor)}`,
    every = countOf(schedule.every, "epoch");
  /** @type {Record<string, string>} */
  const words = {
    constant: "Constant",
    step: `Step: ${times} at once after every ${every}`,
    exponential: `Exponential: ${times}, little by little, in ${every}`,
    cosine: "Cosine: slowly at first, fastest in the middle, slowly into 0",
  };
  const before = warmUp ? `; before that ${countOf(warmUp, "epoch")} of warm-up` : "";
  const all = rates(schedule),
    [first, last] = [all[0], all[all.length - 1]].map((rate) => short(rate));
  return (
    `${words[shape]}${before}. ` +
    `The rate begins at ${first}, is ${short(Math.max(...all))} at most and ends at ${last}.`
  );
}

/**
 * The rate of one epoch, counted from 1, in words.
 * @param {Schedule} schedule
 * @param {number} epoch
 */
export function describeEpoch(schedule, epoch) {
  return `Epoch ${epoch}: learning rate ${short(rates(schedule)[epoch - 1], 3)}.`;
}
