"""Where a window over a digit misleads a network, and by how much."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.drawing.colours import GREY, INK
from helpers.drawing.picture import Picture, entitle, name_axes, picture, show_ink, show_signed

OUTLINE = "#{:02x}{:02x}{:02x}".format(*INK)


def occlusion_maps(margins: Mapping[str, NDArray], digit: NDArray) -> Picture:
    """A digit, and for each kind of window how far the right class leads at every place.

    A place of the window is drawn where its centre lies, under the outline of the digit. One scale
    for all: orange where the right class leads, blue where another one does.

    Parameters
    ----------
    margins : mapping
        Title → `helpers.training.occlusion.logit_margins`, shape (h − size + 1, w − size + 1) for a
        window of that size.
    digit : array of shape (h, w)
    """
    figure = Figure((2.4 * (1 + len(margins)) + 0.7, 2.6), layout="constrained")
    first, *others = figure.subplots(1, 1 + len(margins), squeeze=False)[0]
    show_ink(first, digit)
    entitle(first, "the digit")
    limit = max(np.abs(margin).max() for margin in margins.values())
    for frame, (title, margin) in zip(others, margins.items(), strict=True):
        draw_margins(frame, margin, digit, limit)
        entitle(frame, title)
    bar = figure.colorbar(others[-1].images[0], ax=others, shrink=0.8)
    bar.ax.tick_params(colors=GREY, labelsize=8)
    name_axes(bar.ax, y="lead of the right class")
    said = "; ".join(_in_words(title, margin) for title, margin in margins.items())
    return picture(
        figure, f"A digit, and the lead of its class for every place of a window. {said}."
    )


def draw_margins(frame: Axes, margin: NDArray, digit: NDArray, limit: float | None = None) -> None:
    """The lead at every place of a window, under the outline of the digit: orange, or blue below 0.

    A place lies where the window's centre does, so that map and digit can be laid on each other.

    Parameters
    ----------
    frame : Axes
        Gets one unit per pixel of the digit.
    margin : array of shape (places, places)
    digit : array of shape (h, w)
    limit : float, optional
        The lead with the strongest colour; by default the largest.
    """
    side = digit.shape[0]
    edge = (side - margin.shape[0]) / 2
    near, far = edge - 0.5, side - edge - 0.5
    show_signed(frame, margin, limit, extent=(near, far, far, near))
    frame.contour(digit, [digit.max() / 2], colors=OUTLINE, linewidths=0.8)
    frame.set(xlim=(-0.5, side - 0.5), ylim=(side - 0.5, -0.5))
    frame.set_facecolor("none")


def _in_words(title: str, margin: NDArray) -> str:
    behind = f"behind at {int((margin < 0).sum())} of {margin.size} places"
    return f"{title}: from {margin.min():.1f} to {margin.max():.1f}, {behind}"
