"""A filter, ReLU and a pool in one row: drawn and said."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.convolution import average_pool, cross_correlate, max_pool, unreached
from helpers.drawing.heatmap import diverging, draw_cells, grey, hatch_lines, outline
from helpers.drawing.words import not_reached, number

KINDS = ("max", "average")
DECIMALS = 9


@dataclass(frozen=True)
class Chain:
    """A picture and what three steps make of it.

    Attributes
    ----------
    picture : array of shape (h, w)
    kernel : array of shape (k, k)
    bias : float
    relu : bool
        Whether what is below 0 becomes 0 before the pool.
    kind : str
        "max" or "average".
    p : int
        Rows and columns of the pool's window, and its step.
    """

    picture: NDArray
    kernel: NDArray
    bias: float = 0.0
    relu: bool = True
    kind: str = "max"
    p: int = 2

    @property
    def k(self) -> int:
        return len(self.kernel)

    @property
    def map(self) -> NDArray:
        """The filter's answers, shape (h − k + 1, w − k + 1).

        Rounded, so that an answer that should be 0 is: a sum of floats may leave 1e-17 of it.
        """
        return np.round(cross_correlate(self.picture, self.kernel) + self.bias, DECIMALS)

    @property
    def rectified(self) -> NDArray:
        """What goes into the pool, of the shape of `map`."""
        return np.maximum(self.map, 0) if self.relu else self.map

    @property
    def pooled(self) -> NDArray:
        pool = max_pool if self.kind == "max" else average_pool
        return pool(self.rectified, self.p)

    @property
    def unreached(self) -> list[tuple[int, ...]]:
        """Rows and columns of the map that no window of the pool reaches."""
        return [unreached(n, self.p, stride=self.p) for n in self.map.shape]

    def largest_at(self, row: int, column: int) -> tuple[int, int]:
        """Where the map is largest under the pool's window at an output; the first of several."""
        top, left = row * self.p, column * self.p
        window = self.map[top : top + self.p, left : left + self.p]
        down, right = np.unravel_index(window.argmax(), window.shape)
        return top + int(down), left + int(right)

    def products(self, row: int, column: int) -> NDArray:
        """Kernel times pixels at a place of the map, shape (k, k)."""
        return self.kernel * self.picture[row : row + self.k, column : column + self.k]


def describe(chain: Chain, kernel: str, row: int, column: int) -> str:
    """All that the explorer shows, in words; ``kernel`` is what the kernel is called."""
    (height, width), (rows, columns) = chain.picture.shape, chain.map.shape
    high, wide = chain.pooled.shape
    top, left = chain.largest_at(row, column)
    first, sees = (row * chain.p, column * chain.p), chain.p + chain.k - 2
    seen_rows, seen_columns = (f"{at} to {at + sees}" for at in first)
    above = np.count_nonzero(chain.map > 0)
    reached = not_reached(chain.unreached, "The pool reaches every row and column.")
    return (
        f"{kernel}, bias {number(chain.bias, 1)}, on {height} by {width}: "
        f"map {rows} by {columns}, {above} of {chain.map.size} answers above 0. "
        f"{'ReLU' if chain.relu else 'No ReLU'}, {chain.kind} pool of {chain.p}: "
        f"{high} by {wide}. {reached} "
        f"Output row {row}, column {column} is {number(chain.pooled[row, column])}. "
        f"It sees the picture in rows {seen_rows}, columns {seen_columns}; "
        f"its largest answer, {number(chain.map[top, left])}, "
        f"is that of map row {top}, column {left}."
    )


def draw_chain(chain: Chain, row: int, column: int) -> Figure:
    """Picture, kernel over products, map, what ReLU leaves of it, and the pool's output."""
    figure = Figure(figsize=(11.5, 2.9), layout="constrained")
    grid = figure.add_gridspec(2, 5, width_ratios=(1, 0.5, 1, 1, 1))
    picture, answers, rectified, pooled = (figure.add_subplot(grid[:, at]) for at in (0, 2, 3, 4))
    kernel, products = (figure.add_subplot(grid[at, 1]) for at in (0, 1))
    place = chain.largest_at(row, column)
    corner = row * chain.p, column * chain.p
    limit = np.abs(chain.map).max()

    draw_cells(picture, chain.picture, grey(chain.picture, chain.picture.max()), "picture")
    side = chain.p + chain.k - 1
    outline(picture, corner, (side, side))
    outline(picture, place, (chain.k, chain.k), line=1.2)
    draw_cells(kernel, chain.kernel, diverging(chain.kernel), "kernel")
    multiplied = chain.products(*place)
    draw_cells(products, multiplied.round(1), diverging(multiplied), "products")
    for axes, values, title in (
        (answers, chain.map, "map"),
        (rectified, chain.rectified, "after ReLU" if chain.relu else "no ReLU"),
    ):
        draw_cells(axes, values, diverging(values, limit), title)
        hatch_lines(axes, chain.unreached, values.shape)
        outline(axes, corner, (chain.p, chain.p))
        outline(axes, place, (1, 1), line=1.2)
    title = f"{chain.kind} pool"
    draw_cells(pooled, chain.pooled, diverging(chain.pooled, limit), title, numbered=False)
    outline(pooled, (row, column), (1, 1))
    return figure
