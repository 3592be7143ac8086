// The layer-geometry explorer: which window sees what, what is left over, and the formula with its numbers.

import { clamp, range } from "../kit/arithmetic.js";
import { fit, paintBytes } from "../kit/canvas.js";
import { css, mix } from "../kit/colours.js";
import { element, liveLine, setMarkup, setText } from "../kit/elements.js";
import { formula, formulaWithNumbers } from "../kit/formula.js";
import { layOut } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { panel, writeInside } from "../kit/panel.js";
import { frame, hatch, highlight } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { describe, layerOf, lines, stepByStep, visits, whatFits } from "./layer.js";

const SETTINGS = ["n", "k", "padding", "stride", "dilation"];
const SAME = 6; // position of "same" on the padding slider, behind 0 to 5
const LARGEST_PANEL = 290,
  LARGEST_CELL = 30;
const LINE = 21,
  TAPE = 8.6 * LINE,
  LABELS = 86;

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
  view.root.append(
    element("div", { class: "cnn-geometry-panels" }, input.figure, output.figure, sizes),
    element(
      "p",
      { class: "cnn-legend" },
      "The more windows see a pixel, the bluer it is; hatched: no window sees it.",
    ),
    tape,
    line,
  );

  let layer = null,
    inputGrid = null,
    outputGrid = null,
    tapeGrid = null;
  const place = (row, column) => {
    if (layer?.fits)
      view.set({ row: clamp(row, 0, layer.size - 1), column: clamp(column, 0, layer.size - 1) });
  };
  // A window is taken in its middle.
  const windowAt = (index) => Math.round((index - (layer.covered - 1) / 2) / layer.stride);
  onPoint(input.content, (x, y) => {
    if (!inputGrid) return;
    place(
      windowAt((y - inputGrid.top) / inputGrid.cell - 0.5),
      windowAt((x - inputGrid.left) / inputGrid.cell - 0.5),
    );
  });
  onPoint(output.content, (x, y) => {
    if (!outputGrid) return;
    place(
      Math.floor((y - outputGrid.top) / outputGrid.cell),
      Math.floor((x - outputGrid.left) / outputGrid.cell),
    );
  });
  onPoint(
    tape,
    (x) => tapeGrid && place(view.get("row"), windowAt((x - tapeGrid.left) / tapeGrid.cell - 0.5)),
  );
  for (const canvas of [input.content, output.content])
    onArrows(canvas, (down, right) => layer?.fits && place(layer.row + down, layer.column + right));
  onArrows(tape, (down, right) => layer?.fits && place(layer.row, layer.column + right + down));

  let shown = null;
  /** A chosen example sets the controls; a control that is moved makes the example the student's own. */
  function followExample() {
    const examples = view.get("examples"),
      chosen = view.get("example");
    const own = examples.length;
    const settings = examples[chosen];
    const differs = settings && SETTINGS.some((name) => settings[name] !== view.get(name));
    if (differs && chosen === shown) view.set({ example: own });
    else if (differs) view.set(settings);
    shown = view.get("example");
  }

  let width = 0;
  return function draw(resized) {
    if (resized) width = input.figure.clientWidth;
    const high = Math.min(LARGEST_PANEL, width),
      whole = view.width;
    followExample();
    const palette = view.palette();
    const padding = view.get("padding") === SAME ? "same" : view.get("padding");
    layer = layerOf({
      n: view.get("n"),
      k: view.get("k"),
      padding,
      stride: view.get("stride"),
      dilation: view.get("dilation"),
    });
    layer.row = layer.fits ? clamp(view.get("row"), 0, layer.size - 1) : 0;
    layer.column = layer.fits ? clamp(view.get("column"), 0, layer.size - 1) : 0;

    const text = describe(layer, layer.row, layer.column);
    setText(input.caption, `input ${layer.n} × ${layer.n}${captionOfPadding(layer)}`);
    setText(output.caption, layer.fits ? `output ${layer.size} × ${layer.size}` : "no output");
    input.content.setAttribute("aria-label", text);
    output.content.setAttribute("aria-label", output.caption.textContent);
    tape.setAttribute("aria-label", tapeInWords(layer));
    setMarkup(numbers, formulaWithNumbers("output", layer));
    setMarkup(
      steps,
      stepByStep(layer)
        .map(([what, sum]) => `<span class="cnn-what">${what}</span><span>${sum}</span>`)
        .join(""),
    );
    line.say(text);

    const extent = Math.max(layer.padded, layer.fits ? 0 : layer.covered);
    const inside = { x: 2, y: 2, width: width - 5, height: high - 5 };
    inputGrid = layOut(extent, extent, inside, LARGEST_CELL);
    drawInput(fit(input.content, width, high), inputGrid, layer, palette);
    outputGrid = drawOutput(
      fit(output.content, width, high),
      inputGrid,
      layer,
      { width, height: high },
      palette,
    );
    tapeGrid = drawTape(fit(tape, whole, TAPE), layer, whole, palette);
  };
}

function captionOfPadding({ before, after }) {
  if (before === after) return before ? `, padding ${before}` : "";
  return `, padding ${before} and ${after}`;
}

/** Every cell in the colour of how many windows see it: one pixel each, painted in one go. */
function drawInput(context, grid, layer, palette) {
  const { padded, covered, before, after, n, stride, dilation, fits } = layer;
  const counts = fits ? visits(layer) : new Uint32Array(padded),
    most = Math.max(1, ...counts);
  // There are few different counts and many cells: one colour for each pair of counts.
  const colours = new Map();
  const inside = (index) => index >= before && index < before + n;
  const colourOf = (row, column) => {
    const border = !inside(row) || !inside(column),
      seen = (counts[row] * counts[column]) / (most * most);
    const key = border ? -1 - seen : seen;
    if (!colours.has(key))
      colours.set(
        key,
        mix(border ? palette.padding : palette.middle, palette.negative, 0.75 * seen),
      );
    return colours.get(key);
  };
  const { cell } = grid,
    whole = grid.rectangle(0, 0, padded, padded);
  paintPixels(context, pixelsOf(padded, padded, colourOf), whole);
  if (cell >= 7) paintLines(context, part(grid, padded, padded), palette.line, { alpha: 0.7 });
  if (fits)
    for (const index of layer.unreached) {
      hatch(context, grid.rectangle(index, 0, 1, padded), palette.ink, 5);
      hatch(context, grid.rectangle(0, index, padded, 1), palette.ink, 5);
    }
  frame(context, whole, palette.muted);
  if (before + after > 0) frame(context, grid.rectangle(before, before, n, n), palette.ink);
  if (fits && dilation > 1 && cell >= 4)
    for (let u = 0; u < layer.k; u++)
      for (let v = 0; v < layer.k; v++)
        highlight(
          context,
          grid.rectangle(layer.row * stride + u * dilation, layer.column * stride + v * dilation),
          palette,
          { line: 1 },
        );
  highlight(
    context,
    grid.rectangle(layer.row * stride, layer.column * stride, covered, covered),
    palette,
    { dashed: !fits || dilation > 1 },
  );
}

/** The output in the scale of the input: how much smaller it is can be seen. */
function drawOutput(context, inputGrid, layer, { width, height }, palette) {
  if (!layer.fits) {
    writeInside(context, width, height, whatFits(layer), palette);
    return null;
  }
  const cell = Math.min(inputGrid.cell, (width - 5) / layer.size, (height - 5) / layer.size);
  const grid = layOut(
    layer.size,
    layer.size,
    { x: 2, y: 2, width: width - 5, height: height - 5 },
    cell,
  );
  const whole = grid.rectangle(0, 0, layer.size, layer.size);
  fill(context, whole, palette.middle);
  if (grid.cell >= 7) paintLines(context, grid, palette.line, { alpha: 0.7 });
  frame(context, whole, palette.muted);
  highlight(context, grid.rectangle(layer.row, layer.column), palette, { line: 2 });
  return grid;
}

/** The padded input as a row of cells; below it a line for each window, the last one too long. */
function drawTape(context, layer, width, palette) {
  const { padded, stride, covered, fits, column } = layer;
  const reach = fits ? Math.max(padded, layer.next + covered) : covered;
  const cell = Math.min((width - LABELS - 6) / reach, LARGEST_CELL + 6);
  const left = LABELS,
    toX = (index) => left + index * cell;
  const inside = (index) => index >= layer.before && index < layer.before + layer.n;
  const text = (what, x, y, colour, align = "center") => {
    context.fillStyle = css(colour);
    context.textAlign = align;
    context.fillText(what, x, y);
  };
  context.textBaseline = "middle";
  context.font = `11px ${palette.font}`;
  for (let index = 0; index < padded; index++) {
    context.fillStyle = css(inside(index) ? palette.middle : palette.padding);
    context.fillRect(toX(index), 2, cell, LINE - 2);
  }
  if (fits)
    for (const index of layer.unreached)
      hatch(context, [toX(index), 2, cell, LINE - 2], palette.ink, 5);
  context.strokeStyle = css(palette.line);
  context.lineWidth = 1;
  if (cell >= 5)
    for (let index = 1; index < padded; index++)
      context.strokeRect(toX(index) + 0.5, 2.5, 0, LINE - 2);
  context.strokeStyle = css(palette.muted);
  context.strokeRect(left + 0.5, 2.5, padded * cell, LINE - 2);
  if (layer.before || layer.after) {
    context.strokeStyle = css(palette.ink);
    context.strokeRect(toX(layer.before) + 0.5, 2.5, layer.n * cell, LINE - 2);
  }
  const blind = new Set(fits ? layer.unreached : []);
  const every = [1, 2, 5, 10, 20, 50].find((step) => step * cell >= (step < 5 ? 16 : 30)) ?? 100;
  const free = (index) =>
    range(every === 1 ? 1 : Math.ceil(22 / cell)).every(
      (on) => index + on < padded && !blind.has(index + on),
    );
  for (let index = 0; index < padded; index += every)
    if (free(index))
      text(
        index,
        every === 1 ? toX(index + 0.5) : toX(index) + 2,
        2 + LINE / 2,
        palette.ink,
        every === 1 ? "center" : "left",
      );
  text("padded input", left - 8, 2 + LINE / 2, palette.muted, "right");

  const drawWindow = (window, at, room) => {
    const y = 2 + at * LINE + 4,
      high = LINE - 8,
      current = room && window === column;
    const colour = !room || current ? palette.accent : palette.negative;
    context.strokeStyle = css(colour);
    context.fillStyle = css(colour);
    context.lineWidth = 1.5;
    context.setLineDash(room ? [] : [3, 3]);
    const first = window * stride;
    if (layer.dilation > 1) {
      context.beginPath();
      context.moveTo(toX(first), y + high / 2);
      context.lineTo(toX(first + covered), y + high / 2);
      context.stroke();
    }
    const blocks = layer.dilation > 1 ? layer.k : 1,
      wide = layer.dilation > 1 ? 1 : covered;
    for (let tap = 0; tap < blocks; tap++) {
      const box = [toX(first + tap * layer.dilation) + 0.5, y, wide * cell - 1, high];
      if (room) context.fillRect(...box);
      else {
        context.clearRect(...box);
        context.strokeRect(...box);
      }
    }
    context.setLineDash([]);
    text(
      room ? `window ${window}` : "no room",
      left - 8,
      y + high / 2,
      !room || current ? palette.accent : palette.muted,
      "right",
    );
  };
  const shown = fits ? lines(layer.size, column) : [];
  shown.forEach((window, index) => {
    if (window === null) text("⋮", left - 8, 2 + (index + 1.5) * LINE, palette.muted, "right");
    else drawWindow(window, index + 1, true);
  });
  drawWindow(fits ? layer.size : 0, shown.length + 1, false);
  return { left, cell };
}

function tapeInWords(layer) {
  if (!layer.fits) return "No window fits.";
  const { size, next, covered, padded, column } = layer;
  return `${size} windows along one direction, window ${column} marked; the next would end at ${next + covered - 1}, the padded input ends at ${padded - 1}.`;
}

export default { render: (context) => mount(context, "cnn-layer cnn-geometry", build) };
