// Four logits that are moved by hand, and their softmax.

/** @import { Palette } from "../kit/colours.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Traits } from "./view.js" */

import { fit } from "../kit/canvas.js";
import { element, liveLine } from "../kit/elements.js";
import { fill, highlight, write } from "../kit/pen.js";
import { percent } from "../kit/words.js";
import { describeSoftmax, softmax } from "./functions.js";

const LARGEST = 5; // logit
const HEAD = 22,
  ROW = 34,
  FOOT = 4;
const NAMES = 58, // pixels at the left and at the right of the bars
  NUMBERS = 58;

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
export function buildSoftmax(view) {
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("cnn-softmax-text", { letters: 90 });
  view.root.append(canvas, line);

  return () => {
    const logits = [view.get("z0"), view.get("z1"), view.get("z2"), view.get("z3")],
      shares = softmax(logits);
    const context = fit(canvas, view.width, HEAD + ROW * logits.length + FOOT),
      palette = view.palette(),
      columns = columnsOf(view.width);
    const centred = { colour: palette.muted, align: "center" };
    write(context, "logit", [columns.middle, 14], palette, centred);
    write(context, "softmax", [columns.left + columns.long / 2, 14], palette, centred);
    const largest = Math.max(...shares);
    logits.forEach((logit, at) => {
      const top = HEAD + at * ROW;
      write(context, `class ${at}`, [2, top + ROW / 2 + 5], palette);
      paintLogit(context, columns, top, logit, palette);
      paintShare(context, columns, top, shares[at], shares[at] === largest, palette);
    });

    const text = describeSoftmax(logits);
    canvas.setAttribute("aria-label", text);
    line.say(text);
  };
}

/**
 * Where the bars stand, right of their names: logits up to `half` to both sides of `middle`, shares
 * from `left` on, at most `long`, and their numbers up to `right`.
 * @typedef {{ middle: number, half: number, left: number, long: number, right: number }} Columns
 */

/**
 * @param {number} width
 * @returns {Columns}
 */
function columnsOf(width) {
  const room = width - NAMES - NUMBERS,
    half = room * 0.23,
    long = room * 0.46;
  const left = width - NUMBERS - long;
  return { middle: NAMES + half, half, left, long, right: width - 2 };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Columns} columns
 * @param {number} top
 * @param {number} logit
 * @param {Palette} palette
 */
function paintLogit(context, { middle, half }, top, logit, palette) {
  fill(context, [middle - half, top + 5, 2 * half, ROW - 10], palette.middle);
  const colour = logit < 0 ? palette.negative : palette.positive;
  fill(context, [middle, top + 5, (half * logit) / LARGEST, ROW - 10], colour);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Columns} columns
 * @param {number} top
 * @param {number} share
 * @param {boolean} isLargest
 * @param {Palette} palette
 */
function paintShare(context, { left, long, right }, top, share, isLargest, palette) {
  const box = [left, top + 5, long, ROW - 10];
  fill(context, box, palette.middle);
  fill(context, [left, top + 5, long * share, ROW - 10], palette.positive);
  if (isLargest) highlight(context, box, palette, { line: 1.5 });
  write(context, percent(share), [right, top + ROW / 2 + 5], palette, { align: "right" });
}
