// A test digit is moved, and several networks say what they see.

/** @import { Palette } from "../kit/colours.js" */
/** @import { DigitTraits } from "../kit/digits.js" */
/** @import { Described } from "../kit/network/forward.js" */
/** @import { Draw, View } from "../kit/view.js" */
/**
 * The traits of helpers.explorers.shift.explorer.ShiftView.
 * @typedef {DigitTraits & { names: string[], networks: Described[], reach: number, right: number,
 *   down: number }} Traits
 */

import { clamp } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { chosenPixels, paintInk, paintShares, SIDE } from "../kit/digits.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { moved } from "../kit/moved.js";
import { answer, readNetwork } from "../kit/network/forward.js";
import { write } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { describe } from "./answers.js";

const NARROW = 520, // below it the answers stand under the digit
  DIGIT = 196,
  GAP = 24,
  TOP = 26,
  EDGE = 2; // what a frame needs at the right
const GRID = layOut(SIDE, SIDE, { x: 0, y: TOP, width: DIGIT, height: DIGIT });

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const networks = view.get("networks").map(readNetwork);
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("cnn-shift-text", { letters: 135 });
  view.root.append(canvas, line);
  const moveTo = (/** @type {number} */ down, /** @type {number} */ right) => {
    const reach = view.get("reach");
    view.set({ down: clamp(down, -reach, reach), right: clamp(right, -reach, reach) });
  };
  onArrows(canvas, (rows, columns) => moveTo(view.get("down") + rows, view.get("right") + columns));
  onPoint(canvas, (x, y) => {
    const middle = GRID.cellAt(x, y); // where the middle of the picture goes
    if (middle) moveTo(middle[0] - SIDE / 2, middle[1] - SIDE / 2);
  });

  return () => {
    const narrow = view.width < NARROW,
      [left, top] = narrow ? [0, 2 * TOP + DIGIT + 8] : [DIGIT + GAP, TOP];
    const context = fit(canvas, view.width, top + DIGIT + 28),
      palette = view.palette();
    const label = view.get("labels")[view.get("digit")],
      names = view.get("names"),
      [down, right] = [view.get("down"), view.get("right")];
    const pixels = moved(chosenPixels(view), SIDE, right, down),
      picture = Float32Array.from(pixels, (byte) => byte / 255);
    const shares = networks.map((network) => answer(network, picture));
    paintMoved(context, pixels, palette);
    const gap = narrow ? GAP / 2 : GAP,
      room = (view.width - EDGE - left + gap) / names.length,
      wide = room - gap;
    names.forEach((name, network) => {
      const x = left + network * room;
      paintShares(context, [x, top, wide, DIGIT], shares[network], palette, { label });
      write(context, name, [x + wide / 2, top - 12], palette, { align: "center", room: wide });
    });

    const text = describe({ label, right, down, names, shares });
    canvas.setAttribute("aria-label", text);
    line.say(text);
  };
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Uint8Array} pixels
 * @param {Palette} palette
 */
function paintMoved(context, pixels, palette) {
  paintInk(context, GRID, (row, column) => pixels[row * SIDE + column], palette);
  const middle = [GRID.left + GRID.width / 2, 14];
  const look = { colour: palette.muted, align: "center" };
  write(context, "what the networks get", middle, palette, look);
}

export default widget("cnn-shift", build);
