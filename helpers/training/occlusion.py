"""Cover a part of a picture and ask the network again: which part did it need?"""

from __future__ import annotations

import numpy as np


def occlude(picture: np.ndarray, size: int, grey: float = 0.5) -> np.ndarray:
    """The picture once for every place of a square window that hides what is under it.

    The window stays inside the picture, so there are h − size + 1 places down and w − size + 1
    across, as many as a kernel of that size has.

    Parameters
    ----------
    picture : array of shape (h, w, c)
    size : int
        Rows and columns of the window.
    grey : float
        What the window is filled with.

    Returns
    -------
    array of shape (h − size + 1, w − size + 1, h, w, c)

    Raises
    ------
    ValueError
        If the picture has not three axes, or the window does not fit into it.
    """
    if picture.ndim != 3:
        raise ValueError(f"picture has the shape {picture.shape}; it must be (h, w, c)")
    height, width, _ = picture.shape
    if not 1 <= size <= min(height, width):
        raise ValueError(
            f"size is {size}; it must be between 1 and {min(height, width)}, "
            "the side of the picture"
        )
    down, across = height - size + 1, width - size + 1
    covered = np.tile(picture, (down, across, 1, 1, 1))
    for row in range(down):
        for column in range(across):
            covered[row, column, row : row + size, column : column + size] = grey
    return covered


def answers(model, picture: np.ndarray, size: int, grey: float = 0.5) -> np.ndarray:
    """What a network says to the picture for every place of the window.

    Parameters
    ----------
    model
        Keras model for pictures (batch, h, w, c).
    picture, size, grey
        As for `occlude`.

    Returns
    -------
    array of shape (h − size + 1, w − size + 1, classes)
        Probabilities. Zeiler and Fergus, "Visualizing and understanding convolutional networks"
        (2014), draw them for the right class.
    """
    covered = occlude(picture, size, grey)
    # Called, not `predict`: that would trace the network anew for every number of places.
    shares = np.asarray(model(covered.reshape(-1, *picture.shape), training=False))
    return shares.reshape(*covered.shape[:2], -1)


def logit_margins(shares: np.ndarray, label: int) -> np.ndarray:
    """How far the right class leads the best of the others, in logits; negative where it is behind.

    A softmax near 1 hides changes: a lead of 10 and one of 20 both end as 1.0000. The difference of
    two logits is the logarithm of the ratio of their probabilities, so it can be had from these.

    Parameters
    ----------
    shares : array of shape (..., classes)
        Probabilities, as from `answers`.
    label : int
        The right class.

    Returns
    -------
    array of shape (...)
        As 64-bit numbers. A probability that became 0 counts as the smallest 32-bit number there
        is, so a margin is at most about 103.
    """
    smallest = float(np.finfo(np.float32).smallest_subnormal)
    logs = np.log(np.maximum(np.asarray(shares, dtype=np.float64), smallest))
    return logs[..., label] - np.delete(logs, label, axis=-1).max(axis=-1)
