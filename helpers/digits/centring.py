"""A drawing of any size as MNIST would have stored it."""

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage.transform import resize

from .arrays import SIDE

BOX = 20
"""Pixels of the longer side of a digit in MNIST."""


def like_mnist(ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Scale a drawing into a box of 20 × 20 and put its centre of mass into the middle of 28 × 28.

    This is how MNIST's digits were made from scans (LeCun, Cortes and Burges, "The MNIST database
    of handwritten digits"). Where the drawing stood and how large it was makes no difference any
    more.

    Parameters
    ----------
    ink : array of shape (h, w), uint8
        0 for paper.

    Returns
    -------
    array of shape (28, 28), uint8
        All 0 for an empty drawing.

    Raises
    ------
    ValueError
        If ``ink`` has another shape or dtype.
    """
    if ink.ndim != 2 or ink.dtype != np.uint8:
        raise ValueError(
            f"ink has the shape {ink.shape} and dtype {ink.dtype}; it must be (h, w) and uint8"
        )
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    field = np.zeros((SIDE, SIDE), np.uint8)
    if not len(rows):
        return field
    cropped = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = BOX / max(cropped.shape)
    size = [max(1, round(scale * side)) for side in cropped.shape]
    small = resize(cropped, size, order=1, anti_aliasing=True, preserve_range=True)
    middle = np.array(ndimage.center_of_mass(small))
    top, left = np.clip(np.rint((SIDE - 1) / 2 - middle).astype(int), 0, SIDE - np.array(size))
    field[top : top + size[0], left : left + size[1]] = np.rint(small).astype(np.uint8)
    return field
