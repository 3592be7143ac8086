// The im2col explorer: a column of the matrix and the patch it came from, the layer as one product.

/** @import { Draw, View } from "../kit/view.js" */
/** @import { Above, Below, Chosen } from "./canvases.js" */
/** @import { Columns } from "./matrices.js" */
/**
 * The traits of helpers.explorers.im2col.explorer.ColumnsView.
 * @typedef {{ input: number[][][], kernels: number[][][][], k: number, stride: number,
 *   padding: number, channels: number, column: number, filter: number, pixel: number }} Traits
 */

import { clamp, largest } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { element, liveLine, setText } from "../kit/elements.js";
import { onArrows, onPoint } from "../kit/input.js";
import { widget } from "../kit/view.js";
import { countOf } from "../kit/words.js";
import { drawAbove, drawBelow } from "./canvases.js";
import { calculation, describe, matrices } from "./matrices.js";

const NONE = -1; // no pixel
// High enough for the largest matrices at a width, so that no setting changes the height.
const heights = (/** @type {number} */ width) => ({
  high: Math.min(216, 28 + 0.35 * width),
  low: Math.min(500, 46 + 0.76 * width),
});

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const above = element("canvas", { role: "img" }),
    below = element("canvas", { role: "img" });
  const sum = element("p", { class: "cnn-sum-line" });
  const line = liveLine("cnn-text", { letters: 275 });
  view.root.append(above, below, sum, line);
  /** @type {{ m: Columns, chosen: Chosen, above: Above, below: Below } | null} */
  let drawn = null;
  onPoint(above, (x, y) => drawn && view.set(pickedAbove(drawn.m, drawn.above, x, y)));
  onPoint(below, (x, y) => drawn && view.set(pickedBelow(drawn.m, drawn, x, y)));
  onArrows(below, (down, right) => {
    if (!drawn) return;
    const { column, filter } = drawn.chosen;
    view.set(nearest(drawn.m, column + right, filter + down));
  });
  onArrows(above, (down, right) => {
    if (!drawn) return;
    const { m, chosen } = drawn;
    const row = clamp(Math.floor(chosen.column / m.size) + down, 0, m.size - 1);
    const across = clamp((chosen.column % m.size) + right, 0, m.size - 1);
    view.set(nearest(m, row * m.size + across, chosen.filter));
  });

  return () => {
    const { width } = view;
    const { input, kernels } = numbersOf(view.get);
    const m = matrices(input, kernels, {
      padding: view.get("padding"),
      stride: view.get("stride"),
    });
    const last = m.n * m.n * m.channels - 1;
    const pixel = view.get("pixel") > last ? NONE : Math.max(view.get("pixel"), NONE);
    const chosen = { ...nearest(m, view.get("column"), view.get("filter")), pixel };
    const { column, filter } = chosen;
    view.shown = chosen;

    setText(sum, calculation(m, column, filter));
    const text = describe(m, column, filter, pixel);
    const maps = `${countOf(m.filters, "feature map")} of ${m.size} by ${m.size}`;
    above.setAttribute("aria-label", `Input with the patch of column ${column}, and ${maps}.`);
    below.setAttribute("aria-label", text);
    line.say(text);

    const look = {
      palette: view.palette(),
      limit: largest(m.product.values),
      weights: largest(m.wRow.values),
    };
    const { high, low } = heights(width);
    drawn = {
      m,
      chosen,
      above: drawAbove(fit(above, width, high), { width, high }, m, chosen, input, look),
      below: drawBelow(fit(below, width, low), { width, low }, m, chosen, look),
    };
  };
}

/**
 * The numbers of the input and of the kernels, as many channels and weights as are chosen.
 * @param {View<Traits>["get"]} get
 */
function numbersOf(get) {
  const channels = get("channels"),
    k = get("k");
  const input = get("input").map((row) => row.map((one) => one.slice(0, channels)));
  const kernels = get("kernels")
    .slice(0, k)
    .map((row) => row.slice(0, k).map((one) => one.slice(0, channels)));
  return { input, kernels };
}

/**
 * @param {Columns} m
 * @param {number} column
 * @param {number} filter
 */
function nearest(m, column, filter) {
  return { column: clamp(column, 0, m.positions - 1), filter: clamp(filter, 0, m.filters - 1) };
}

/**
 * What a click on the input or on a map chooses: a pixel, or a column and a filter.
 * @param {Columns} m
 * @param {Above} grids
 * @param {number} x
 * @param {number} y
 * @returns {Partial<Chosen>}
 */
function pickedAbove(m, { inputs, outputs }, x, y) {
  for (const [map, grid] of outputs.entries()) {
    const cell = grid.cellAt(x, y);
    if (cell) return nearest(m, cell[0] * m.size + cell[1], map);
  }
  for (const [channel, grid] of inputs.entries()) {
    const cell = grid.cellAt(x, y)?.map((at) => at - m.padding);
    if (cell?.every((at) => at >= 0 && at < m.n))
      return { pixel: (cell[0] * m.n + cell[1]) * m.channels + channel };
  }
  return {};
}

/**
 * What a click on one of the three matrices chooses.
 * @param {Columns} m
 * @param {{ below: Below, chosen: Chosen }} drawn
 * @param {number} x
 * @param {number} y
 * @returns {Partial<Chosen>}
 */
function pickedBelow(m, { below, chosen }, x, y) {
  const inX = below.xCol.cellAt(x, y);
  if (inX) return { column: inX[1], pixel: m.source[inX[0] * m.positions + inX[1]] };
  const inW = below.wRow.cellAt(x, y);
  if (inW) return nearest(m, chosen.column, inW[0]);
  const inProduct = below.product.cellAt(x, y);
  return inProduct ? nearest(m, inProduct[1], inProduct[0]) : {};
}

export default widget("cnn-layer cnn-columns", build);
