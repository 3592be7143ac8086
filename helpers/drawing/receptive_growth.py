"""How fast receptive fields grow with depth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

from helpers.drawing.colours import BLUE, ORANGE, PINK
from helpers.drawing.picture import (
    Picture,
    name_axes,
    name_curves,
    picture,
    quiet_axes,
    told_apart,
)


def growth(sizes: Mapping[str, Sequence[int]], alt: str) -> Picture:
    """Receptive field against the number of convolutional layers, on a scale of doublings.

    Parameters
    ----------
    sizes : mapping
        Kind of network → pixels along a side after 1, 2, 3 … convolutional layers; at most three
        kinds.
    alt : str
        What is seen, for those who do not see it.

    Raises
    ------
    ValueError
        If there are more than three kinds, or the alt text is empty.
    """
    figure = Figure(figsize=(6.4, 2.8), layout="constrained")
    axes = figure.subplots()
    quiet_axes(axes)
    for name, values, colour in told_apart(sizes, (BLUE, ORANGE, PINK)):
        layers = range(1, len(values) + 1)
        axes.semilogy(layers, values, "o-", base=2, color=colour, label=name, linewidth=2)
    name_axes(axes, "convolutional layers", "pixels seen, along a side", size=10)
    axes.yaxis.set_major_formatter("{x:.0f}")
    name_curves(axes)
    return picture(figure, alt)
