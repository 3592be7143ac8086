"""Patches as columns: the two matrices of a convolution, and their product."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.convolution import im2col, pad
from helpers.drawing.colours import MIDDLE
from helpers.drawing.heatmap import LARGEST_NUMBERED, diverging, draw_cells, outline
from helpers.drawing.words import count_of, number


@dataclass(frozen=True)
class Columns:
    """A small convolution as a matrix product.

    Attributes
    ----------
    x : array of shape (n, n, c)
    kernels : array of shape (k, k, c, f)
    padding, stride : int
    """

    x: NDArray
    kernels: NDArray
    padding: int = 0
    stride: int = 1

    @property
    def k(self) -> int:
        return len(self.kernels)

    @property
    def x_col(self) -> NDArray:
        return im2col(self.x, self.k, padding=self.padding, stride=self.stride)

    @property
    def w_row(self) -> NDArray:
        return self.kernels.reshape(-1, self.kernels.shape[3]).T

    @property
    def product(self) -> NDArray:
        return self.w_row @ self.x_col

    @property
    def size(self) -> int:
        """Rows, and columns, of the output."""
        return round(self.x_col.shape[1] ** 0.5)


def describe(columns: Columns, column: int = 0, filter: int = 0, pixel: int = -1) -> str:
    """All that the explorer shows, in words.

    ``pixel`` counts the numbers of x, row by row, channel by channel; -1 is none.
    """
    (n, _, channels), k, stride = columns.x.shape, columns.k, columns.stride
    length, positions = columns.x_col.shape
    i, j = divmod(column, columns.size)
    rows, across = (f"{at * stride} to {at * stride + k - 1}" for at in (i, j))
    text = (
        f"Input {n} by {n} by {channels}, padding {columns.padding}, kernel {k}, stride {stride}: "
        f"X_col has {length} rows and {count_of(positions, 'column')}, "
        f"{columns.x_col.size} numbers from {columns.x.size}. "
        f"Column {column} is the patch at rows {rows}, columns {across}. "
        f"Filter {filter} makes {number(columns.product[filter, column])} of it, "
        f"which goes to output row {i}, column {j}."
    )
    if pixel >= 0:
        one = np.zeros(columns.x.size)
        one[pixel] = 1
        marked = replace(columns, x=one.reshape(columns.x.shape))
        copies = count_of(int(marked.x_col.sum()), "column")
        y, x, _ = np.unravel_index(pixel, columns.x.shape)
        text += f" The pixel in row {y}, column {x} stands in {copies}."
    return text


def draw_columns(columns: Columns, column: int = 0, filter: int = 0) -> Figure:
    """Input and maps above; X_col, W_row and their product below, as they are multiplied."""
    length, positions = columns.x_col.shape
    filters, k = len(columns.w_row), columns.k
    figure = Figure(figsize=(8.4, 7.0), layout="constrained")
    upper, lower = figure.subfigures(2, 1, height_ratios=(1, 1.9), squeeze=False)[:, 0]
    channels = columns.x.shape[2]
    grids = upper.subplots(1, channels + filters)
    i, j = divmod(column, columns.size)
    padded = pad(columns.x, columns.padding)
    for channel, axes in enumerate(grids[:channels]):
        title = f"input, channel {channel}" if channels > 1 else "input"
        draw_cells(axes, padded[..., channel], _plain(padded[..., channel]), title)
        outline(axes, (i * columns.stride, j * columns.stride), (k, k))
    limit = np.abs(columns.product).max()
    for one, axes in enumerate(grids[channels:]):
        values = columns.product[one].reshape(columns.size, columns.size)
        draw_cells(axes, values, diverging(values, limit), f"map {one}")
        beside = (len(padded) - columns.size) / 2  # cells as large as the input's, under the title
        axes.set(xlim=(-0.6 - beside, len(padded) - 0.4 - beside), ylim=(len(padded) - 0.4, -0.6))
        if one == filter:
            outline(axes, (i, j), (1, 1))
    (empty, right), (left, corner) = lower.subplots(
        2, 2, width_ratios=(length, positions), height_ratios=(length, filters)
    )
    empty.axis("off")
    draw_cells(right, columns.x_col, _plain(columns.x_col), f"X_col {length} × {positions}")
    outline(right, (0, column), (length, 1))
    weights, product = columns.w_row, columns.product
    colours = diverging(weights, 2 * np.abs(weights).max())
    draw_cells(left, weights, colours, f"W_row {filters} × {length}")
    outline(left, (filter, 0), (1, length))
    draw_cells(
        corner,
        product,
        diverging(product, limit),
        f"product {filters} × {positions}",
        numbered=length <= LARGEST_NUMBERED,  # its cells are as small as those of X_col
    )
    outline(corner, (filter, column), (1, 1))
    return figure


def _plain(values: NDArray) -> NDArray:
    return np.broadcast_to(np.array(MIDDLE, float), (*values.shape, 3))
