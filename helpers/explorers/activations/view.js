// Activation functions and softmax, moved by hand. The functions are those of lecture 5.

import { mount } from "../kit/view.js";
import { buildActivation } from "./activation.js";
import { buildSoftmax } from "./softmax.js";

/**
 * @typedef {{ kind: string, activation: number, x: number, leak: number,
 *   z0: number, z1: number, z2: number, z3: number }} Traits
 * @typedef {import("../kit/view.js").View<Traits>} View
 */

/** @param {View} view */
const build = (view) =>
  view.get("kind") === "softmax" ? buildSoftmax(view) : buildActivation(view);

export default { render: (context) => mount(context, "cnn-activations", build) };
