"""How fast receptive fields grow with depth."""

from __future__ import annotations

from matplotlib.figure import Figure

from helpers.drawing.colours import BLUE, GREY, ORANGE, PINK
from helpers.drawing.picture import Picture, picture, quiet_axes


def growth(sizes: dict[str, list[int]], alt: str) -> Picture:
    """Receptive field (pixels along a side) against the number of convolutional layers.

    Parameters
    ----------
    sizes
        Kind of network → size after 1, 2, 3 … convolutional layers; at most three kinds.
    alt
        What is seen, for those who do not see it.
    """
    figure = Figure(figsize=(6.4, 2.8), layout="constrained")
    axes = figure.subplots()
    quiet_axes(axes)
    for (name, values), colour in zip(sizes.items(), (BLUE, ORANGE, PINK), strict=False):
        axes.semilogy(
            range(1, len(values) + 1), values, "o-", base=2, color=colour, label=name, linewidth=2
        )
    axes.set_xlabel("convolutional layers", color=GREY)
    axes.set_ylabel("pixels seen, along a side", color=GREY)
    axes.yaxis.set_major_formatter("{x:.0f}")
    axes.legend(frameon=False, labelcolor=GREY, fontsize=9)
    return picture(figure, alt)
