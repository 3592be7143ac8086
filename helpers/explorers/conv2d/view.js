// The wiring of a Conv2D: which filters see which channels, or what Keras says where it refuses.

/** @import { Colour, Palette } from "../kit/colours.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Conv } from "./layer.js" */
/**
 * The traits of helpers.explorers.conv2d.explorer.Conv2DView.
 * @typedef {{ paddings: string[], n: number, channels: number, filters: number,
 *   kernel_size: number, strides: number, padding: number, dilation_rate: number,
 *   groups: number, use_bias: boolean, filter: number }} Traits
 */

import { clamp } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { element, liveLine } from "../kit/elements.js";
import { onArrows, onPoint } from "../kit/input.js";
import { writeInside } from "../kit/panel.js";
import { dot, stroke, write } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { describe, describeFilter, refusal, sees, sizeOf } from "./layer.js";

const TOP = 30,
  HIGH = 232, // of the dots
  HEIGHT = TOP + HIGH + 8,
  SIDE = 110; // pixels at either side for the numbers of channels and filters, fewer on a phone

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const canvas = element("canvas", { role: "img" });
  const all = liveLine("cnn-text", { letters: 290 }),
    one = liveLine("", { letters: 80 });
  view.root.append(canvas, all, one);
  const pick = (/** @type {number} */ filter) =>
    view.set({ filter: clamp(filter, 0, view.get("filters") - 1) });
  onPoint(canvas, (_, y) => pick(Math.floor(((y - TOP) / HIGH) * view.get("filters"))));
  onArrows(canvas, (rows, columns) => pick(chosen() + rows + columns));
  const chosen = () => clamp(view.get("filter"), 0, view.get("filters") - 1);

  return () => {
    const conv = convOf(view),
      filter = chosen(),
      words = [describe(conv), describeFilter(conv, filter)];
    view.shown = { filter };
    canvas.setAttribute("aria-label", words.join(" "));
    all.say(words[0]);
    one.say(words[1]);
    paint(fit(canvas, view.width, HEIGHT), view.width, conv, filter, view.palette());
  };
}

/**
 * Channels on the left, filters on the right, a line where a filter sees a channel.
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {Conv} conv
 * @param {number} filter
 * @param {Palette} palette
 */
function paint(context, width, conv, filter, palette) {
  const { n, channels, filters } = conv,
    refused = refusal(conv) !== null,
    side = Math.min(SIDE, width / 5),
    [left, right] = [side, width - side];
  const toY = (/** @type {number} */ at, /** @type {number} */ count) =>
    TOP + ((at + 0.5) / count) * HIGH;
  const lines = (/** @type {number} */ to, /** @type {Colour} */ colour, wide = 1) => {
    for (let from = 0; from < channels; from++)
      if (sees(conv, to, from)) {
        const ends = [
          [left, toY(from, channels)],
          [right, toY(to, filters)],
        ];
        stroke(context, ends, colour, { wide });
      }
  };
  if (!refused) {
    for (let to = 0; to < filters; to++) lines(to, palette.line);
    lines(filter, palette.accent, 2.5);
  }
  const look = { colour: palette.muted, baseline: "middle" };
  /** @type {(x: number, count: number, colour: Colour, align: string) => void} */
  const column = (x, count, colour, align) => {
    for (let at = 0; at < count; at++) {
      dot(context, [x, toY(at, count)], colour, { size: 7 });
      const beside = [x + (align === "right" ? -14 : 14), toY(at, count)];
      write(context, at, beside, palette, { ...look, align });
    }
  };
  column(left, channels, palette.negative, "right");
  column(right, filters, palette.positive, "left");
  if (!refused) dot(context, [right, toY(filter, filters)], palette.accent, { size: 9 });
  else writeInside(context, width, HEIGHT, "Keras refuses", palette);
  const size = sizeOf(conv),
    output = refused ? "no output" : `output ${size} × ${size} × ${filters}`;
  write(context, `input ${n} × ${n} × ${channels}`, [0, 14], palette, look);
  write(context, output, [width - 2, 14], palette, { ...look, align: "right" });
}

/**
 * The layer that the controls describe.
 * @param {View<Traits>} view
 * @returns {Conv}
 */
function convOf(view) {
  return {
    n: view.get("n"),
    channels: view.get("channels"),
    filters: view.get("filters"),
    kernel_size: view.get("kernel_size"),
    strides: view.get("strides"),
    padding: view.get("paddings")[view.get("padding")],
    dilation_rate: view.get("dilation_rate"),
    groups: view.get("groups"),
    use_bias: view.get("use_bias"),
  };
}

export default widget("cnn-layer cnn-conv2d", build);
