"""An activation with its slope, and a softmax: drawn once and said in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, softmax

from helpers.drawing.colours import BLUE, GREY, ORANGE, PINK
from helpers.drawing.picture import quiet_axes
from helpers.drawing.words import number

NAMES = ("sigmoid", "tanh", "ReLU", "leaky ReLU")
EDGE = 4.0
"""How far from 0 the curves are drawn."""


def activation(name: str, x: ArrayLike, leak: float) -> tuple[NDArray, NDArray]:
    """Values and slopes of an activation function.

    Parameters
    ----------
    name
        One of `NAMES`.
    x
        Inputs, of any shape.
    leak
        Slope of the leaky ReLU to the left of 0.

    Returns
    -------
    values, slopes
        Of the shape of x. The slope of a ReLU at 0 is the one to the left of it.
    """
    x = np.asarray(x, float)
    if name == "sigmoid":
        values = expit(x)
        return values, values * (1 - values)
    if name == "tanh":
        return np.tanh(x), 1 - np.tanh(x) ** 2
    left = {"ReLU": 0.0, "leaky ReLU": leak}[name]
    return np.where(x > 0, x, left * x), np.where(x > 0, 1.0, left)


def describe_activation(name: str, x: float, leak: float) -> str:
    """An activation at one input, in words."""
    value, slope = (float(one) for one in activation(name, x, leak))
    return f"{name} at {number(x)}: value {number(value, 3)}, slope {number(slope, 3)}."


def describe_softmax(logits: Sequence[float]) -> str:
    """Logits and their softmax, in words."""
    given = ", ".join(number(z) for z in logits)
    shares = ", ".join(number(share, 3) for share in softmax(logits))
    return f"Logits {given} become {shares}; they add up to 1."


def draw_activation(name: str, x: float, leak: float) -> Figure:
    """The curve of an activation, its slope, and a dot at one input."""
    figure = Figure(figsize=(7.2, 2.6), layout="constrained")
    axes = figure.subplots()
    quiet_axes(axes)
    inputs = np.linspace(-EDGE, EDGE, 200)
    values, slopes = activation(name, inputs, leak)
    axes.plot(inputs, values, color=ORANGE, label=name)
    axes.plot(inputs, slopes, "--", color=BLUE, label="its slope")
    axes.plot(x, activation(name, x, leak)[0], "o", color=PINK)
    axes.legend(frameon=False, labelcolor=GREY, fontsize=9)
    return figure


def draw_softmax(logits: Sequence[float]) -> Figure:
    """Logits and their softmax as bars."""
    figure = Figure(figsize=(7.2, 2.2), layout="constrained")
    panels = {"logit": logits, "softmax": softmax(logits)}
    for axes, (title, values) in zip(figure.subplots(1, 2), panels.items(), strict=True):
        quiet_axes(axes)
        axes.barh(range(len(logits)), values, color=ORANGE)
        axes.set(yticks=range(len(logits)))
        axes.invert_yaxis()
        axes.set_title(title, fontsize=10, color=GREY)
    return figure
