// A digit whose blocks change places; the weights of a dense neuron, moved along; what a filter
// answers, and what it answered before, moved along.

/** @import { Matrix } from "../kit/arithmetic.js" */
/** @import { Colour } from "../kit/colours.js" */
/** @import { Draw, View } from "../kit/view.js" */
/**
 * The traits of helpers.explorers.shuffling.explorer.ShuffleView.
 * @typedef {{ digit: number[][], weights: number[][], blocks: number[], orders: number[][],
 *   block: number }} Traits
 */

import { largest, matrix } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { diverging, grey } from "../kit/colours.js";
import { element, liveLine, setText } from "../kit/elements.js";
import { inside, layOut, paintCells } from "../kit/grid.js";
import { panel } from "../kit/panel.js";
import { widget } from "../kit/view.js";
import { describe, shuffled } from "./shuffling.js";

const CAPTIONS = ["picture", "weights, moved along", "filter's answer", "old one, moved along"];

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const all = CAPTIONS.map(() => panel());
  const row = element("div", { class: "cnn-four-panels" }, ...all.map(({ figure }) => figure));
  const line = liveLine("cnn-text", { letters: 245 });
  view.root.append(row, line);
  let side = 0;

  return (resized) => {
    if (resized) side = all[0].figure.clientWidth;
    const palette = view.palette();
    const state = shuffled({
      digit: matrix(view.get("digit")),
      weights: matrix(view.get("weights")),
      block: view.get("blocks")[view.get("block")],
      order: view.get("orders")[view.get("block")],
    });
    const text = describe(state);
    const heaviest = largest(state.weights.values);
    const ink = (/** @type {number} */ value) => grey(value, 0, 1, palette),
      signed = (/** @type {number} */ limit) => (/** @type {number} */ value) =>
        diverging(value, limit, palette);
    /** @type {[Matrix, (value: number) => Colour][]} */
    const drawn = [
      [state.picture, ink],
      [state.weights, signed(heaviest)],
      [state.map, signed(1)],
      [state.wanted, signed(1)],
    ];
    drawn.forEach(([values, colour], at) => {
      const { caption, content } = all[at];
      setText(caption, CAPTIONS[at]);
      content.setAttribute("aria-label", at ? CAPTIONS[at] : text);
      const grid = layOut(values.rows, values.columns, inside(side, side));
      const shade = (/** @type {number} */ i, /** @type {number} */ j) =>
        colour(values.values[i * values.columns + j]);
      paintCells(fit(content, side, side), grid, shade, palette);
    });
    line.say(text);
  };
}

export default widget("cnn-layer cnn-shuffle", build);
