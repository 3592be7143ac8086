// Activation functions and softmax, moved by hand. The functions are those of lecture 5.

/** @import { Draw, View } from "../kit/view.js" */
/**
 * The traits of helpers.explorers.activations.explorer.ActivationsView.
 * @typedef {{ kind: string, activation: number, x: number, leak: number, leak_is_idle: boolean,
 *   z0: number, z1: number, z2: number, z3: number }} Traits
 */

import { widget } from "../kit/view.js";
import { buildActivation } from "./activation.js";
import { buildSoftmax } from "./softmax.js";

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  return view.get("kind") === "softmax" ? buildSoftmax(view) : buildActivation(view);
}

export default widget("cnn-activations", build);
