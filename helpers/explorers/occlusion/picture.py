"""A digit with a part hidden and what a network reads then: drawn once and said in one sentence."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.drawing.colours import GREY
from helpers.drawing.occlusion import draw_margins
from helpers.drawing.picture import bare_axes, name_axes
from helpers.drawing.words import fixed, number, percent
from helpers.training.occlusion import logit_margins


def describe(label: int, size: int, grey: float, place: tuple[int, int], shares: NDArray) -> str:
    """What a window hides, what the network says then, and where its lead is smallest.

    Parameters
    ----------
    label
        What the digit is.
    size, grey
        Rows and columns of the window, and what it is filled with.
    place
        Its first row and column.
    shares : array of shape (places, places, 10)
        Probabilities of the classes for every place of the window.
    """
    row, column = place
    here, leads = shares[row, column], logit_margins(shares, label)
    best = int(here.argmax())
    wrong = "" if best == label else f", wrong; {label} has {percent(here[label], 0)}"
    down, across = np.unravel_index(leads.argmin(), leads.shape)
    return (
        f"A {label} with a {size} × {size} window of grey {number(grey)} "
        f"over rows {row} to {row + size - 1}, columns {column} to {column + size - 1}: "
        f"the network says {best} ({percent(here[best], 0)}){wrong}. "
        f"The lead of {label} goes from {fixed(leads.min(), 1)} to {fixed(leads.max(), 1)} logits; "
        f"it is smallest with rows from {down}, columns from {across}."
    )


def draw(digit: NDArray, covered: NDArray, leads: NDArray) -> Figure:
    """The covered digit, shape (28, 28), and the lead of its class for every place.

    ``digit``, not covered, gives the outline under which the leads lie.
    """
    figure = Figure((5.4, 2.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    bare_axes(left).imshow(covered, cmap="gray_r", vmin=0, vmax=1)
    draw_margins(right, leads, digit)
    bar = figure.colorbar(right.images[0], ax=right, shrink=0.8)
    bar.ax.tick_params(colors=GREY, labelsize=8)
    name_axes(bar.ax, y="lead, in logits")
    return figure
