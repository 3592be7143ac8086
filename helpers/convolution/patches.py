"""All the patches that a window sees on its way over a batch, as a view: nothing is copied."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from .axes import Pair
from .geometry import dilated_size


def patches_of(x: NDArray, window: Pair, stride: Pair, dilation: Pair) -> NDArray:
    """Show every patch of a padded batch.

    Parameters
    ----------
    x : array of shape (b, h, w, c)
        Images, padded already.
    window, stride, dilation : (vertical, horizontal)
        Taps of the window, its step, and the distance of its taps.

    Returns
    -------
    array of shape (b, h', w', kh, kw, c)
        A read-only view into ``x``.

    Raises
    ------
    ValueError
        If the window is larger than the images.
    """
    covered = tuple(dilated_size(k, d) for k, d in zip(window, dilation, strict=True))
    everywhere = sliding_window_view(x, covered, axis=(1, 2))  # (b, rows, columns, c, down, across)
    down, across = (slice(None, None, step) for step in stride)
    tap, beside = (slice(None, None, distance) for distance in dilation)
    return np.moveaxis(everywhere[:, down, across, :, tap, beside], 3, 5)
