"""Pictures and feature maps side by side, and layer by layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.drawing.colours import GREY
from helpers.drawing.picture import (
    Picture,
    empty_axes,
    entitle,
    picture,
    show_ink,
    show_signed,
)

HEIGHT = 2.4  # inches of a picture in a row
GAP = 0.3  # inches between two of them
SIDE = 0.95  # inches of a small map


def grey_pictures(pictures: Mapping[str, NDArray], alt: str) -> Picture:
    """Grey pictures in a row, 0 in white and the largest value in black.

    Parameters
    ----------
    pictures : mapping
        Title → array of shape (h, w), no value below 0.
    alt : str
        What is seen, for those who do not see it.

    Raises
    ------
    ValueError
        If the alt text is empty.
    """
    return _row(pictures, alt, show_ink)


def signed_maps(maps: Mapping[str, NDArray], alt: str) -> Picture:
    """Feature maps in a row: blue below 0, nearly white at 0, orange above.

    Parameters
    ----------
    maps : mapping
        Title → array of shape (h, w).
    alt : str
        What is seen, for those who do not see it.

    Raises
    ------
    ValueError
        If the alt text is empty.
    """
    return _row(maps, alt, show_signed)


def feature_maps(maps: Mapping[str, NDArray], *, count: int = 8) -> Picture:
    """A row for each layer: its first feature maps, dark where they answer.

    Parameters
    ----------
    maps : mapping
        Layer → its output for one picture, shape (h, w, c), nowhere below 0.
    count : int
        Channels to show. The first ones, so that a pooled map stands below the map it comes from.

    Raises
    ------
    ValueError
        If an output is not of the shape (h, w, c).
    """
    for layer, output in maps.items():
        if np.ndim(output) != 3:
            raise ValueError(f"{layer!r} has the shape {np.shape(output)}; it must be (h, w, c)")
    figure = Figure((SIDE * count, (SIDE + 0.25) * len(maps)), layout="constrained")
    strips = figure.subfigures(len(maps), 1, squeeze=False)[:, 0]
    for strip, (layer, output) in zip(strips, maps.items(), strict=True):
        size = " × ".join(map(str, output.shape))
        strip.suptitle(f"{layer}: {size}", fontsize=9, color=GREY, x=0.01, ha="left")
        strip.set_facecolor("none")
        frames = strip.subplots(1, count, squeeze=False)[0]
        shown = output[..., :count]
        for channel, frame in enumerate(frames[: shown.shape[2]]):
            show_ink(frame, shown[..., channel], shown.max())
        empty_axes(frames[shown.shape[2] :])
    return picture(figure, "One picture on its way through the network. " + _in_words(maps, count))


def _row(arrays: Mapping[str, NDArray], alt: str, show: Callable[[Axes, NDArray], None]) -> Picture:
    """One scale for all: a map that is smaller than its picture is drawn smaller."""
    rows, columns = zip(*(array.shape for array in arrays.values()), strict=True)
    pixel = HEIGHT / max(rows)  # inches
    size = pixel * sum(columns) + GAP * (len(columns) - 1), HEIGHT
    figure = Figure(figsize=size)
    left = 0.0
    for title, array in arrays.items():
        high, wide = pixel * array.shape[0], pixel * array.shape[1]
        place = left / size[0], (1 - high / HEIGHT) / 2, wide / size[0], high / HEIGHT
        axes = figure.add_axes(place)
        show(axes, array)
        entitle(axes, title)
        left += wide + GAP
    return picture(figure, alt)


def _in_words(maps: Mapping[str, NDArray], count: int) -> str:
    sentences = []
    for layer, output in maps.items():
        shown = output[..., :count]
        silent = int((shown.max(axis=(0, 1)) <= 0).sum())
        size = " by ".join(map(str, output.shape[:2]))
        sentence = f"{layer}: {shown.shape[2]} of {output.shape[2]} maps, {size}"
        sentences.append(sentence + (f", {silent} of them empty" if silent else ""))
    return "; ".join(sentences) + "."
