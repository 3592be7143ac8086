// The learning rate of each epoch, for four shapes of schedule.

import { fit } from "../kit/canvas.js";
import { element, liveLine } from "../kit/elements.js";
import { onArrows, onPoint } from "../kit/input.js";
import { logTicks, plot, ticks } from "../kit/plot.js";
import { mount } from "../kit/view.js";
import { short } from "../kit/words.js";

const HEIGHT = 260,
  LEFT = 60,
  TOP = 16,
  BELOW = 26;

/** Learning rates of all epochs; the same formulas as `helpers.training.schedules.Schedule`. */
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

const epochsOf = (count) => (count === 1 ? "1 epoch" : `${count} epochs`);

/** The schedule in words. */
export function inWords(schedule) {
  const { shape, warmUp, factor, every } = schedule,
    all = rates(schedule);
  let words = {
    constant: "Constant",
    step: `Step: times ${factor} at once after every ${epochsOf(every)}`,
    exponential: `Exponential: times ${factor}, little by little, in ${epochsOf(every)}`,
    cosine: "Cosine: slowly at first, fastest in the middle, slowly into 0",
  }[shape];
  if (warmUp) words += `; before that ${epochsOf(warmUp)} of warm-up`;
  return `${words}. The rate begins at ${short(all[0])}, is ${short(Math.max(...all))} at most and ends at ${short(all.at(-1))}.`;
}

function build(view) {
  const canvas = element("canvas", { role: "img" });
  const result = liveLine("cnn-plot-outcome"),
    point = liveLine("cnn-plot-point");
  view.root.append(canvas, result, point);
  let drawn = null;

  const place = (epoch) => view.set({ epoch: Math.min(Math.max(epoch, 1), view.get("epochs")) });
  onPoint(canvas, (x) => drawn && place(drawn.epochAt(x)));
  onArrows(canvas, (rows, columns) => place(view.get("epoch") + columns - rows));

  return () => {
    const schedule = {
      shape: view.get("shapes")[view.get("shape")],
      rate: view.get("rate"),
      epochs: view.get("epochs"),
      warmUp: view.get("warm_up"),
      factor: view.get("factor"),
      every: view.get("every"),
    };
    const all = rates(schedule),
      log = view.get("log"),
      chosen = view.get("epoch");
    const palette = view.palette(),
      width = view.width,
      context = fit(canvas, width, HEIGHT);
    const high = schedule.rate * 1.05,
      low = log ? schedule.rate / 1000 : 0;
    drawn = plot(context, palette, [LEFT, TOP, width - LEFT - 4, HEIGHT - TOP - BELOW], {
      epochs: schedule.epochs,
      low,
      high,
      log,
    });
    drawn.column(chosen, palette.accent, 0.14);
    drawn.axes(log ? logTicks(low, high) : ticks(low, high));
    const seen = all.map((rate) => Math.max(rate, low));
    drawn.line(
      seen.flatMap((rate, epoch) => [
        [epoch + 0.5, rate],
        [epoch + 1.5, rate],
      ]),
      palette.positive,
      { wide: 1.5, alpha: 0.7 },
    );
    seen.forEach((rate, epoch) => drawn.dot(epoch + 1, rate, palette.positive));
    drawn.dot(chosen, seen[chosen - 1], palette.accent, { size: 5 });

    const words = inWords(schedule),
      one = `Epoch ${chosen}: learning rate ${short(all[chosen - 1], 3)}.`;
    canvas.setAttribute("aria-label", `${words} ${one}`);
    result.say(words);
    point.say(one);
  };
}

export default { render: (context) => mount(context, "cnn-plot cnn-schedule", build) };
