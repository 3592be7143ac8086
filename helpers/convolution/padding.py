"""Rows and columns added around an image before a kernel slides over it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .axes import Padding, Pair, PerAxis, per_axis
from .geometry import padding_sides

PADDING_MODES = ("zeros", "edge")

PaddingOfAxes = Padding | tuple[Pair, Pair]
"""Of a signal, or of an image: ((top, bottom), (left, right))."""
Sides = tuple[Pair, ...]
"""(before, after) for each axis."""


def pad(
    x: ArrayLike,
    padding: PaddingOfAxes,
    *,
    kernel_size: PerAxis | None = None,
    stride: PerAxis = 1,
    dilation: PerAxis = 1,
    mode: str = "zeros",
) -> NDArray:
    """Add a border around a signal, an image or a batch of images.

    Parameters
    ----------
    x : array of shape (n,), (h, w), (h, w, c) or (b, h, w, c)
        What to pad; only its spatial axes grow.
    padding : int, "valid", "same", or one (before, after) per spatial axis
        For an image ``((top, bottom), (left, right))``, for a signal ``(before, after)``.
    kernel_size, stride, dilation : int or (vertical, horizontal)
        Used for "same" only, which depends on them.
    mode : "zeros" or "edge"
        Fill with zeros, or repeat the nearest pixel of the border.

    Returns
    -------
    array
        The padded copy; ``x`` itself where there is nothing to add.

    Raises
    ------
    ValueError
        If the padding cannot be understood, "same" has no ``kernel_size``, or the mode is unknown.

    Examples
    --------
    >>> pad(np.array([1, 2, 3]), 1, mode="edge")
    array([1, 1, 2, 3, 3])
    """
    x = np.asarray(x)
    sizes = x.shape[spatial_axes(x)]
    if kernel_size is None:
        if padding == "same":
            raise ValueError("padding is 'same' but kernel_size is missing; give the kernel's size")
        kernel_size = 1
    sides = sides_per_axis(padding, sizes, kernel_size, stride=stride, dilation=dilation)
    return pad_sides(x, sides, mode=mode)


def pad_sides(x: NDArray, sides: Sides, *, mode: str = "zeros", value: float = 0) -> NDArray:
    """Pad with (before, after) already known for every spatial axis; ``value`` for "zeros"."""
    if mode not in PADDING_MODES:
        raise ValueError(f"the padding mode is {mode!r}; it must be one of {PADDING_MODES}")
    if not any(map(any, sides)):
        return x
    first = spatial_axes(x).start
    widths = [(0, 0)] * first + list(sides) + [(0, 0)] * (x.ndim - first - len(sides))
    if mode == "edge":
        return np.pad(x, widths, mode="edge")
    return np.pad(x, widths, constant_values=value)


def sides_per_axis(
    padding: PaddingOfAxes,
    sizes: Sequence[int],
    kernel_size: PerAxis,
    *,
    stride: PerAxis = 1,
    dilation: PerAxis = 1,
) -> Sides:
    """(before, after) for each spatial axis.

    Parameters
    ----------
    padding : int, "valid", "same", or one (before, after) per axis
        With two axes ``((top, bottom), (left, right))``.
    sizes : tuple of int
        Length of each spatial axis of the input.
    kernel_size, stride, dilation : int or one int per axis
        The rest of the geometry.

    Returns
    -------
    tuple of (int, int)

    Raises
    ------
    ValueError
        If ``padding`` is none of these, or an option is not one positive integer for each axis.
    """
    axes = len(sizes)
    for_each: list[Any] = [padding] * axes
    if isinstance(padding, tuple | list) and axes > 1:
        for_each = list(padding)
        if len(for_each) != axes or not all(isinstance(side, tuple | list) for side in for_each):
            raise ValueError(
                f"padding is {padding!r}; with two axes write ((top, bottom), (left, right)), "
                "one number for all four sides, 'valid' or 'same'"
            )
    window = per_axis("kernel_size", kernel_size, axes)
    steps, distances = per_axis("stride", stride, axes), per_axis("dilation", dilation, axes)
    return tuple(
        padding_sides(one, n, k, stride=s, dilation=d)
        for one, n, k, s, d in zip(for_each, sizes, window, steps, distances, strict=True)
    )


def spatial_axes(x: NDArray) -> slice:
    """Which axes of a signal, an image or a batch are space."""
    if x.ndim not in (1, 2, 3, 4):
        raise ValueError(
            f"x has the shape {x.shape}; it must be (n,), (h, w), (h, w, c) or (b, h, w, c)"
        )
    return slice(1, 3) if x.ndim == 4 else slice(0, min(x.ndim, 2))
