"""Spots of any size, and a filter that finds those of its own size."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def disc(radius: float, size: int, middle: float | None = None) -> NDArray:
    """A bright disc on a dark ground: 1 up to a distance of `radius` from its middle, else 0.

    Parameters
    ----------
    radius : float
        In pixels.
    size : int
        Rows and columns.
    middle : float, optional
        How far the middle of the disc lies from the top and from the left, in pixels: a number such
        as 8.5 is the middle of a pixel, 8 a corner. By default the middle of the picture.

    Returns
    -------
    array of shape (size, size), float64

    Raises
    ------
    ValueError
        If the size is not positive.
    """
    return (_distance(size, middle) <= radius).astype(float)


def spot_filter(radius: int = 2) -> NDArray:
    """A disc inside a ring: answers 1 to a bright spot of its own radius on a dark ground.

    The disc's weights are equal and add up to 1. Those of the ring, from ``radius`` to twice that,
    add up to −1.

    Parameters
    ----------
    radius : int
        In pixels.

    Returns
    -------
    array of shape (4·radius + 1, 4·radius + 1), float32

    Raises
    ------
    ValueError
        If the radius is not a positive integer.
    """
    if radius != int(radius) or radius < 1:
        raise ValueError(f"radius is {radius}; it must be a positive integer")
    distance = _distance(4 * int(radius) + 1)
    inside, around = distance <= radius, (distance > radius) & (distance <= 2 * radius)
    return (inside / inside.sum() - around / around.sum()).astype(np.float32)


def _distance(size: int, middle: float | None = None) -> NDArray:
    """Distance of each pixel of a square from a place on its diagonal, by default its middle."""
    if size < 1:
        raise ValueError(f"size is {size}; a picture has at least one pixel")
    steps = np.arange(size) + 0.5 - (size / 2 if middle is None else middle)
    return np.hypot(steps[:, None], steps[None, :])
