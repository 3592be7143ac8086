// A test digit is moved, and several networks say what they see. All answers were computed
// beforehand.

import { clamp } from "../kit/arithmetic.js";
import { bytesOf, fit } from "../kit/canvas.js";
import { chosenPixels, paintInk, paintShares, SIDE } from "../kit/digits.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut } from "../kit/grid.js";
import { onArrows } from "../kit/input.js";
import { write } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { answerAt, describe, sharesFrom } from "./answers.js";

const HEIGHT = 250,
  DIGIT = 196,
  GAP = 24,
  TOP = 26;

/**
 * @typedef {import("../kit/digits.js").DigitTraits & { names: string[], answers: DataView, reach: number, right: number,
 *   down: number }} Traits
 * @typedef {import("../kit/view.js").View<Traits>} View
 */

/** @param {View} view */
function build(view) {
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("cnn-shift-text");
  line.style.minHeight = "4.2em"; // three lines, so that nothing below jumps
  view.root.append(canvas, line);
  onArrows(canvas, (rows, columns) => {
    const reach = view.get("reach"),
      inside = (value) => clamp(value, -reach, reach);
    view.set({ down: inside(view.get("down") + rows), right: inside(view.get("right") + columns) });
  });

  return () => {
    const context = fit(canvas, view.width, HEIGHT),
      palette = view.palette();
    const digit = view.get("digit"),
      labels = view.get("labels"),
      label = labels[digit],
      names = view.get("names");
    const down = view.get("down"),
      right = view.get("right");
    paintMoved(context, chosenPixels(view), down, right, palette);

    const answers = bytesOf(view.get("answers")),
      where = { digits: labels.length, reach: view.get("reach") };
    const shares = names.map((_, network) =>
      sharesFrom(answers, answerAt(network, digit, down, right, where)),
    );
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

function paintMoved(context, pixels, down, right, palette) {
  const grid = layOut(SIDE, SIDE, { x: 0, y: TOP, width: DIGIT, height: DIGIT });
  const moved = (row, column) => {
    const [i, j] = [row - down, column - right];
    return i >= 0 && j >= 0 && i < SIDE && j < SIDE ? pixels[i * SIDE + j] : 0;
  };
  paintInk(context, grid, moved, palette);
  const middle = [grid.left + grid.width / 2, 14];
  const look = { colour: palette.muted, align: "center" };
  write(context, "what the networks get", middle, palette, look);
}

export default { render: (context) => mount(context, "cnn-shift", build) };
