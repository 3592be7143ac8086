"""A small layer above, and the same layer as a matrix below."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.drawing.colours import MIDDLE
from helpers.drawing.heatmap import LARGEST_NUMBERED, diverging, draw_cells, outline
from helpers.drawing.words import number
from helpers.explorers.weight_matrix.layer import WeightMatrix

BLACK = "#000000"  # a frame inside a coloured cell


def draw(layer: WeightMatrix, output: int, column: int) -> Figure:
    """Input, weights of one output and the outputs; below them the matrix and its product.

    A frame marks the output in each, and another the places that share the chosen weight.
    """
    figure = Figure(figsize=(8.4, 6.2), layout="constrained")
    above, below = figure.subfigures(2, 1, height_ratios=(1, 1.5), squeeze=False)[:, 0]
    _draw_layer(above, layer, output)
    matrix, vector = layer.matrix, layer.vector[None]
    (top, empty), (left, right) = below.subplots(
        2, 2, width_ratios=(matrix.shape[1], 1.4), height_ratios=(1.2, len(matrix))
    )
    empty.axis("off")
    patches = layer.form == "im2col"
    factors = diverging(vector, 6) if patches else _plain(vector)
    draw_cells(top, vector, factors, f"the {'kernel' if patches else 'input'}, row by row")
    if vector.shape[1] > LARGEST_NUMBERED:  # one row has room for numbers that a matrix has not
        for at, value in enumerate(layer.vector):
            top.text(at, 0, number(value), ha="center", va="center_baseline", fontsize=8)
    draw_cells(left, matrix, _plain(matrix) if patches else diverging(matrix, 6), _title(layer))
    outline(left, (output, 0), (1, matrix.shape[1]))
    for place in layer.copies(output, column):
        outline(left, place, (1, 1), colour=BLACK, line=1.6)
    result = layer.result[:, None]
    draw_cells(right, result, _diverging(result), "output")
    outline(right, (output, 0), (1, 1))
    return figure


def _draw_layer(figure: Figure, layer: WeightMatrix, output: int) -> None:
    """The input with the window, the weights of the output as a picture, and all outputs."""
    first, second, third = figure.subplots(1, 3)
    i, j = divmod(output, layer.size)
    draw_cells(first, layer.input, _plain(layer.input), "input")
    seen = layer.weights[output].reshape(layer.n, layer.n)
    draw_cells(second, seen, diverging(seen, 6), "weights of this output")
    if layer.form != "dense":
        corner = (i * layer.stride - layer.padding, j * layer.stride - layer.padding)
        for axes in (first, second):
            outline(axes, corner, (layer.k, layer.k))
    values = layer.result.reshape(layer.size, layer.size)
    draw_cells(third, values, _diverging(values), "output")
    outline(third, (i, j), (1, 1))


def _title(layer: WeightMatrix) -> str:
    rows, columns = layer.matrix.shape
    return f"{'patches' if layer.form == 'im2col' else 'weights'} {rows} × {columns}"


def _diverging(values: NDArray) -> NDArray:
    return diverging(values, np.abs(values).max())


def _plain(values: NDArray) -> NDArray:
    return np.broadcast_to(np.array(MIDDLE, float), (*values.shape, 3))
