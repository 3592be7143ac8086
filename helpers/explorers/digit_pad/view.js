// A pad to draw a digit on, what the network gets, and what it says.

/** @import { Palette } from "../kit/colours.js" */
/** @import { Described } from "../kit/network/forward.js" */
/** @import { Volume } from "../kit/network/functions.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Pen } from "./pen.js" */
/**
 * The traits of helpers.explorers.digit_pad.explorer.DigitPadView. `examples` are digits, one after
 * the other; `example` 0 is what was drawn, 1 the first of them. Without ink `empty` is true.
 * @typedef {{ network: Described, examples: DataView, example: number, drawing: string,
 *   right: number, maps: boolean, empty: boolean }} Traits
 */

import { clamp } from "../kit/arithmetic.js";
import { fit, paintPixels } from "../kit/canvas.js";
import { css } from "../kit/colours.js";
import { SIDE as DIGIT, paintInk, paintShares } from "../kit/digits.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut } from "../kit/grid.js";
import { takesKeys } from "../kit/input.js";
import { moved } from "../kit/moved.js";
import { readNetwork } from "../kit/network/forward.js";
import { write } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { answerTo, describe } from "./answer.js";
import { likeMnist } from "./centring.js";
import { SIDE } from "./ink.js";
import { penOn } from "./pen.js";

const HOW =
  "Pad to draw a digit on. With the keyboard: arrow keys move the pen, " +
  "space puts it down or lifts it, delete clears.";
const GAP = 18; // between the pad and the answer, with the border of the pad
const BETWEEN = 6; // feature maps

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const network = readNetwork(view.get("network"));
  // Not a picture: a screen reader must leave the arrow keys to it.
  const pad = element("canvas", { role: "application", class: "cnn-pad", "aria-label": HOW });
  const answer = element("canvas", { role: "img", class: "cnn-pad-answer" });
  const maps = element("canvas", { role: "img", class: "cnn-pad-maps" });
  const line = liveLine("cnn-pad-text", { letters: 60 });
  const button = takesKeys(element("button", { type: "button", class: "cnn-button" }, "Clear"));
  view.root.append(element("div", { class: "cnn-pad-row" }, pad, answer), button, maps, line);
  const { pen, clear, follow } = penOn(view, pad);
  button.addEventListener("click", clear);

  return () => {
    follow();
    const palette = view.palette(),
      width = view.width,
      size = clamp(Math.round(width * 0.36), 150, 236);
    paintPad(fit(pad, size, size), size, pen, document.activeElement === pad, palette);
    // The ink is seen at once; what the network gets of it waits for a guess.
    const ink = view.waits() ? new Uint8Array(SIDE * SIDE) : pen.drawing.ink;
    const seen = moved(likeMnist(ink, SIDE), DIGIT, view.get("right"), 0),
      { shares, maps: found } = answerTo(network, ink.some(Boolean) ? seen : null);
    const room = width - size - GAP;
    paintAnswer(fit(answer, room, size), [room, size], seen, shares, palette);
    paintMaps(maps, width, view.get("maps") ? found : null, palette);

    const text = view.waits() ? "The answer waits for your guess." : describe(shares);
    answer.setAttribute("aria-label", text);
    line.say(text);
    view.afterFrame(() => view.set({ empty: !pen.drawing.ink.some(Boolean) }));
  };
}

/**
 * The ink, or a hint where there is none; with the keyboard also the pen.
 * @param {CanvasRenderingContext2D} context
 * @param {number} size
 * @param {Pen} pen
 * @param {boolean} focused
 * @param {Palette} palette
 */
function paintPad(context, size, { drawing: { ink }, at, down }, focused, palette) {
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

/**
 * What the network gets, and its answer.
 * @param {CanvasRenderingContext2D} context
 * @param {[number, number]} room width and height
 * @param {Uint8Array} seen
 * @param {number[]} shares
 * @param {Palette} palette
 */
function paintAnswer(context, [width, height], seen, shares, palette) {
  const side = Math.min(112, Math.floor(width * 0.38));
  const box = { x: 0, y: (height - side) / 2, width: side, height: side };
  const grid = layOut(DIGIT, DIGIT, box);
  paintInk(context, grid, (row, column) => seen[row * DIGIT + column] ?? 0, palette);
  const above = [grid.left + grid.width / 2, grid.top - 8];
  const look = { colour: palette.muted, align: "center", size: 12, room: 2 * above[0] };
  write(context, "what it gets", above, palette, look);
  const left = side + 16;
  const bars = [left, 0, width - left, height];
  paintShares(context, bars, shares, palette, { percents: true });
}

/**
 * The first feature maps, if there are any, each from 0 to its own largest value.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {Volume | null} maps
 * @param {Palette} palette
 */
function paintMaps(canvas, width, maps, palette) {
  canvas.style.display = maps ? "block" : "none";
  if (!maps) return;
  const { rows, columns, channels, values } = maps;
  const across = Math.min(channels, 8),
    down = Math.ceil(channels / across),
    cell = Math.floor((width - BETWEEN * (across - 1)) / across),
    step = cell + BETWEEN;
  const context = fit(canvas, width, down * step);
  for (let map = 0; map < channels; map++) {
    const x = (map % across) * step,
      y = Math.floor(map / across) * step;
    const grid = layOut(rows, columns, { x, y, width: cell, height: cell }, cell);
    const valueAt = (/** @type {number} */ row, /** @type {number} */ column) =>
      values[(row * columns + column) * channels + map];
    let most = 0;
    for (let at = map; at < values.length; at += channels) most = Math.max(most, values[at]);
    const byteAt = (/** @type {number} */ row, /** @type {number} */ column) =>
      most && clamp((255 * valueAt(row, column)) / most, 0, 255);
    paintInk(context, grid, byteAt, palette);
  }
  canvas.setAttribute("aria-label", `${channels} feature maps of ${rows} by ${columns}`);
}

export default widget("cnn-digit-pad", build);
