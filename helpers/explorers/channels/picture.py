"""Two filters on three channels, at one place: drawn and said."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.convolution import cross_correlate
from helpers.drawing.heatmap import diverging, draw_cells, grey, outline
from helpers.drawing.words import number

CHANNELS = ("red", "green", "blue")
FILTERS = 2


@dataclass(frozen=True)
class Layer:
    """A picture with three channels and the filters that look at it.

    Attributes
    ----------
    x : array of shape (h, w, 3)
    kernels : array of shape (k, k, 3, filters)
    biases : array of shape (filters,)
    """

    x: NDArray
    kernels: NDArray
    biases: NDArray

    @property
    def k(self) -> int:
        return self.kernels.shape[0]

    @property
    def maps(self) -> NDArray:
        """Shape (h − k + 1, w − k + 1, filters)."""
        return cross_correlate(self.x, self.kernels, bias=self.biases)

    def products(self, filter: int, row: int, column: int) -> NDArray:
        """The products at one place, shape (k, k, 3): a slice for each channel."""
        window = self.x[row : row + self.k, column : column + self.k]
        return window * self.kernels[..., filter]


def describe(layer: Layer, filter: int, row: int, column: int) -> str:
    """All that the explorer shows, in words."""
    height, width, channels = layer.x.shape
    high, wide, filters = layer.maps.shape
    products = layer.products(filter, row, column)
    sums = ", ".join(
        f"{name} {number(one)}"
        for name, one in zip(CHANNELS, products.sum(axis=(0, 1)), strict=True)
    )
    return (
        f"Input {height} by {width} by {channels}, {filters} filters of "
        f"{layer.k} by {layer.k} by {channels}: output {high} by {wide} by {filters}. "
        f"Filter {filter} has {products.size} weights and 1 bias. "
        f"At row {row}, column {column} its products add up to {sums}; "
        f"with the bias, {number(layer.biases[filter])}, "
        f"that makes {number(layer.maps[row, column, filter])}."
    )


def draw_layer(layer: Layer, filter: int, row: int, column: int) -> Figure:
    """A row for each channel, from its window to its sum; on the right the maps of the filters."""
    figure = Figure(figsize=(9.0, 5.6), layout="constrained")
    left, right = figure.subfigures(1, 2, squeeze=False, width_ratios=(2.2, 1))[0]
    products = layer.products(filter, row, column)
    largest_weight, largest_product = np.abs(layer.kernels).max(), np.abs(products).max()
    grids = left.subplots(len(CHANNELS), 3)
    for channel, (window, weights, product) in enumerate(grids):
        values = layer.x[..., channel]
        name = CHANNELS[channel]
        draw_cells(window, values, grey(values, 2 * layer.x.max()), f"{name} channel")
        outline(window, (row, column), (layer.k, layer.k))
        kernel = layer.kernels[..., channel, filter]
        _signed(weights, kernel, f"× slice for {name}", largest_weight)
        total = number(products[..., channel].sum())
        _signed(product, products[..., channel], f"= products, sum {total}", largest_product)
    maps = layer.maps
    for one, axes in enumerate(right.subplots(maps.shape[-1], 1)):
        bias = number(layer.biases[one])
        _signed(axes, maps[..., one], f"map {one}: three sums and bias {bias}", np.abs(maps).max())
        if one == filter:
            outline(axes, (row, column), (1, 1))
    return figure


def _signed(axes: Axes, values: NDArray, title: str, limit: float) -> None:
    draw_cells(axes, values, diverging(values, limit), title)
