"""Pooling: a window that keeps the largest value, or the mean, of what it sees in each channel."""

import numpy as np
from numpy.typing import NDArray

from .geometry import output_size
from .padding import pad_sides, per_axis, sides_per_axis, spatial_axes


def max_pool(x, pool_size=2, *, stride=None, padding="valid") -> NDArray:
    """Largest value in every window, channel by channel.

    Parameters
    ----------
    x : array of shape (h, w), (h, w, c) or (b, h, w, c)
        Feature maps.
    pool_size : int or (vertical, horizontal)
        Size of the window.
    stride : int or (vertical, horizontal), optional
        Step of the window; by default its size, so that windows do not overlap.
    padding : int, "valid", "same" or ((top, bottom), (left, right))
        Padded pixels never win, as in Keras.

    Returns
    -------
    array
        Of x's dtype; (h', w'), (h', w', c) or (b, h', w', c). Rows and columns that are left over
        at the bottom and the right are dropped.

    Examples
    --------
    >>> max_pool(np.array([[1, 2, 5], [3, 4, 6]]))
    array([[4]])
    """
    x = np.asarray(x)
    lowest = -np.inf if np.issubdtype(x.dtype, np.inexact) else _smallest(x.dtype)
    taps = _taps(x, pool_size, stride, padding, fill=lowest)
    largest = next(taps).copy()
    for tap in taps:
        np.maximum(largest, tap, out=largest)
    return largest


def average_pool(x, pool_size=2, *, stride=None, padding="valid") -> NDArray:
    """Mean of every window, channel by channel.

    Parameters
    ----------
    x, pool_size, stride, padding
        As for `max_pool`. Padded pixels do not count: the mean is over the pixels of the image
        that the window covers, as in Keras.

    Returns
    -------
    array
        As from `max_pool`; integers give float64.

    Examples
    --------
    >>> average_pool(np.array([[1, 2, 5], [3, 4, 6]]))
    array([[2.5]])
    """
    x = np.asarray(x)
    x = x if np.issubdtype(x.dtype, np.inexact) else x.astype(np.float64)
    total = sum(_taps(x, pool_size, stride, padding, fill=0))
    covered = np.ones(x.shape[spatial_axes(x)], x.dtype)
    count = sum(_taps(covered, pool_size, stride, padding, fill=0))
    return total / (count if x.ndim == 2 else count[..., None])


def global_max_pool(x) -> NDArray:
    """Largest value of each whole feature map.

    Parameters
    ----------
    x : array of shape (h, w), (h, w, c) or (b, h, w, c)
        Feature maps.

    Returns
    -------
    array
        Of shape (), (c,) or (b, c).
    """
    return np.max(x, axis=_space(x))


def global_average_pool(x) -> NDArray:
    """Mean of each whole feature map.

    Parameters
    ----------
    x : array of shape (h, w), (h, w, c) or (b, h, w, c)
        Feature maps.

    Returns
    -------
    array
        Of shape (), (c,) or (b, c).
    """
    return np.mean(x, axis=_space(x))


def _taps(x: NDArray, pool_size, stride, padding, *, fill):
    """For each place in the window, what lies under it at all positions at once."""
    first_axis, second_axis = _space(x)
    sizes = x.shape[first_axis], x.shape[second_axis]
    window = per_axis("pool_size", pool_size)
    stride = window if stride is None else per_axis("stride", stride)
    sides = sides_per_axis(padding, sizes, window, stride=stride)
    rows, columns = (
        output_size(n, k, padding=side, stride=s)
        for n, k, side, s in zip(sizes, window, sides, stride)
    )
    if any(max(side) >= k for side, k in zip(sides, window)):
        raise ValueError(
            f"padding is {padding!r} for pool_size {window}; it must be smaller than the window, "
            "or a window would see padding only"
        )
    padded = pad_sides(x, sides, value=fill)
    before = (slice(None),) * first_axis
    for a in range(window[0]):
        for b in range(window[1]):
            down = slice(a, a + (rows - 1) * stride[0] + 1, stride[0])
            across = slice(b, b + (columns - 1) * stride[1] + 1, stride[1])
            yield padded[(*before, down, across)]


def _smallest(dtype: np.dtype):
    return False if dtype == np.bool_ else np.iinfo(dtype).min


def _space(x) -> tuple[int, int]:
    space = spatial_axes(np.asarray(x))
    if space.stop - space.start != 2:
        raise ValueError(f"x has the shape {np.shape(x)}; pooling needs rows and columns")
    return space.start, space.start + 1
