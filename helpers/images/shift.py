"""Pictures that are moved by whole pixels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def shift(pictures: NDArray, right: int = 0, down: int = 0) -> NDArray:
    """Move pictures by whole pixels; what leaves the frame is lost, and 0 comes in.

    Parameters
    ----------
    pictures : array of shape (n, h, w) or (n, h, w, channels)
    right, down : int
        Pixels; negative ones move to the left and up.

    Returns
    -------
    array of the same shape and dtype
        A new one.

    Raises
    ------
    ValueError
        If a move is as long as the picture or longer: nothing would be left.
    """
    height, width = pictures.shape[1:3]
    if abs(down) >= height or abs(right) >= width:
        raise ValueError(
            f"right={right}, down={down} moves a {height} × {width} picture out of its frame"
        )
    moved = np.zeros_like(pictures)
    moved[:, _target(down), _target(right)] = pictures[:, _target(-down), _target(-right)]
    return moved


def _target(by: int) -> slice:
    return slice(by, None) if by >= 0 else slice(None, by)
