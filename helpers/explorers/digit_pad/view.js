// A pad to draw a digit on, what the network gets, and what it says.
// The drawing goes to Python as bytes; probabilities, the centred digit and feature maps come back.

import { clamp } from "../kit/arithmetic.js";
import { bytesOf, fit, paintPixels } from "../kit/canvas.js";
import { css } from "../kit/colours.js";
import { SIDE as DIGIT, paintInk, paintShares } from "../kit/digits.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut } from "../kit/grid.js";
import { write } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { describe } from "./answer.js";
import { SIDE } from "./ink.js";
import { penOn } from "./pen.js";

const HOW =
  "Pad to draw a digit on. With the keyboard: arrow keys move the pen, " +
  "space puts it down or lifts it, delete clears.";
const GAP = 18; // between the pad and the answer, with the border of the pad
const BETWEEN = 6; // feature maps

/**
 * @typedef {{ ink: DataView, seen: DataView, probabilities: number[], maps: DataView,
 *   map_side: number }} Traits
 * @typedef {import("../kit/view.js").View<Traits>} View
 */

/** @param {View} view */
function build(view) {
  const pad = element("canvas", { role: "img", class: "cnn-pad", "aria-label": HOW });
  const answer = element("canvas", { role: "img", class: "cnn-pad-answer" });
  const maps = element("canvas", { role: "img", class: "cnn-pad-maps" });
  const line = liveLine("cnn-pad-text");
  view.root.append(element("div", { class: "cnn-pad-row" }, pad, answer), maps, line);
  const pen = penOn(view, pad);

  return () => {
    const palette = view.palette(),
      width = view.width,
      size = clamp(Math.round(width * 0.36), 150, 236);
    paintPad(fit(pad, size, size), size, pen, document.activeElement === pad, palette);
    const seen = bytesOf(view.get("seen")),
      shares = view.get("probabilities");
    const room = width - size - GAP;
    paintAnswer(fit(answer, room, size), [room, size], seen, shares, palette);
    paintMaps(maps, width, bytesOf(view.get("maps")), view.get("map_side"), palette);

    const text = describe(shares);
    answer.setAttribute("aria-label", text);
    line.say(text);
  };
}

/** The ink, or a hint where there is none; with the keyboard also the pen. */
function paintPad(context, size, { ink, at, down }, focused, palette) {
  const pixels = new ImageData(SIDE, SIDE);
  ink.forEach((value, place) => {
    pixels.data.set([...palette.ink, value], 4 * place);
  });
  paintPixels(context, pixels, [0, 0, size, size]);
  const middle = { colour: palette.muted, align: "center" };
  if (!ink.some(Boolean))
    write(context, "draw a digit here", [size / 2, size / 2], palette, middle);
  if (!focused) return;
  const [x, y] = at.map((value) => (value * size) / SIDE);
  context.strokeStyle = css(palette.accent);
  context.lineWidth = down ? 3 : 1.5;
  context.beginPath();
  context.arc(x, y, 7, 0, 2 * Math.PI);
  context.stroke();
}

function paintAnswer(context, [width, height], seen, shares, palette) {
  const side = Math.min(112, Math.floor(width * 0.38));
  const box = { x: 0, y: (height - side) / 2, width: side, height: side };
  const grid = layOut(DIGIT, DIGIT, box);
  paintInk(context, grid, (row, column) => seen[row * DIGIT + column] ?? 0, palette);
  const above = [grid.left + grid.width / 2, grid.top - 8];
  const look = { colour: palette.muted, align: "center", size: 12 };
  write(context, "what it gets", above, palette, look);
  const left = side + 16;
  const bars = [left, 0, width - left, height];
  paintShares(context, bars, shares, palette, { percents: true });
}

function paintMaps(canvas, width, bytes, side, palette) {
  const count = side ? bytes.length / (side * side) : 0;
  canvas.style.display = count ? "block" : "none";
  if (!count) return;
  const columns = Math.min(count, 8),
    rows = Math.ceil(count / columns),
    cell = Math.floor((width - BETWEEN * (columns - 1)) / columns),
    step = cell + BETWEEN;
  const context = fit(canvas, width, rows * step);
  for (let map = 0; map < count; map++) {
    const x = (map % columns) * step,
      y = Math.floor(map / columns) * step;
    const grid = layOut(side, side, { x, y, width: cell, height: cell }, cell);
    paintInk(context, grid, (row, column) => bytes[(map * side + row) * side + column], palette);
  }
  canvas.setAttribute("aria-label", `${count} feature maps of ${side} by ${side}`);
}

export default { render: (context) => mount(context, "cnn-digit-pad", build) };
