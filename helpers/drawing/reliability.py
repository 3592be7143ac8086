"""How sure a network is beside how often it is right."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure

from helpers.drawing.colours import BLUE, ORANGE
from helpers.drawing.picture import Picture, name_axes, name_curves, picture, quiet_axes
from helpers.training.calibration import Bin


def reliability_table(bins: Sequence[Bin]) -> Picture:
    """Certainty and accuracy of a network's answers, bin by bin.

    Below each stand the wrong answers, and as many as there would be if it were right as often as
    it is sure. Two standard errors are drawn around the certainty: where the network is right as
    often as it is sure, the accuracy lies inside of nearly all of them.

    Parameters
    ----------
    bins
        From `helpers.training.calibration.reliability`.
    """
    figure = Figure((7.2, 3.2), layout="constrained")
    axes = figure.subplots()
    quiet_axes(axes)
    places = range(len(bins))
    sure = axes.errorbar(
        places,
        [one.sure for one in bins],
        yerr=[2 * one.error for one in bins],
        fmt="_",
        color=BLUE,
        markersize=14,
        elinewidth=6,
        label="sure, ± 2 standard errors",
    )
    for line in sure.lines[2]:
        line.set_alpha(0.35)
    right = [one.right for one in bins]
    axes.plot(places, right, "o", color=ORANGE, label="right")
    axes.set_xticks(
        places,
        [
            f"{one.low:g} to {one.high:g}\n{one.count:,} answers\n"
            f"{one.wrong} wrong\n{one.expected:.1f} expected"
            for one in bins
        ],
    )
    axes.tick_params("x", labelsize=7, length=0)
    name_axes(axes, "certainty of the answer", "share")
    name_curves(axes)
    said = "; ".join(
        f"{one.low:g} to {one.high:g}: {one.count:,} answers, sure {one.sure:.3f}, "
        f"right {one.right:.3f}, standard error {one.error:.3f}, "
        f"{one.wrong} wrong where {one.expected:.1f} are expected"
        for one in bins
    )
    return picture(figure, f"Certainty and accuracy of the answers, by certainty. {said}.")
