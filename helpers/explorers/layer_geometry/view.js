// The layer-geometry explorer: which window sees what, what is left over, the formula with numbers.

/** @import { Padding } from "../kit/arithmetic.js" */
/** @import { Colour, Palette } from "../kit/colours.js" */
/** @import { Grid } from "../kit/grid.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Layer } from "./layer.js" */
/**
 * The traits of helpers.explorers.layer_geometry.explorer.LayerGeometryView.
 * @typedef {{ n: number, k: number, padding: number, stride: number,
 *   dilation: number }} Settings
 * @typedef {Settings & { examples: Settings[], example: number, row: number,
 *   column: number }} Traits
 */
/** @typedef {Layer & { row: number, column: number }} Seen */
/** @typedef {{ width: number, height: number }} Size */
/** @typedef {{ input: Grid, output: Grid | null, tape: { left: number, cell: number } }} Grids */

import { clamp, range } from "../kit/arithmetic.js";
import { fit, paintPixels } from "../kit/canvas.js";
import { mix } from "../kit/colours.js";
import { element, liveLine, setMarkup, setText } from "../kit/elements.js";
import { formula, formulaWithNumbers } from "../kit/formula.js";
import { hatchUnreached, inside, layOut, paintLines, part, pixelsOf } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { panel, writeInside } from "../kit/panel.js";
import { fill, frame, highlight } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { describe, layerOf, stepByStep, visits, whatFits } from "./layer.js";
import { drawTape, TAPE, tapeInWords } from "./tape.js";

const SAME = 6; // position of "same" on the padding slider, behind 0 to 5
const LARGEST_PANEL = 290,
  LARGEST_CELL = 30;
const LEGEND = "The more windows see a pixel, the bluer it is; hatched: no window sees it.";

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const input = panel(),
    output = panel();
  const tape = element("canvas", { role: "img" });
  const write = writer(view, { input, output, tape });
  const followExample = exampleFollower(view);
  /** @type {{ layer: Seen, grids: Grids } | null} */
  let drawn = null;
  let width = 0;
  listen({ input: input.content, output: output.content, tape }, () => drawn, view);

  return (resized) => {
    if (resized) width = input.figure.clientWidth;
    followExample();
    const layer = chosenLayer(view.get);
    view.shown = { row: layer.row, column: layer.column };
    write(layer);
    const palette = view.palette(),
      room = { width, height: Math.min(LARGEST_PANEL, width) };
    const below = drawInput(input.content, room, layer, palette);
    const grids = {
      input: below,
      output: drawOutput(output.content, room, below.cell, layer, palette),
      tape: drawTape(fit(tape, view.width, TAPE), layer, view.width, palette),
    };
    drawn = { layer, grids };
  };
}

/**
 * Put the elements in their places; what is returned writes the texts.
 * @param {View<Traits>} view
 * @param {{ input: ReturnType<typeof panel>, output: ReturnType<typeof panel>,
 *   tape: HTMLCanvasElement }} parts
 */
function writer({ root }, { input, output, tape }) {
  const letters = element("div"),
    numbers = element("div");
  const steps = element("div", { class: "cnn-steps" });
  const sizes = element("div", { class: "cnn-geometry-sizes" }, letters, numbers, steps);
  const line = liveLine("cnn-text", { letters: 370 });
  letters.innerHTML = formula();
  root.append(
    element("div", { class: "cnn-geometry-panels" }, input.figure, output.figure, sizes),
    element("p", { class: "cnn-legend" }, LEGEND),
    tape,
    line,
  );
  return (/** @type {Seen} */ layer) => {
    const { n, size, fits, row, column } = layer;
    const text = describe(layer, row, column),
      caption = fits ? `output ${size} × ${size}` : "no output";
    setText(input.caption, `input ${n} × ${n}${captionOfPadding(layer)}`);
    setText(output.caption, caption);
    input.content.setAttribute("aria-label", text);
    output.content.setAttribute("aria-label", caption);
    tape.setAttribute("aria-label", tapeInWords(layer));
    setMarkup(numbers, formulaWithNumbers("output", layer));
    const rows = stepByStep(layer).map(
      ([what, sum]) => `<span class="cnn-what">${what}</span><span>${sum}</span>`,
    );
    setMarkup(steps, rows.join(""));
    line.say(text);
  };
}

/**
 * Choose a window by mouse or keys.
 * @param {{ input: HTMLElement, output: HTMLElement, tape: HTMLElement }} canvases
 * @param {() => { layer: Seen, grids: Grids } | null} current
 * @param {View<Traits>} view
 */
function listen(canvases, current, view) {
  /**
   * Call `choose(layer, grids)`, which gives row and column, and go there.
   * @param {(layer: Seen, grids: Grids) => number[] | undefined} choose
   */
  const go = (choose) => {
    const { layer, grids } = current() ?? {};
    if (!grids || !layer?.fits) return;
    const [row, column] = choose(layer, grids) ?? [layer.row, layer.column];
    view.set(nearest(layer, row, column));
  };
  // A window is taken in its middle.
  /** @type {(layer: Layer, cell: number, pixels: number) => number} */
  const windowAt = ({ covered, stride }, cell, pixels) =>
    Math.round((pixels / cell - covered / 2) / stride);
  onPoint(canvases.input, (x, y) =>
    go((layer, { input: { cell, top, left } }) => [
      windowAt(layer, cell, y - top),
      windowAt(layer, cell, x - left),
    ]),
  );
  onPoint(canvases.output, (x, y) =>
    go((_, { output }) =>
      output
        ? [Math.floor((y - output.top) / output.cell), Math.floor((x - output.left) / output.cell)]
        : undefined,
    ),
  );
  onPoint(canvases.tape, (x) =>
    go((layer, { tape: { cell, left } }) => [layer.row, windowAt(layer, cell, x - left)]),
  );
  for (const canvas of [canvases.input, canvases.output])
    onArrows(canvas, (down, right) => go(({ row, column }) => [row + down, column + right]));
  onArrows(canvases.tape, (down, right) => go(({ row, column }) => [row, column + right + down]));
}

/**
 * A chosen example sets the controls; a control that is moved makes the example the student's own.
 * @param {View<Traits>} view
 */
function exampleFollower(view) {
  /** @type {number | null} */
  let shown = null;
  return () => {
    const examples = view.get("examples"),
      chosen = view.get("example");
    const settings = examples[chosen];
    /** @type {(keyof Settings)[]} */
    const names = ["n", "k", "padding", "stride", "dilation"];
    const differs = settings && names.some((name) => settings[name] !== view.get(name));
    if (differs && chosen === shown) view.set({ example: examples.length });
    else if (differs) view.set(settings);
    shown = view.get("example");
  };
}

/**
 * The layer that the controls describe, and the window that is chosen in it.
 * @param {View<Traits>["get"]} get
 * @returns {Seen}
 */
function chosenLayer(get) {
  const padding = get("padding") === SAME ? "same" : get("padding");
  const layer = layerOf({
    n: get("n"),
    k: get("k"),
    padding,
    stride: get("stride"),
    dilation: get("dilation"),
  });
  const window = layer.fits ? nearest(layer, get("row"), get("column")) : { row: 0, column: 0 };
  return { ...layer, ...window };
}

/**
 * @param {Layer} layer
 * @param {number} row
 * @param {number} column
 */
function nearest({ size }, row, column) {
  return { row: clamp(row, 0, size - 1), column: clamp(column, 0, size - 1) };
}

/** @param {Layer} layer */
function captionOfPadding({ before, after }) {
  if (before === after) return before ? `, padding ${before}` : "";
  return `, padding ${before} and ${after}`;
}

/**
 * The padded input in the colours of `visited`, and the window; return where it lies.
 * @param {HTMLCanvasElement} canvas
 * @param {Size} size
 * @param {Seen} layer
 * @param {Palette} palette
 */
function drawInput(canvas, { width, height }, layer, palette) {
  const { padded, covered, before, after, n, stride, dilation, fits, k, row, column } = layer;
  const extent = Math.max(padded, fits ? 0 : covered);
  const grid = layOut(extent, extent, inside(width, height), LARGEST_CELL);
  const context = fit(canvas, width, height);
  const whole = grid.rectangle(0, 0, padded, padded);
  paintPixels(context, pixelsOf(padded, padded, visited(layer, palette)), whole);
  const large = grid.cell >= 7;
  if (large) paintLines(context, part(grid, padded, padded), palette.line, { alpha: 0.7 });
  if (fits) hatchUnreached(context, grid, { vertical: layer, horizontal: layer }, palette.ink, 5);
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

/**
 * The colour of a cell: the more windows see it, the bluer.
 * @param {Layer} layer
 * @param {Palette} palette
 * @returns {(row: number, column: number) => Colour}
 */
function visited(layer, palette) {
  const { padded, before, n, fits } = layer;
  const counts = fits ? visits(layer) : new Uint32Array(padded),
    most = Math.max(1, ...counts);
  const inImage = (/** @type {number} */ index) => index >= before && index < before + n;
  /**
   * There are few different counts and many cells: one colour for each pair of counts.
   * @type {Map<number, Colour>}
   */
  const colours = new Map();
  return (row, column) => {
    const border = !inImage(row) || !inImage(column),
      seen = (counts[row] * counts[column]) / (most * most);
    const key = border ? -1 - seen : seen;
    const known = colours.get(key);
    if (known) return known;
    const unseen = border ? palette.padding : palette.middle;
    const colour = mix(unseen, palette.negative, 0.75 * seen);
    colours.set(key, colour);
    return colour;
  };
}

/**
 * The output in the scale of the input: how much smaller it is can be seen.
 * @param {HTMLCanvasElement} canvas
 * @param {Size} size
 * @param {number} cell
 * @param {Seen} layer
 * @param {Palette} palette
 */
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

export default widget("cnn-layer cnn-geometry", build);
