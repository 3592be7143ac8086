// im2col: every patch of the input becomes a column of one matrix, and the layer one matrix product.

import { axis, clamp, largest } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { css, diverging, mix, readable } from "../kit/colours.js";
import { element, liveLine, setText } from "../kit/elements.js";
import { layOut, paintCells, paintNumbers } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { highlight } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { countOf, number } from "../kit/words.js";

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
  const factor = (value) => (value < 0 ? `(${number(value)})` : number(value));
  const terms = [];
  for (let at = 0; at < m.length; at++)
    terms.push(
      `${factor(m.wRow.values[filter * m.length + at])}·${factor(m.xCol.values[at * m.positions + column])}`,
    );
  return `${terms.join(" + ")} = ${number(m.product.values[filter * m.positions + column])}`;
}

function build(view) {
  const above = element("canvas", { role: "img" }),
    below = element("canvas", { role: "img" });
  const sum = element("p", { class: "cnn-sum-line" });
  const line = liveLine("cnn-text cnn-tall");
  view.root.append(above, below, sum, line);
  let m = null,
    column = 0,
    filter = 0,
    pixel = -1,
    inputs = [],
    outputs = [],
    grids = {};

  const place = (toColumn, toFilter) =>
    m &&
    view.set({
      column: clamp(toColumn, 0, m.positions - 1),
      filter: clamp(toFilter, 0, m.filters - 1),
    });
  onPoint(above, (x, y) => {
    outputs.forEach((grid, index) => {
      const cell = grid.cellAt(x, y);
      if (cell) place(cell[0] * m.size + cell[1], index);
    });
    inputs.forEach((grid, channel) => {
      const cell = grid.cellAt(x, y)?.map((at) => at - m.padding);
      if (cell?.every((at) => at >= 0 && at < m.n))
        view.set({ pixel: (cell[0] * m.n + cell[1]) * m.channels + channel });
    });
  });
  onPoint(below, (x, y) => {
    const at = (name) => grids[name]?.cellAt(x, y);
    const [inX, inW, inProduct] = ["xCol", "wRow", "product"].map(at);
    if (inX) view.set({ column: inX[1], pixel: m.source[inX[0] * m.positions + inX[1]] });
    else if (inW) place(column, inW[0]);
    else if (inProduct) place(inProduct[1], inProduct[0]);
  });
  onArrows(below, (down, right) => place(column + right, filter + down));
  onArrows(above, (down, right) => {
    const row = Math.floor(column / m.size) + down,
      across = (column % m.size) + right;
    place(clamp(row, 0, m.size - 1) * m.size + clamp(across, 0, m.size - 1), filter);
  });

  return () => {
    const { width } = view,
      palette = view.palette();
    const channels = view.get("channels"),
      k = view.get("k");
    const input = view.get("input").map((row) => row.map((one) => one.slice(0, channels)));
    const kernels = view
      .get("kernels")
      .slice(0, k)
      .map((row) => row.slice(0, k).map((one) => one.slice(0, channels)));
    m = matrices(input, kernels, { padding: view.get("padding"), stride: view.get("stride") });
    column = clamp(view.get("column"), 0, m.positions - 1);
    filter = clamp(view.get("filter"), 0, m.filters - 1);
    pixel = view.get("pixel") < m.n * m.n * channels ? view.get("pixel") : -1;

    setText(sum, calculation(m, column, filter));
    const text = describe(m, column, filter, pixel);
    above.setAttribute(
      "aria-label",
      `Input with the patch of column ${column}, and ${countOf(m.filters, "feature map")} of ${m.size} by ${m.size}.`,
    );
    below.setAttribute("aria-label", text);
    line.say(text);

    const { high, low } = heights(width);
    const colours = { limit: largest(m.product.values), weights: largest(m.wRow.values) };
    const chosen = { column, filter, pixel };
    ({ inputs, outputs } = drawAbove(
      fit(above, width, high),
      high,
      m,
      chosen,
      input,
      width,
      palette,
      colours,
    ));
    grids = drawBelow(fit(below, width, low), low, m, chosen, width, palette, colours);
  };
}

function title(context, text, [x, y], palette, align = "center") {
  context.font = `13px ${palette.font}`;
  context.fillStyle = css(palette.muted);
  context.textAlign = align;
  context.textBaseline = "alphabetic";
  context.fillText(text, x, y);
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
function drawAbove(context, high, m, { column, filter, pixel }, input, width, palette, { limit }) {
  const columns = m.channels * (m.padded + 0.8) + m.filters * (m.size + 0.8) + 1;
  const cell = Math.min(LARGEST_CELL, (high - CAPTION - 8) / m.padded, (width - 8) / columns);
  const box = (left, count) => ({
    x: left,
    y: CAPTION + 2,
    width: count * cell,
    height: count * cell,
  });
  let left = Math.max(2, (width - columns * cell) / 2);
  const inputs = [],
    outputs = [];
  for (let channel = 0; channel < m.channels; channel++) {
    const grid = layOut(m.padded, m.padded, box(left, m.padded), cell);
    const at = (row, col) => input[row - m.padding]?.[col - m.padding]?.[channel];
    drawGrid(
      context,
      grid,
      (row, col) => at(row, col) ?? 0,
      (value, row, col) => (at(row, col) === undefined ? palette.padding : palette.middle),
      palette,
    );
    const [top, across] = [Math.floor(column / m.size) * m.stride, (column % m.size) * m.stride];
    highlight(context, grid.rectangle(top, across, m.k, m.k), palette);
    if (pixel >= 0 && pixel % m.channels === channel) {
      const y = Math.floor(pixel / (m.n * m.channels)),
        x = Math.floor(pixel / m.channels) % m.n;
      mark(context, grid.rectangle(y + m.padding, x + m.padding), palette);
    }
    title(
      context,
      m.channels > 1 ? `input, channel ${channel}` : "input",
      [grid.left + grid.width / 2, CAPTION - 6],
      palette,
    );
    inputs.push(grid);
    left += (m.padded + 0.8) * cell;
  }
  left += cell;
  for (let f = 0; f < m.filters; f++) {
    const grid = layOut(m.size, m.size, box(left, m.size), cell);
    drawGrid(
      context,
      grid,
      (row, col) => m.product.values[f * m.positions + row * m.size + col],
      (value) => diverging(value, limit, palette),
      palette,
    );
    if (f === filter)
      highlight(context, grid.rectangle(Math.floor(column / m.size), column % m.size), palette);
    title(context, `map ${f}`, [grid.left + grid.width / 2, CAPTION - 6], palette);
    outputs.push(grid);
    left += (m.size + 0.8) * cell;
  }
  return { inputs, outputs };
}

/** X_col at the top right, W_row at the bottom left, and their product where row and column meet. */
function drawBelow(context, low, m, { column, filter, pixel }, width, palette, { limit, weights }) {
  const gap = 1,
    columns = m.length + gap + m.positions,
    rows = m.length + gap + m.filters;
  const cell =
    Math.floor(Math.min(LARGEST_CELL, (low - 2 * CAPTION - 6) / rows, (width - 6) / columns) * 2) /
    2;
  const left = Math.max(2, (width - columns * cell) / 2),
    right = left + (m.length + gap) * cell;
  const top = CAPTION,
    bottom = top + (m.length + gap) * cell;
  const box = (x, y, wide, high) => ({ x, y, width: wide * cell, height: high * cell });
  const grids = {
    xCol: layOut(m.length, m.positions, box(right, top, m.positions, m.length), cell),
    wRow: layOut(m.filters, m.length, box(left, bottom, m.length, m.filters), cell),
    product: layOut(m.filters, m.positions, box(right, bottom, m.positions, m.filters), cell),
  };
  const of = (matrix) => (row, col) => matrix.values[row * matrix.columns + col];
  drawGrid(
    context,
    grids.xCol,
    of(m.xCol),
    (value, row, col) => {
      const own = m.source[row * m.positions + col] < 0 ? palette.padding : palette.middle;
      return col === column ? mix(own, palette.accent, 0.18) : own;
    },
    palette,
  );
  drawGrid(
    context,
    grids.wRow,
    of(m.wRow),
    (value) => diverging(value, 2 * weights, palette),
    palette,
  );
  drawGrid(
    context,
    grids.product,
    of(m.product),
    (value) => diverging(value, limit, palette),
    palette,
  );
  highlight(context, grids.xCol.rectangle(0, column, m.length, 1), palette);
  highlight(context, grids.wRow.rectangle(filter, 0, 1, m.length), palette);
  highlight(context, grids.product.rectangle(filter, column), palette);
  if (pixel >= 0)
    m.source.forEach((from, at) => {
      if (from === pixel)
        mark(
          context,
          grids.xCol.rectangle(Math.floor(at / m.positions), at % m.positions),
          palette,
        );
    });
  const { xCol, wRow, product } = grids;
  title(
    context,
    `X_col ${m.length} × ${m.positions}`,
    [xCol.left + xCol.width / 2, xCol.top - 6],
    palette,
  );
  title(
    context,
    `W_row ${m.filters} × ${m.length}`,
    [wRow.left + wRow.width / 2, wRow.top - 6],
    palette,
  );
  title(
    context,
    `product ${m.filters} × ${m.positions}`,
    [product.left + product.width / 2, product.top + product.height + 16],
    palette,
  );
  return grids;
}

/** A thick frame inside the cell: a pixel and its copies. */
function mark(context, [x, y, width, height], palette) {
  context.strokeStyle = css(palette.negative);
  context.lineWidth = 3;
  context.strokeRect(x + 2, y + 2, width - 3, height - 3);
}

export default { render: (context) => mount(context, "cnn-layer cnn-columns", build) };
