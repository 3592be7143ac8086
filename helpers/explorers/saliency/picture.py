"""Which pixels a logit depends on, with and without training: drawn once and said in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.drawing.picture import entitle, show_ink
from helpers.drawing.saliency import Cells, draw_map
from helpers.drawing.words import count_of, number, short
from helpers.explorers.kit.digits import SIDE
from helpers.training.saliency import rank_correlation


def last_layers(count: int) -> str:
    """What stands after "last": "layer" or "3 layers"."""
    return "layer" if count == 1 else count_of(count, "layer")


def describe(
    label: int,
    of: int,
    method: str,
    random: tuple[int, int],
    maps: Sequence[NDArray],
    ink: NDArray,
) -> str:
    """Two maps in words.

    Parameters
    ----------
    label, of
        What the digit is, and whose logit is asked for.
    method
        How the maps are made.
    random
        How many layers have random weights, and how many have weights.
    maps
        Of the trained network, and of that with random layers, each of shape (h, w).
    ink : array of shape (28, 28)
        True where the digit is not paper.
    """
    learned, other = maps
    count, layers = random
    side = len(learned)
    row, column = np.unravel_index(np.abs(learned).argmax(), learned.shape)
    what = "pixel" if side == SIDE else f"cell of {side} by {side}"
    told = (
        f"A {label}, {method} for the logit of {of}. The strongest {what} is in row {row}, "
        f"column {column}: {short(float(learned[row, column]), 3)}."
    )
    if not count:
        return f"{told} No layer is random, so the maps are the same."
    made = f"With the last {last_layers(count)} of {layers} random"
    everywhere = rank_correlation(learned, other)
    if np.isnan(everywhere):
        return f"{told} {made} a map is the same everywhere: there are no ranks."
    said = f"{told} {made}, the strengths have a rank correlation of {number(everywhere)}"
    on_ink = rank_correlation(learned[ink], other[ink]) if side == SIDE else np.nan
    return said + ("." if np.isnan(on_ink) else f", {number(on_ink)} on the ink alone.")


def draw(digit: NDArray, maps: Sequence[NDArray], count: int, cells: Cells) -> Figure:
    """The digit, shape (28, 28), and the two maps under its outline."""
    figure = Figure((7.8, 2.8), layout="constrained")
    first, second, third = figure.subplots(1, 3)
    show_ink(first, digit, 1)
    entitle(first, "the digit")
    draw_map(second, maps[0], digit, cells)
    entitle(second, "all layers trained")
    draw_map(third, maps[1], digit, cells)
    entitle(third, f"last {last_layers(count)} random" if count else "no layer random")
    return figure
