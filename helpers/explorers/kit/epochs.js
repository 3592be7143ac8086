// A canvas with curves over epochs, one of which is picked by a click or by arrow keys.

/** @import { Curves, Scale } from "./plot.js" */
/** @import { View } from "./view.js" */

import { clamp } from "./arithmetic.js";
import { fit } from "./canvas.js";
import { element, liveLine } from "./elements.js";
import { onArrows, onPoint } from "./input.js";
import { plot } from "./plot.js";

/**
 * Around the curves, in pixels.
 * @typedef {{ left: number, top: number, below: number }} Margins
 */

/**
 * Put the canvas and two lines of text below it into a view whose trait `epoch` is counted from 1
 * to `epochCount()`.
 *
 * `curves(height, margins, scale)` empties the canvas and gives the `plot` in it. `say(all, one,
 * before)` writes the lines: what is to be said of all epochs and of the one; `before` is heard
 * before them. `letters` says how long the lines may be.
 * @template {{ epoch: number }} Traits
 * @param {View<Traits>} view
 * @param {() => number} epochCount
 * @param {{ all: number, one: number }} letters
 */
export function epochPicker(view, epochCount, letters) {
  const canvas = element("canvas", { role: "img" });
  const outcome = liveLine("cnn-plot-outcome", { letters: letters.all }),
    point = liveLine("", { letters: letters.one });
  view.root.append(canvas, outcome, point);
  /** @type {Curves | null} */
  let drawn = null;

  const pick = (/** @type {number} */ epoch) =>
    view.set(/** @type {Partial<Traits>} */ ({ epoch: clamp(epoch, 1, epochCount()) }));
  onPoint(canvas, (x) => {
    if (drawn) pick(drawn.epochAt(x));
  });
  onArrows(canvas, (rows, columns) => pick(view.get("epoch") + columns - rows));

  return {
    /** @type {(height: number, margins: Margins, scale: Scale) => Curves} */
    curves(height, { left, top, below }, scale) {
      const context = fit(canvas, view.width, height);
      const box = [left, top, view.width - left - 4, height - top - below];
      drawn = plot(context, view.palette(), box, scale);
      return drawn;
    },
    /** @type {(all: string, one: string, before?: string) => void} */
    say(all, one, before = "") {
      canvas.setAttribute("aria-label", `${before}${all} ${one}`);
      outcome.say(all);
      point.say(one);
    },
  };
}
