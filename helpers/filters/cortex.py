"""Software versions of the cells that Hubel and Wiesel found in the visual cortex.

Everything happens in one small field of view, `SIZE` × `SIZE` pixels, in which a bright bar lies on
a dark ground. Angles are those of the bar or of the cell's favourite bar, in degrees, anticlockwise
from the horizontal. An answer of 1 is what a simple cell gives to its favourite bar.

- A *simple* cell adds up the picture with positive weights on a stripe and negative ones beside it,
  and fires if the sum is positive.
- A *complex* cell takes the largest answer of simple cells side by side (Riesenhuber and Poggio
  1999).
- A *hypercomplex* (end-stopped) cell takes the answer of a complex cell and subtracts those of two
  others beyond the ends of its field (Hubel and Wiesel 1965).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from helpers.filters.gabor import across_and_along, gabor

SIZE = 49
WAVELENGTH, BANDWIDTH = 10.0, 1.5
BAR_WIDTH = 5.0
SHIFTS = tuple(range(-8, 9, 2))
"""Where the simple cells of a complex cell lie, in pixels across their stripe."""
BEYOND = 15.0
"""How far along the stripe the cells lie that inhibit a hypercomplex cell, on either side."""
LONG = 2 * SIZE
"""A bar so long that it crosses the whole field."""


def bar(angle: float, position: float = 0.0, length: float = LONG) -> NDArray:
    """A bright bar with soft edges on a dark ground.

    Parameters
    ----------
    angle : float
        Its direction in degrees.
    position : float
        How far its middle line lies from the middle of the field, in pixels across the bar: to the
        right of an upright bar, below a level one.
    length : float
        In pixels. Its middle stays opposite the middle of the field.

    Returns
    -------
    array of shape (SIZE, SIZE), values from 0 to 1
    """
    across, along = _coordinates(angle)
    inside = np.clip(0.5 + BAR_WIDTH / 2 - np.abs(across - position), 0, 1)
    return inside * np.clip(0.5 + length / 2 - np.abs(along), 0, 1)


def simple_weights(prefers: float, across: float = 0.0, along: float = 0.0) -> NDArray:
    """Weights of a simple cell that likes bars of one angle.

    Parameters
    ----------
    prefers : float
        The angle.
    across, along : float
        Where the cell's field lies, in pixels across and along its favourite bar.

    Returns
    -------
    array of shape (SIZE, SIZE)
        Scaled so that a long bar in the middle of the cell's field is answered with 1.
    """
    return _weights(prefers, across, along) / _best(prefers)


def simple(picture: NDArray, prefers: float, across: float = 0.0, along: float = 0.0) -> float:
    """Answer of a simple cell: the sum of picture times weights, or 0 where that is negative."""
    return max(0.0, float((picture * simple_weights(prefers, across, along)).sum()))


def complex_cell(picture: NDArray, prefers: float, along: float = 0.0) -> float:
    """Answer of a complex cell: the largest of its simple cells, which lie side by side."""
    return max(simple(picture, prefers, shift, along) for shift in SHIFTS)


def hypercomplex(picture: NDArray, prefers: float) -> float:
    """Answer of a hypercomplex cell: a complex cell, inhibited by those beyond its ends.

    A bar that fits the middle is answered; a longer one excites the ends, which take it back.
    """
    ends = (complex_cell(picture, prefers, along) for along in (-BEYOND, BEYOND))
    return max(0.0, complex_cell(picture, prefers) - sum(ends) / 2)


CELLS: dict[str, Callable[[NDArray, float], float]] = {
    "simple": simple,
    "complex": complex_cell,
    "hypercomplex": hypercomplex,
}


def _coordinates(angle: float) -> tuple[NDArray, NDArray]:
    half = SIZE // 2
    row, column = np.mgrid[-half : half + 1, -half : half + 1].astype(float)
    return across_and_along(row, column, angle)


@lru_cache(maxsize=1000)
def _weights(prefers: float, across: float, along: float) -> NDArray:
    turn = np.radians(prefers)
    # The inverse of `across_and_along`: from pixels across and along to rows and columns.
    centre = (
        across * np.cos(turn) - along * np.sin(turn),
        across * np.sin(turn) + along * np.cos(turn),
    )
    return gabor(WAVELENGTH, prefers, bandwidth=BANDWIDTH, centre=centre, size=SIZE).astype(float)


@lru_cache(maxsize=1000)
def _best(prefers: float) -> float:
    return float((bar(prefers) * _weights(prefers, 0.0, 0.0)).sum())
