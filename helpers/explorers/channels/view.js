// Three channels, a filter with a slice for each, and one sum: the channel explorer.

/** @import { Colour, Palette } from "../kit/colours.js" */
/** @import { Matrix } from "../kit/arithmetic.js" */
/** @import { Grid } from "../kit/grid.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Layer, Part } from "./channels.js" */
/**
 * The traits of helpers.explorers.channels.explorer.ChannelView.
 * @typedef {{ x: number[][][], kernels: number[][][][], filter: number, bias_0: number,
 *   bias_1: number, row: number, column: number }} Traits
 */
/**
 * What is to be drawn: the layer, one of its filters, a place in its map, and what is added there.
 * @typedef {{ layer: Layer, filter: number, row: number, column: number, parts: Part[],
 *   maps: Matrix[] }} Chosen
 */
/** @typedef {{ width: number, height: number }} Size */

import { clamp, largest } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { diverging, grey } from "../kit/colours.js";
import { element, liveLine, setText } from "../kit/elements.js";
import { inside, layOut, paintValues } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { panel } from "../kit/panel.js";
import { highlight, write } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { number } from "../kit/words.js";
import { CHANNELS, calculation, channelOf, describe, mapOf, partsOf, sliceOf } from "./channels.js";

const LARGEST_CELL = 30,
  LARGEST_MAP_CELL = 46,
  MAP_HEIGHT = 160,
  SIGN = 28, // pixels for × or = between two grids
  SUM = 92; // and for the sum behind the last one

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const channels = CHANNELS.map(() => panel()),
    maps = [panel(), panel()];
  const sum = element("p", { class: "cnn-sum-line" });
  const line = liveLine("cnn-text", { letters: 215 });
  const figures = (/** @type {ReturnType<typeof panel>[]} */ all) => all.map((one) => one.figure);
  const left = element("div", { class: "cnn-stacked" }, ...figures(channels)),
    right = element("div", { class: "cnn-stacked cnn-maps-of-filters" }, ...figures(maps));
  view.root.append(element("div", { class: "cnn-channels-and-maps" }, left, right), sum, line);
  /** @type {{ windows: Grid[], outputs: Grid[] }} */
  let grids = { windows: [], outputs: [] };
  let widths = [0, 0];
  channels.forEach(({ content }, channel) => {
    pickPlace(view, content, () => grids.windows[channel]);
  });
  maps.forEach(({ content }, filter) => {
    pickPlace(view, content, () => grids.outputs[filter], filter);
  });

  return (resized) => {
    if (resized) widths = [channels[0], maps[0]].map(({ figure }) => figure.clientWidth);
    const chosen = chosenIn(view),
      palette = view.palette();
    view.shown = { row: chosen.row, column: chosen.column };
    const text = describe(chosen.layer, chosen.filter, chosen.row, chosen.column);
    channels.forEach(({ caption, content }, channel) => {
      setText(caption, captionOf(chosen, channel));
      content.setAttribute("aria-label", channel ? captionOf(chosen, channel) : text);
    });
    maps.forEach(({ caption, content }, filter) => {
      const title = `map of filter ${filter}`;
      setText(caption, title);
      content.setAttribute("aria-label", title);
    });
    setText(sum, calculation(chosen.layer, chosen.filter, chosen.parts));
    line.say(text);
    grids = {
      windows: channels.map(({ content }, channel) =>
        drawChannel(content, widths[0], chosen, channel, palette),
      ),
      outputs: maps.map(({ content }, filter) =>
        drawMap(content, { width: widths[1], height: MAP_HEIGHT }, chosen, filter, palette),
      ),
    };
  };
}

/**
 * Choose a place, and the filter of a map, by a click or by the arrow keys.
 * @param {View<Traits>} view
 * @param {HTMLCanvasElement} canvas
 * @param {() => Grid} grid
 * @param {number | null} filter null for a channel, where the click is the middle of the window
 */
function pickPlace(view, canvas, grid, filter = null) {
  const k = view.get("kernels").length,
    x = view.get("x");
  const choose = (/** @type {number} */ row, /** @type {number} */ column) =>
    view.set({
      filter: filter ?? view.get("filter"),
      row: clamp(row, 0, x.length - k),
      column: clamp(column, 0, x[0].length - k),
    });
  const back = filter === null ? Math.floor(k / 2) : 0;
  onPoint(canvas, (px, py) => {
    const cell = grid()?.cellAt(px, py);
    if (cell) choose(cell[0] - back, cell[1] - back);
  });
  onArrows(canvas, (down, right) => choose(view.get("row") + down, view.get("column") + right));
}

/**
 * What the controls describe.
 * @param {View<Traits>} view
 * @returns {Chosen}
 */
function chosenIn(view) {
  const biases = [view.get("bias_0"), view.get("bias_1")];
  const layer = { x: view.get("x"), kernels: view.get("kernels"), biases };
  const filter = view.get("filter"),
    row = clamp(view.get("row"), 0, layer.x.length - layer.kernels.length),
    column = clamp(view.get("column"), 0, layer.x[0].length - layer.kernels.length);
  const maps = biases.map((_, one) => mapOf(layer, one));
  return { layer, filter, row, column, parts: partsOf(layer, filter, row, column), maps };
}

/**
 * @param {Chosen} chosen
 * @param {number} channel
 */
function captionOf({ filter, parts }, channel) {
  const name = CHANNELS[channel];
  return `${name} channel × its slice of filter ${filter}: sum ${number(parts[channel].sum)}`;
}

/**
 * A channel with its window, the slice, the products and their sum, from left to right; return
 * where the channel lies.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {Chosen} chosen
 * @param {number} channel
 * @param {Palette} palette
 */
function drawChannel(canvas, width, { layer, filter, row, column, parts }, channel, palette) {
  const image = channelOf(layer, channel),
    slice = sliceOf(layer, channel, filter),
    { products, sum } = parts[channel];
  const across = image.columns + slice.columns + products.columns;
  const cell = Math.min(LARGEST_CELL, Math.floor((width - 2 * SIGN - SUM) / across)),
    height = image.rows * cell + 6;
  const context = fit(canvas, width, height);
  const brightest = largest(layer.x.flat(2)),
    heaviest = largest(layer.kernels.flat(3)),
    most = largest(parts.flatMap((part) => [...part.products.values]));
  let x = 2;
  /** @type {(values: Matrix, colour: (value: number) => Colour, sign: string) => Grid} */
  const place = (values, colour, sign) => {
    const wide = values.columns * cell;
    const grid = layOut(values.rows, values.columns, { x, width: wide, height }, cell);
    paintMatrix(context, grid, values, colour, palette);
    x += wide + SIGN;
    const look = { align: "center", baseline: "middle", size: 16 };
    write(context, sign, [x - SIGN / 2, height / 2], palette, look);
    return grid;
  };
  // Half of the scale, so that the numbers can be read on the brightest cells.
  const window = place(image, (value) => grey(value, 0, 2 * brightest, palette), "×");
  place(slice, (value) => diverging(value, heaviest, palette), "=");
  place(products, (value) => diverging(value, most, palette), "Σ");
  const look = { baseline: "middle", size: 18, bold: true };
  write(context, number(sum), [x, height / 2], palette, look);
  highlight(context, window.rectangle(row, column, slice.rows, slice.columns), palette);
  return window;
}

/**
 * The map of a filter, in the scale of both; return where it lies.
 * @param {HTMLCanvasElement} canvas
 * @param {Size} size
 * @param {Chosen} chosen
 * @param {number} filter
 * @param {Palette} palette
 */
function drawMap(
  canvas,
  { width, height },
  { maps, filter: current, row, column },
  filter,
  palette,
) {
  const context = fit(canvas, width, height),
    map = maps[filter];
  const limit = Math.max(...maps.map(({ values }) => largest(values)));
  const grid = layOut(map.rows, map.columns, inside(width, height), LARGEST_MAP_CELL);
  paintMatrix(context, grid, map, (value) => diverging(value, limit, palette), palette);
  if (filter === current) highlight(context, grid.rectangle(row, column), palette);
  return grid;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {Matrix} matrix
 * @param {(value: number) => Colour} colour
 * @param {Palette} palette
 */
function paintMatrix(context, grid, { columns, values }, colour, palette) {
  paintValues(context, grid, (row, column) => values[row * columns + column], colour, palette);
}

export default widget("cnn-layer cnn-channels", build);
