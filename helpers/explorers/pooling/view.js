// The pooling explorer: a window, what it keeps of its values, and the rows and columns it never reaches.

import { axis, clamp, largest, matrix } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { diverging, grey, readable } from "../kit/colours.js";
import { element, liveLine, setText } from "../kit/elements.js";
import { inside, layOut, paintCells, paintNumbers, part } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { panel, writeInside } from "../kit/panel.js";
import { hatch, highlight } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { countOf, number } from "../kit/words.js";

export const KINDS = ["max", "average", "global max", "global average"];
const LARGEST_PANEL = 300,
  CELL = 60;

/**
 * @typedef {{ map: any, kind: number, vertical: any, horizontal: any, fits: boolean,
 *   output: { rows: number, columns: number, values: Float64Array } | null }} Pooled
 */

/**
 * Pool a matrix: { vertical, horizontal, output, fits }; a global pool has one window, the whole map.
 * @returns {Pooled}
 */
export function pool(map, kind, k, stride) {
  const whole = KINDS[kind].startsWith("global");
  const along = (n) => axis(n, whole ? n : k, { stride: whole ? 1 : stride });
  const vertical = along(map.rows),
    horizontal = along(map.columns);
  const fits = vertical.size > 0 && horizontal.size > 0;
  const pooled = { map, kind, vertical, horizontal, fits, output: null };
  if (!fits) return pooled;
  const values = new Float64Array(vertical.size * horizontal.size);
  for (let i = 0; i < vertical.size; i++)
    for (let j = 0; j < horizontal.size; j++)
      values[i * horizontal.size + j] = kept(kind, windowOf(pooled, i, j));
  return { ...pooled, output: { rows: vertical.size, columns: horizontal.size, values } };
}

/** The values under the window at output (i, j), each with its place: [{ row, column, value }]. */
export function windowOf({ map, vertical, horizontal }, i, j) {
  const found = [];
  for (let u = 0; u < vertical.k; u++)
    for (let v = 0; v < horizontal.k; v++) {
      const row = i * vertical.stride + u,
        column = j * horizontal.stride + v;
      found.push({ row, column, value: map.values[row * map.columns + column] });
    }
  return found;
}

function kept(kind, window) {
  const values = window.map(({ value }) => value);
  if (KINDS[kind].endsWith("max")) return Math.max(...values);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** All that is seen, in words. helpers.explorers.pooling.picture says the same of its picture. */
export function describe({ map, kind, vertical, horizontal, fits, output }, row, column) {
  const global = KINDS[kind].startsWith("global");
  const settings = global
    ? `Map ${map.rows} by ${map.columns}, ${KINDS[kind]}`
    : `Map ${map.rows} by ${map.columns}, ${KINDS[kind]} of ${vertical.k} by ${vertical.k} at stride ${vertical.stride}`;
  if (!fits) return `${settings}: no output, the window is larger than the map.`;
  const before = map.values.length,
    after = output.values.length;
  const rest = [
    [vertical, "row"],
    [horizontal, "column"],
  ]
    .filter(([direction]) => direction.unreached.length)
    .map(([direction, name]) => countOf(direction.unreached.length, name));
  return [
    `${settings}: output ${output.rows} by ${output.columns}.`,
    `${before} values become ${after}, ${number((100 * after) / before, 1)} %.`,
    rest.length ? `No window reaches ${rest.join(" and ")}.` : "Every value is reached.",
    `Output row ${row}, column ${column} is ${number(output.values[row * output.columns + column])}.`,
  ].join(" ");
}

/** How the chosen value comes about, as far as it fits a line. */
export function calculation({ kind }, window, value) {
  const values = window
    .map((one) => number(one.value))
    .map((text) => (text.startsWith("−") ? `(${text})` : text));
  const shown = values.length <= 16;
  if (KINDS[kind].endsWith("max"))
    return shown
      ? `max(${values.join(", ")}) = ${number(value)}`
      : `the largest of ${values.length} values = ${number(value)}`;
  return shown
    ? `(${values.join(" + ")}) / ${values.length} = ${number(value)}`
    : `the mean of ${values.length} values = ${number(value)}`;
}

function build(view) {
  const input = panel(),
    output = panel();
  const sum = element("p", { class: "cnn-sum-line" });
  const line = liveLine("cnn-text");
  const pair = element("div", { class: "cnn-two-panels" }, input.figure, output.figure);
  view.root.append(pair, sum, line);

  let pooled = null,
    grids = {},
    width = 0;
  const place = (i, j) => pooled && view.set(nearest(pooled, i, j));
  onPoint(output.content, (x, y) => {
    const cell = grids.output?.cellAt(x, y);
    if (cell) place(...cell);
  });
  onPoint(input.content, (x, y) => {
    const cell = grids.input?.cellAt(x, y);
    const { vertical, horizontal } = pooled;
    if (cell) place(Math.floor(cell[0] / vertical.stride), Math.floor(cell[1] / horizontal.stride));
  });
  for (const canvas of [input.content, output.content])
    onArrows(canvas, (down, right) => {
      const { row, column } = nearest(pooled, view.get("row"), view.get("column"));
      place(row + down, column + right);
    });

  return (resized) => {
    if (resized) width = input.figure.clientWidth;
    const map = matrix(view.get("maps")[view.get("map")].values);
    const k = view.get("k");
    pooled = pool(map, view.get("kind"), k, view.get("stride") || k); // 0: as long as the window
    const { row, column } = pooled.fits
      ? nearest(pooled, view.get("row"), view.get("column"))
      : { row: 0, column: 0 };
    const room = { width, height: Math.min(LARGEST_PANEL, width) };
    const look = { palette: view.palette(), colour: colourOf(map, view.palette()) };
    grids = { input: drawInput(input.content, room, pooled, [row, column], look) };
    grids.output = drawOutput(output.content, room, pooled, [row, column], grids.input.cell, look);
    const value = pooled.fits && pooled.output.values[row * pooled.output.columns + column];
    setText(sum, pooled.fits ? calculation(pooled, windowOf(pooled, row, column), value) : "");
    setText(input.caption, `feature map ${map.rows} × ${map.columns}`);
    setText(output.caption, captionOf(pooled));
    const text = describe(pooled, row, column);
    input.content.setAttribute("aria-label", text);
    output.content.setAttribute("aria-label", captionOf(pooled));
    line.say(text);
  };
}

/** The place in the output that is nearest to (i, j); none where the window does not fit. */
function nearest({ fits, vertical, horizontal }, i, j) {
  if (!fits) return {};
  return { row: clamp(i, 0, vertical.size - 1), column: clamp(j, 0, horizontal.size - 1) };
}

function captionOf({ fits, output }) {
  return fits ? `output ${output.rows} × ${output.columns}` : "no output";
}

/** Grey where all values of the map are 0 or more, else blue and orange. */
function colourOf(map, palette) {
  const limit = largest(map.values),
    hasNegative = map.values.some((value) => value < 0);
  return (value) =>
    hasNegative ? diverging(value, limit, palette) : grey(value, 0, limit, palette);
}

/** The map with its window, its largest value and what no window reaches; return where it lies. */
function drawInput(canvas, { width, height }, pooled, [row, column], { palette, colour }) {
  const context = fit(canvas, width, height);
  const { map, kind, vertical, horizontal, fits, output } = pooled;
  // Where the window does not fit, the picture is as large as the window, to show by how much.
  const rows = Math.max(map.rows, vertical.k),
    columns = Math.max(map.columns, horizontal.k);
  const grid = layOut(rows, columns, inside(width, height), CELL);
  drawMap(context, part(grid, map.rows, map.columns), map, colour, palette);
  const [top, left] = [row * vertical.stride, column * horizontal.stride];
  const window = grid.rectangle(top, left, vertical.k, horizontal.k);
  if (fits) {
    for (const at of vertical.unreached)
      hatch(context, grid.rectangle(at, 0, 1, map.columns), palette.muted, 7);
    for (const at of horizontal.unreached)
      hatch(context, grid.rectangle(0, at, map.rows, 1), palette.muted, 7);
  }
  highlight(context, window, palette, { dashed: !fits });
  if (fits && KINDS[kind].endsWith("max")) {
    const value = output.values[row * output.columns + column];
    const winner = windowOf(pooled, row, column).find((one) => one.value === value);
    const place = grid.rectangle(winner.row, winner.column);
    highlight(context, place, palette, { line: 1.5 });
  }
  return grid;
}

/** The output in the scale of the input; return where it lies, null where there is none. */
function drawOutput(canvas, { width, height }, pooled, [row, column], cell, { palette, colour }) {
  const context = fit(canvas, width, height);
  if (!pooled.fits) {
    const remedy = "The window is larger than the map. Choose a smaller one.";
    writeInside(context, width, height, remedy, palette);
    return null;
  }
  const { output } = pooled;
  const grid = layOut(output.rows, output.columns, inside(width, height), cell);
  drawMap(context, grid, output, colour, palette);
  highlight(context, grid.rectangle(row, column), palette);
  return grid;
}

function drawMap(context, grid, map, colour, palette) {
  const valueAt = (row, column) => map.values[row * map.columns + column];
  paintCells(context, grid, (row, column) => colour(valueAt(row, column)), palette);
  paintNumbers(
    context,
    grid,
    (row, column) => number(valueAt(row, column)),
    (row, column) => readable(colour(valueAt(row, column))),
    palette,
  );
}

export default { render: (context) => mount(context, "cnn-layer cnn-pooling", build) };
