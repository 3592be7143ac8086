// Activation functions and softmax, moved by hand. The functions are those of lecture 5.

import { mount } from "../kit/view.js";
import { buildActivation } from "./activation.js";
import { buildSoftmax } from "./softmax.js";

const build = (view) =>
  view.get("kind") === "softmax" ? buildSoftmax(view) : buildActivation(view);

export default { render: (context) => mount(context, "cnn-activations", build) };
