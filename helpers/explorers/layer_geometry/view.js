// The layer-geometry explorer: which window sees what, what is left over, and the formula with its numbers.

import { clamp, range } from "../kit/arithmetic.js";
import { fit, paintPixels } from "../kit/canvas.js";
import { mix } from "../kit/colours.js";
import { element, liveLine, setMarkup, setText } from "../kit/elements.js";
import { formula, formulaWithNumbers } from "../kit/formula.js";
import { inside, layOut, paintLines, part, pixelsOf } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { panel, writeInside } from "../kit/panel.js";
import { fill, frame, hatch, highlight } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { describe, layerOf, stepByStep, visits, whatFits } from "./layer.js";
import { drawTape, TAPE, tapeInWords } from "./tape.js";

const SETTINGS = ["n", "k", "padding", "stride", "dilation"];
const SAME = 6; // position of "same" on the padding slider, behind 0 to 5
const LARGEST_PANEL = 290,
  LARGEST_CELL = 30;
const LEGEND = "The more windows see a pixel, the bluer it is; hatched: no window sees it.";

function build(view) {
  const input = panel(),
    output = panel();
  const tape = element("canvas", { role: "img" });
  const letters = element("div");
  const numbers = element("div");
  const steps = element("div", { class: "cnn-steps" });
  const sizes = element("div", { class: "cnn-geometry-sizes" }, letters, numbers, steps);
  const line = liveLine("cnn-text cnn-tall");
  letters.innerHTML = formula();
  const panels = [input.figure, output.figure, sizes];
  view.root.append(
    element("div", { class: "cnn-geometry-panels" }, ...panels),
    element("p", { class: "cnn-legend" }, LEGEND),
    tape,
    line,
  );

  let layer = null,
    grids = null,
    width = 0;
  const place = (row, column) => {
    if (layer?.fits) view.set(nearest(layer, row, column));
  };
  listen({ input: input.content, output: output.content, tape }, () => ({ layer, grids }), place);
  const followExample = exampleFollower(view);

  return function draw(resized) {
    if (resized) width = input.figure.clientWidth;
    const height = Math.min(LARGEST_PANEL, width);
    followExample();
    layer = chosenLayer(view.get);
    write();
    const palette = view.palette(),
      room = { width, height };
    const below = drawInput(input.content, room, layer, palette);
    grids = {
      input: below,
      output: drawOutput(output.content, room, below.cell, layer, palette),
      tape: drawTape(fit(tape, view.width, TAPE), layer, view.width, palette),
    };
  };

  function write() {
    const text = describe(layer, layer.row, layer.column);
    setText(input.caption, `input ${layer.n} × ${layer.n}${captionOfPadding(layer)}`);
    setText(output.caption, layer.fits ? `output ${layer.size} × ${layer.size}` : "no output");
    input.content.setAttribute("aria-label", text);
    output.content.setAttribute("aria-label", output.caption.textContent);
    tape.setAttribute("aria-label", tapeInWords(layer));
    setMarkup(numbers, formulaWithNumbers("output", layer));
    const rows = stepByStep(layer).map(
      ([what, sum]) => `<span class="cnn-what">${what}</span><span>${sum}</span>`,
    );
    setMarkup(steps, rows.join(""));
    line.say(text);
  }
}

/** Choose a window by mouse or keys: `place(row, column)` is called with the one that is meant. */
function listen(canvases, current, place) {
  // A window is taken in its middle.
  const windowAt = ({ covered, stride }, at) => Math.round((at - (covered - 1) / 2) / stride);
  const indexAt = (grid, from, at) => (at - from) / grid.cell - 0.5;
  onPoint(canvases.input, (x, y) => {
    const { layer, grids } = current();
    if (!grids) return;
    const row = windowAt(layer, indexAt(grids.input, grids.input.top, y));
    place(row, windowAt(layer, indexAt(grids.input, grids.input.left, x)));
  });
  onPoint(canvases.output, (x, y) => {
    const grid = current().grids?.output;
    if (grid)
      place(Math.floor((y - grid.top) / grid.cell), Math.floor((x - grid.left) / grid.cell));
  });
  onPoint(canvases.tape, (x) => {
    const { layer, grids } = current();
    if (grids) place(layer.row, windowAt(layer, indexAt(grids.tape, grids.tape.left, x)));
  });
  for (const canvas of [canvases.input, canvases.output])
    onArrows(canvas, (down, right) => {
      const { layer } = current();
      place(layer.row + down, layer.column + right);
    });
  onArrows(canvases.tape, (down, right) => {
    const { layer } = current();
    place(layer.row, layer.column + right + down);
  });
}

/** A chosen example sets the controls; a control that is moved makes the example the student's own. */
function exampleFollower(view) {
  let shown = null;
  return () => {
    const examples = view.get("examples"),
      chosen = view.get("example");
    const own = examples.length;
    const settings = examples[chosen];
    const differs = settings && SETTINGS.some((name) => settings[name] !== view.get(name));
    if (differs && chosen === shown) view.set({ example: own });
    else if (differs) view.set(settings);
    shown = view.get("example");
  };
}

/** The layer that the controls describe, and the window that is chosen in it. */
function chosenLayer(get) {
  const [n, k, stride, dilation] = ["n", "k", "stride", "dilation"].map(get);
  const padding = get("padding") === SAME ? "same" : get("padding");
  const layer = layerOf({ n, k, padding, stride, dilation });
  const window = layer.fits ? nearest(layer, get("row"), get("column")) : { row: 0, column: 0 };
  return { ...layer, ...window };
}

function nearest({ size }, row, column) {
  return { row: clamp(row, 0, size - 1), column: clamp(column, 0, size - 1) };
}

function captionOfPadding({ before, after }) {
  if (before === after) return before ? `, padding ${before}` : "";
  return `, padding ${before} and ${after}`;
}

/** The padded input in the colours of `visited`, and the window; return where it lies. */
function drawInput(canvas, { width, height }, layer, palette) {
  const { padded, covered, before, after, n, stride, dilation, fits, k, row, column } = layer;
  const extent = Math.max(padded, fits ? 0 : covered);
  const grid = layOut(extent, extent, inside(width, height), LARGEST_CELL);
  const context = fit(canvas, width, height);
  const whole = grid.rectangle(0, 0, padded, padded);
  paintPixels(context, pixelsOf(padded, padded, visited(layer, palette)), whole);
  const large = grid.cell >= 7;
  if (large) paintLines(context, part(grid, padded, padded), palette.line, { alpha: 0.7 });
  for (const index of fits ? layer.unreached : []) {
    hatch(context, grid.rectangle(index, 0, 1, padded), palette.ink, 5);
    hatch(context, grid.rectangle(0, index, padded, 1), palette.ink, 5);
  }
  frame(context, whole, palette.muted);
  if (before + after > 0) frame(context, grid.rectangle(before, before, n, n), palette.ink);
  const [top, left] = [row * stride, column * stride];
  if (fits && dilation > 1 && grid.cell >= 4)
    for (const u of range(k))
      for (const v of range(k)) {
        const tap = grid.rectangle(top + u * dilation, left + v * dilation);
        highlight(context, tap, palette, { line: 1 });
      }
  const dashed = !fits || dilation > 1;
  highlight(context, grid.rectangle(top, left, covered, covered), palette, { dashed });
  return grid;
}

/** The colour of a cell: the more windows see it, the bluer. */
function visited(layer, palette) {
  const { padded, before, n, fits } = layer;
  const counts = fits ? visits(layer) : new Uint32Array(padded),
    most = Math.max(1, ...counts);
  // There are few different counts and many cells: one colour for each pair of counts.
  const colours = new Map();
  const inImage = (index) => index >= before && index < before + n;
  return (row, column) => {
    const border = !inImage(row) || !inImage(column),
      seen = (counts[row] * counts[column]) / (most * most);
    const key = border ? -1 - seen : seen;
    if (!colours.has(key)) {
      const unseen = border ? palette.padding : palette.middle;
      colours.set(key, mix(unseen, palette.negative, 0.75 * seen));
    }
    return colours.get(key);
  };
}

/** The output in the scale of the input: how much smaller it is can be seen. */
function drawOutput(canvas, { width, height }, cell, layer, palette) {
  const context = fit(canvas, width, height);
  if (!layer.fits) {
    writeInside(context, width, height, whatFits(layer), palette);
    return null;
  }
  const { size } = layer;
  const largestCell = Math.min(cell, (width - 5) / size, (height - 5) / size);
  const grid = layOut(size, size, inside(width, height), largestCell);
  const whole = grid.rectangle(0, 0, size, size);
  fill(context, whole, palette.middle);
  if (grid.cell >= 7) paintLines(context, grid, palette.line, { alpha: 0.7 });
  frame(context, whole, palette.muted);
  highlight(context, grid.rectangle(layer.row, layer.column), palette, { line: 2 });
  return grid;
}

export default { render: (context) => mount(context, "cnn-layer cnn-geometry", build) };
