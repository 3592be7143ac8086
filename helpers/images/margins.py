"""How far pictures can be moved before ink leaves the frame."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

WAYS = {"right": (1, 0), "left": (-1, 0), "down": (0, 1), "up": (0, -1)}
"""Way → one pixel that way, as `right` and `down` of `helpers.images.shift.shift`."""


def margins(pictures: NDArray) -> dict[str, NDArray]:
    """Rows and columns without ink between the drawing and each side of the frame.

    A picture that is moved by at most so many pixels that way loses nothing.

    Parameters
    ----------
    pictures
        Array of shape (n, h, w) or (n, h, w, 1); ink is what is above 0.

    Returns
    -------
    dict
        Each of `WAYS` → whole numbers, shape (n,). An empty picture has h or w.
    """
    ink: NDArray = np.asarray(pictures).reshape(*np.shape(pictures)[:3]) > 0
    rows, columns = np.asarray(ink.any(axis=2)), np.asarray(ink.any(axis=1))
    return {
        "right": _empty_at_start(columns[:, ::-1]),
        "left": _empty_at_start(columns),
        "down": _empty_at_start(rows[:, ::-1]),
        "up": _empty_at_start(rows),
    }


def _empty_at_start(lines: NDArray) -> NDArray:
    """Number of lines before the first one with ink, for each picture."""
    return np.where(lines.any(axis=1), lines.argmax(axis=1), lines.shape[1])
