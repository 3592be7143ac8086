"""Maps of what a logit depends on, under the outline of the digit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.drawing.colours import GREY
from helpers.drawing.picture import Picture, entitle, picture, show_ink, show_signed
from helpers.drawing.words import short


class Cells(NamedTuple):
    """Where the cells of a map lie in the picture: the first pixel, and the width of a cell."""

    first: float = 0
    wide: int = 1


def saliency_maps(
    maps: Mapping[str, NDArray], digit: NDArray, cells: Mapping[str, Cells] | None = None
) -> Picture:
    """A digit, and maps of what a logit depends on: orange above 0, blue below, a scale for each.

    Parameters
    ----------
    maps : mapping
        Title → array of shape (h, w).
    digit : array of shape (side, side)
        In [0, 1].
    cells : mapping, optional
        Title → where the map's cells lie, for a map that has other cells than the picture.
    """
    places = dict(cells or {})
    figure = Figure((1.95 * (1 + len(maps)), 2.25), layout="constrained")
    first, *others = figure.subplots(1, 1 + len(maps), squeeze=False)[0]
    show_ink(first, digit, 1)
    entitle(first, "the digit", size=9)
    for frame, (title, values) in zip(others, maps.items(), strict=True):
        draw_map(frame, values, digit, places.get(title, Cells()))
        entitle(frame, title, size=9)
    said = "; ".join(f"{title}: {_in_words(values)}" for title, values in maps.items())
    return picture(figure, f"A digit, and where a logit depends on it. {said}.")


def draw_map(frame: Axes, values: NDArray, digit: NDArray, cells: Cells) -> None:
    """A map under the outline of its digit, orange above 0, blue below."""
    near, far = cells.first - 0.5, cells.first + cells.wide * len(values) - 0.5
    show_signed(frame, values, extent=(near, far, far, near))
    frame.contour(digit, [0.5], colors=GREY, linewidths=0.8)
    side = len(digit)
    frame.set(xlim=(-0.5, side - 0.5), ylim=(side - 0.5, -0.5))
    frame.set_facecolor("none")


def _in_words(values: NDArray) -> str:
    row, column = np.unravel_index(np.abs(values).argmax(), values.shape)
    return f"strongest in row {row}, column {column}, {short(float(values[row, column]), 3)}"
