"""Pictures and feature maps side by side."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from helpers.drawing.colours import BLUE_TO_ORANGE, GREY
from helpers.drawing.picture import Picture, bare_axes, picture

HEIGHT = 2.4  # inches


def gray_pictures(pictures: dict[str, np.ndarray], alt: str) -> Picture:
    """Grey pictures in a row, 0 in white and the largest value in black.

    Parameters
    ----------
    pictures
        Title → array of shape (h, w), no value below 0.
    alt
        What is seen, for those who do not see it.
    """

    def scale(array):
        return {"cmap": "gray_r", "vmin": 0, "vmax": array.max() or 1}

    return _row(pictures, alt, scale)


def signed_maps(maps: dict[str, np.ndarray], alt: str) -> Picture:
    """Feature maps in a row: blue below 0, nearly white at 0, orange above.

    Parameters
    ----------
    maps
        Title → array of shape (h, w).
    alt
        What is seen, for those who do not see it.
    """

    def scale(array):
        limit = np.abs(array).max() or 1
        return {"cmap": BLUE_TO_ORANGE, "vmin": -limit, "vmax": limit}

    return _row(maps, alt, scale)


def _row(arrays: dict[str, np.ndarray], alt: str, scale) -> Picture:
    widths = [array.shape[1] / array.shape[0] for array in arrays.values()]
    size = HEIGHT * sum(widths) + 0.3 * len(widths), HEIGHT + 0.3
    figure = Figure(figsize=size, layout="constrained")
    columns = figure.subplots(1, len(arrays), squeeze=False, width_ratios=widths)[0]
    for axes, (title, array) in zip(columns, arrays.items(), strict=False):
        bare_axes(axes).imshow(array, interpolation="nearest", **scale(array))
        axes.set_title(title, fontsize=10, color=GREY)
    return picture(figure, alt)
