"""Blocks of a picture that change places: computed, said and drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.convolution import cross_correlate
from helpers.drawing.heatmap import diverging, draw_cells, grey
from helpers.drawing.words import number, percent
from helpers.images import drawn

SIDE = 28
BLOCKS = (28, 14, 7, 4, 2, 1)
KERNEL = np.array([[-1, 0, 1]])
"""The pixel to the right less the one to the left."""


@cache
def digit() -> NDArray:
    """A seven, shape (28, 28), in [0, 1]."""
    return (drawn.seven() / drawn.INK).round(2)


@cache
def weights() -> NDArray:
    """The weights of a dense neuron, shape (28, 28): random numbers, always the same."""
    return np.random.default_rng(0).normal(0, 0.2, (SIDE, SIDE)).round(2)


@cache
def order(block: int) -> NDArray:
    """Which pixel comes to each place, counted row by row; shape (784,).

    Whole blocks change places. Those of 28 × 28, of which there is one, stay.
    """
    across = SIDE // block
    places = np.arange(SIDE**2).reshape(across, block, across, block).swapaxes(1, 2)
    blocks = places.reshape(-1, block, block)
    mixed = np.random.default_rng(4).permutation(blocks)
    return mixed.reshape(across, across, block, block).swapaxes(1, 2).ravel()


@dataclass(frozen=True)
class Shuffled:
    """The seven with blocks of block × block pixels that have changed places."""

    block: int

    def moved(self, values: NDArray) -> NDArray:
        """An array of shape (28, 28) with its numbers in the new places."""
        return values.ravel()[order(self.block)].reshape(SIDE, SIDE)

    @property
    def picture(self) -> NDArray:
        return self.moved(digit())

    @property
    def weights(self) -> NDArray:
        """The dense neuron's, each moved along with its pixel."""
        return self.moved(weights())

    @property
    def answer(self) -> float:
        """What the dense neuron says."""
        return float((self.picture * self.weights).sum())

    @property
    def map(self) -> NDArray:
        """The filter's answer to the shuffled picture, shape (28, 28); zeros around it."""
        return cross_correlate(self.picture, KERNEL, padding="same")

    @property
    def wanted(self) -> NDArray:
        """The filter's answer to the picture as it was, shuffled afterwards."""
        return self.moved(cross_correlate(digit(), KERNEL, padding="same"))

    @property
    def likeness(self) -> float:
        """Correlation of `map` and `wanted`."""
        return float(np.corrcoef(self.map.ravel(), self.wanted.ravel())[0, 1])

    @property
    def together(self) -> float:
        """Share of the pairs side by side that still are, left and right as before."""
        places = order(self.block).reshape(SIDE, SIDE)
        left, right = places[:, :-1], places[:, 1:]
        return float(((right - left == 1) & (right % SIDE > 0)).mean())


def describe(shuffled: Shuffled) -> str:
    """All that the explorer shows, in words."""
    block, together = shuffled.block, percent(shuffled.together, 0)
    what = (
        "Nothing has changed places"
        if block == SIDE
        else f"Blocks of {block} by {block} pixels have changed places"
    )
    return (
        f"{what}: {together} of the pixels side by side are still neighbours. "
        f"The dense neuron, its weights moved along, answers {number(shuffled.answer)}. "
        "The filter's answer and its old answer, moved along, "
        f"have a correlation of {number(shuffled.likeness)}."
    )


def draw(shuffled: Shuffled) -> Figure:
    """The picture, the weights, the filter's answer, and its old answer moved along."""
    figure = Figure(figsize=(10.0, 2.9), layout="constrained")
    panels = {
        "picture": (shuffled.picture, grey(shuffled.picture, 1)),
        "weights, moved along": (shuffled.weights, diverging(shuffled.weights)),
        "filter's answer": (shuffled.map, diverging(shuffled.map, 1)),
        "old one, moved along": (shuffled.wanted, diverging(shuffled.wanted, 1)),
    }
    for axes, (title, (values, colours)) in zip(
        figure.subplots(1, len(panels)), panels.items(), strict=True
    ):
        draw_cells(axes, values, colours, title)
    return figure
