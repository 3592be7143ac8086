// The convolution explorer: input with its window, kernel, output, and the arithmetic of one cell.

/** @import { Grid } from "../kit/grid.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { FittingLayer, Layer, Traits } from "./layer.js" */
/** @typedef {ReturnType<typeof elements>} Parts */

import { clamp, outputSize } from "../kit/arithmetic.js";
import { element, liveLine, setMarkup, setText } from "../kit/elements.js";
import { onArrows, onPoint } from "../kit/input.js";
import { captioned, panel } from "../kit/panel.js";
import { widget } from "../kit/view.js";
import { number } from "../kit/words.js";
import { drawInput, drawOutput } from "./canvases.js";
import { kernelGrid } from "./kernel_grid.js";
import {
  captionOfInput,
  chosen,
  computeLayer,
  describe,
  formulas,
  products,
  whatFits,
} from "./layer.js";

const SAME = 4; // position of "same" on the padding slider, behind 0 to 3
const LARGEST_PANEL = 320,
  LARGEST_KERNEL = 224,
  LARGEST_WEIGHT = 46;
const MANY_TERMS = 25;

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const parts = elements(view);
  const startCustom = customStarter(view);
  /** @type {Layer | null} */
  let layer = null;
  /** @type {Grid | null} */
  let outputGrid = null;
  /**
   * Columns of the output that the model's cell is counted in.
   * @type {number | null}
   */
  let columns = null;
  let widths = [0, 0, 0];

  const tellCell = () => {
    if (!layer?.fits) return;
    const { cell, output } = layer,
      last = output.values.length - 1;
    columns = output.columns;
    // A slider clamps its value to its largest one, so the larger of the two has to go first.
    view.set(last > view.get("last_cell") ? { last_cell: last, cell } : { cell, last_cell: last });
  };
  /** @type {(row: number, column: number) => void} */
  const goTo = (row, column) => {
    tellCell();
    if (columns) view.set({ cell: row * columns + column });
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

  return (resized) => {
    const { input, kernel, output } = parts;
    if (resized) widths = [input, kernel, output].map(({ figure }) => figure.clientWidth);
    startCustom();
    const { image, kernel: weights } = chosen(view.get);
    const options = optionsOf(view.get);
    // The slider counts cells; a place in the output stays where it is when the output widens.
    const counted = columns ?? (outputSize(image.columns, weights.columns, options) || 1);
    const place = [Math.floor(view.get("cell") / counted), view.get("cell") % counted];
    layer = computeLayer(image, weights, { ...options, place });
    view.shown = asCalled(view.get, layer);
    view.afterFrame(tellCell);
    write(parts, layer);
    outputGrid = paint(parts, widths, layer, view);
  };
}

/**
 * Kernel and cell as the call of the explorer has them.
 * @param {View<Traits>["get"]} get
 * @param {Layer} layer
 */
function asCalled(get, layer) {
  const preset = get("presets")[get("preset")];
  const { row, column } = layer.fits ? layer : { row: 0, column: 0 };
  return { kernel: preset?.name ?? chosen(get).rows, row, column };
}

/**
 * The elements of the view, in their places; `pointedAt` is the weight under the pointer.
 * @param {View<Traits>} view
 */
function elements(view) {
  const input = panel("cnn-input");
  const output = captioned(
    element("canvas", { role: "slider", "aria-label": "current cell of the output" }),
    "cnn-output",
  );
  const refusal = element("p", { class: "cnn-refusal" });
  output.figure.append(refusal);
  /** @type {{ pointedAt: number | null }} */
  const state = { pointedAt: null };
  const grid = kernelGrid({
    edited: (rows) => view.set({ custom: rows, preset: view.get("presets").length }),
    pointed(index) {
      state.pointedAt = index;
      view.redraw();
    },
  });
  const kernel = captioned(element("div", { class: "cnn-kernel-box" }, grid.box), "cnn-kernel");
  const sizes = element("div", { class: "cnn-formula" });
  // A long sum scrolls; browsers let the keyboard do that, and JupyterLab must not take the keys.
  const sum = element("div", { class: "cnn-sum", "data-lm-suppress-shortcuts": "true" });
  const line = liveLine("cnn-description", { letters: 215 });
  const work = element("div", { class: "cnn-work" }, sizes, sum);
  const figures = [input.figure, kernel.figure, output.figure];
  view.root.append(element("div", { class: "cnn-panels" }, ...figures, work), line);
  return { input, kernel, output, refusal, grid, sizes, sum, line, state };
}

/** @param {View<Traits>["get"]} get */
function optionsOf(get) {
  const padding = get("padding") === SAME ? "same" : get("padding");
  return { padding, stride: get("stride"), dilation: get("dilation") };
}

/**
 * To choose "custom" is to begin with the kernel that was shown before.
 * @param {View<Traits>} view
 */
function customStarter(view) {
  /**
   * The kernel of the last drawing.
   * @type {{ rows: number[][], custom: number[][], isPreset: boolean } | null}
   */
  let before = null;
  return () => {
    const isPreset = view.get("preset") < view.get("presets").length;
    const wasPreset = before?.isPreset && !isPreset;
    if (before && wasPreset && view.get("custom") === before.custom)
      view.set({ custom: before.rows });
    before = { rows: chosen(view.get).rows, custom: view.get("custom"), isPreset };
  };
}

/**
 * Draw input, kernel and output; return where the output's cells lie.
 * @param {Parts} parts
 * @param {number[]} widths
 * @param {Layer} layer
 * @param {View<Traits>} view
 */
function paint({ input, output, grid, state }, widths, layer, view) {
  const palette = view.palette();
  const [inputWidth, kernelWidth, outputWidth] = widths;
  const room = Math.min(kernelWidth - 2, LARGEST_KERNEL);
  const side = Math.min(LARGEST_WEIGHT, Math.floor(room / layer.kernel.rows));
  grid.show(layer.kernel, side, palette, view.get("editable"));
  const height = Math.min(inputWidth, LARGEST_PANEL);
  drawInput(input.content, { width: inputWidth, height }, layer, palette, state.pointedAt);
  return drawOutput(output.content, { width: outputWidth, height }, layer, palette);
}

/**
 * @param {Parts} parts
 * @param {Layer} layer
 */
function write({ input, kernel, output, refusal, sizes, sum, line, state }, layer) {
  const { vertical, horizontal, fits } = layer;
  const text = describe(layer);
  setText(input.caption, captionOfInput(layer));
  setText(kernel.caption, captionOfKernel(layer));
  const size = `${vertical.size} × ${horizontal.size}`;
  setText(output.caption, fits ? `output ${size}` : "no output");
  input.content.setAttribute("aria-label", text);
  line.say(text);
  setText(refusal, fits ? "" : whatFits(layer));
  refusal.hidden = fits;
  describeSlider(output.content, layer);
  setMarkup(sizes, formulas(layer).join(""));
  setMarkup(sum, layer.fits ? sumMarkup(layer, state.pointedAt) : "");
}

/** @param {Layer} layer */
function captionOfKernel({ kernel, vertical, horizontal }) {
  const covers = `, covers ${vertical.covered} × ${horizontal.covered}`;
  return `kernel ${kernel.rows} × ${kernel.columns}${vertical.covered > kernel.rows ? covers : ""}`;
}

/**
 * @param {HTMLElement} canvas
 * @param {Layer} layer
 */
function describeSlider(canvas, layer) {
  const said = layer.fits
    ? {
        max: layer.output.values.length - 1,
        now: layer.cell,
        text: `row ${layer.row}, column ${layer.column}: ${number(layer.value)}`,
      }
    : { max: 0, now: 0, text: "no output" };
  for (const [name, value] of Object.entries({ min: 0, ...said }))
    canvas.setAttribute(`aria-value${name}`, String(value));
}

/**
 * @param {FittingLayer} layer
 * @param {number | null} pointedAt
 */
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

export default widget("cnn-explorer", build);
