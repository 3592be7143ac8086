"""The Mandelbrot set: a picture that goes on at every scale."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FAR = 100.0
"""A point this far from 0 has escaped. It is well beyond 2, which makes the counts smooth."""

STAR = -0.10109636384562216 + 0.9562865108091415j
"""A point of the Mandelbrot set where three arms meet, at every scale.

With this c the iteration z ← z² + c stands still from its fourth step on, at a fixed point z that
throws its neighbours away. Near such a c the set looks like itself, multiplied by 2z, which
enlarges and turns it (Tan Lei, "Similarity between the Mandelbrot set and Julia sets", 1990).
"""
STAR_ZOOM = 1.3283301153003
"""How much closer to `STAR` one sees the same picture again: |2z|."""
STAR_TURN = 119.5531068051731
"""By how many degrees it is turned clockwise then: the angle of 2z, nearly a third of a circle."""


def mandelbrot(
    centre: complex = -0.5, width: float = 3.0, *, size: int = 256, limit: int = 200
) -> NDArray:
    """How many steps of z ← z² + c each point c of a square takes to escape.

    Parameters
    ----------
    centre : complex
        The point in the middle.
    width : float
        Side of the square. Below about 1e-13 neighbouring pixels are the same number.
    size : int
        Pixels along a side.
    limit : int
        Steps after which a point counts as belonging to the set.

    Returns
    -------
    array of shape (size, size), float64
        Steps as a smooth number, n + 1 − log₂(log|zₙ| / log 2); infinite inside the set. The first
        row is the top of the square.

    Raises
    ------
    ValueError
        If there are fewer than 2 pixels along a side, or the width is not positive.
    """
    if size < 2 or not width > 0:
        raise ValueError(
            f"size is {size} and width {width}; take at least 2 pixels and a width above 0"
        )
    steps = np.linspace(-width / 2, width / 2, size)
    c = (centre + steps[None, :] - 1j * steps[:, None]).ravel()
    z, running = np.zeros_like(c), np.arange(c.size)
    counts = np.full(c.size, np.inf)
    for n in range(1, limit + 1):
        z = z * z + c
        squared = z.real**2 + z.imag**2
        out = squared > FAR**2
        if not out.any():
            continue
        counts[running[out]] = n + 1 - np.log2(np.log(squared[out]) / (2 * np.log(2)))
        # Most points leave early: go on with the rest.
        z, c, running = z[~out], c[~out], running[~out]
        if not running.size:
            break
    return counts.reshape(size, size)


def shades(counts: NDArray) -> NDArray:
    """Brightness of a picture of `mandelbrot`.

    The scale starts anew for each picture: two pictures of the same shape look the same, however
    far apart their counts are.

    Parameters
    ----------
    counts : array of any shape
        Steps to escape; infinite inside the set.

    Returns
    -------
    array of the same shape, float64
        From 0, inside or nearly, to 1, where a point escapes fastest.
    """
    outside = np.isfinite(counts)
    if not outside.any():
        return np.zeros(counts.shape)
    beyond_first = np.where(outside, counts, np.inf) - counts[outside].min()
    return np.exp(-beyond_first / 6)
