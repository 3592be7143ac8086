"""One pooling layer on one feature map: drawn and said."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.convolution import average_pool, max_pool, output_size, unreached
from helpers.drawing.colours import GREY
from helpers.drawing.heatmap import diverging, draw_cells, grey, hatch_lines, outline
from helpers.drawing.words import not_reached, number, percent

KINDS = ("max", "average", "global max", "global average")


@dataclass(frozen=True)
class Pooling:
    """A pool and the map it works on.

    Attributes
    ----------
    values : array of shape (h, w)
    kind : str
        One of `KINDS`.
    k, stride : int
        Size and step of the window; a global pool has neither.
    """

    values: NDArray
    kind: str = "max"
    k: int = 2
    stride: int = 2

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind is {self.kind!r}; it must be one of {', '.join(KINDS)}")

    @property
    def is_global(self) -> bool:
        return self.kind.startswith("global")

    @property
    def window(self) -> tuple[int, int]:
        """Rows and columns of the window."""
        rows, columns = self.values.shape
        return (rows, columns) if self.is_global else (self.k, self.k)

    @property
    def step(self) -> int:
        return 1 if self.is_global else self.stride

    @property
    def lengths(self) -> list[tuple[int, int]]:
        """Lengths of map and window: of their rows, then of their columns."""
        return list(zip(self.values.shape, self.window, strict=True))

    @property
    def fits(self) -> bool:
        """Whether there is an output."""
        return all(k <= n for n, k in self.lengths)

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows and columns of the output."""
        return tuple(output_size(n, k, stride=self.step) for n, k in self.lengths)

    @property
    def unreached(self) -> list[tuple[int, ...]]:
        """Rows and columns that no window reaches."""
        return [unreached(n, k, stride=self.step) for n, k in self.lengths]

    @property
    def output(self) -> NDArray:
        pool = max_pool if self.kind.endswith("max") else average_pool
        return pool(np.asarray(self.values, float), self.window, stride=self.step)


def describe(pooling: Pooling, row: int = 0, column: int = 0) -> str:
    """All that the explorer shows, in words."""
    rows, columns = pooling.values.shape
    settings = f"Map {rows} by {columns}, {pooling.kind}"
    if not pooling.is_global:
        settings += f" of {pooling.k} by {pooling.k} at stride {pooling.stride}"
    if not pooling.fits:
        return f"{settings}: no output, the window is larger than the map."
    output = pooling.output
    kept = output.size / pooling.values.size
    reached = not_reached(pooling.unreached, "Every value is reached.")
    return (
        f"{settings}: output {output.shape[0]} by {output.shape[1]}. "
        f"{pooling.values.size} values become {output.size}, {percent(kept)}. {reached} "
        f"Output row {row}, column {column} is {number(output[row, column])}."
    )


def draw_pooling(pooling: Pooling, row: int = 0, column: int = 0) -> Figure:
    """The map with its window and what is left over, and the output in the same scale."""
    figure = Figure(figsize=(7.6, 3.4), layout="constrained")
    left, right = figure.subplots(1, 2)
    limit = np.abs(pooling.values).max()
    colour = diverging if pooling.values.min() < 0 else grey
    rows, columns = pooling.values.shape
    title = f"feature map {rows} × {columns}"
    draw_cells(left, pooling.values, colour(pooling.values, limit), title)
    if not pooling.fits:
        right.axis("off")
        right.set_title("no output", fontsize=10, color=GREY)
        return figure
    hatch_lines(left, pooling.unreached, (rows, columns))
    outline(left, (row * pooling.step, column * pooling.step), pooling.window)
    output = pooling.output
    title = f"output {output.shape[0]} × {output.shape[1]}"
    draw_cells(right, output, colour(output, limit), title)
    outline(right, (row, column), (1, 1))
    right.set(xlim=(-0.6, columns - 0.4), ylim=(rows - 0.4, -0.6))
    return figure
