// Which pixels does a unit see? The chosen one and what it sees, layer by layer back to the digit.

/** @import { Palette } from "../kit/colours.js" */
/** @import { Grid } from "../kit/grid.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Network, Seen } from "./trace.js" */
/**
 * The traits of helpers.explorers.receptive_field.explorer.TracerView.
 * @typedef {{ networks: Network[], digit: DataView, network: number, layer: number, row: number,
 *   column: number, deepest: number, last: number }} Traits
 */

import { clamp } from "../kit/arithmetic.js";
import { bytesOf, fit } from "../kit/canvas.js";
import { grey } from "../kit/colours.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut, paintCells, paintLines } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { fill, frame, hatch, highlight, write } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { describe, trace } from "./trace.js";

const GAP = 10,
  HEAD = 40,
  SMALL = 60; // room for a layer below which only the chosen one has its name

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("cnn-tracer-text", { letters: 185 });
  view.root.append(canvas, line);
  /** @type {Grid[]} */
  let grids = [];

  onPoint(canvas, (x, y) => {
    grids.forEach((grid, layer) => {
      const cell = grid.cellAt(x, y);
      if (cell && layer > 0) choose(view, layer, ...cell);
    });
  });
  onArrows(canvas, (rows, columns) => {
    const { layer, row, column } = unitOf(view.get);
    choose(view, layer, row + rows, column + columns);
  });

  return () => {
    const network = networkOf(view.get),
      unit = unitOf(view.get);
    view.set(unit);
    view.afterFrame(() => view.set(endsOf(view.get, unitOf(view.get).layer)));
    const seen = trace(network, unit);
    const text = describe(network, seen);
    canvas.setAttribute("aria-label", text);
    line.say(text);
    const digit = bytesOf(view.get("digit"));
    grids = drawLayers(canvas, network, seen, digit, view.width, view.palette());
  };
}

/** @param {View<Traits>["get"]} get */
function networkOf(get) {
  return get("networks")[get("network")];
}

/**
 * The chosen unit, as near as the network has it.
 * @param {View<Traits>["get"]} get
 */
function unitOf(get) {
  const { sizes } = networkOf(get);
  const layer = clamp(get("layer"), 1, sizes.length - 1),
    last = sizes[layer] - 1;
  return { layer, row: clamp(get("row"), 0, last), column: clamp(get("column"), 0, last) };
}

/**
 * Where the sliders end: the deepest layer, and the last row and column of this one.
 * @param {View<Traits>["get"]} get
 * @param {number} layer
 */
function endsOf(get, layer) {
  const { sizes } = networkOf(get);
  return { deepest: sizes.length - 1, last: sizes[layer] - 1 };
}

/**
 * @param {View<Traits>} view
 * @param {number} layer
 * @param {number} row
 * @param {number} column
 */
function choose(view, layer, row, column) {
  const { deepest, last } = endsOf(view.get, layer);
  const unit = { layer, row: clamp(row, 0, last), column: clamp(column, 0, last) };
  // A slider clamps its value to its largest one, so the larger of the two has to go first.
  const grows = deepest > view.get("deepest") || last > view.get("last");
  view.set(grows ? { deepest, last, ...unit } : { ...unit, deepest, last });
}

/**
 * Draw the digit and every layer, side by side; return where they lie.
 * @param {HTMLCanvasElement} canvas
 * @param {Network} network
 * @param {Seen} seen
 * @param {Uint8Array} digit
 * @param {number} width
 * @param {Palette} palette
 */
function drawLayers(canvas, { sizes, names }, seen, digit, width, palette) {
  const grids = layOutLayers(sizes, width);
  const context = fit(canvas, width, inputSide(width) + HEAD + 8);
  grids.forEach((grid, at) => {
    if (at === 0) {
      /** @type {(row: number, column: number) => number[]} */
      const shade = (row, column) => grey(digit[row * sizes[0] + column], 0, 255, palette);
      paintCells(context, grid, shade, palette);
    } else {
      drawLayer(context, grid, palette);
    }
    drawSeen(context, grid, seen, at, palette);
    label(context, grid, names[at], { chosen: at === seen.layer, width }, palette);
  });
  return grids;
}

/** @param {number} width */
function inputSide(width) {
  return Math.min(280, Math.round(width * 0.32));
}

/**
 * @param {number[]} sizes
 * @param {number} width
 */
function layOutLayers(sizes, width) {
  const count = sizes.length - 1,
    input = inputSide(width);
  const panel = Math.min(130, Math.floor((width - input - GAP * count - 2) / count));
  let left = 0;
  return sizes.map((size, at) => {
    const side = at === 0 ? input : panel;
    const box = { x: left, y: HEAD + (input - side) / 2, width: side, height: side };
    left += side + GAP;
    return layOut(size, size, box, side);
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {Palette} palette
 */
function drawLayer(context, grid, palette) {
  const whole = grid.rectangle(0, 0, grid.rows, grid.columns);
  fill(context, whole, palette.middle);
  if (grid.cell >= 3) paintLines(context, grid, palette.line, { wide: 0.5, alpha: 0.8 });
  frame(context, whole, palette.line);
}

/**
 * What the unit sees in this layer, from its first pixel to its last; a layer above it is hatched.
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {Seen} seen
 * @param {number} at
 * @param {Palette} palette
 */
function drawSeen(context, grid, { layer, rows, columns }, at, palette) {
  if (at > layer) {
    hatch(context, grid.rectangle(0, 0, grid.rows, grid.columns), palette.line);
    return;
  }
  const [vertical, horizontal] = [rows[layer - at], columns[layer - at]];
  const long = (/** @type {number[]} */ seen) => (seen.at(-1) ?? 0) - seen[0] + 1;
  const part = grid.rectangle(vertical[0], horizontal[0], long(vertical), long(horizontal));
  fill(context, part, palette.accent, at === 0 ? 0.22 : 0.3);
  highlight(context, part, palette, { line: 2 });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {string} name
 * @param {{ chosen: boolean, width: number }} of whether it is chosen; the picture's width
 * @param {Palette} palette
 */
function label(context, grid, name, { chosen, width }, palette) {
  const middle = grid.left + grid.width / 2,
    room = grid.width + GAP;
  const small = room < SMALL,
    look = { size: small ? 9 : 11, align: "center" };
  const shape = `${grid.rows} × ${grid.columns}`;
  write(context, shape, [middle, grid.top - 6], palette, { ...look, colour: palette.muted, room });
  const bold = { size: 11, align: "center", bold: chosen };
  const colour = chosen ? palette.accent : palette.ink;
  if (!small) {
    write(context, name, [middle, grid.top - 20], palette, { ...bold, colour, room });
  } else if (chosen) {
    // The only name there is room for; it is wider than its layer.
    context.font = `bold 11px ${palette.font}`;
    const half = context.measureText(name).width / 2 + 1;
    write(context, name, [clamp(middle, half, width - half), grid.top - 20], palette, {
      ...bold,
      colour,
    });
  }
}

export default widget("cnn-tracer", build);
