"""Curves of several runs: their mean, and a band from the lowest to the highest run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import NullFormatter, ScalarFormatter

from helpers.drawing.colours import BLUE, GREY, ORANGE, PINK
from helpers.drawing.picture import Picture, picture, quiet_axes

STYLES = ((BLUE, "-", "o"), (ORANGE, "--", "s"), (GREY, ":", "^"), (PINK, "-.", "D"))


def bands(
    x: Sequence[float],
    runs: Mapping[str, np.ndarray],
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
        If the values of a label do not have the shape (runs, n).
    """
    figure = Figure(figsize=(7.2, 2.9), layout="constrained")
    axes = figure.subplots()
    quiet_axes(axes)
    said = []
    for (label, values), (colour, line, marker) in zip(runs.items(), STYLES, strict=False):
        values = np.asarray(values, dtype=float)
        if values.ndim != 2 or values.shape[1] != len(x):
            raise ValueError(f"{label!r} has the shape {values.shape}; expected (runs, {len(x)})")
        low, mean, high = values.min(axis=0), values.mean(axis=0), values.max(axis=0)
        axes.fill_between(x, low, high, color=colour, alpha=0.22, linewidth=0)
        axes.plot(x, mean, line, color=colour, marker=marker, markersize=4, label=label)
        said.append(f"{label}: {_path(mean, low, high, digits)}")
    for axis in log:
        _logarithmic(axes, axis, x if axis == "x" else None)
    axes.set_xlabel(xlabel, color=GREY, fontsize=9)
    axes.set_ylabel(ylabel, color=GREY, fontsize=9)
    axes.legend(frameon=False, labelcolor=GREY, fontsize=9)
    count = len(next(iter(runs.values())))
    spread = (
        f"mean of {count} runs, with lowest and highest in brackets" if count > 1 else "one run"
    )
    return picture(figure, f"{ylabel} over {xlabel}, {spread}. {'; '.join(said)}.")


def _path(mean: np.ndarray, low: np.ndarray, high: np.ndarray, digits: int) -> str:
    """First and last value in words, each with its band."""
    ends = []
    for at in (0, -1):
        band = f" ({low[at]:.{digits}f} to {high[at]:.{digits}f})" if high[at] > low[at] else ""
        ends.append(f"{mean[at]:.{digits}f}{band}")
    return f"from {ends[0]} to {ends[1]}"


def _logarithmic(axes, axis: str, ticks) -> None:
    getattr(axes, f"set_{axis}scale")("log")
    scale = getattr(axes, f"{axis}axis")
    if ticks is not None:
        axes.set_xticks(ticks)
    scale.set_major_formatter(ScalarFormatter())
    scale.set_minor_formatter(NullFormatter())
