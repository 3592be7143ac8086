"""Bars, cells, and curves of what the cells answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from helpers.drawing.colour_maps import BLUE_TO_ORANGE
from helpers.drawing.colours import BLUE, GREY, ORANGE, PINK
from helpers.drawing.picture import Picture, picture, quiet_axes
from helpers.drawing.words import fixed, number
from helpers.filters.cortex import CELLS, bar, simple_weights


class Property(NamedTuple):
    """What can be changed of the bar, and how far."""

    name: str
    title: str
    first: int
    last: int
    step: int

    @property
    def steps(self) -> range:
        return range(self.first, self.last + 1, self.step)


PROPERTIES = (
    Property("angle", "angle of the bar", 0, 180, 3),
    Property("position", "offset of the bar", -20, 20, 1),
    Property("length", "length of the bar", 2, 48, 2),
)
UNITS = {"angle": "degrees", "position": "pixels", "length": "pixels"}
COLOURS = (ORANGE, BLUE, PINK)
WIDTHS = (5, 3, 1.6)


def tuning_curves(
    values: ArrayLike, answers: Mapping[str, NDArray], *, swept: str, alt: str
) -> Picture:
    """Answers of cells against a property of the bar.

    Parameters
    ----------
    values
        The property, shape (n,).
    answers
        Name of the cell → its answers, shape (n,); at most three.
    swept
        What the property is.
    alt
        What is seen, for those who do not see it.
    """
    figure = Figure(figsize=(6.4, 2.4), layout="constrained")
    _curves(figure.subplots(), values, answers, swept)
    return picture(figure, alt)


def describe(prefers: float, angle: float, position: float, length: float) -> str:
    """A bar and the cells' answers to it, in words."""
    stimulus = bar(angle, position, length)
    said = ", ".join(f"{name} {fixed(cell(stimulus, prefers), 2)}" for name, cell in CELLS.items())
    return (
        f"The cells prefer {number(prefers)}°. The bar lies at {number(angle)}°, "
        f"{number(position)} pixels off the middle, {number(length)} long. Answers: {said}."
    )


def draw(
    prefers: float, angle: float, position: float, length: float, *, over: str = "angle"
) -> Figure:
    """The bar in the field of the cells, and their answers while one of its properties changes."""
    figure = Figure(figsize=(7.6, 2.6), layout="constrained")
    field, curves = figure.subplots(1, 2, width_ratios=(1, 2))
    weights = simple_weights(prefers)
    strength = np.minimum(0.75, 0.9 * np.abs(weights) / weights.max())[..., None]
    colours = BLUE_TO_ORANGE(np.where(weights > 0, 1.0, 0.0))[..., :3]
    ground = 0.1 + 0.9 * bar(angle, position, length)[..., None]
    field.imshow((1 - strength) * ground + strength * colours, interpolation="nearest")
    field.set_axis_off()
    stimulus = {"angle": angle, "position": position, "length": length}
    (swept,) = (one for one in PROPERTIES if one.name == over)
    bars = [bar(**{**stimulus, over: value}) for value in swept.steps]
    answers = {name: np.array([cell(one, prefers) for one in bars]) for name, cell in CELLS.items()}
    _curves(curves, swept.steps, answers, f"{swept.title} in {UNITS[over]}")
    curves.axvline(stimulus[over], color=GREY, linewidth=1)
    return figure


def _curves(axes: Axes, values: ArrayLike, answers: Mapping[str, NDArray], swept: str) -> None:
    quiet_axes(axes)
    for (name, curve), colour, width in zip(answers.items(), COLOURS, WIDTHS, strict=False):
        axes.plot(values, curve, color=colour, linewidth=width, label=name)
    axes.set_xlabel(swept, color=GREY)
    axes.set_ylim(-0.03, 1.08)
    axes.legend(frameon=False, labelcolor=GREY, fontsize=9)
