"""Two strips of numbers that slide over each other: computed, said and drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from helpers.drawing.colours import GREY, ORANGE, PINK
from helpers.drawing.heatmap import diverging
from helpers.drawing.picture import entitle
from helpers.drawing.words import count_of, number


@dataclass(frozen=True)
class Example:
    """Two lists, and what the places in them stand for.

    Attributes
    ----------
    first, second : tuple of int
        Of dice: in how many ways each face comes up. Of polynomials: the coefficients.
    start : int
        What the first place of each stands for: face 1, or the power 0.
    unit : str
        "face" or "power".
    """

    first: tuple[int, ...]
    second: tuple[int, ...]
    start: int
    unit: str


EXAMPLES = {
    "two fair dice": Example((1,) * 6, (1,) * 6, start=1, unit="face"),
    "a fair and a loaded die": Example((1,) * 6, (1, 1, 1, 1, 1, 5), start=1, unit="face"),
    "two polynomials": Example((1, 2, 3), (0, 1, 4), start=0, unit="power"),
}


@dataclass(frozen=True)
class Strips:
    """The first list lies still, the second slides along below it, from the left to the right.

    Attributes
    ----------
    example : str
        One of `EXAMPLES`.
    flips : bool
        Whether the second list is turned round before it slides.
    """

    example: str
    flips: bool = True

    @property
    def lists(self) -> Example:
        return EXAMPLES[self.example]

    @property
    def below(self) -> NDArray:
        """The second list as it lies, from left to right."""
        second = np.array(self.lists.second)
        return second[::-1] if self.flips else second

    @property
    def named(self) -> NDArray:
        """What each number of `below` stands for."""
        names = self.lists.start + np.arange(len(self.lists.second))
        return names[::-1] if self.flips else names

    @property
    def sums(self) -> NDArray:
        """The sum of products at each place at which the strips touch."""
        operation = np.convolve if self.flips else np.correlate
        return operation(self.lists.first, self.lists.second, mode="full")

    def offset(self, place: int) -> int:
        """Where the left end of the second strip lies, counted from that of the first."""
        return place - len(self.lists.second) + 1

    def pairs(self, place: int) -> list[tuple[int, int]]:
        """Positions in the first list and in `below` that lie on each other, from the left."""
        at = self.offset(place)
        reached = range(max(at, 0), min(at + len(self.below), len(self.lists.first)))
        return [(i, i - at) for i in reached]

    def meaning(self, place: int) -> int:
        """What all pairs at a place have in common: the sum of both names, or the difference."""
        return place + 2 * self.lists.start if self.flips else self.offset(place)


def calculation(strips: Strips, place: int) -> str:
    """The products at a place and their sum, written out."""
    first, below = strips.lists.first, strips.below
    terms = " + ".join(f"{first[i]}·{below[j]}" for i, j in strips.pairs(place))
    return f"{terms} = {strips.sums[place]}"


def describe(strips: Strips, place: int) -> str:
    """All that the explorer shows, in words."""
    unit, common = strips.lists.unit, number(strips.meaning(place))
    turned = "turned round" if strips.flips else "not turned round"
    shared = (
        f"the two {unit}s add up to {common}"
        if strips.flips
        else f"the upper {unit} less the lower one is {common}"
    )
    return (
        f"{strips.example[0].upper()}{strips.example[1:]}; the second strip is {turned}. "
        f"Place {place} of 0 to {len(strips.sums) - 1}: "
        f"{count_of(len(strips.pairs(place)), 'pair')}, and in each {shared}. "
        f"{calculation(strips, place)}."
    )


def draw(strips: Strips, place: int) -> Figure:
    """Both strips with their products, and below them the sums of all places."""
    figure = Figure(figsize=(8.2, 4.4), layout="constrained")
    above, under = figure.subplots(2, 1, height_ratios=(1.25, 1))
    _draw_strips(above, strips, place)
    _draw_sums(under, strips, place)
    return figure


def _draw_strips(axes: Axes, strips: Strips, place: int) -> None:
    first, below, at = strips.lists.first, strips.below, strips.offset(place)
    reach = len(below) - 1
    products = {i: first[i] * below[j] for i, j in strips.pairs(place)}
    rows = (
        (0, dict(enumerate(first))),
        (1, {at + j: int(value) for j, value in enumerate(below)}),
        (2.6, products),
    )
    for top, cells in rows:
        limit = 2 * max([1, *cells.values()])
        for i, value in cells.items():
            colour = tuple(diverging([value], limit)[0] / 255)
            axes.add_patch(Rectangle((i, top), 1, 1, facecolor=colour, edgecolor=GREY, lw=0.6))
            axes.text(i + 0.5, top + 0.5, number(value), ha="center", va="center", color="black")
    start = strips.lists.start
    look: dict[str, Any] = {"ha": "center", "va": "center", "color": GREY}
    for i in range(len(first)):
        axes.text(i + 0.5, -0.4, str(start + i), **look)
    for j, name in enumerate(strips.named):
        axes.text(at + j + 0.5, 2.3, str(name), **look)
    left, right = min(products), max(products) + 1
    axes.add_patch(Rectangle((left, 0), right - left, 2, fill=False, edgecolor=PINK, lw=2))
    for y, text in ((0.5, "first"), (1.5, "second"), (3.1, "products")):
        axes.text(-reach - 0.3, y, text, **look | {"ha": "right"})
    axes.set(xlim=(-reach - 2.6, len(first) + reach), ylim=(3.7, -0.9), aspect="equal")
    axes.axis("off")


def _draw_sums(axes: Axes, strips: Strips, place: int) -> None:
    sums = strips.sums
    names = [number(strips.meaning(one)) for one in range(len(sums))]
    bars = axes.bar(range(len(sums)), sums, color=ORANGE, alpha=0.5)
    bars[place].set(alpha=1, edgecolor=PINK, lw=2)
    axes.bar_label(bars, labels=[number(value) for value in sums], color=GREY)
    axes.set_xticks(range(len(sums)), names, color=GREY)
    axes.set_yticks([])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.margins(y=0.15)
    unit = strips.lists.unit
    what = f"{unit} + {unit}" if strips.flips else f"upper {unit} − lower {unit}"
    entitle(axes, f"sums of products, by {what}")
