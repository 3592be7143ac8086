"""Gabor filters: a wave under a bell curve.

Gabor (1946) described signals with them in one dimension, Daugman (1980, 1985) pictures in two.
Angles are those of the stripes, in degrees, anticlockwise from the horizontal: a filter of 90° has
upright stripes and likes upright edges or bars best.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, log, pi, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

REACH = 2.5
"""Where a filter is cut off, in standard deviations of its bell curve."""


def spread(wavelength: float, bandwidth: float = 1.0) -> float:
    """Standard deviation σ of the bell across the stripes, in pixels.

    σ = λ/π · √(ln 2 / 2) · (2ᵇ + 1)/(2ᵇ − 1), so that the filter's answer to waves has fallen to a
    half at two frequencies that are b octaves apart (Petkov and Kruizinga 1997).

    Parameters
    ----------
    wavelength : float
        λ, the distance from one bright stripe to the next, in pixels.
    bandwidth : float
        b in octaves. A wide band means few stripes.

    Raises
    ------
    ValueError
        If one of them is not positive.
    """
    _check_positive(wavelength=wavelength, bandwidth=bandwidth)
    return wavelength / pi * sqrt(log(2) / 2) * (2**bandwidth + 1) / (2**bandwidth - 1)


def gabor(
    wavelength: float,
    angle: float = 90.0,
    *,
    phase: float = 0.0,
    bandwidth: float = 1.0,
    elongation: float = 1.0,
    centre: tuple[float, float] = (0.0, 0.0),
    size: int | None = None,
) -> NDArray:
    """A two-dimensional Gabor filter that adds up to 0.

    With u across the stripes and v along them,

        exp(−u²/2σ² − v²/2(eσ)²) · (cos(2πu/λ − φ) − c),

    where c is chosen so that a patch of one brightness is answered with 0. The positive weights add
    up to 1: the answer to a picture with values from 0 to 1 lies between −1 and 1.

    Parameters
    ----------
    wavelength : float
        λ in pixels, at least 3.
    angle : float
        Direction of the stripes in degrees, anticlockwise from the horizontal.
    phase : float
        φ in degrees. 0: a bright stripe in the middle, which likes bars. 90: dark on one side and
        bright on the other, which likes edges, as Sobel's kernels do.
    bandwidth : float
        In octaves; see `spread`.
    elongation : float
        e, length of the bell along the stripes against its width across them.
    centre : (float, float)
        Row and column of the bell's middle, counted from the middle of the array.
    size : int, optional
        Rows and columns, an odd number; by default the bell fits up to `REACH` standard deviations.

    Returns
    -------
    array of shape (size, size), float32

    Raises
    ------
    ValueError
        If the wavelength is below 3 pixels, the bandwidth or the elongation not positive, or the
        size not an odd integer from 3 on.
    """
    if not wavelength >= 3:
        raise ValueError(
            f"wavelength is {wavelength}; pixels show a wave well if it is at least 3 of them long"
        )
    _check_positive(elongation=elongation)
    sigma = spread(wavelength, bandwidth)
    half = _half(size, sigma * max(1, elongation))
    row, column = np.mgrid[-half : half + 1, -half : half + 1].astype(float)
    u, v = across_and_along(row - centre[0], column - centre[1], angle)
    bell = np.exp(-(u**2) / (2 * sigma**2) - v**2 / (2 * (elongation * sigma) ** 2))
    wave = np.cos(2 * pi * u / wavelength - np.radians(phase))
    balanced = bell * (wave - (bell * wave).sum() / bell.sum())
    return (balanced / balanced[balanced > 0].sum()).astype(np.float32)


def _half(size: int | None, sigma: float) -> int:
    """Pixels on each side of the middle."""
    if size is None:
        return ceil(REACH * sigma)
    if size < 3 or size % 2 == 0:
        raise ValueError(
            f"size is {size}; it must be odd, so that there is a middle, and at least 3"
        )
    return size // 2


def _check_positive(**values: float) -> None:
    for name, value in values.items():
        if not value > 0:
            raise ValueError(f"{name} is {value}; it must be larger than 0")


def across_and_along(row: NDArray, column: NDArray, angle: float) -> tuple[NDArray, NDArray]:
    """Coordinates across and along stripes.

    Parameters
    ----------
    row, column : arrays of one shape
        Pixels down and to the right of the middle.
    angle : float
        Direction of the stripes in degrees, anticlockwise from the horizontal.

    Returns
    -------
    u, v : arrays of that shape
        In pixels. u grows to the right of upright stripes and downwards from level ones.
    """
    turn = np.radians(angle)
    return column * np.sin(turn) + row * np.cos(turn), column * np.cos(turn) - row * np.sin(turn)


def gabor_bank(wavelength: float, angles: Iterable[float], *, size: int, **options: Any) -> NDArray:
    """Gabor filters of several angles as one kernel.

    Parameters
    ----------
    wavelength, size, **options
        As for `gabor`.
    angles : iterable of float
        In degrees.

    Returns
    -------
    array of shape (size, size, 1, len(angles)), float32
        Ready for `helpers.convolution.cross_correlate` with a picture (h, w, 1).
    """
    bank = [gabor(wavelength, angle, size=size, **options) for angle in angles]
    return np.stack(bank, axis=-1)[:, :, None, :]
