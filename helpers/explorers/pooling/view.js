// The pooling explorer: a window, what it keeps of its values, and the rows and columns it never reaches.

import { axis, clamp, largest, matrix } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { diverging, grey, readable } from "../kit/colours.js";
import { element, liveLine, setText } from "../kit/elements.js";
import { layOut, paintCells, paintNumbers } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { panel, writeInside } from "../kit/panel.js";
import { hatch, highlight } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { countOf, number } from "../kit/words.js";

export const KINDS = ["max", "average", "global max", "global average"];
const LARGEST_PANEL = 300,
  CELL = 60;

/** Pool a matrix: { vertical, horizontal, output, fits }; a global pool has one window, the whole map. */
export function pool(map, kind, k, stride) {
  const whole = KINDS[kind].startsWith("global");
  const along = (n) => axis(n, whole ? n : k, { stride: whole ? 1 : stride });
  const vertical = along(map.rows),
    horizontal = along(map.columns);
  const fits = vertical.size > 0 && horizontal.size > 0;
  const pooled = { map, kind, vertical, horizontal, fits };
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
  view.root.append(
    element("div", { class: "cnn-two-panels" }, input.figure, output.figure),
    sum,
    line,
  );

  let pooled = null,
    outputGrid = null,
    inputGrid = null,
    row = 0,
    column = 0;
  const place = (i, j) => {
    if (pooled?.fits)
      view.set({
        row: clamp(i, 0, pooled.vertical.size - 1),
        column: clamp(j, 0, pooled.horizontal.size - 1),
      });
  };
  onPoint(output.content, (x, y) => {
    const cell = outputGrid?.cellAt(x, y);
    if (cell) place(...cell);
  });
  onPoint(input.content, (x, y) => {
    const cell = inputGrid?.cellAt(x, y);
    if (cell)
      place(
        Math.floor(cell[0] / pooled.vertical.stride),
        Math.floor(cell[1] / pooled.horizontal.stride),
      );
  });
  for (const canvas of [input.content, output.content])
    onArrows(canvas, (down, right) => place(row + down, column + right));

  let width = 0;
  return (resized) => {
    if (resized) width = input.figure.clientWidth;
    const panelHeight = Math.min(LARGEST_PANEL, width);
    const palette = view.palette();
    const map = matrix(view.get("maps")[view.get("map")].values);
    const k = view.get("k"),
      stride = view.get("stride") || k; // 0: as long as the window
    pooled = pool(map, view.get("kind"), k, stride);
    row = pooled.fits ? clamp(view.get("row"), 0, pooled.vertical.size - 1) : 0;
    column = pooled.fits ? clamp(view.get("column"), 0, pooled.horizontal.size - 1) : 0;
    const limit = largest(map.values),
      negative = map.values.some((value) => value < 0);
    const colour = (value) =>
      negative ? diverging(value, limit, palette) : grey(value, 0, limit, palette);

    const box = inside(width, panelHeight);
    const context = fit(input.content, width, panelHeight);
    const { vertical, horizontal } = pooled;
    // Where the window does not fit, the picture is as large as the window, to show by how much.
    inputGrid = layOut(
      Math.max(map.rows, vertical.k),
      Math.max(map.columns, horizontal.k),
      box,
      CELL,
    );
    drawMap(context, part(inputGrid, map.rows, map.columns), map, colour, palette);
    if (pooled.fits) {
      for (const at of vertical.unreached)
        hatch(context, inputGrid.rectangle(at, 0, 1, map.columns), palette.muted, 7);
      for (const at of horizontal.unreached)
        hatch(context, inputGrid.rectangle(0, at, map.rows, 1), palette.muted, 7);
    }
    highlight(
      context,
      inputGrid.rectangle(
        row * vertical.stride,
        column * horizontal.stride,
        vertical.k,
        horizontal.k,
      ),
      palette,
      { dashed: !pooled.fits },
    );

    const outputContext = fit(output.content, width, panelHeight);
    if (pooled.fits) {
      const window = windowOf(pooled, row, column),
        value = pooled.output.values[row * pooled.output.columns + column];
      const winner = window.find(
        (one) => KINDS[pooled.kind].endsWith("max") && one.value === value,
      );
      if (winner)
        highlight(context, inputGrid.rectangle(winner.row, winner.column), palette, { line: 1.5 });
      // The output in the scale of the input.
      outputGrid = layOut(pooled.output.rows, pooled.output.columns, box, inputGrid.cell);
      drawMap(outputContext, outputGrid, pooled.output, colour, palette);
      highlight(outputContext, outputGrid.rectangle(row, column), palette);
      setText(sum, calculation(pooled, window, value));
    } else {
      outputGrid = null;
      writeInside(
        outputContext,
        width,
        panelHeight,
        "The window is larger than the map. Choose a smaller one.",
        palette,
      );
      setText(sum, "");
    }
    const text = describe(pooled, row, column);
    setText(input.caption, `feature map ${map.rows} × ${map.columns}`);
    const size = pooled.fits && `${pooled.output.rows} × ${pooled.output.columns}`;
    setText(output.caption, size ? `output ${size}` : "no output");
    input.content.setAttribute("aria-label", text);
    output.content.setAttribute("aria-label", output.caption.textContent);
    line.say(text);
  };
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
