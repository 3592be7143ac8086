// The convolution explorer: input with its window, kernel, output, and the arithmetic of one cell.

import { clamp, outputSize } from "../kit/arithmetic.js";
import { element, liveLine, setMarkup, setText } from "../kit/elements.js";
import { onArrows, onPoint } from "../kit/input.js";
import { panel } from "../kit/panel.js";
import { mount } from "../kit/view.js";
import { number } from "../kit/words.js";
import { drawInput, drawOutput } from "./canvases.js";
import { kernelGrid } from "./kernel_grid.js";
import { chosen, computeLayer, describe, formulas, products, whatFits } from "./layer.js";

const SAME = 4; // position of "same" on the padding slider, behind 0 to 3
const LARGEST_PANEL = 320,
  LARGEST_KERNEL = 224,
  LARGEST_WEIGHT = 46;
const MANY_TERMS = 25;

function build(view) {
  const parts = elements(view);
  let layer = null,
    outputGrid = null,
    widths = null;
  let columns = null; // of the output that the model's cell is counted in
  const startCustom = customStarter(view);

  const tellCell = () => {
    if (!layer.fits) return;
    columns = layer.horizontal.size;
    const last = layer.output.values.length - 1,
      cell = layer.cell;
    // A slider clamps its value to its largest one, so the larger of the two has to go first.
    view.set(last > view.get("last_cell") ? { last_cell: last, cell } : { cell, last_cell: last });
  };
  const goTo = (row, column) => {
    tellCell();
    view.set({ cell: row * columns + column });
  };
  onPoint(parts.output.content, (x, y) => {
    const place = outputGrid?.cellAt(x, y);
    if (place) goTo(...place);
  });
  onArrows(parts.output.content, (down, right) => {
    if (!layer?.fits) return;
    const row = clamp(layer.row + down, 0, layer.vertical.size - 1);
    goTo(row, clamp(layer.column + right, 0, layer.horizontal.size - 1));
  });

  return function draw(resized) {
    const { input, kernel, output } = parts;
    if (resized) widths = [input, kernel, output].map(({ figure }) => figure.clientWidth);
    startCustom();
    const { image, kernel: weights } = chosen(view.get);
    const options = optionsOf(view.get);
    // The slider counts cells; a place in the output stays where it is when the output widens.
    const counted = columns ?? (outputSize(image.columns, weights.columns, options) || 1);
    const place = [Math.floor(view.get("cell") / counted), view.get("cell") % counted];
    layer = computeLayer(image, weights, { ...options, place });
    view.afterFrame(tellCell);
    write(parts, layer);
    outputGrid = paint(parts, widths, layer, view);
  };
}

/** The elements of the view, in their places; `pointedAt` is the weight under the pointer. */
function elements(view) {
  const input = panel(undefined, "cnn-input");
  const output = panel(
    element("canvas", { role: "slider", "aria-label": "current cell of the output" }),
    "cnn-output",
  );
  const refusal = element("p", { class: "cnn-refusal" });
  output.figure.append(refusal);
  const grid = kernelGrid(
    (rows) => view.set({ custom: rows, preset: view.get("presets").length }),
    (index) => {
      parts.pointedAt = index < 0 ? null : index;
      view.redraw();
    },
  );
  const kernel = panel(element("div", { class: "cnn-kernel-box" }, grid.box), "cnn-kernel");
  const sizes = element("div", { class: "cnn-formula" });
  // A long sum scrolls; browsers let the keyboard do that, and JupyterLab must not take the keys.
  const sum = element("div", { class: "cnn-sum", "data-lm-suppress-shortcuts": "true" });
  const line = liveLine("cnn-description");
  const work = element("div", { class: "cnn-work" }, sizes, sum);
  const figures = [input.figure, kernel.figure, output.figure];
  view.root.append(element("div", { class: "cnn-panels" }, ...figures, work), line);
  const parts = { input, kernel, output, refusal, grid, sizes, sum, line, pointedAt: null };
  return parts;
}

function optionsOf(get) {
  const padding = get("padding") === SAME ? "same" : get("padding");
  return { padding, stride: get("stride"), dilation: get("dilation") };
}

/** To choose "custom" is to begin with the kernel that was shown before. */
function customStarter(view) {
  let before = null; // the kernel of the last drawing
  return () => {
    const isPreset = view.get("preset") < view.get("presets").length;
    const isChosen = before?.isPreset && !isPreset;
    if (isChosen && view.get("custom") === before.custom) view.set({ custom: before.rows });
    before = { rows: chosen(view.get).rows, custom: view.get("custom"), isPreset };
  };
}

/** Draw input, kernel and output; return where the output's cells lie. */
function paint({ input, output, grid, pointedAt }, widths, layer, view) {
  const palette = view.palette();
  const [inputWidth, kernelWidth, outputWidth] = widths;
  const room = Math.min(kernelWidth - 2, LARGEST_KERNEL);
  const side = Math.min(LARGEST_WEIGHT, Math.floor(room / layer.kernel.rows));
  grid.show(layer.kernel, side, palette, view.get("editable"));
  const height = Math.min(inputWidth, LARGEST_PANEL);
  drawInput(input.content, { width: inputWidth, height }, layer, palette, pointedAt);
  return drawOutput(output.content, { width: outputWidth, height }, layer, palette);
}

function write({ input, kernel, output, refusal, sizes, sum, line, pointedAt }, layer) {
  const { image, vertical, horizontal, fits } = layer;
  const text = describe(layer);
  setText(input.caption, `input ${image.rows} × ${image.columns}${captionOfPadding(layer)}`);
  setText(kernel.caption, captionOfKernel(layer));
  const size = `${vertical.size} × ${horizontal.size}`;
  setText(output.caption, fits ? `output ${size}` : "no output");
  input.content.setAttribute("aria-label", text);
  line.say(text);
  setText(refusal, fits ? "" : whatFits(layer));
  refusal.hidden = fits;
  describeSlider(output.content, layer);
  setMarkup(sizes, formulas(layer).join(""));
  setMarkup(sum, fits ? sumMarkup(layer, pointedAt) : "");
}

function captionOfPadding({ padding, vertical, horizontal }) {
  const sides = [vertical.before, vertical.after, horizontal.before, horizontal.after];
  if (sides.every((side) => side === 0)) return "";
  return `, padding ${sides.every((side) => side === sides[0]) ? sides[0] : padding}`;
}

function captionOfKernel({ kernel, vertical, horizontal }) {
  const covers = `, covers ${vertical.covered} × ${horizontal.covered}`;
  return `kernel ${kernel.rows} × ${kernel.columns}${vertical.covered > kernel.rows ? covers : ""}`;
}

function describeSlider(canvas, layer) {
  const [last, now, text] = layer.fits
    ? [
        layer.output.values.length - 1,
        layer.cell,
        `row ${layer.row}, column ${layer.column}: ${number(layer.value)}`,
      ]
    : [0, 0, "no output"];
  canvas.setAttribute("aria-valuemin", 0);
  canvas.setAttribute("aria-valuemax", last);
  canvas.setAttribute("aria-valuenow", now);
  canvas.setAttribute("aria-valuetext", text);
}

function sumMarkup(layer, pointedAt) {
  const { terms, dropped, exact } = products(layer);
  const words = terms.map(({ index, text, padding }) => {
    const classes = [padding && "cnn-of-padding", index === pointedAt && "cnn-pointed"];
    return `<span class="${classes.filter(Boolean).join(" ")}">${text}</span>`;
  });
  const sum = words.length ? `= ${words.join(" + ")}` : "";
  const many = terms.length > MANY_TERMS ? " cnn-many" : "";
  const are = dropped > 1 ? "are" : "is";
  const note = dropped ? `${dropped} of ${layer.taps.length} weights ${are} 0 and left out.` : "";
  return (
    `<p class="cnn-value">output[${layer.row}, ${layer.column}] ${exact ? "=" : "≈"} ` +
    `<b>${number(layer.value)}</b></p>` +
    `<p class="cnn-terms${many}">${sum}</p>` +
    `<p class="cnn-note">${note}</p>`
  );
}

export default { render: (context) => mount(context, "cnn-explorer", build) };
