// im2col: every patch of the input becomes a column of one matrix, and the layer one matrix product.

import { axis, clamp, largest, range } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { css, diverging, mix, readable } from "../kit/colours.js";
import { element, liveLine, setText } from "../kit/elements.js";
import { layOut, paintCells, paintNumbers } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { highlight, write } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { countOf, factor, number } from "../kit/words.js";

const CAPTION = 20,
  LARGEST_CELL = 34;
// High enough for the largest matrices at a width, so that no setting changes the height.
const heights = (width) => ({
  high: Math.min(216, 28 + 0.35 * width),
  low: Math.min(500, 46 + 0.76 * width),
});

/**
 * A volume `input` [row][column][channel] and `kernels` [u][v][channel][filter] as the two matrices
 * of helpers.convolution.im2col, and their product: { xCol, wRow, product, size, ... }.
 */
export function matrices(input, kernels, { padding, stride }) {
  const n = input.length,
    k = kernels.length,
    channels = input[0][0].length,
    filters = kernels[0][0][0].length;
  const one = axis(n, k, { padding, stride });
  const positions = one.size ** 2,
    length = k * k * channels;
  const xCol = emptyMatrix(length, positions),
    source = new Int32Array(length * positions);
  const wRow = emptyMatrix(filters, length),
    product = emptyMatrix(filters, positions);
  for (let u = 0; u < k; u++)
    for (let v = 0; v < k; v++)
      for (let c = 0; c < channels; c++) {
        const at = (u * k + v) * channels + c;
        for (let f = 0; f < filters; f++) wRow.values[f * length + at] = kernels[u][v][c][f];
        for (let position = 0; position < positions; position++) {
          const y = Math.floor(position / one.size) * stride + u - padding;
          const x = (position % one.size) * stride + v - padding;
          const inside = y >= 0 && x >= 0 && y < n && x < n;
          xCol.values[at * positions + position] = inside ? input[y][x][c] : 0;
          // Which number of the input this is: -1 in the padding.
          source[at * positions + position] = inside ? (y * n + x) * channels + c : -1;
        }
      }
  for (let f = 0; f < filters; f++)
    for (let position = 0; position < positions; position++)
      for (let at = 0; at < length; at++)
        product.values[f * positions + position] +=
          wRow.values[f * length + at] * xCol.values[at * positions + position];
  return {
    n,
    k,
    channels,
    filters,
    padding,
    stride,
    size: one.size,
    padded: one.padded,
    positions,
    length,
    xCol,
    wRow,
    product,
    source,
  };
}

function emptyMatrix(rows, columns) {
  return { rows, columns, values: new Float64Array(rows * columns) };
}

/** All that is seen, in words. helpers.explorers.im2col.picture says the same of its picture. */
export function describe(m, column, filter, pixel = -1) {
  const i = Math.floor(column / m.size),
    j = column % m.size;
  const span = (at) => `${at * m.stride} to ${at * m.stride + m.k - 1}`;
  const said = [
    `Input ${m.n} by ${m.n} by ${m.channels}, padding ${m.padding}, kernel ${m.k}, stride ${m.stride}:`,
    `X_col has ${m.length} rows and ${countOf(m.positions, "column")}, ${m.xCol.values.length} numbers from ${m.n * m.n * m.channels}.`,
    `Column ${column} is the patch at rows ${span(i)}, columns ${span(j)}.`,
    `Filter ${filter} makes ${number(m.product.values[filter * m.positions + column])} of it, which goes to output row ${i}, column ${j}.`,
  ];
  if (pixel >= 0) {
    const y = Math.floor(pixel / (m.n * m.channels)),
      x = Math.floor(pixel / m.channels) % m.n;
    const columns = m.source.filter((from) => from === pixel).length;
    said.push(`The pixel in row ${y}, column ${x} stands in ${countOf(columns, "column")}.`);
  }
  return said.join(" ");
}

/** The product of one row and one column, written out. */
export function calculation(m, column, filter) {
  const terms = [];
  for (let at = 0; at < m.length; at++) {
    const weight = m.wRow.values[filter * m.length + at];
    terms.push(`${factor(weight)}·${factor(m.xCol.values[at * m.positions + column])}`);
  }
  return `${terms.join(" + ")} = ${number(m.product.values[filter * m.positions + column])}`;
}

function build(view) {
  const above = element("canvas", { role: "img" }),
    below = element("canvas", { role: "img" });
  const sum = element("p", { class: "cnn-sum-line" });
  const line = liveLine("cnn-text cnn-tall");
  view.root.append(above, below, sum, line);
  let m = null,
    chosen = null,
    grids = null;

  const place = (column, filter) => m && view.set(nearest(m, column, filter));
  onPoint(above, (x, y) => grids && view.set(pickedAbove(m, grids, x, y)));
  onPoint(below, (x, y) => grids && view.set(pickedBelow(m, grids, chosen, x, y)));
  onArrows(below, (down, right) => place(chosen.column + right, chosen.filter + down));
  onArrows(above, (down, right) => {
    const row = clamp(Math.floor(chosen.column / m.size) + down, 0, m.size - 1);
    const across = clamp((chosen.column % m.size) + right, 0, m.size - 1);
    place(row * m.size + across, chosen.filter);
  });

  return () => {
    const { width } = view,
      palette = view.palette();
    const { input, kernels } = numbersOf(view.get);
    m = matrices(input, kernels, { padding: view.get("padding"), stride: view.get("stride") });
    const pixel = view.get("pixel") < m.n * m.n * m.channels ? view.get("pixel") : -1;
    chosen = { ...nearest(m, view.get("column"), view.get("filter")), pixel };
    const { column, filter } = chosen;

    setText(sum, calculation(m, column, filter));
    const text = describe(m, column, filter, pixel);
    const maps = `${countOf(m.filters, "feature map")} of ${m.size} by ${m.size}`;
    above.setAttribute("aria-label", `Input with the patch of column ${column}, and ${maps}.`);
    below.setAttribute("aria-label", text);
    line.say(text);

    const look = {
      palette,
      limit: largest(m.product.values),
      weights: largest(m.wRow.values),
    };
    const { high, low } = heights(width);
    grids = {
      ...drawAbove(fit(above, width, high), { width, high }, m, chosen, input, look),
      ...drawBelow(fit(below, width, low), { width, low }, m, chosen, look),
    };
  };
}

/** The numbers of the input and of the kernels, as many channels and weights as are chosen. */
function numbersOf(get) {
  const channels = get("channels"),
    k = get("k");
  const cut = (row) => row.map((one) => one.slice(0, channels));
  const kernels = get("kernels").slice(0, k);
  return { input: get("input").map(cut), kernels: kernels.map((row) => cut(row.slice(0, k))) };
}

function nearest(m, column, filter) {
  return { column: clamp(column, 0, m.positions - 1), filter: clamp(filter, 0, m.filters - 1) };
}

/** What a click on the input or on a map chooses: a pixel, or a column and a filter. */
function pickedAbove(m, { inputs, outputs }, x, y) {
  const map = outputs.findIndex((grid) => grid.cellAt(x, y));
  if (map >= 0) {
    const [row, column] = outputs[map].cellAt(x, y);
    return nearest(m, row * m.size + column, map);
  }
  const channel = inputs.findIndex((grid) => grid.cellAt(x, y));
  if (channel < 0) return {};
  const [row, column] = inputs[channel].cellAt(x, y).map((at) => at - m.padding);
  const inImage = [row, column].every((at) => at >= 0 && at < m.n);
  return inImage ? { pixel: (row * m.n + column) * m.channels + channel } : {};
}

/** What a click on one of the three matrices chooses. */
function pickedBelow(m, grids, { column }, x, y) {
  const [inX, inW, inProduct] = ["xCol", "wRow", "product"].map((name) => grids[name].cellAt(x, y));
  if (inX) return { column: inX[1], pixel: m.source[inX[0] * m.positions + inX[1]] };
  if (inW) return nearest(m, column, inW[0]);
  return inProduct ? nearest(m, inProduct[1], inProduct[0]) : {};
}

/** A caption above or below the middle of a grid. */
function title(context, text, grid, y, palette) {
  const look = { colour: palette.muted, align: "center" };
  write(context, text, [grid.left + grid.width / 2, y], palette, look);
}

function drawGrid(context, grid, valueAt, colourOf, palette) {
  paintCells(context, grid, (row, column) => colourOf(valueAt(row, column), row, column), palette);
  paintNumbers(
    context,
    grid,
    (row, column) => number(valueAt(row, column)),
    (row, column) => readable(colourOf(valueAt(row, column), row, column)),
    palette,
  );
}

/** Input, channel by channel, on the left; the output's maps on the right. */
function drawAbove(context, { width, high }, m, chosen, input, look) {
  const columns = m.channels * (m.padded + 0.8) + m.filters * (m.size + 0.8) + 1;
  const cell = Math.min(LARGEST_CELL, (high - CAPTION - 8) / m.padded, (width - 8) / columns);
  let left = Math.max(2, (width - columns * cell) / 2);
  const next = (count) => {
    const side = count * cell;
    const grid = layOut(count, count, { x: left, y: CAPTION + 2, width: side, height: side }, cell);
    left += (count + 0.8) * cell;
    return grid;
  };
  const inputs = range(m.channels).map((channel) => {
    const grid = next(m.padded);
    const at = (row, col) => input[row - m.padding]?.[col - m.padding]?.[channel];
    drawChannel(context, grid, at, m, { ...chosen, channel }, look.palette);
    return grid;
  });
  left += cell;
  const outputs = range(m.filters).map((filter) => {
    const grid = next(m.size);
    drawMap(context, grid, m, filter, chosen, look);
    return grid;
  });
  return { inputs, outputs };
}

/** One channel of the padded input, the window in it, and the marked pixel. */
function drawChannel(context, grid, at, m, { column, pixel, channel }, palette) {
  const shade = (_, row, col) => (at(row, col) === undefined ? palette.padding : palette.middle);
  drawGrid(context, grid, (row, col) => at(row, col) ?? 0, shade, palette);
  const [top, across] = [Math.floor(column / m.size) * m.stride, (column % m.size) * m.stride];
  highlight(context, grid.rectangle(top, across, m.k, m.k), palette);
  if (pixel >= 0 && pixel % m.channels === channel) {
    const y = Math.floor(pixel / (m.n * m.channels)),
      x = Math.floor(pixel / m.channels) % m.n;
    mark(context, grid.rectangle(y + m.padding, x + m.padding), palette);
  }
  const name = m.channels > 1 ? `input, channel ${channel}` : "input";
  title(context, name, grid, CAPTION - 6, palette);
}

/** One map of the output; the chosen filter's has its cell marked. */
function drawMap(context, grid, m, map, { column, filter }, { palette, limit }) {
  const valueAt = (row, col) => m.product.values[map * m.positions + row * m.size + col];
  drawGrid(context, grid, valueAt, (value) => diverging(value, limit, palette), palette);
  const place = grid.rectangle(Math.floor(column / m.size), column % m.size);
  if (map === filter) highlight(context, place, palette);
  title(context, `map ${map}`, grid, CAPTION - 6, palette);
}

/** X_col at the top right, W_row at the bottom left, and their product where row and column meet. */
function drawBelow(context, room, m, { column, filter, pixel }, { palette, limit, weights }) {
  const grids = layOutMatrices(room, m);
  const { xCol, wRow, product } = grids;
  const of = (matrix) => (row, col) => matrix.values[row * matrix.columns + col];
  const shade = (_, row, col) => {
    const own = m.source[row * m.positions + col] < 0 ? palette.padding : palette.middle;
    return col === column ? mix(own, palette.accent, 0.18) : own;
  };
  const weight = (value) => diverging(value, 2 * weights, palette);
  const answer = (value) => diverging(value, limit, palette);
  drawGrid(context, xCol, of(m.xCol), shade, palette);
  drawGrid(context, wRow, of(m.wRow), weight, palette);
  drawGrid(context, product, of(m.product), answer, palette);
  highlight(context, xCol.rectangle(0, column, m.length, 1), palette);
  highlight(context, wRow.rectangle(filter, 0, 1, m.length), palette);
  highlight(context, product.rectangle(filter, column), palette);
  m.source.forEach((from, at) => {
    if (pixel < 0 || from !== pixel) return;
    mark(context, xCol.rectangle(Math.floor(at / m.positions), at % m.positions), palette);
  });
  title(context, `X_col ${m.length} × ${m.positions}`, xCol, xCol.top - 6, palette);
  title(context, `W_row ${m.filters} × ${m.length}`, wRow, wRow.top - 6, palette);
  const foot = product.top + product.height + 16;
  title(context, `product ${m.filters} × ${m.positions}`, product, foot, palette);
  return grids;
}

/** Where the three matrices lie. */
function layOutMatrices({ width, low }, { length, positions, filters }) {
  const gap = 1,
    columns = length + gap + positions,
    rows = length + gap + filters;
  const fitting = Math.min(LARGEST_CELL, (low - 2 * CAPTION - 6) / rows, (width - 6) / columns);
  const cell = Math.floor(fitting * 2) / 2;
  const left = Math.max(2, (width - columns * cell) / 2),
    right = left + (length + gap) * cell,
    bottom = CAPTION + (length + gap) * cell;
  const at = (x, y, high, wide) =>
    layOut(high, wide, { x, y, width: wide * cell, height: high * cell }, cell);
  return {
    xCol: at(right, CAPTION, length, positions),
    wRow: at(left, bottom, filters, length),
    product: at(right, bottom, filters, positions),
  };
}

/**
 * A thick frame inside the cell: a pixel and its copies.
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} rectangle [x, y, width, height]
 */
function mark(context, [x, y, width, height], palette) {
  context.strokeStyle = css(palette.negative);
  context.lineWidth = 3;
  context.strokeRect(x + 2, y + 2, width - 3, height - 3);
}

export default { render: (context) => mount(context, "cnn-layer cnn-columns", build) };
