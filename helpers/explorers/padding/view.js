// What to put around a picture: zeros, or its own edge again. And what a filter makes of either.

import { axis, clamp, crossCorrelate, largest, matrix } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { diverging, grey } from "../kit/colours.js";
import { element, liveLine, setText } from "../kit/elements.js";
import { layOut, paintCells } from "../kit/grid.js";
import { panel } from "../kit/panel.js";
import { frame } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { number } from "../kit/words.js";

export const MODES = ["zeros", "edge"];
const LARGEST_PANEL = 320;

/** A picture with p rows and columns more on each side. */
export function padded(image, p, mode) {
  const rows = image.rows + 2 * p,
    columns = image.columns + 2 * p;
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const y = clamp(row - p, 0, image.rows - 1),
        x = clamp(column - p, 0, image.columns - 1);
      const inside = y === row - p && x === column - p;
      if (inside || MODES[mode] === "edge")
        values[row * columns + column] = image.values[y * image.columns + x];
    }
  return { rows, columns, values };
}

/** The picture padded so that the output has its size: { image, bordered, output, p }. */
export function filtered(image, kernel, mode) {
  const p = (kernel.rows - 1) / 2;
  const bordered = padded(image, p, mode);
  const along = (n) => axis(n, kernel.rows);
  return {
    image,
    kernel,
    mode,
    p,
    bordered,
    output: crossCorrelate(bordered, kernel, along(bordered.rows), along(bordered.columns)),
  };
}

/** Mean of |values| in the outermost rows and columns, and of those inside. */
export function border({ rows, columns, values }) {
  let outer = 0,
    inner = 0;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const size = Math.abs(values[row * columns + column]);
      if (row === 0 || column === 0 || row === rows - 1 || column === columns - 1) outer += size;
      else inner += size;
    }
  return { outer: outer / (2 * (rows + columns) - 4), inner: inner / ((rows - 2) * (columns - 2)) };
}

/** All that is seen, in words. helpers.explorers.padding.picture says the same of its picture. */
export function describe({ image, kernel, mode, p, output }, names) {
  const before = border(image),
    after = border(output);
  return [
    `The ${names.image}, ${image.rows} by ${image.columns}, padded with ${MODES[mode] === "zeros" ? "zeros" : "its own edge"}, ${p} per side;`,
    `${names.kernel} of ${kernel.rows} by ${kernel.rows}; output ${output.rows} by ${output.columns}.`,
    `Mean size of the outermost values: ${number(before.outer)} in the picture, ${number(after.outer)} in the output`,
    `(further inside ${number(before.inner)} and ${number(after.inner)}).`,
  ].join(" ");
}

function build(view) {
  const input = panel(),
    output = panel();
  const line = liveLine("cnn-text");
  view.root.append(element("div", { class: "cnn-two-panels" }, input.figure, output.figure), line);
  let width = 0;
  return (resized) => {
    if (resized) width = input.figure.clientWidth;
    const high = Math.min(LARGEST_PANEL, width);
    const palette = view.palette();
    const { name, values } = view.get("images")[view.get("image")];
    const { name: kernelName, kernels } = view.get("kernels")[view.get("kernel")];
    const found = filtered(matrix(values), matrix(kernels[view.get("size")]), view.get("mode"));
    const { image, bordered, p, output: map } = found;
    // Black is 0 and white is 1, on any page: a photo, not ink on paper.
    const photo = { paper: [0, 0, 0], ink: [255, 255, 255] };
    const context = fit(input.content, width, high);
    const grid = layOut(bordered.rows, bordered.columns, {
      x: 2,
      y: 2,
      width: width - 5,
      height: high - 5,
    });
    paintCells(
      context,
      grid,
      (row, column) => grey(bordered.values[row * bordered.columns + column], 0, 1, photo),
      palette,
    );
    frame(context, grid.rectangle(p, p, image.rows, image.columns), palette.accent);

    const signed = map.values.some((value) => value < 0),
      limit = largest(map.values);
    const outputContext = fit(output.content, width, high);
    const outputGrid = layOut(
      map.rows,
      map.columns,
      { x: 2, y: 2, width: width - 5, height: high - 5 },
      grid.cell,
    );
    paintCells(
      outputContext,
      outputGrid,
      (row, column) => {
        const value = map.values[row * map.columns + column];
        return signed ? diverging(value, limit, palette) : grey(value, 0, 1, photo);
      },
      palette,
    );

    const text = describe(found, { image: name, kernel: kernelName });
    const padded = `${bordered.rows} × ${bordered.columns}`;
    setText(input.caption, `${image.rows} × ${image.columns}, padded by ${p}: ${padded}`);
    setText(output.caption, `output ${map.rows} × ${map.columns}`);
    input.content.setAttribute("aria-label", text);
    output.content.setAttribute("aria-label", output.caption.textContent);
    line.say(text);
  };
}

export default { render: (context) => mount(context, "cnn-layer cnn-edges", build) };
