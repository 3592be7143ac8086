// A test digit is moved, and several networks say what they see. All answers were computed
// beforehand.

/** @import { Palette } from "../kit/colours.js" */
/** @import { DigitTraits } from "../kit/digits.js" */
/** @import { Draw, View } from "../kit/view.js" */
/**
 * The traits of helpers.explorers.shift.explorer.ShiftView.
 * @typedef {DigitTraits & { names: string[], answers: DataView, reach: number, right: number,
 *   down: number }} Traits
 */

import { clamp } from "../kit/arithmetic.js";
import { bytesOf, fit } from "../kit/canvas.js";
import { chosenPixels, paintInk, paintShares, SIDE } from "../kit/digits.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut } from "../kit/grid.js";
import { onArrows } from "../kit/input.js";
import { write } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { answerAt, describe, sharesFrom } from "./answers.js";

const HEIGHT = 250,
  DIGIT = 196,
  GAP = 24,
  TOP = 26;

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("cnn-shift-text", { lines: 3 });
  view.root.append(canvas, line);
  onArrows(canvas, (rows, columns) => {
    const reach = view.get("reach");
    const inside = (/** @type {number} */ value) => clamp(value, -reach, reach);
    view.set({ down: inside(view.get("down") + rows), right: inside(view.get("right") + columns) });
  });

  return () => {
    const context = fit(canvas, view.width, HEIGHT),
      palette = view.palette();
    const label = view.get("labels")[view.get("digit")],
      names = view.get("names"),
      shares = sharesOf(view);
    const down = view.get("down"),
      right = view.get("right");
    paintMoved(context, chosenPixels(view), down, right, palette);
    const room = (view.width - DIGIT - GAP) / names.length;
    names.forEach((name, network) => {
      const left = DIGIT + GAP + network * room,
        wide = room - GAP;
      paintShares(context, [left, TOP, wide, DIGIT], shares[network], palette, { label });
      write(context, name, [left + wide / 2, 14], palette, { align: "center" });
    });

    const text = describe({ label, right, down, names, shares });
    canvas.setAttribute("aria-label", text);
    line.say(text);
  };
}

/**
 * What each network says to the digit where it is.
 * @param {View<Traits>} view
 */
function sharesOf(view) {
  const answers = bytesOf(view.get("answers")),
    all = { digits: view.get("labels").length, reach: view.get("reach") };
  return view.get("names").map((_, network) => {
    const at = answerAt(network, view.get("digit"), view.get("down"), view.get("right"), all);
    return sharesFrom(answers, at);
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Uint8Array} pixels
 * @param {number} down
 * @param {number} right
 * @param {Palette} palette
 */
function paintMoved(context, pixels, down, right, palette) {
  const grid = layOut(SIDE, SIDE, { x: 0, y: TOP, width: DIGIT, height: DIGIT });
  /** @type {(row: number, column: number) => number} */
  const moved = (row, column) => {
    const [i, j] = [row - down, column - right];
    return i >= 0 && j >= 0 && i < SIDE && j < SIDE ? pixels[i * SIDE + j] : 0;
  };
  paintInk(context, grid, moved, palette);
  const middle = [grid.left + grid.width / 2, 14];
  const look = { colour: palette.muted, align: "center" };
  write(context, "what the networks get", middle, palette, look);
}

export default widget("cnn-shift", build);
