"""Sums and gradients through ten layers: drawn and said."""

from __future__ import annotations

from matplotlib.figure import Figure

from helpers.drawing.colours import BLUE, ORANGE
from helpers.drawing.picture import name_axes, name_curves, quiet_axes
from helpers.drawing.words import number, percent, short
from helpers.explorers.signal_propagation.propagation import DEPTH, Setting, propagate

LOW, HIGH = 1e-6, 1e4  # ends of the axis
NAMES = {
    "zeros": "Weights of 0",
    "small": "Small weights (0.05)",
    "Glorot": "Glorot's rule",
    "He": "He's rule",
    "orthogonal": "Orthogonal weights",
}
BEHIND = {"ReLU": "ReLU", "tanh": "tanh", "none": "no activation"}


def describe(setting: Setting) -> str:
    """The ends of both curves in words."""
    found = propagate(setting)
    factor = "" if setting.factor == 1 else f" times {number(setting.factor)}"
    return (
        f"{NAMES[setting.rule]}{factor}, {BEHIND[setting.activation]}. "
        f"The spread of the sums is {short(found.sums[0])} in layer 1 and {short(found.sums[-1])} "
        f"in layer {DEPTH}; that of the gradients {short(found.gradients[-1])} in layer {DEPTH} "
        f"and {short(found.gradients[0])} in layer 1."
    )


def describe_layer(setting: Setting, layer: int) -> str:
    """One layer, counted from 1, in words."""
    found, at = propagate(setting), layer - 1
    return (
        f"Layer {layer}: sums {short(found.sums[at])}, gradients {short(found.gradients[at])}; "
        f"{percent(found.flat[at])} of its sums let hardly any gradient pass."
    )


def draw(setting: Setting) -> Figure:
    """The spread of the sums and of the gradients in each layer, on a logarithmic axis."""
    found = propagate(setting)
    figure = Figure(figsize=(7.2, 3.0), layout="constrained")
    axes = figure.subplots()
    quiet_axes(axes)
    layers = range(1, DEPTH + 1)
    axes.plot(layers, found.sums, "o-", color=ORANGE, markersize=4, label="sums")
    axes.plot(layers, found.gradients, "o-", color=BLUE, markersize=4, label="gradients")
    axes.set(yscale="log", ylim=(LOW, HIGH), xticks=list(layers))
    name_axes(axes, x="layer", y="spread")
    name_curves(axes)
    return figure
