"""Known mistakes of the problem sets, as pieces exchanged in the model answers."""

from __future__ import annotations

from typing import NamedTuple


class Mistake(NamedTuple):
    """What somebody wrote in place of a piece of the model answer in a cell."""

    cell: str
    right: str
    wrong: str


# One for a question, so that any of them may come together.
MISTAKES: dict[str, tuple[Mistake, ...]] = {
    "ps1_convolution_by_hand": (
        Mistake("cross-correlate", "* kernel)", "* kernel[::-1, ::-1])"),
        Mistake("pad", "(h + 2 * padding, w + 2 * padding)", "(h + padding, w + padding)"),
        Mistake("slide", "[::stride, ::stride]", "[::stride]"),
        Mistake("layer", " + bias[f]", ""),
        Mistake("max-pool", ".max(axis=(0, 1))", ".mean(axis=(0, 1))"),
        Mistake(
            "im2col",
            "kernels.reshape(-1, kernels.shape[3]).T",
            "kernels.reshape(kernels.shape[3], -1)",
        ),
        Mistake("detector", "pattern - pattern.mean()", "pattern"),
        Mistake("find-kernel", "answer[::-1, ::-1]", "answer[::-1]"),
    ),
    "ps2_output_shapes": (
        Mistake("output-size", "reach = dilation * (k - 1) + 1", "reach = dilation * k"),
        Mistake("leftover", "(n + 2 * padding - reach)", "(n - reach)"),
        Mistake("same", "return -(-n // stride)", "return n // stride"),
        Mistake("small-shapes", "window, layer.strides, dilation", "window, window, dilation"),
        Mistake("wide-shapes", "shape_after(layer, shape)", "shape_after(layer, shape)[::-1]"),
        Mistake("backwards", '(layer["k"] - 1) // 2', '(layer["k"] - 1)'),
    ),
    "ps3_parameter_counts": (
        Mistake("conv-parameters", "(weights_of_one_filter + use_bias)", "weights_of_one_filter"),
        Mistake("dense-parameters", " + use_bias)", ")"),
        Mistake("mine-counted", "flat = height * width * conv_3.filters", "flat = height * width"),
        Mistake("lenet-counted", "conv_parameters((5, 5), maps, 1)", "5 * 5 * maps"),
        Mistake("alexnet-counted", "(5, 5), 96, 256, groups=2", "(5, 5), 96, 256"),
        Mistake("busy-counted", "batch * out_numbers * 4", "out_numbers * 4"),
        Mistake("receptive-field", "jump *= s", "jump += s - 1"),
        Mistake("deep-fields", "deep.layers[:count]", "deep.layers[: count - 1]"),
    ),
    "ps4_mnist_cnn": (
        Mistake("inputs", "np.float32(255)", "np.float32(256)"),
        Mistake("network", "specification(me)", 'specification("somebody else")'),
        Mistake("steps", "-(-digits // batch_size)", "(digits // batch_size)"),
        Mistake("train", "epochs=budget.epochs", "epochs=1"),
        Mistake(
            "confusion-functions", "(counts, (labels, predicted)", "(counts, (predicted, labels)"
        ),
        Mistake("places", "pixels *= row.steps", "pixels += row.steps"),
        Mistake("moved", "{along: -pixels}", "{along: pixels}"),
    ),
    "ps5_callbacks": (
        Mistake("early-stopping", "if waited == patience:", "if waited > patience:"),
        Mistake("plateaus", 'settings.get("cooldown", 0) - 1', 'settings.get("cooldown", 0)'),
        Mistake("checkpoints", "records([-loss for loss in losses])", "records(losses)"),
        Mistake("arguments", "asked.quiet_epochs + 1", "asked.quiet_epochs"),
        Mistake(
            "own-callback",
            "self.row = self.row + 1 if accuracy >= self.target else 0",
            "self.row += accuracy >= self.target",
        ),
    ),
}
