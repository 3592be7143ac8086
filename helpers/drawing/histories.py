"""Curves of trainings over their epochs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, NullFormatter

from helpers.drawing.colours import BLUE, GREY, ORANGE, PINK
from helpers.drawing.picture import (
    Picture,
    name_axes,
    name_curves,
    picture,
    quiet_axes,
    told_apart,
)

STYLES = ((BLUE, "-"), (GREY, "--"), (ORANGE, "-"), (PINK, "--"))
"""Colour and line of the metrics."""


def curves_over_epochs(
    metrics: Mapping[str, Sequence[float]],
    alt: str,
    *,
    ylabel: str,
    rates: Sequence[float] | None = None,
) -> Picture:
    """Metrics over the epochs; below them, if given, the learning rate on a logarithmic axis.

    Parameters
    ----------
    metrics : mapping
        Label → value after each epoch; at most four.
    alt : str
        What is seen, for those who do not see it.
    ylabel : str
        What the metrics measure.
    rates : sequence of float, optional
        The learning rate of each epoch, above 0.

    Raises
    ------
    ValueError
        If there are more than four metrics, or the alt text is empty.
    """
    figure = Figure(figsize=(7.2, 2.6 if rates is None else 3.8), layout="constrained")
    rows = figure.subplots(1 if rates is None else 2, 1, sharex=True, squeeze=False)[:, 0]
    for label, values, (colour, line) in told_apart(metrics, STYLES):
        epochs = range(1, len(values) + 1)
        rows[0].plot(epochs, values, line, color=colour, marker=".", label=label)
    if rates is not None:
        epochs = range(1, len(rates) + 1)
        rows[1].step(epochs, rates, where="mid", color=ORANGE)
        rows[1].set_yscale("log")
        steps = sorted(set(rates))
        rows[1].set_yticks(steps, [f"{rate:.2g}" for rate in steps])
        rows[1].yaxis.set_minor_formatter(NullFormatter())
    for axes in rows:
        over_epochs(axes)
    name_curves(rows[0])
    # The last row names the epochs for all.
    names = (ylabel,) if rates is None else (ylabel, "learning rate")
    for axes, name in zip(rows, names, strict=True):
        name_axes(axes, "epoch" if axes is rows[-1] else "", name)
    return picture(figure, alt)


def over_epochs(axes: Axes) -> None:
    """Quiet axes for epochs: whole numbers, from the first on."""
    quiet_axes(axes)
    axes.tick_params(which="minor", length=0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlim(left=0.4)
