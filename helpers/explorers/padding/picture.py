"""A picture with zeros or its own edge around it, and what a filter makes of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.convolution import cross_correlate, pad
from helpers.convolution.padding import PADDING_MODES
from helpers.drawing.heatmap import diverging, draw_cells, outline
from helpers.drawing.words import number


@dataclass(frozen=True)
class Padded:
    """A picture, padded so that the filter's output has its size.

    Attributes
    ----------
    image : array of shape (h, w)
        Brightness from 0 to 1.
    kernel : array of shape (k, k)
        k is odd.
    mode : str
        "zeros" or "edge".
    names : (str, str)
        What picture and kernel are called.
    """

    image: NDArray
    kernel: NDArray
    mode: str
    names: tuple[str, str]

    @property
    def p(self) -> int:
        return (len(self.kernel) - 1) // 2

    @property
    def bordered(self) -> NDArray:
        return pad(self.image, self.p, mode=self.mode)

    @property
    def output(self) -> NDArray:
        return cross_correlate(self.bordered, np.asarray(self.kernel, float))


def border(values: NDArray) -> tuple[float, float]:
    """Mean of |values| in the outermost rows and columns, and of those inside."""
    sizes = np.abs(values)
    inner = np.zeros(values.shape, bool)
    inner[1:-1, 1:-1] = True
    return float(sizes[~inner].mean()), float(sizes[inner].mean())


def describe(padded: Padded) -> str:
    """All that the explorer shows, in words."""
    image, kernel = padded.names
    rows, columns = padded.image.shape
    k, output = len(padded.kernel), padded.output
    (outer, inner), (outer_after, inner_after) = border(padded.image), border(output)
    filling = "zeros" if padded.mode == "zeros" else "its own edge"
    return (
        f"The {image}, {rows} by {columns}, padded with {filling}, {padded.p} per side; "
        f"{kernel} of {k} by {k}; output {output.shape[0]} by {output.shape[1]}. "
        f"Mean size of the outermost values: {number(outer)} in the picture, "
        f"{number(outer_after)} in the output "
        f"(further inside {number(inner)} and {number(inner_after)})."
    )


def draw_padding(padded: Padded) -> Figure:
    """Both paddings, one below the other, each with its output."""
    figure = Figure(figsize=(5.6, 5.6), layout="constrained")
    for (left, right), mode in zip(figure.subplots(2, 2), PADDING_MODES, strict=True):
        one = Padded(padded.image, padded.kernel, mode, padded.names)
        bordered, output = one.bordered, one.output
        title = f"padded with {'zeros' if mode == 'zeros' else 'its edge'}"
        draw_cells(left, bordered, _photo(bordered), title, numbered=False)
        outline(left, (one.p, one.p), one.image.shape, line=1)
        signed = output.min() < 0
        colours = diverging(output, np.abs(output).max()) if signed else _photo(output)
        title = f"{one.names[1]} {len(one.kernel)} × {len(one.kernel)}"
        draw_cells(right, output, colours, title, numbered=False)
    return figure


def _photo(values: NDArray) -> NDArray:
    return np.repeat(255 * np.clip(values, 0, 1)[..., None], 3, axis=2)
