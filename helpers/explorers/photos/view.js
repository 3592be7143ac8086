// Photos, filters and their answers side by side, computed in the kernel and painted here.

/** @import { Colour, Palette } from "../kit/colours.js" */
/** @import { Draw, View } from "../kit/view.js" */
/**
 * What helpers.explorers.photos.explorer says of a picture. `frames` are [row, column, rows,
 * columns]; a kernel has its numbers in `values` and the end of their scale.
 * @typedef {{ title: string, rows: number, columns: number, channels: number,
 *   frames: number[][] }} Described
 * @typedef {Described & { look: "photo" | "signed" }} Photo
 * @typedef {Described & { look: "numbers", values: number[][], limit: number }} Kernel
 * @typedef {Photo | Kernel} Panel
 */
/**
 * The traits of helpers.explorers.photos.explorer.PanelsView.
 * @typedef {{ panels: Panel[], pixels: DataView, text: string }} Traits
 */

import { bytesOf, fit, paintPixels } from "../kit/canvas.js";
import { diverging } from "../kit/colours.js";
import { element, liveLine, setText } from "../kit/elements.js";
import { inside, layOut, paintValues } from "../kit/grid.js";
import { panel } from "../kit/panel.js";
import { highlight } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { offsets, toPixels } from "./pixels.js";

const LARGEST = 256;

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const row = element("div", { class: "cnn-photo-panels" });
  const line = liveLine("cnn-photo-text");
  view.root.append(row, line);
  let shown = [panel()],
    side = 0;

  const rebuild = (/** @type {number} */ count) => {
    shown = Array.from({ length: count }, () => panel());
    row.replaceChildren(...shown.map(({ figure }) => figure));
    row.style.setProperty("--cnn-count", String(count));
  };
  rebuild(view.get("panels").length);

  return (resized) => {
    const panels = view.get("panels"),
      bytes = bytesOf(view.get("pixels")),
      text = view.get("text");
    if (shown.length !== panels.length) rebuild(panels.length);
    if (resized) side = Math.min(shown[0].figure.clientWidth, LARGEST);
    const starts = offsets(panels);
    panels.forEach((one, index) => {
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
 * @param {Palette} palette
 */
function paintPanel(context, described, bytes, side, palette) {
  if (described.look === "numbers") paintKernel(context, described, side, palette);
  else paintPhoto(context, described, bytes, side, palette);
  const y = side / described.rows,
    x = side / described.columns;
  for (const [top, left, high, wide] of described.frames)
    highlight(context, [left * x, top * y, wide * x, high * y], palette, { line: 2 });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Photo} photo
 * @param {Uint8Array} bytes
 * @param {number} side
 * @param {Palette} palette
 */
function paintPhoto(context, { look, rows, columns, channels }, bytes, side, palette) {
  /** @type {(byte: number) => Colour} */
  const signed = (byte) => diverging((byte - 128) / 127, 1, palette).map(Math.round);
  /** @type {(byte: number) => Colour} */
  const grey = (byte) => [byte, byte, byte];
  const own = bytes.subarray(0, rows * columns * channels);
  const colours = toPixels(own, channels, look === "signed" ? signed : grey);
  // Pixels that are enlarged much are meant to be seen; others are smoothed where they do not fit.
  const smooth = side < 4 * columns && side % columns !== 0;
  const image = new ImageData(colours, columns, rows);
  paintPixels(context, image, [0, 0, side, side], { smooth });
}

/**
 * A kernel as cells with their numbers.
 * @param {CanvasRenderingContext2D} context
 * @param {Kernel} kernel
 * @param {number} side
 * @param {Palette} palette
 */
function paintKernel(context, { values, limit, rows, columns }, side, palette) {
  const grid = layOut(rows, columns, inside(side, side), 60);
  const colourOf = (/** @type {number} */ value) => diverging(value, limit, palette);
  paintValues(context, grid, (i, j) => values[i][j], colourOf, palette, [2, 1]);
}

export default widget("cnn-photos", build);
