"""A digit on the pad and what a network says to it: drawn once and said in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.drawing.colours import GREY, ORANGE
from helpers.drawing.words import percent
from helpers.explorers.kit.digits import draw_shares


def describe(shares: Sequence[float]) -> str:
    """The network's answer in words.

    Parameters
    ----------
    shares
        The probabilities of the ten classes; none if nothing is drawn.
    """
    if not len(shares):
        return "Nothing is drawn yet."
    first, second = np.argsort(-np.asarray(shares), kind="stable")[:2]
    return f"The network says {_said(shares, first)}, then {_said(shares, second)}."


def _said(shares: Sequence[float], digit: int) -> str:
    return f"{digit} ({percent(shares[digit])})"


def draw(seen: NDArray, shares: Sequence[float]) -> Figure:
    """The digit that the network gets, shape (28, 28), and its answer."""
    figure = Figure(figsize=(6, 2.4), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=[1, 1.6])
    left.imshow(seen, cmap="gray_r")
    left.set(xticks=[], yticks=[])
    draw_shares(right, shares, [ORANGE] * len(shares))
    right.set_xlabel("probability", color=GREY, fontsize=9)
    return figure
