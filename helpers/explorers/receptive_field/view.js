// Which pixels does a unit see? The chosen unit, and under it what it sees, layer by layer back to the digit.

import { clamp } from "../kit/arithmetic.js";
import { bytesOf, fit } from "../kit/canvas.js";
import { grey } from "../kit/colours.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut, paintCells, paintLines } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { fill, frame, hatch, highlight, write } from "../kit/pen.js";
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

  onPoint(canvas, (x, y) => {
    grids.forEach((grid, layer) => {
      const cell = grid.cellAt(x, y);
      if (cell && layer > 0) choose(view, layer, ...cell);
    });
  });
  onArrows(canvas, (rows, columns) => {
    const { layer, row, column } = unitOf(view);
    choose(view, layer, row + rows, column + columns);
  });

  return () => {
    const { sizes, windows, names } = networkOf(view);
    const unit = unitOf(view);
    view.set(unit);
    view.afterFrame(() => view.set(endsOf(view, unitOf(view).layer)));
    const rows = lookBack(windows, sizes, unit.layer, unit.row);
    const columns = lookBack(windows, sizes, unit.layer, unit.column);
    const seen = { sizes, names, ...unit, rows, columns };
    const text = sentence(seen);
    canvas.setAttribute("aria-label", text);
    line.say(text);
    grids = drawLayers(canvas, seen, bytesOf(view.get("digit")), view.width, view.palette());
  };
}

function networkOf(view) {
  return view.get("networks")[view.get("network")];
}

/** The chosen unit, as near as the network has it: { layer, row, column }. */
function unitOf(view) {
  const { sizes } = networkOf(view);
  const layer = clamp(view.get("layer"), 1, sizes.length - 1);
  const at = (trait) => clamp(view.get(trait), 0, sizes[layer] - 1);
  return { layer, row: at("row"), column: at("column") };
}

/** Where the sliders end: the deepest layer, and the last row and column of this one. */
function endsOf(view, layer) {
  const { sizes } = networkOf(view);
  return { deepest: sizes.length - 1, last: sizes[layer] - 1 };
}

function choose(view, layer, row, column) {
  const { deepest, last } = endsOf(view, layer);
  const unit = { layer, row: clamp(row, 0, last), column: clamp(column, 0, last) };
  // A slider clamps its value to its largest one, so the larger of the two has to go first.
  const grows = deepest > view.get("deepest") || last > view.get("last");
  view.set(grows ? { deepest, last, ...unit } : { ...unit, deepest, last });
}

/** Draw the digit and every layer, side by side; return where they lie. */
function drawLayers(canvas, seen, digit, width, palette) {
  const { sizes, names, layer } = seen;
  const grids = layOutLayers(sizes, width);
  const context = fit(canvas, width, inputSide(width) + HEAD + 8);
  grids.forEach((grid, at) => {
    if (at === 0) {
      const shade = (row, column) => grey(digit[row * sizes[0] + column], 0, 255, palette);
      paintCells(context, grid, shade, palette);
    } else {
      drawLayer(context, grid, palette);
    }
    drawSeen(context, grid, seen, at, palette);
    label(context, grid, names[at], sizes[at], palette, at === layer);
  });
  return grids;
}

function inputSide(width) {
  return Math.min(280, Math.round(width * 0.32));
}

function layOutLayers(sizes, width) {
  const count = sizes.length - 1,
    input = inputSide(width);
  const panel = Math.min(130, Math.floor((width - input - GAP * count - 2) / count));
  let left = 0;
  return sizes.map((size, at) => {
    const side = at === 0 ? input : panel;
    const box = { x: left, y: HEAD + (input - side) / 2, width: side, height: side };
    left += side + GAP;
    return layOut(size, size, box, side);
  });
}

function drawLayer(context, grid, palette) {
  const whole = grid.rectangle(0, 0, grid.rows, grid.columns);
  fill(context, whole, palette.middle);
  if (grid.cell >= 3) paintLines(context, grid, palette.line, { wide: 0.5, alpha: 0.8 });
  frame(context, whole, palette.line);
}

/** What the unit sees in this layer; a layer above it is hatched. */
function drawSeen(context, grid, { layer, rows, columns }, at, palette) {
  if (at > layer) {
    hatch(context, grid.rectangle(0, 0, grid.rows, grid.columns), palette.line);
    return;
  }
  const [top, bottom] = rows[layer - at],
    [start, end] = columns[layer - at];
  const seen = grid.rectangle(top, start, bottom - top + 1, end - start + 1);
  fill(context, seen, palette.accent, at === 0 ? 0.22 : 0.3);
  highlight(context, seen, palette, { line: 2 });
}

function label(context, grid, name, size, palette, chosen) {
  const middle = grid.left + grid.width / 2;
  const look = { size: 11, align: "center" };
  const colour = chosen ? palette.accent : palette.ink;
  write(context, name, [middle, grid.top - 20], palette, { ...look, colour, bold: chosen });
  const shape = `${size} × ${size}`;
  write(context, shape, [middle, grid.top - 6], palette, { ...look, colour: palette.muted });
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
