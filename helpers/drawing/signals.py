"""Pictures of one-dimensional signals."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from helpers.drawing.colours import BLUE, GREY, ORANGE
from helpers.drawing.picture import Picture, picture, quiet_axes


def stems(signals: dict[str, np.ndarray], alt: str) -> Picture:
    """One row of stems for each signal, on a common scale of positions.

    Parameters
    ----------
    signals
        Title → array of shape (n,); it is drawn at the positions 0 … n − 1.
    alt
        What is seen, for those who do not see it.
    """
    figure = Figure(figsize=(7.2, 1.25 * len(signals) + 0.3), layout="constrained")
    rows = figure.subplots(len(signals), 1, sharex=True, squeeze=False)[:, 0]
    for axes, (title, values) in zip(rows, signals.items(), strict=True):
        quiet_axes(axes)
        markers, lines, _base = axes.stem(np.arange(len(values)), values, basefmt=" ")
        markers.set(color=ORANGE, markersize=5)
        lines.set(color=ORANGE, linewidth=1.6)
        axes.axhline(0, color=GREY, linewidth=0.8)
        axes.set_title(title, loc="left", fontsize=10, color=GREY)
        axes.margins(y=0.2)
    return picture(figure, alt)


def curves(
    x: np.ndarray, functions: dict[str, np.ndarray], alt: str, xlabel: str = "", ylabel: str = ""
) -> Picture:
    """Sampled functions of one variable in one frame.

    Parameters
    ----------
    x
        Positions, shape (n,).
    functions
        Label → values, shape (n,); at most four.
    alt
        What is seen, for those who do not see it.
    xlabel, ylabel
        What the axes count.
    """
    figure = Figure(figsize=(7.2, 2.6), layout="constrained")
    axes = figure.subplots()
    quiet_axes(axes)
    styles = ((BLUE, "-"), (GREY, "--"), (ORANGE, "-"), (GREY, ":"))
    for (label, values), (colour, line) in zip(functions.items(), styles, strict=False):
        axes.plot(x, values, line, color=colour, label=label, linewidth=2)
    axes.set_xlabel(xlabel, color=GREY, fontsize=9)
    axes.set_ylabel(ylabel, color=GREY, fontsize=9)
    axes.legend(frameon=False, labelcolor=GREY, fontsize=9)
    return picture(figure, alt)
