// The memory calculator: a bar for a stack of layers, and one for each remedy.

/** @import { Colour, Palette } from "../kit/colours.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Parts, Stack } from "./stack.js" */
/**
 * The traits of helpers.explorers.memory.explorer.MemoryView.
 * @typedef {{ sides: number[], powers: number[], strides: number[], devices: number[],
 *   policies: [string, number[]][], copies: number, n: number, layers: number, filters: number,
 *   stride: number, batch: number, policy: number, use: number, device: number }} Traits
 */
/** @typedef {{ what: string, parts: Parts }} Bar */

import { fit } from "../kit/canvas.js";
import { mix } from "../kit/colours.js";
import { element, liveLine } from "../kit/elements.js";
import { fill, legend, stroke, write } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { describe, inUnits, memory, PARTS, remedies, total } from "./stack.js";

const ROW = 32,
  TOP = 24,
  FLOOR = TOP + 7 * ROW,
  HEIGHT = FLOOR + 30,
  LABELS = 124,
  VALUES = 84,
  MARGIN = 4;

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("cnn-text", { letters: 255 });
  view.root.append(canvas, line);
  return () => {
    const { stack, policy, mixed, device } = chosen(view.get);
    const changed = remedies(stack, mixed).map(({ what, stack: one }) => ({
      what,
      parts: memory(one),
    }));
    const bars = [{ what: "now", parts: memory(stack) }, ...changed];
    const context = fit(canvas, view.width, HEIGHT);
    drawBars(context, view.width, bars, device, view.palette());
    drawLegend(context, view.width, view.palette());
    const text = describe(stack, policy, device);
    const others = changed.map(({ what, parts }) => `With ${what}: ${inUnits(total(parts))}.`);
    canvas.setAttribute("aria-label", [text, ...others].join(" "));
    line.say(text);
  };
}

/**
 * What the controls describe.
 * @param {View<Traits>["get"]} get
 */
function chosen(get) {
  const powers = get("powers");
  const [policy, bytes] = get("policies")[get("policy")];
  /** @type {Stack} */
  const stack = {
    n: get("sides")[get("n")],
    layers: get("layers"),
    filters: powers[get("filters")],
    stride: get("strides")[get("stride")],
    batch: powers[get("batch")],
    bytes,
    training: get("use") === 0,
    copies: get("copies"),
  };
  const mixed = Object.fromEntries(get("policies")).mixed_float16;
  return { stack, policy, mixed, device: get("devices")[get("device")] };
}

/**
 * @param {Palette} palette
 * @returns {Record<keyof Parts, Colour>}
 */
function coloursOf({ positive, negative, middle }) {
  return {
    activations: negative,
    parameters: positive,
    gradients: mix(positive, middle, 0.45),
    optimizer: mix(positive, middle, 0.75),
  };
}

/**
 * A bar for each, and a line where the device is full.
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {Bar[]} bars
 * @param {number} device GiB
 * @param {Palette} palette
 */
function drawBars(context, width, bars, device, palette) {
  const limit = device * 2 ** 30;
  const longest = Math.max(limit * 1.12, ...bars.map(({ parts }) => total(parts)));
  const scale = (width - LABELS - VALUES) / longest;
  const colours = coloursOf(palette);
  bars.forEach(({ what, parts }, index) => {
    const bold = index === 0,
      high = bold ? 22 : 14,
      middle = TOP + (index + 0.5) * ROW;
    const right = { align: "right", baseline: "middle", bold };
    const colour = bold ? palette.ink : palette.muted;
    write(context, what, [LABELS - 10, middle], palette, { ...right, colour });
    let from = LABELS;
    for (const name of PARTS) {
      const wide = parts[name] * scale;
      fill(context, [from, middle - high / 2, wide, high], colours[name], bold ? 1 : 0.7);
      from += wide;
    }
    const all = total(parts);
    const look = { ...right, colour: all > limit ? palette.accent : palette.ink };
    write(context, inUnits(all), [width - 4, middle], palette, look);
  });
  const x = LABELS + limit * scale;
  const full = [
    [x, TOP],
    [x, FLOOR],
  ];
  stroke(context, full, palette.accent, { dashed: true });
  const look = { colour: palette.accent, align: "center", baseline: "middle" };
  write(context, `${device} GiB`, [x, TOP - 12], palette, look);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {Palette} palette
 */
function drawLegend(context, width, palette) {
  const colours = coloursOf(palette);
  /** @type {[string, Colour][]} */
  const entries = PARTS.map((name) => [name, colours[name]]);
  legend(context, entries, [MARGIN, FLOOR + 21], width - 2 * MARGIN, palette, { squares: true });
}

export default widget("cnn-layer cnn-memory", build);
