// Nine weights learn a kernel: forwards above, backwards below, and the loss of every step.

/** @import { Matrix } from "../kit/arithmetic.js" */
/** @import { Palette } from "../kit/colours.js" */
/** @import { Grid } from "../kit/grid.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Pass, Step, Training } from "./descent.js" */
/**
 * A picture or a kernel with its name.
 * @typedef {{ name: string, values: number[][] }} Named
 */
/**
 * The traits of helpers.explorers.kernel_learning.explorer.KernelLearningView.
 * @typedef {{ pictures: Named[], teachers: Named[], rates: number[], start: number[][],
 *   last: number, picture: number, teacher: number, rate: number, flips: boolean, step: number,
 *   row: number, column: number }} Traits
 */
/** @typedef {ReturnType<typeof panel>} Panel */
/**
 * What is to be drawn: the descent, one of its steps, and a weight.
 * @typedef {{ training: Training, made: Step[], step: number, row: number, column: number,
 *   first: Pass, now: Pass, target: Matrix }} Chosen
 */

import { clamp, largest, matrix } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { diverging } from "../kit/colours.js";
import { element, liveLine, setText } from "../kit/elements.js";
import { inside, layOut, paintValues } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { panel } from "../kit/panel.js";
import { highlight } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { calculation, descend, describe, liesAt, pass, productsOf, slide } from "./descent.js";
import { drawLosses, stepAt } from "./losses.js";

const LARGEST_PANEL = 240,
  LARGEST_CELL = 46;

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const [picture, kernel, answer, error] = [panel(), panel(), panel(), panel()];
  const [products, slopes, teacher, loss] = [panel(), panel(), panel(), panel()];
  const all = [picture, kernel, answer, error, products, slopes, teacher, loss];
  const sum = element("p", { class: "cnn-sum-line" });
  const line = liveLine("cnn-text", { letters: 370 });
  view.root.append(
    element("div", { class: "cnn-eight-panels" }, ...all.map(({ figure }) => figure)),
    sum,
    line,
  );
  /** @type {Grid | null} */
  let weights = null;
  let widths = all.map(() => 0);
  pickWeight(view, [kernel.content, slopes.content], () => weights);
  pickStep(view, loss.content, () => widths[7]);

  return (resized) => {
    if (resized) widths = all.map(({ figure }) => figure.clientWidth);
    const chosen = chosenIn(view),
      palette = view.palette();
    view.shown = { step: chosen.step, row: chosen.row, column: chosen.column };
    const height = Math.min(LARGEST_PANEL, widths[0]);
    const text = inWords(view, chosen);
    write(all, chosen, text);
    setText(sum, written(chosen));
    line.say(text);
    const grids = matricesOf(chosen).map(({ values, limit }, at) => {
      const size = { width: widths[at], height };
      return drawMatrix(all[at].content, size, values, limit, palette);
    });
    frame(grids, all, chosen, palette);
    weights = grids[1];
    drawLosses(loss.content, { width: widths[7], height }, view.get("last"), chosen, palette);
  };
}

/**
 * Choose a weight of the kernel, or of its slopes, by a click or by the arrow keys.
 * @param {View<Traits>} view
 * @param {HTMLCanvasElement[]} canvases
 * @param {() => Grid | null} grid
 */
function pickWeight(view, canvases, grid) {
  const last = view.get("start").length - 1;
  for (const canvas of canvases) {
    onPoint(canvas, (x, y) => {
      const cell = grid()?.cellAt(x, y);
      if (cell) view.set({ row: cell[0], column: cell[1] });
    });
    onArrows(canvas, (down, right) =>
      view.set({
        row: clamp(view.get("row") + down, 0, last),
        column: clamp(view.get("column") + right, 0, last),
      }),
    );
  }
}

/**
 * Choose a step on the curve of the loss.
 * @param {View<Traits>} view
 * @param {HTMLCanvasElement} canvas
 * @param {() => number} width
 */
function pickStep(view, canvas, width) {
  const last = view.get("last");
  onPoint(canvas, (x) => view.set({ step: stepAt(x, width(), last) }));
  onArrows(canvas, (down, right) =>
    view.set({ step: clamp(view.get("step") + right - down, 0, last) }),
  );
}

/**
 * What the controls describe.
 * @param {View<Traits>} view
 * @returns {Chosen}
 */
function chosenIn(view) {
  const training = {
    picture: matrix(view.get("pictures")[view.get("picture")].values),
    teacher: matrix(view.get("teachers")[view.get("teacher")].values),
    rate: view.get("rates")[view.get("rate")],
    flips: view.get("flips"),
  };
  const target = slide(training.picture, training.teacher);
  const made = descend(training, matrix(view.get("start")), view.get("last"));
  const step = clamp(view.get("step"), 0, made.length - 1);
  const lastWeight = view.get("start").length - 1;
  const [first, now] = [0, step].map((at) => pass(training, made[at].kernel, target));
  return {
    training,
    made,
    step,
    row: clamp(view.get("row"), 0, lastWeight),
    column: clamp(view.get("column"), 0, lastWeight),
    first,
    now,
    target,
  };
}

/**
 * @param {View<Traits>} view
 * @param {Chosen} chosen
 */
function inWords(view, { training, made, step, row, column, now }) {
  const names = {
    picture: view.get("pictures")[view.get("picture")].name,
    teacher: view.get("teachers")[view.get("teacher")].name,
  };
  return describe(training, names, made, { step, row, column }, now.slopes);
}

/** @param {Chosen} chosen */
function written({ training, made, step, row, column, now }) {
  return calculation(training, made[step].kernel, now, row, column);
}

/**
 * The matrices, from left to right and from top to bottom, each with the end of its scale. Only the
 * picture has a scale of its own; the others keep theirs from step to step, so that they pale.
 * @param {Chosen} chosen
 */
function matricesOf({ training, made, step, row, column, first, now, target }) {
  const { picture, teacher } = training,
    kernel = made[step].kernel;
  const weight = Math.max(largest(teacher.values), largest(made[0].kernel.values)),
    answer = largest(target.values);
  return [
    { values: picture, limit: largest(picture.values) },
    { values: kernel, limit: weight },
    { values: now.answer, limit: answer },
    { values: now.error, limit: answer },
    { values: productsOf(training, now.error, row, column), limit: answer },
    { values: now.slopes, limit: largest(first.slopes.values) },
    { values: teacher, limit: weight },
  ];
}

/**
 * Captions and names of all panels; the picture's name is the whole text.
 * @param {Panel[]} all
 * @param {Chosen} chosen
 * @param {string} text
 */
function write(all, { training }, text) {
  const captions = [
    "picture x",
    "kernel w",
    `answer x ${training.flips ? "∗" : "⋆"} w`,
    "error e",
    "e · framed x",
    "slopes ∂L/∂w",
    "teacher's kernel",
    "loss L",
  ];
  all.forEach(({ caption, content }, at) => {
    setText(caption, captions[at]);
    content.setAttribute("aria-label", at ? captions[at] : text);
  });
}

/**
 * Draw a matrix with its numbers where they fit; return where it lies.
 * @param {HTMLCanvasElement} canvas
 * @param {{ width: number, height: number }} size
 * @param {Matrix} values
 * @param {number} limit
 * @param {Palette} palette
 */
function drawMatrix(canvas, { width, height }, values, limit, palette) {
  const context = fit(canvas, width, height);
  const grid = layOut(values.rows, values.columns, inside(width, height), LARGEST_CELL);
  paintValues(
    context,
    grid,
    (row, column) => values.values[row * values.columns + column],
    (value) => diverging(value, limit, palette),
    palette,
    [2, 1],
  );
  return grid;
}

/**
 * Frame the weight, its slope, and the pixels that it is multiplied with.
 * @param {Grid[]} grids
 * @param {Panel[]} all
 * @param {Chosen} chosen
 * @param {Palette} palette
 */
function frame(grids, all, { training, row, column, now }, palette) {
  const { rows, columns } = now.error;
  const [down, right] = liesAt(training, row, column);
  const framed = [
    { at: 0, cells: grids[0].rectangle(down, right, rows, columns) },
    { at: 1, cells: grids[1].rectangle(row, column) },
    { at: 5, cells: grids[5].rectangle(row, column) },
  ];
  for (const { at, cells } of framed) {
    const context = all[at].content.getContext("2d");
    if (context) highlight(context, cells, palette);
  }
}

export default widget("cnn-layer cnn-learning", build);
