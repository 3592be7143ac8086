// The pooling explorer: a window, what it keeps of its values, and what no window reaches.

/** @import { Matrix } from "../kit/arithmetic.js" */
/** @import { Colour, Palette } from "../kit/colours.js" */
/** @import { Grid } from "../kit/grid.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Pool } from "./pool.js" */
/**
 * The traits of helpers.explorers.pooling.explorer.PoolingView.
 * @typedef {{ maps: { name: string, values: number[][] }[], map: number, kind: number, k: number,
 *   stride: number, row: number, column: number }} Traits
 */
/** @typedef {{ row: number, column: number }} Place */
/** @typedef {{ width: number, height: number }} Size */
/** @typedef {{ palette: Palette, colour: (value: number) => Colour }} Look */

import { clamp, largest, matrix } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { diverging, grey } from "../kit/colours.js";
import { element, liveLine, setText } from "../kit/elements.js";
import { hatchUnreached, inside, layOut, paintValues, part } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { panel, writeInside } from "../kit/panel.js";
import { highlight } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { calculation, describe, keepsLargest, pool, windowOf } from "./pool.js";

const LARGEST_PANEL = 300,
  CELL = 60;

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const input = panel(),
    output = panel();
  const sum = element("p", { class: "cnn-sum-line" });
  const line = liveLine("cnn-text", { letters: 190 });
  const pair = element("div", { class: "cnn-two-panels" }, input.figure, output.figure);
  view.root.append(pair, sum, line);
  /** @type {{ pooled: Pool, place: Place, input: Grid, output: Grid | null } | null} */
  let drawn = null;
  let width = 0;

  /** @type {(i: number, j: number) => void} */
  const choose = (i, j) => {
    if (drawn?.pooled.fits) view.set(nearest(drawn.pooled, i, j));
  };
  onPoint(output.content, (x, y) => {
    const cell = drawn?.output?.cellAt(x, y);
    if (cell) choose(...cell);
  });
  onPoint(input.content, (x, y) => {
    const cell = drawn?.input.cellAt(x, y);
    if (!drawn || !cell) return;
    const { vertical, horizontal } = drawn.pooled;
    choose(Math.floor(cell[0] / vertical.stride), Math.floor(cell[1] / horizontal.stride));
  });
  for (const canvas of [input.content, output.content])
    onArrows(canvas, (down, right) => {
      if (drawn) choose(drawn.place.row + down, drawn.place.column + right);
    });

  return (resized) => {
    if (resized) width = input.figure.clientWidth;
    const { pooled, place } = chosen(view.get);
    const palette = view.palette(),
      room = { width, height: Math.min(LARGEST_PANEL, width) };
    const look = { palette, colour: colourOf(pooled.map, palette) };
    const above = drawInput(input.content, room, pooled, place, look);
    const result = drawOutput(output.content, room, pooled, place, above.cell, look);
    drawn = { pooled, place, input: above, output: result };
    view.shown = place;
    const text = describe(pooled, place.row, place.column),
      caption = captionOf(pooled);
    setText(sum, pooled.fits ? calculation(pooled, place.row, place.column) : "");
    setText(input.caption, `feature map ${pooled.map.rows} × ${pooled.map.columns}`);
    setText(output.caption, caption);
    input.content.setAttribute("aria-label", text);
    output.content.setAttribute("aria-label", caption);
    line.say(text);
  };
}

/**
 * The pool that the controls describe, and the cell of its output that is chosen.
 * @param {View<Traits>["get"]} get
 */
function chosen(get) {
  const map = matrix(get("maps")[get("map")].values);
  const k = get("k");
  const pooled = pool(map, get("kind"), k, get("stride") || k); // 0: as long as the window
  const place = pooled.fits ? nearest(pooled, get("row"), get("column")) : { row: 0, column: 0 };
  return { pooled, place };
}

/**
 * The place in the output that is nearest to (i, j).
 * @param {Pool} pool
 * @param {number} i
 * @param {number} j
 */
function nearest({ vertical, horizontal }, i, j) {
  return { row: clamp(i, 0, vertical.size - 1), column: clamp(j, 0, horizontal.size - 1) };
}

/** @param {Pool} pool */
function captionOf(pool) {
  return pool.fits ? `output ${pool.output.rows} × ${pool.output.columns}` : "no output";
}

/**
 * Grey where all values of the map are 0 or more, else blue and orange.
 * @param {Matrix} map
 * @param {Palette} palette
 * @returns {(value: number) => Colour}
 */
function colourOf(map, palette) {
  const limit = largest(map.values),
    hasNegative = map.values.some((value) => value < 0);
  return (value) =>
    hasNegative ? diverging(value, limit, palette) : grey(value, 0, limit, palette);
}

/**
 * The map with its window, its largest value and what no window reaches; return where it lies.
 * @param {HTMLCanvasElement} canvas
 * @param {Size} size
 * @param {Pool} pooled
 * @param {Place} place
 * @param {Look} look
 */
function drawInput(canvas, { width, height }, pooled, { row, column }, look) {
  const context = fit(canvas, width, height);
  const { map, vertical, horizontal, fits } = pooled,
    { palette } = look;
  // Where the window does not fit, the picture is as large as the window, to show by how much.
  const rows = Math.max(map.rows, vertical.k),
    columns = Math.max(map.columns, horizontal.k);
  const grid = layOut(rows, columns, inside(width, height), CELL);
  drawMap(context, part(grid, map.rows, map.columns), map, look);
  if (fits) hatchUnreached(context, grid, pooled, palette.muted, 7);
  const [top, left] = [row * vertical.stride, column * horizontal.stride];
  const window = grid.rectangle(top, left, vertical.k, horizontal.k);
  highlight(context, window, palette, { dashed: !fits });
  if (pooled.fits && keepsLargest(pooled)) {
    const value = pooled.output.values[row * pooled.output.columns + column];
    const winner = windowOf(pooled, row, column).find((one) => one.value === value);
    if (winner)
      highlight(context, grid.rectangle(winner.row, winner.column), palette, { line: 1.5 });
  }
  return grid;
}

/**
 * The output in the scale of the input; return where it lies, null where there is none.
 * @param {HTMLCanvasElement} canvas
 * @param {Size} size
 * @param {Pool} pooled
 * @param {Place} place
 * @param {number} cell
 * @param {Look} look
 */
function drawOutput(canvas, { width, height }, pooled, { row, column }, cell, look) {
  const context = fit(canvas, width, height);
  if (!pooled.fits) {
    const remedy = "The window is larger than the map. Choose a smaller one.";
    writeInside(context, width, height, remedy, look.palette);
    return null;
  }
  const { output } = pooled;
  const grid = layOut(output.rows, output.columns, inside(width, height), cell);
  drawMap(context, grid, output, look);
  highlight(context, grid.rectangle(row, column), look.palette);
  return grid;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {Matrix} map
 * @param {Look} look
 */
function drawMap(context, grid, map, { palette, colour }) {
  /** @type {(row: number, column: number) => number} */
  const valueAt = (row, column) => map.values[row * map.columns + column];
  paintValues(context, grid, valueAt, colour, palette);
}

export default widget("cnn-layer cnn-pooling", build);
