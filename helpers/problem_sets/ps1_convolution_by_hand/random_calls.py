"""Numbers and sizes of random calls.

Numbers are in general position, so that no slip gives the right array by chance, and neither
pictures nor kernels are square.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def numbers(*shape: int) -> NDArray:
    """Random numbers with three decimals."""
    return np.random.default_rng().normal(size=shape).round(3)


def size(low: int, high: int) -> int:
    """A random whole number, both ends included."""
    return int(np.random.default_rng().integers(low, high + 1))


def picture_and_kernel(kernel_height: int = 2) -> tuple[NDArray, NDArray]:
    """Neither is square, and the one is high where the other is wide."""
    kh, h = size(kernel_height, 3), size(7, 9)
    return numbers(h, h + size(2, 4)), numbers(kh, kh + size(1, 2))
