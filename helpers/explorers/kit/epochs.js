// A canvas with curves over epochs, one of which is picked by a click or by arrow keys.

import { clamp } from "./arithmetic.js";
import { fit } from "./canvas.js";
import { element, liveLine } from "./elements.js";
import { onArrows, onPoint } from "./input.js";
import { plot } from "./plot.js";

/**
 * Put the canvas and two lines of text below it into a view with the trait `epoch`, which is counted
 * from 1 to `epochCount()`.
 *
 * `curves(height, margins, scale)` empties the canvas and gives the `plot` in it, together with its
 * context; margins are { left, top, below }. `say(all, one, before)` writes the lines: what is to be
 * said of all epochs and of the one; `before` is heard before them.
 */
export function epochPicker(view, epochCount) {
  const canvas = element("canvas", { role: "img" });
  const outcome = liveLine("cnn-plot-outcome"),
    point = liveLine("cnn-plot-point");
  view.root.append(canvas, outcome, point);
  let drawn = null;

  const pick = (epoch) => view.set({ epoch: clamp(epoch, 1, epochCount()) });
  onPoint(canvas, (x) => drawn && pick(drawn.epochAt(x)));
  onArrows(canvas, (rows, columns) => pick(view.get("epoch") + columns - rows));

  return {
    curves(height, { left, top, below }, scale) {
      const context = fit(canvas, view.width, height);
      const box = [left, top, view.width - left - 4, height - top - below];
      drawn = plot(context, view.palette(), box, scale);
      return { context, ...drawn };
    },
    say(all, one, before = "") {
      canvas.setAttribute("aria-label", `${before}${all} ${one}`);
      outcome.say(all);
      point.say(one);
    },
  };
}
