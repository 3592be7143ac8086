"""Curves of several runs: their mean, and a band from the lowest to the highest run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter, StrMethodFormatter
from numpy.typing import ArrayLike, NDArray

from helpers.drawing.colours import BLUE, GREY, ORANGE, PINK
from helpers.drawing.picture import (
    Picture,
    name_axes,
    name_curves,
    picture,
    quiet_axes,
    told_apart,
)

STYLES = ((BLUE, "-", "o"), (ORANGE, "--", "s"), (GREY, ":", "^"), (PINK, "-.", "D"))
"""Colour, line and marker of the curves."""


def bands(
    x: Sequence[float],
    runs: Mapping[str, ArrayLike],
    *,
    xlabel: str,
    ylabel: str,
    log: str = "",
    digits: int = 2,
) -> Picture:
    """Mean of several runs over one variable, and the band that holds them all.

    Parameters
    ----------
    x
        What was varied, n values.
    runs
        Label → measured values of shape (runs, n); at most four labels.
    xlabel, ylabel
        What the axes count.
    log
        The axes that are logarithmic: "x", "y", "xy" or none.
    digits
        Decimals of the values in the alt text.

    Raises
    ------
    ValueError
        If the values of a label do not have the shape (runs, n), or there are more than four.
    """
    figure = Figure(figsize=(7.2, 2.9), layout="constrained")
    axes = figure.subplots()
    quiet_axes(axes)
    said, counts = [], []
    for label, given, (colour, line, marker) in told_apart(runs, STYLES):
        values = np.asarray(given, dtype=float)
        if values.ndim != 2 or values.shape[1] != len(x):
            raise ValueError(f"{label!r} has the shape {values.shape}; expected (runs, {len(x)})")
        low, mean, high = values.min(axis=0), values.mean(axis=0), values.max(axis=0)
        axes.fill_between(x, low, high, color=colour, alpha=0.22, linewidth=0)
        axes.plot(x, mean, line, color=colour, marker=marker, markersize=4, label=label)
        said.append(f"{label}: {_path(mean, low, high, digits)}")
        counts.append(len(values))
    if "x" in log:
        _logarithmic(axes, "x")
        axes.set_xticks(x, [f"{value:g}" for value in x])
    if "y" in log:
        _logarithmic(axes, "y")
    name_axes(axes, xlabel, ylabel)
    name_curves(axes)
    spread = f"mean of {min(counts)} runs, with lowest and highest in brackets"
    spread = spread if min(counts) > 1 else "one run"
    return picture(figure, f"{ylabel} over {xlabel}, {spread}. {'; '.join(said)}.")


def _path(mean: NDArray, low: NDArray, high: NDArray, digits: int) -> str:
    """First and last value in words, each with its band."""
    ends = []
    for at in (0, -1):
        band = f" ({low[at]:.{digits}f} to {high[at]:.{digits}f})" if high[at] > low[at] else ""
        ends.append(f"{mean[at]:.{digits}f}{band}")
    return f"from {ends[0]} to {ends[1]}"


def _logarithmic(axes: Axes, name: str) -> None:
    """A logarithmic axis with plain numbers at its ticks."""
    axes.set(**{f"{name}scale": "log"})
    axis = axes.xaxis if name == "x" else axes.yaxis
    axis.set_major_formatter(StrMethodFormatter("{x:g}"))
    axis.set_minor_formatter(NullFormatter())
