"""Curves of trainings over their epochs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from helpers.drawing.colours import BLUE, GREY, ORANGE, PINK
from helpers.drawing.picture import Picture, picture, quiet_axes


def curves_over_epochs(
    metrics: Mapping[str, Sequence[float]], alt: str, rates: Sequence[float] | None = None
) -> Picture:
    """Metrics over the epochs; below them, if given, the learning rate.

    Parameters
    ----------
    metrics
        Label → value after each epoch; at most four.
    alt
        What is seen, for those who do not see it.
    rates
        The learning rate of each epoch.
    """
    figure = Figure(figsize=(7.2, 2.6 if rates is None else 3.8), layout="constrained")
    rows = figure.subplots(1 if rates is None else 2, 1, sharex=True, squeeze=False)[:, 0]
    for (label, values), (colour, line) in zip(
        metrics.items(), ((BLUE, "-"), (GREY, "--"), (ORANGE, "-"), (PINK, "--")), strict=False
    ):
        rows[0].plot(range(1, len(values) + 1), values, line, color=colour, marker=".", label=label)
    if rates is not None:
        rows[1].step(
            range(1, len(rates) + 1), rates, where="mid", color=ORANGE, label="learning rate"
        )
        rows[1].set_ylim(0, None)
    for axes in rows:
        over_epochs(axes)
        axes.legend(frameon=False, labelcolor=GREY, fontsize=9)
    rows[-1].set_xlabel("epoch", color=GREY, fontsize=9)
    return picture(figure, alt)


def over_epochs(axes: Axes) -> None:
    """Quiet axes for epochs: whole numbers, from the first on."""
    quiet_axes(axes)
    axes.tick_params(which="minor", length=0)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlim(left=0.4)
