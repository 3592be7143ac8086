"""A moved digit and what several networks say to it: drawn once and said in one sentence."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.drawing.colours import BLUE, GREY, ORANGE
from helpers.drawing.picture import bare_axes
from helpers.drawing.words import percent
from helpers.explorers.kit.digits import draw_shares


def describe(label: int, right: int, down: int, shares: Mapping[str, NDArray]) -> str:
    """What the networks say to a moved digit, in words.

    Parameters
    ----------
    label
        What the digit is.
    right, down
        How far it was moved, in pixels; negative ones are to the left and up.
    shares
        Network → its probabilities of the ten classes.
    """
    across = f"{abs(right)} {'left' if right < 0 else 'right'}"
    along = f"{abs(down)} {'up' if down < 0 else 'down'}"
    said = "; ".join(f"{name} says {_answer(one, label)}" for name, one in shares.items())
    return f"A {label}, moved {across} and {along}. {said}."


def _answer(shares: NDArray, label: int) -> str:
    best = int(np.argmax(shares))
    wrong = "" if best == label else ", wrong"
    return f"{best} ({percent(shares[best], 0)}){wrong}"


def draw(label: int, moved: NDArray, shares: Mapping[str, NDArray]) -> Figure:
    """The moved digit, shape (28, 28) in [0, 1], and the answers; the bar of its class is blue."""
    figure = Figure(figsize=(3 + 2.2 * len(shares), 2.6), layout="constrained")
    first, *others = figure.subplots(1, 1 + len(shares))
    bare_axes(first).imshow(moved, cmap="gray_r", vmin=0, vmax=1)
    for axes, (name, one) in zip(others, shares.items(), strict=True):
        draw_shares(axes, one, [BLUE if digit == label else ORANGE for digit in range(10)])
        axes.set_title(name, fontsize=10, color=GREY)
    return figure
