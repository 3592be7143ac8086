// A test digit is moved, and several networks say what they see. All answers were computed beforehand.

import { clamp } from "../kit/arithmetic.js";
import { bytesOf, fit } from "../kit/canvas.js";
import { css, grey } from "../kit/colours.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut, paintCells } from "../kit/grid.js";
import { onArrows } from "../kit/input.js";
import { highlight } from "../kit/pen.js";
import { mount } from "../kit/view.js";

const SIDE = 28,
  HEIGHT = 250,
  DIGIT = 196,
  TOP = 26;

/** Where in `answers` (networks × digits × down × right × 10) the ten shares of one answer begin. */
export function answerAt(network, digit, down, right, { digits, reach }) {
  const span = 2 * reach + 1;
  return (((network * digits + digit) * span + down + reach) * span + right + reach) * 10;
}

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
    const palette = view.palette(),
      width = view.width;
    const context = fit(canvas, width, HEIGHT);
    const names = view.get("names"),
      labels = view.get("labels"),
      reach = view.get("reach");
    const digit = view.get("digit"),
      down = view.get("down"),
      right = view.get("right");
    const pixels = bytesOf(view.get("pixels")).subarray(
      digit * SIDE * SIDE,
      (digit + 1) * SIDE * SIDE,
    );
    const answers = bytesOf(view.get("answers"));

    const grid = layOut(SIDE, SIDE, { x: 0, y: TOP, width: DIGIT, height: DIGIT });
    const ink = (row, column) =>
      row >= 0 && column >= 0 && row < SIDE && column < SIDE ? pixels[row * SIDE + column] : 0;
    paintCells(
      context,
      grid,
      (row, column) => grey(ink(row - down, column - right), 0, 255, palette),
      palette,
    );
    write(context, "what the networks get", grid.left + grid.width / 2, 14, palette.muted, palette);

    const room = (width - DIGIT - 24) / names.length;
    const said = names.map((name, network) => {
      const from = answerAt(network, digit, down, right, { digits: labels.length, reach });
      const shares = Array.from(answers.subarray(from, from + 10), (share) => share / 255);
      const best = shares.indexOf(Math.max(...shares));
      const box = { left: DIGIT + 24 + network * room, width: room - 24 };
      bars(context, box, shares, best, labels[digit], palette);
      write(context, name, box.left + box.width / 2, 14, palette.ink, palette);
      return `${name} says ${best} (${Math.round(100 * shares[best])} %)${best === labels[digit] ? "" : ", wrong"}`;
    });
    const text = `A ${labels[digit]}, moved ${moved(right, "right", "left")} and ${moved(down, "down", "up")}. ${said.join("; ")}.`;
    canvas.setAttribute("aria-label", text);
    line.say(text);
  };
}

function moved(pixels, forward, back) {
  return `${Math.abs(pixels)} ${pixels < 0 ? back : forward}`;
}

function bars(context, { left, width }, shares, best, label, palette) {
  const high = DIGIT / 10;
  shares.forEach((share, digit) => {
    const y = TOP + digit * high;
    context.fillStyle = css(palette.middle);
    context.fillRect(left + 18, y + 3, width - 18, high - 6);
    context.fillStyle = css(digit === label ? palette.negative : palette.positive);
    context.fillRect(left + 18, y + 3, (width - 18) * share, high - 6);
    if (digit === best)
      highlight(context, [left + 18, y + 3, width - 18, high - 6], palette, { line: 1.5 });
    write(
      context,
      String(digit),
      left + 7,
      y + high / 2 + 5,
      digit === label ? palette.ink : palette.muted,
      palette,
      digit === label,
    );
  });
}

function write(context, text, x, y, colour, palette, bold = false) {
  context.fillStyle = css(colour);
  context.font = `${bold ? "bold " : ""}13px ${palette.font}`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillText(text, x, y);
}

export default { render: (context) => mount(context, "cnn-shift", build) };
