// Photos, filters and their answers side by side, computed anew for each change of a control.

/** @import { Colour, Palette } from "../kit/colours.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Get, Panel, PhotoTraits, Scene } from "./panels.js" */

import { fit, paintPixels } from "../kit/canvas.js";
import { diverging } from "../kit/colours.js";
import { element, liveLine, setText } from "../kit/elements.js";
import { inside, layOut, paintValues } from "../kit/grid.js";
import { panel } from "../kit/panel.js";
import { highlight } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { toBytes, toPixels } from "./pixels.js";

const LARGEST = 480;

/**
 * What a photo explorer exports to anywidget: `scene(get)` computes its panels and its text.
 * @template {PhotoTraits} Traits
 * @param {(get: Get<Traits>) => Scene} scene
 */
export function photoWidget(scene) {
  return widget("cnn-photos", (/** @type {View<Traits>} */ view) => build(view, scene));
}

/**
 * @template {PhotoTraits} Traits
 * @param {View<Traits>} view
 * @param {(get: Get<Traits>) => Scene} scene
 * @returns {Draw}
 */
function build(view, scene) {
  const row = element("div", { class: "cnn-photo-panels" });
  const line = liveLine("", { letters: 205 });
  view.root.append(row, line);
  const shown = scene(view.get).panels.map(() => panel());
  row.append(...shown.map(({ figure }) => figure));
  row.style.setProperty("--cnn-count", String(shown.length));
  let side = 0;

  return (resized) => {
    const { panels, text } = scene(view.get);
    if (resized) side = Math.min(shown[0].figure.clientWidth, LARGEST);
    panels.forEach((one, index) => {
      const { caption, content } = shown[index];
      setText(caption, one.title);
      paintPanel(fit(content, side, side), one, side, view.palette());
      content.setAttribute("aria-label", `${one.title}. ${text}`);
    });
    line.say(text);
  };
}

/**
 * A panel with its frames.
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} shown
 * @param {number} side
 * @param {Palette} palette
 */
function paintPanel(context, shown, side, palette) {
  if (shown.look === "numbers") paintKernel(context, shown, side, palette);
  else paintPhoto(context, shown, side, palette);
  const y = side / shown.rows,
    x = side / shown.columns;
  for (const [top, left, high, wide] of shown.frames)
    highlight(context, [left * x, top * y, wide * x, high * y], palette, { line: 2 });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} photo
 * @param {number} side
 * @param {Palette} palette
 */
function paintPhoto(context, photo, side, palette) {
  const { look, rows, columns, channels } = photo;
  /** @type {(byte: number) => Colour} */
  const signed = (byte) => diverging((byte - 128) / 127, 1, palette).map(Math.round);
  /** @type {(byte: number) => Colour} */
  const grey = (byte) => [byte, byte, byte];
  const colours = toPixels(toBytes(photo), channels, look === "signed" ? signed : grey);
  // Pixels that are enlarged much are meant to be seen; others are smoothed where they do not fit.
  const smooth = side < 4 * columns && side % columns !== 0;
  const image = new ImageData(colours, columns, rows);
  paintPixels(context, image, [0, 0, side, side], { smooth });
}

/**
 * A kernel as cells with their numbers.
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} kernel
 * @param {number} side
 * @param {Palette} palette
 */
function paintKernel(context, { values, limit, rows, columns }, side, palette) {
  const grid = layOut(rows, columns, inside(side, side), 60);
  const colourOf = (/** @type {number} */ value) => diverging(value, limit, palette);
  const valueAt = (/** @type {number} */ i, /** @type {number} */ j) => values[i * columns + j];
  paintValues(context, grid, valueAt, colourOf, palette, [2, 1]);
}
