"""Pictures of one-dimensional signals."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from helpers.drawing.colours import BLUE, GREY, ORANGE
from helpers.drawing.picture import (
    Picture,
    entitle,
    name_axes,
    name_curves,
    picture,
    quiet_axes,
    told_apart,
)

STYLES = ((BLUE, "-"), (GREY, "--"), (ORANGE, "-"), (GREY, ":"))
"""Colour and line of the curves in one frame."""


def stems(signals: Mapping[str, ArrayLike], alt: str) -> Picture:
    """One row of stems for each signal, on a common scale of positions.

    Parameters
    ----------
    signals : mapping
        Title → array of shape (n,); it is drawn at the positions 0 … n − 1.
    alt : str
        What is seen, for those who do not see it.

    Raises
    ------
    ValueError
        If the alt text is empty.
    """
    figure = Figure(figsize=(7.2, 1.25 * len(signals) + 0.3), layout="constrained")
    rows = figure.subplots(len(signals), 1, sharex=True, squeeze=False)[:, 0]
    for axes, (title, values) in zip(rows, signals.items(), strict=True):
        quiet_axes(axes)
        markers, lines, _base = axes.stem(np.arange(np.size(values)), values, basefmt=" ")
        markers.set(color=ORANGE, markersize=5)
        lines.set(color=ORANGE, linewidth=1.6)
        axes.axhline(0, color=GREY, linewidth=0.8)
        entitle(axes, title, loc="left")
        axes.margins(y=0.2)
    return picture(figure, alt)


def curves(
    x: ArrayLike,
    functions: Mapping[str, ArrayLike],
    alt: str,
    xlabel: str = "",
    ylabel: str = "",
) -> Picture:
    """Sampled functions of one variable in one frame.

    Parameters
    ----------
    x : array of shape (n,)
        Positions.
    functions : mapping
        Label → values, shape (n,); at most four.
    alt : str
        What is seen, for those who do not see it.
    xlabel, ylabel : str
        What the axes count.

    Raises
    ------
    ValueError
        If there are more than four functions, or the alt text is empty.
    """
    figure = Figure(figsize=(7.2, 2.6), layout="constrained")
    axes = figure.subplots()
    quiet_axes(axes)
    for label, values, (colour, line) in told_apart(functions, STYLES):
        axes.plot(x, values, line, color=colour, label=label, linewidth=2)
    name_axes(axes, xlabel, ylabel)
    name_curves(axes)
    return picture(figure, alt)
