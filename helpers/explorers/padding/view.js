// The padding explorer: zeros around a picture or its own edge, and what a filter makes of either.

/** @import { Matrix } from "../kit/arithmetic.js" */
/** @import { Colour } from "../kit/colours.js" */
/** @import { Draw, View } from "../kit/view.js" */
/**
 * The traits of helpers.explorers.padding.explorer.PaddingView.
 * @typedef {{ images: { name: string, values: number[][] }[],
 *   kernels: { name: string, kernels: number[][][] }[], image: number, kernel: number,
 *   mode: number, size: number }} Traits
 */

import { largest, matrix } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { diverging, grey } from "../kit/colours.js";
import { element, liveLine, setText } from "../kit/elements.js";
import { inside, layOut, paintCells } from "../kit/grid.js";
import { panel } from "../kit/panel.js";
import { frame } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { describe, filtered } from "./border.js";

const LARGEST_PANEL = 320;
// Black is 0 and white is 1, on any page: a photo, not ink on paper.
const PHOTO = { paper: [0, 0, 0], ink: [255, 255, 255] };

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const input = panel(),
    output = panel();
  const line = liveLine("cnn-text", { letters: 205 });
  view.root.append(element("div", { class: "cnn-two-panels" }, input.figure, output.figure), line);
  let width = 0;
  return (resized) => {
    if (resized) width = input.figure.clientWidth;
    const { name, values } = view.get("images")[view.get("image")];
    const { name: kernelName, kernels } = view.get("kernels")[view.get("kernel")];
    const found = filtered(matrix(values), matrix(kernels[view.get("size")]), view.get("mode"));
    draw(input.content, output.content, width, found, view.palette());
    const { image, bordered, p, output: map } = found;
    const text = describe(found, { image: name, kernel: kernelName });
    const caption = `output ${map.rows} × ${map.columns}`,
      padded = `${bordered.rows} × ${bordered.columns}`;
    setText(input.caption, `${image.rows} × ${image.columns}, padded by ${p}: ${padded}`);
    setText(output.caption, caption);
    input.content.setAttribute("aria-label", text);
    output.content.setAttribute("aria-label", caption);
    line.say(text);
  };
}

/**
 * The padded picture in a frame where the picture begins, and the filter's output in its scale.
 * @param {HTMLCanvasElement} left
 * @param {HTMLCanvasElement} right
 * @param {number} width
 * @param {import("./border.js").Filtered} filtered
 * @param {import("../kit/colours.js").Palette} palette
 */
function draw(left, right, width, { image, bordered, p, output }, palette) {
  const height = Math.min(LARGEST_PANEL, width),
    box = inside(width, height);
  const context = fit(left, width, height);
  const grid = layOut(bordered.rows, bordered.columns, box);
  const shade = (/** @type {number} */ value) => grey(value, 0, 1, PHOTO);
  paintCells(context, grid, coloured(bordered, shade), palette);
  frame(context, grid.rectangle(p, p, image.rows, image.columns), palette.accent);

  const isSigned = output.values.some((value) => value < 0),
    limit = largest(output.values);
  const signed = (/** @type {number} */ value) => diverging(value, limit, palette);
  const below = layOut(output.rows, output.columns, box, grid.cell);
  const cells = coloured(output, isSigned ? signed : shade);
  paintCells(fit(right, width, height), below, cells, palette);
}

/**
 * @param {Matrix} matrix
 * @param {(value: number) => Colour} shade
 * @returns {(row: number, column: number) => Colour}
 */
function coloured({ columns, values }, shade) {
  return (row, column) => shade(values[row * columns + column]);
}

export default widget("cnn-layer cnn-edges", build);
