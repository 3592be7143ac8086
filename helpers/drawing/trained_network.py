"""Pictures of the inside of a trained network: kernels, maps, patches, and what a window hides."""

from __future__ import annotations

from collections.abc import Mapping

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
from helpers.training.exciting_patches import Excitement


def kernel_gallery(kernels: NDArray, *, columns: int = 8) -> Picture:
    """All kernels of a first layer: orange where a pixel counts for, blue where it counts against.

    Parameters
    ----------
    kernels : array of shape (kh, kw, 1, filters)
        As Keras has them. One scale for all.
    columns : int
        Kernels in a row.

    Raises
    ------
    ValueError
        If the kernels have more than one input channel: they could not be drawn as one picture.
    """
    if kernels.ndim != 4 or kernels.shape[2] != 1:
        raise ValueError(f"kernels has the shape {kernels.shape}; it must be (kh, kw, 1, filters)")
    high, wide, _, count = kernels.shape
    rows = -(-count // columns)
    limit = np.abs(kernels).max() or 1
    figure = Figure((0.8 * columns, 0.95 * rows), layout="constrained")
    frames = figure.subplots(rows, columns, squeeze=False).ravel()
    for number, frame in enumerate(frames[:count]):
        show_signed(frame, kernels[..., 0, number], limit)
        entitle(frame, str(number), size=8, pad=2)
    empty_axes(frames[count:])
    return picture(
        figure,
        f"{count} kernels of {high} by {wide}, orange for positive weights and blue for negative "
        f"ones; the largest weight is {limit:.2f}.",
    )


def exciting_patches(found: Mapping[str, Excitement]) -> Picture:
    """A row for each channel: the patches to which it answers most, the strongest first.

    Parameters
    ----------
    found : mapping
        What to call the channel → what `helpers.training.exciting_patches.strongest_patches` found
        for it. Each has as many patches.
    """
    count = max(len(one.patches) for one in found.values())
    figure = Figure((0.9 * count + 1.6, 1.05 * len(found)), layout="constrained")
    frames = figure.subplots(len(found), count, squeeze=False)
    for row, (name, one) in zip(frames, found.items(), strict=True):
        for frame, patch, value in zip(row, one.patches, one.values, strict=True):
            show_ink(frame, patch, 1)
            entitle(frame, f"{value:.1f}", size=8, pad=2)
        beside = {"rotation": 0, "ha": "right", "va": "center", "labelpad": 8}
        row[0].set_ylabel(name, fontsize=9, color=GREY, **beside)
    said = "; ".join(
        f"{name}: answers from {one.values[0]:.1f} down to {one.values[-1]:.1f}"
        for name, one in found.items()
    )
    return picture(figure, f"The {count} patches that excite each channel most. {said}.")


def draw_heat(frame: Axes, heat: NDArray, side: int) -> None:
    """What each place of a window takes from the probability of the right class, in orange.

    Parameters
    ----------
    frame : Axes
        Gets one unit per pixel of the picture.
    heat : array of shape (places, places)
        The probability of the right class for every place of the window.
    side : int
        Rows and columns of the picture.
    """
    # Centre of the window = place in the picture, so that map and digit can be laid on each other.
    edge = (side - heat.shape[0]) / 2
    first, last = edge - 0.5, side - edge - 0.5
    show_signed(frame, 1 - heat, 1, extent=(first, last, last, first))
    frame.set(xlim=(-0.5, side - 0.5), ylim=(side - 0.5, -0.5))
    frame.set_facecolor("none")
