// Photos, filters and their answers side by side, computed in the kernel and painted here.

import { bytesOf, fit, paintPixels } from "../kit/canvas.js";
import { diverging, readable } from "../kit/colours.js";
import { element, liveLine, setText } from "../kit/elements.js";
import { inside, layOut, paintCells, paintNumbers } from "../kit/grid.js";
import { panel } from "../kit/panel.js";
import { highlight } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { number } from "../kit/words.js";

const LARGEST = 256;

/** Where the bytes of each panel begin: photos have 1 or 3 a pixel, numbers have none. */
export function offsets(panels) {
  let next = 0;
  return panels.map(({ look, rows, columns, channels }) => {
    const start = next;
    if (look !== "numbers") next += rows * columns * channels;
    return start;
  });
}

/** Red, green, blue, opaque for each pixel. `colourOf(byte)` is asked for pixels of one channel. */
export function toPixels(bytes, channels, colourOf) {
  // Four bytes at once, in the order of all machines that browsers run on: the last comes first.
  const pack = (red, green, blue) => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  const pixels = new Uint32Array(bytes.length / channels);
  if (channels === 1) {
    const colours = Uint32Array.from({ length: 256 }, (_, byte) => pack(...colourOf(byte)));
    for (let at = 0; at < pixels.length; at++) pixels[at] = colours[bytes[at]];
  } else
    for (let at = 0; at < pixels.length; at++)
      pixels[at] = pack(bytes[3 * at], bytes[3 * at + 1], bytes[3 * at + 2]);
  return new Uint8ClampedArray(pixels.buffer);
}

/**
 * @typedef {{ title: string, look: string, rows: number, columns: number, channels: number,
 *   frames: number[][], values?: number[][], limit?: number }} Panel
 * @typedef {{ panels: Panel[], pixels: DataView, text: string }} Traits
 * @typedef {import("../kit/view.js").View<Traits>} View
 */

/** @param {View} view */
function build(view) {
  const row = element("div", { class: "cnn-photo-panels" });
  const line = liveLine("cnn-photo-text");
  view.root.append(row, line);
  let shown = [],
    side = 0;

  const rebuild = (count) => {
    shown = Array.from({ length: count }, () => panel());
    row.replaceChildren(...shown.map(({ figure }) => figure));
    row.style.setProperty("--cnn-count", String(count));
  };

  return (resized) => {
    const described = view.get("panels"),
      bytes = bytesOf(view.get("pixels")),
      text = view.get("text");
    if (shown.length !== described.length) rebuild(described.length);
    if (resized) side = Math.min(shown[0].figure.clientWidth, LARGEST);
    const starts = offsets(described);
    described.forEach((one, index) => {
      const { caption, content } = shown[index];
      setText(caption, one.title);
      const context = fit(content, side, side);
      paintPanel(context, one, bytes.subarray(starts[index]), side, view.palette());
      content.setAttribute("aria-label", `${one.title}. ${text}`);
    });
    line.say(text);
  };
}

/**
 * A panel with its frames; its bytes are the first of `bytes`.
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} described
 * @param {Uint8Array} bytes
 * @param {number} side
 * @param {import("../kit/colours.js").Palette} palette
 */
function paintPanel(context, described, bytes, side, palette) {
  const { look, rows, columns, channels, frames } = described;
  if (look === "numbers") paintKernel(context, described, side, palette);
  else {
    const colourOf =
      look === "signed"
        ? (byte) => diverging((byte - 128) / 127, 1, palette).map(Math.round)
        : (byte) => [byte, byte, byte];
    const own = bytes.subarray(0, rows * columns * channels);
    paintPhoto(context, rows, columns, toPixels(own, channels, colourOf), side);
  }
  for (const [top, left, high, wide] of frames) {
    const y = side / rows,
      x = side / columns;
    highlight(context, [left * x, top * y, wide * x, high * y], palette, { line: 2 });
  }
}

function paintPhoto(context, rows, columns, pixels, side) {
  // Pixels that are enlarged much are meant to be seen; others are smoothed where they do not fit.
  const smooth = side < 4 * columns && side % columns !== 0;
  const image = new ImageData(pixels, columns, rows);
  paintPixels(context, image, [0, 0, side, side], { smooth });
}

/**
 * A kernel as cells with their numbers.
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} described
 * @param {number} side
 * @param {import("../kit/colours.js").Palette} palette
 */
function paintKernel(context, { values, limit }, side, palette) {
  const grid = layOut(values.length, values[0].length, inside(side, side), 60);
  const colourOf = (i, j) => diverging(values[i][j], limit, palette);
  paintCells(context, grid, colourOf, palette);
  const inkAt = (i, j) => readable(colourOf(i, j));
  for (const digits of [2, 1]) {
    const textOf = (i, j) => number(values[i][j], digits);
    if (paintNumbers(context, grid, textOf, inkAt, palette)) return;
  }
}

export default { render: (context) => mount(context, "cnn-photos", build) };
