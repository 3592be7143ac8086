// One layer in three ways: a window that slides, a matrix of weights, and the patches of im2col.

/** @import { Colour, Palette } from "../kit/colours.js" */
/** @import { Grid } from "../kit/grid.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Layer } from "./layer.js" */
/**
 * The traits of helpers.explorers.weight_matrix.explorer.WeightMatrixView.
 * @typedef {{ forms: string[], pixels: number[][], kernel: number[][], free: number[][],
 *   form: number, n: number, k: number, stride: number, padding: number, output: number,
 *   column: number }} Traits
 */
/**
 * What is marked, and the largest values of the weights and of the outputs.
 * @typedef {{ output: number, column: number, palette: Palette, weights: number,
 *   limit: number }} Look
 */

import { clamp, largest } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { diverging } from "../kit/colours.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut, paintValues } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { frame, highlight, write } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { copies, describe, describePlace, layerOf } from "./layer.js";

const ABOVE = 176,
  CAPTION = 22,
  LARGEST_CELL = 30;
// High enough for the largest matrix at a width, so that no setting changes the height.
const below = (/** @type {number} */ width) => Math.min(470, 2 * CAPTION + 4 + 0.86 * width);

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const sliding = element("canvas", { role: "img" }),
    product = element("canvas", { role: "img" });
  const all = liveLine("cnn-text", { letters: 220 }),
    place = liveLine("cnn-text", { letters: 130 });
  view.root.append(sliding, product, all, place);
  /** @type {{ layer: Layer, output: number, column: number, map: Grid, matrix: Grid } | null} */
  let drawn = null;
  const choose = (/** @type {number} */ output, /** @type {number} */ column) => {
    if (drawn) view.set(nearest(drawn.layer, output, column));
  };
  onPoint(sliding, (x, y) => {
    const cell = drawn?.map.cellAt(x, y);
    if (drawn && cell) choose(cell[0] * drawn.layer.size + cell[1], drawn.column);
  });
  onPoint(product, (x, y) => {
    const cell = drawn?.matrix.cellAt(x, y);
    if (cell) choose(...cell);
  });
  onArrows(product, (down, right) => {
    if (drawn) choose(drawn.output + down, drawn.column + right);
  });
  onArrows(sliding, (down, right) => {
    if (!drawn) return;
    const { layer, output, column } = drawn,
      last = layer.size - 1;
    const row = clamp(Math.floor(output / layer.size) + down, 0, last);
    choose(row * layer.size + clamp((output % layer.size) + right, 0, last), column);
  });

  return () => {
    const { width } = view,
      layer = chosen(view.get);
    const at = nearest(layer, view.get("output"), view.get("column"));
    view.shown = at;
    const [said, told] = [describe(layer), describePlace(layer, at.output, at.column)];
    sliding.setAttribute("aria-label", `Input, weights of output ${at.output}, all outputs.`);
    product.setAttribute("aria-label", `${said} ${told}`);
    all.say(said);
    place.say(told);
    const look = {
      ...at,
      palette: view.palette(),
      weights: largest(view.get("kernel").flat()),
      limit: largest(layer.result.values),
    };
    const map = paintLayer(fit(sliding, width, ABOVE), width, layer, look);
    const high = below(width);
    const matrix = paintProduct(fit(product, width, high), [width, high], layer, look);
    drawn = { layer, ...at, map, matrix };
  };
}

/**
 * The layer that the controls describe.
 * @param {View<Traits>["get"]} get
 */
function chosen(get) {
  const numbers = { pixels: get("pixels"), kernel: get("kernel"), free: get("free") };
  return layerOf(numbers, {
    form: get("forms")[get("form")],
    n: get("n"),
    k: get("k"),
    stride: get("stride"),
    padding: get("padding"),
  });
}

/**
 * The place of the matrix that is nearest to a row and a column.
 * @param {Layer} layer
 * @param {number} output
 * @param {number} column
 */
function nearest({ matrix }, output, column) {
  return {
    output: clamp(output, 0, matrix.rows - 1),
    column: clamp(column, 0, matrix.columns - 1),
  };
}

/**
 * The input with the window, the weights of one output as a picture, and all outputs.
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {Layer} layer
 * @param {Look} look
 */
function paintLayer(context, width, layer, { output, palette, weights, limit }) {
  const { n, k, stride, padding, size, form } = layer,
    third = width / 3;
  const grid = (/** @type {number} */ count, /** @type {number} */ at) =>
    layOut(
      count,
      count,
      { x: at * third + 2, y: CAPTION + 4, width: third - 8, height: ABOVE - CAPTION - 10 },
      LARGEST_CELL,
    );
  const [input, seen, map] = [grid(n, 0), grid(n, 1), grid(size, 2)];
  const plain = () => palette.middle;
  /** @type {(value: number) => Colour} */
  const weight = (value) => diverging(value, weights, palette);
  /** @type {(value: number) => Colour} */
  const answer = (value) => diverging(value, limit, palette);
  const row = layer.weights.values.slice(output * n * n, (output + 1) * n * n);
  paintValues(context, input, (y, x) => layer.input.values[y * n + x], plain, palette);
  paintValues(context, seen, (y, x) => row[y * n + x], weight, palette);
  paintValues(context, map, (y, x) => layer.result.values[y * size + x], answer, palette);
  const [i, j] = [Math.floor(output / size), output % size];
  if (form !== "dense")
    for (const one of [input, seen])
      highlight(context, one.rectangle(i * stride - padding, j * stride - padding, k, k), palette);
  highlight(context, map.rectangle(i, j), palette);
  title(context, "input", input, palette);
  title(context, "weights of this output", seen, palette);
  title(context, "output", map, palette);
  return map;
}

/**
 * The matrix below its vector, the results beside it, each number where it is needed; frames around
 * the row of the output and around the copies of a weight.
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} room [width, height]
 * @param {Layer} layer
 * @param {Look} look
 */
function paintProduct(context, room, layer, { output, column, palette, weights, limit }) {
  const { matrix, vector, result, form } = layer;
  const { factors, body, answers } = layOutProduct(room, layer);
  const plain = () => palette.middle;
  /** @type {(value: number) => Colour} */
  const weight = (value) => diverging(value, weights, palette);
  /** @type {(value: number) => Colour} */
  const answer = (value) => diverging(value, limit, palette);
  const patches = form === "im2col";
  const [inMatrix, inVector] = patches ? [plain, weight] : [weight, plain];
  paintValues(context, body, (y, x) => matrix.values[y * matrix.columns + x], inMatrix, palette);
  paintValues(context, factors, (_, x) => vector.values[x], inVector, palette);
  paintValues(context, answers, (y) => result.values[y], answer, palette);
  highlight(context, body.rectangle(output, 0, 1, matrix.columns), palette);
  highlight(context, factors.rectangle(0, column), palette, { line: 1.5 });
  highlight(context, answers.rectangle(output, 0), palette);
  for (const [row, at] of copies(layer, output, column))
    frame(context, body.rectangle(row, at), palette.ink, { wide: 2 });
  title(context, patches ? "the kernel, row by row" : "the input, row by row", factors, palette);
  title(context, "output", answers, palette);
  const name = `${patches ? "patches" : "weights"} ${matrix.rows} × ${matrix.columns}`;
  const foot = [body.left + body.width / 2, body.top + body.height + 16];
  write(context, name, foot, palette, { colour: palette.muted, align: "center" });
  return body;
}

/**
 * Where the vector, the matrix and the results lie.
 * @param {number[]} room [width, height]
 * @param {Layer} layer
 */
function layOutProduct([width, height], { matrix, vector, result }) {
  const gap = 0.8; // of a cell, between them
  const wide = matrix.columns + 2 * gap + 1,
    high = matrix.rows + gap + 1;
  const fitting = Math.min(LARGEST_CELL, (width - 30) / wide, (height - 2 * CAPTION - 4) / high);
  const cell = Math.floor(fitting * 2) / 2;
  const left = Math.max(2, (width - wide * cell) / 2),
    top = CAPTION + 2 + (1 + gap) * cell;
  /** @type {(rows: number, columns: number, x: number, y: number) => Grid} */
  const grid = (rows, columns, x, y) =>
    layOut(rows, columns, { x, y, width: columns * cell, height: rows * cell }, cell);
  return {
    factors: grid(1, vector.rows, left, CAPTION + 2),
    body: grid(matrix.rows, matrix.columns, left, top),
    answers: grid(result.rows, 1, left + (matrix.columns + 2 * gap) * cell, top),
  };
}

/**
 * A caption above the middle of a grid.
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {Grid} grid
 * @param {Palette} palette
 */
function title(context, text, grid, palette) {
  const place = [grid.left + grid.width / 2, grid.top - 8];
  write(context, text, place, palette, { colour: palette.muted, align: "center" });
}

export default widget("cnn-layer cnn-weight-matrix", build);
