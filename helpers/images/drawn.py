"""Small pictures drawn from formulas: no file is needed and every number in them is known."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

INK = 50.0
"""Grey value of a full stroke in the drawn pictures."""


def strokes(lines: Sequence[NDArray], size: int, width: float = 1.1) -> NDArray:
    """Draw polylines with soft edges.

    Parameters
    ----------
    lines : sequence of arrays of shape (points, 2)
        (row, column) of the corners, in pixels.
    size : int
        Height and width of the picture.
    width : float
        Distance in pixels at which a stroke has faded to 0.

    Returns
    -------
    array of shape (size, size), float64
        `INK` on a stroke, falling linearly to 0.
    """
    pixels = np.moveaxis(np.mgrid[:size, :size], 0, -1).astype(float)  # (size, size, 2)
    nearest = np.full((size, size), np.inf)
    for line in lines:
        for start, end in itertools.pairwise(line):
            along = end - start
            length = along @ along or 1.0
            t = np.clip((pixels - start) @ along / length, 0, 1)
            distance = np.linalg.norm(pixels - (start + t[..., None] * along), axis=-1)
            nearest = np.minimum(nearest, distance)
    return INK * np.clip(1 - nearest / width, 0, 1)


def arc(
    centre: tuple[float, float], radii: tuple[float, float], degrees: tuple[float, float]
) -> NDArray:
    """Points of an elliptic arc.

    Parameters
    ----------
    centre, radii : (float, float)
        Row and column; half its height and half its width, in pixels.
    degrees : (float, float)
        Where it begins and ends, anticlockwise from the right.

    Returns
    -------
    array of shape (40, 2)
        (row, column) of each point.
    """
    angle = np.radians(np.linspace(*degrees, 40))
    rows, columns = centre[0] - radii[0] * np.sin(angle), centre[1] + radii[1] * np.cos(angle)
    return np.stack([rows, columns], axis=-1)


def mouse(size: int = 32) -> NDArray:
    """The outline of a mouse that looks to the right.

    Its back, at the left, bends as `helpers.filters.kernels.CURVE` does.

    Returns
    -------
    array of shape (size, size), float64
        Grey values from 0 to `INK`.
    """
    lines = [
        arc((21, 13), (14, 9), (75, 180)),  # back and rump
        arc((21, 8), (5, 4), (180, 270)),  # rump to belly
        np.array([(26.0, 8.0), (26.0, 24.0), (23.0, 29.0)]),  # belly and chin
        np.array([(23.0, 29.0), (15.0, 22.0), (10.0, 17.5), (7.5, 15.3)]),  # snout and forehead
        arc((10, 21), (3, 2.5), (0, 360)),  # ear
        np.array([(19.0, 22.0), (19.0, 22.5)]),  # eye
        np.array([(25.0, 5.0), (27.5, 4.0), (28.5, 1.5), (30.0, 1.0)]),  # tail
    ]
    return strokes([line * size / 32 for line in lines], size)


def seven(size: int = 28) -> NDArray:
    """A handwritten seven with a bar, of the size and with the margin of an MNIST digit.

    Returns
    -------
    array of shape (size, size), float64
        Grey values from 0 to `INK`.
    """
    lines = [
        np.array([(6.0, 7.0), (5.5, 14.0), (6.0, 20.5), (10.0, 18.0), (16.0, 14.5), (22.5, 12.5)]),
        np.array([(14.0, 10.5), (13.5, 19.5)]),
    ]
    return strokes([line * size / 28 for line in lines], size, width=1.6)
