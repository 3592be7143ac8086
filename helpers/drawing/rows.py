"""Several runs of each of several networks, row by row, beside those of the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure

from helpers.drawing.colours import BLUE, GREY, ORANGE
from helpers.drawing.picture import Picture, name_axes, picture, quiet_axes


def rows_of_runs(runs: Mapping[str, Sequence[float]], *, xlabel: str, digits: int = 2) -> Picture:
    """A dot for each run and a line for their mean; the first row's mean goes through all rows.

    Parameters
    ----------
    runs
        Label → a measured value of each run; at least one.
    xlabel
        What was measured.
    digits
        Decimals of the values in the alt text.

    Raises
    ------
    ValueError
        If there is no row, or a row without a run.
    """
    if not runs or not all(len(values) for values in runs.values()):
        raise ValueError(f"runs is {dict(runs)!r}; give each row at least one run")
    figure = Figure((7.2, 0.7 + 0.34 * len(runs)), layout="constrained")
    axes = figure.subplots()
    quiet_axes(axes)
    for row, values in enumerate(runs.values()):
        colour = ORANGE if row else BLUE
        axes.plot(values, [row] * len(values), "o", color=colour, alpha=0.7, markersize=5)
        axes.plot([np.mean(values)] * 2, [row - 0.32, row + 0.32], color=colour, linewidth=2.5)
    reference = float(np.mean(next(iter(runs.values()))))
    axes.axvline(reference, color=GREY, linestyle=":", linewidth=1)
    axes.set_yticks(range(len(runs)), list(runs))
    axes.set_ylim(len(runs) - 0.5, -0.5)
    name_axes(axes, xlabel)
    said = "; ".join(
        f"{label}: {np.mean(values):.{digits}f} ({min(values):.{digits}f} to "
        f"{max(values):.{digits}f})"
        for label, values in runs.items()
    )
    return picture(figure, f"{xlabel}, mean of each row's runs with lowest and highest. {said}.")
