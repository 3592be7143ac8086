// Picture, kernel and products, map, ReLU, pool: one cell of the output, and where it comes from.

/** @import { Matrix } from "../kit/arithmetic.js" */
/** @import { Colour, Palette } from "../kit/colours.js" */
/** @import { Grid } from "../kit/grid.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Chain } from "./chain.js" */
/**
 * The traits of helpers.explorers.chain.explorer.ChainView.
 * @typedef {{ picture: number[][], kernels: { name: string, values: number[][] }[],
 *   kernel: number, bias: number, relu: boolean, kind: number, p: number, row: number,
 *   column: number }} Traits
 */
/**
 * What is to be drawn: the chain, a cell of its output, and the place of the map that is largest.
 * @typedef {{ chain: Chain, name: string, row: number, column: number,
 *   place: number[] }} Chosen
 */
/** @typedef {{ width: number, height: number }} Size */
/** @typedef {ReturnType<typeof panel>} Panel */

import { clamp, largest, matrix } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { diverging, grey } from "../kit/colours.js";
import { element, liveLine, setText } from "../kit/elements.js";
import { hatchUnreached, inside, layOut, paintCells, paintValues } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { panel } from "../kit/panel.js";
import { highlight } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { calculation, describe, KINDS, largestAt, productsOf, run } from "./chain.js";

const LARGEST_PANEL = 200,
  THIN = { line: 1.5 };

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const all = [panel(), panel(), panel(), panel(), panel()];
  const row = element("div", { class: "cnn-five-panels" }, ...all.map(({ figure }) => figure));
  const sum = element("p", { class: "cnn-sum-line" });
  const line = liveLine("cnn-text", { letters: 310 });
  view.root.append(row, sum, line);
  /** @type {{ chain: Chain, grids: Grid[] } | null} */
  let drawn = null;
  let widths = all.map(() => 0);
  // A place of the map belongs to a window of the pool; a pixel, to the windows it begins.
  for (const at of [0, 2, 3, 4])
    pickCell(view, all[at].content, (x, y) => {
      const cell = drawn?.grids[at].cellAt(x, y);
      const step = at === 4 ? 1 : view.get("p");
      return cell ? [Math.floor(cell[0] / step), Math.floor(cell[1] / step)] : null;
    });

  return (resized) => {
    if (resized) widths = all.map(({ figure }) => figure.clientWidth);
    const chosen = chosenIn(view),
      { chain, name } = chosen,
      palette = view.palette();
    view.shown = { row: chosen.row, column: chosen.column };
    const height = Math.min(LARGEST_PANEL, widths[0]),
      sizes = widths.map((width) => ({ width, height }));
    const text = describe(chain, name, chosen.row, chosen.column);
    write(all, chain, text);
    setText(sum, calculation(chain, chosen.row, chosen.column));
    line.say(text);
    const canvases = all.map(({ content }) => content);
    drawn = { chain, grids: draw(canvases, sizes, chosen, palette) };
  };
}

/**
 * Choose a cell of the output by a click or by the arrow keys.
 * @param {View<Traits>} view
 * @param {HTMLCanvasElement} canvas
 * @param {(x: number, y: number) => number[] | null} cellAt
 */
function pickCell(view, canvas, cellAt) {
  const choose = (/** @type {number} */ row, /** @type {number} */ column) => {
    const { pooled } = chosenIn(view).chain;
    view.set({
      row: clamp(row, 0, pooled.rows - 1),
      column: clamp(column, 0, pooled.columns - 1),
    });
  };
  onPoint(canvas, (x, y) => {
    const cell = cellAt(x, y);
    if (cell) choose(cell[0], cell[1]);
  });
  onArrows(canvas, (down, right) => {
    const { row, column } = chosenIn(view);
    choose(row + down, column + right);
  });
}

/**
 * What the controls describe; a cell that the output does not have becomes its last.
 * @param {View<Traits>} view
 * @returns {Chosen}
 */
function chosenIn(view) {
  const { name, values } = view.get("kernels")[view.get("kernel")];
  const chain = run({
    picture: matrix(view.get("picture")),
    kernel: matrix(values),
    bias: view.get("bias"),
    relu: view.get("relu"),
    kind: view.get("kind"),
    p: view.get("p"),
  });
  const row = clamp(view.get("row"), 0, chain.pooled.rows - 1),
    column = clamp(view.get("column"), 0, chain.pooled.columns - 1);
  return { chain, name, row, column, place: largestAt(chain, row, column) };
}

/**
 * Captions and names of all panels; the picture's name is the whole text.
 * @param {Panel[]} all
 * @param {Chain} chain
 * @param {string} text
 */
function write(all, { relu, kind }, text) {
  const captions = [
    "picture",
    "kernel, products",
    "map",
    relu ? "after ReLU" : "no ReLU",
    `${KINDS[kind]} pool`,
  ];
  all.forEach(({ caption, content }, at) => {
    setText(caption, captions[at]);
    content.setAttribute("aria-label", at ? captions[at] : text);
  });
}

/**
 * Draw all panels; return where each of them lies.
 * @param {HTMLCanvasElement[]} canvases
 * @param {Size[]} sizes
 * @param {Chosen} chosen
 * @param {Palette} palette
 */
function draw(canvases, sizes, { chain, row, column, place }, palette) {
  const { picture, kernel, map, rectified, pooled, p } = chain,
    [top, left] = [row * p, column * p],
    side = p + kernel.rows - 1,
    limit = largest(map.values),
    brightest = largest(picture.values);
  const ink = (/** @type {number} */ value) => grey(value, 0, brightest, palette),
    signed = (/** @type {number} */ value) => diverging(value, limit, palette);

  const pixels = drawMatrix(canvases[0], sizes[0], picture, ink, palette);
  frame(canvases[0], pixels.rectangle(top, left, side, side), palette);
  frame(
    canvases[0],
    pixels.rectangle(place[0], place[1], kernel.rows, kernel.columns),
    palette,
    THIN,
  );
  const weights = drawKernel(
    canvases[1],
    sizes[1],
    kernel,
    productsOf(chain, place[0], place[1]),
    palette,
  );
  const maps = [map, rectified].map((values, at) => {
    const canvas = canvases[2 + at],
      grid = drawMatrix(canvas, sizes[2 + at], values, signed, palette);
    const context = canvas.getContext("2d");
    if (context) hatchUnreached(context, grid, chain, palette.muted);
    frame(canvas, grid.rectangle(top, left, p, p), palette);
    frame(canvas, grid.rectangle(place[0], place[1]), palette, THIN);
    return grid;
  });
  const output = drawMatrix(canvases[4], sizes[4], pooled, signed, palette);
  frame(canvases[4], output.rectangle(row, column), palette);
  return [pixels, weights, ...maps, output];
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Size} size
 * @param {Matrix} matrix
 * @param {(value: number) => Colour} colour
 * @param {Palette} palette
 */
function drawMatrix(canvas, { width, height }, { rows, columns, values }, colour, palette) {
  const context = fit(canvas, width, height),
    grid = layOut(rows, columns, inside(width, height));
  paintCells(context, grid, (row, column) => colour(values[row * columns + column]), palette);
  return grid;
}

/**
 * The kernel, and below it its products with the pixels; return where the kernel lies.
 * @param {HTMLCanvasElement} canvas
 * @param {Size} size
 * @param {Matrix} kernel
 * @param {Matrix} products
 * @param {Palette} palette
 */
function drawKernel(canvas, { width, height }, kernel, products, palette) {
  const context = fit(canvas, width, height),
    half = height / 2;
  const grids = [kernel, products].map((matrix, at) => {
    const box = { x: 2, y: at * half + 2, width: width - 5, height: half - 8 },
      grid = layOut(matrix.rows, matrix.columns, box),
      limit = largest(matrix.values);
    paintValues(
      context,
      grid,
      (row, column) => matrix.values[row * matrix.columns + column],
      (value) => diverging(value, limit, palette),
      palette,
      [2, 1],
    );
    return grid;
  });
  return grids[0];
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {number[]} rectangle
 * @param {Palette} palette
 * @param {{ line?: number }} look
 */
function frame(canvas, rectangle, palette, look = {}) {
  const context = canvas.getContext("2d");
  if (context) highlight(context, rectangle, palette, look);
}

export default widget("cnn-layer cnn-chain", build);
