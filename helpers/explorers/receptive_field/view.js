// Which pixels does a unit see? The chosen unit, and under it what it sees, layer by layer back to the digit.

import { clamp } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { css, grey } from "../kit/colours.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut, paintCells } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { frame, hatch, highlight } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { number } from "../kit/words.js";

/**
 * Rows [first, last] that a unit sees in every layer below, its own layer first, the input last.
 * `windows[i]` = { size, stride, before } leads from layer i to layer i + 1; `sizes` are the
 * lengths of the input and of each layer along this axis. Padding is left out.
 */
export function lookBack(windows, sizes, layer, unit) {
  let first = unit,
    last = unit;
  const seen = [[first, last]];
  for (let at = layer - 1; at >= 0; at--) {
    const { size, stride, before } = windows[at];
    first = first * stride - before;
    last = last * stride - before + size - 1;
    first = Math.max(first, 0);
    last = Math.min(last, sizes[at] - 1);
    seen.push([first, last]);
  }
  return seen;
}

const GAP = 10,
  HEAD = 40;

function build(view) {
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("cnn-tracer-text");
  line.style.minHeight = "4.2em"; // three lines, so that nothing below jumps
  view.root.append(canvas, line);
  let grids = [];

  const network = () => view.get("networks")[view.get("network")];
  const state = () => {
    const { sizes, windows, names } = network();
    const layer = clamp(view.get("layer"), 1, sizes.length - 1);
    const unit = (trait) => clamp(view.get(trait), 0, sizes[layer] - 1);
    return { sizes, windows, names, layer, row: unit("row"), column: unit("column") };
  };
  const ends = (layer) => {
    const { sizes } = network();
    return { deepest: sizes.length - 1, last: sizes[layer] - 1 };
  };
  const choose = (layer, row, column) => {
    const { deepest, last } = ends(layer);
    const unit = { layer, row: clamp(row, 0, last), column: clamp(column, 0, last) };
    // A slider clamps its value to its largest one, so the larger of the two has to go first.
    const grows = deepest > view.get("deepest") || last > view.get("last");
    view.set(grows ? { deepest, last, ...unit } : { ...unit, deepest, last });
  };

  onPoint(canvas, (x, y) => {
    grids.forEach((grid, layer) => {
      const cell = grid.cellAt(x, y);
      if (cell && layer > 0) choose(layer, ...cell);
    });
  });
  onArrows(canvas, (rows, columns) => {
    const { layer, row, column } = state();
    choose(layer, row + rows, column + columns);
  });

  const heights = (width) => {
    const count = network().sizes.length - 1;
    const input = Math.min(280, Math.round(width * 0.32));
    const panel = Math.min(130, Math.floor((width - input - GAP * count - 2) / count));
    return { input, panel };
  };

  return () => {
    const width = view.width,
      palette = view.palette();
    const { sizes, windows, names, layer, row, column } = state();
    view.set({ layer, row, column });
    view.afterFrame(() => view.set(ends(state().layer)));
    const rows = lookBack(windows, sizes, layer, row);
    const columns = lookBack(windows, sizes, layer, column);
    const text = sentence({ sizes, names, layer, row, column, rows, columns });
    canvas.setAttribute("aria-label", text);
    line.say(text);

    const { input, panel } = heights(width);
    const height = input + HEAD + 8;
    const context = fit(canvas, width, height);
    const digit = new Uint8Array(view.get("digit").buffer, view.get("digit").byteOffset, 784);

    let left = 0;
    grids = sizes.map((size, at) => {
      const side = at === 0 ? input : panel;
      const box = {
        x: left,
        y: HEAD + (at === 0 ? 0 : (input - panel) / 2),
        width: side,
        height: side,
      };
      left += side + GAP;
      return layOut(size, size, box, side);
    });
    grids.forEach((grid, at) => {
      if (at === 0)
        paintCells(
          context,
          grid,
          (r, c) => grey(digit[r * sizes[0] + c], 0, 255, palette),
          palette,
        );
      else {
        const whole = grid.rectangle(0, 0, sizes[at], sizes[at]);
        fill(context, whole, palette.middle);
        if (grid.cell >= 3) paintLines(context, grid, palette.line, { wide: 0.5, alpha: 0.8 });
        frame(context, whole, palette.line);
      }
      if (at > layer) {
        hatch(context, grid.rectangle(0, 0, sizes[at], sizes[at]), palette.line);
      } else {
        const [[top, bottom], [start, end]] = [rows[layer - at], columns[layer - at]];
        const seen = grid.rectangle(top, start, bottom - top + 1, end - start + 1);
        context.fillStyle = css(palette.accent, at === 0 ? 0.22 : 0.3);
        context.fillRect(...seen);
        highlight(context, seen, palette, { line: 2 });
      }
      label(context, grid, names[at], sizes[at], palette, at === layer);
    });
  };
}

function label(context, grid, name, size, palette, chosen) {
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  const middle = grid.left + grid.width / 2;
  context.fillStyle = css(chosen ? palette.accent : palette.ink);
  context.font = `${chosen ? "bold " : ""}11px ${palette.font}`;
  context.fillText(name, middle, grid.top - 20);
  context.fillStyle = css(palette.muted);
  context.font = `11px ${palette.font}`;
  context.fillText(`${size} × ${size}`, middle, grid.top - 6);
}

function sentence({ sizes, names, layer, row, column, rows, columns }) {
  const long = ([first, last]) => last - first + 1;
  const steps = rows
    .map((seen, step) => `${long(seen)} × ${long(columns[step])} of ${names[layer - step]}`)
    .slice(1);
  const pixels = long(rows.at(-1)) * long(columns.at(-1)),
    share = (100 * pixels) / sizes[0] ** 2;
  return (
    `Unit (${row}, ${column}) of ${names[layer]} sees ${steps.join(", ")}: ` +
    `${pixels} of ${sizes[0] ** 2} pixels, ${number(share, 1)} %.`
  );
}

export default { render: (context) => mount(context, "cnn-tracer", build) };
