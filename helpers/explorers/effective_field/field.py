"""How much each pixel of its field counts for a unit, deep in a stack of convolutions.

W. Luo, Y. Li, R. Urtasun, R. Zemel: "Understanding the effective receptive field in deep
convolutional neural networks", 2016. The stack has stride 1 and no activation.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import signal

MOST_LAYERS, SIZES = 12, (3, 5)
WEIGHTS = ("all equal", "random")
STACKS = 8  # random ones, over which |gradient| is averaged
COUNTS = 0.0455
"""A pixel counts if its gradient is at least this part of the largest: what lies within two
standard deviations of a bell curve is 95.45 % of it."""


@cache
def random_kernels() -> NDArray:
    """Weights (stack, layer, row, column) of the largest kernel; smaller ones are cut from it."""
    shape = STACKS, MOST_LAYERS, max(SIZES), max(SIZES)
    return np.random.default_rng(0).normal(size=shape).round(3)


def field_size(layers: int, k: int) -> int:
    """Pixels along a side that a unit sees at all."""
    return layers * (k - 1) + 1


def gradient(kernels: NDArray) -> NDArray:
    """The gradient of a unit with respect to the pixels it sees.

    Parameters
    ----------
    kernels : array of shape (layers, k, k)

    Returns
    -------
    array of shape (n, n), n = layers · (k − 1) + 1
        The convolution of all kernels: each layer spreads what arrives over its window.
    """
    spread = kernels[0]
    for kernel in kernels[1:]:
        spread = signal.convolve2d(spread, kernel)
    return spread


def sensitivity(layers: int, k: int, weights: str) -> NDArray:
    """|gradient| as a part of its largest value, shape (n, n).

    Parameters
    ----------
    layers, k : int
        How many layers of k × k.
    weights : str
        "all equal", or "random": the mean of |gradient| over 8 stacks.
    """
    if weights == "random":
        cut = random_kernels()[:, :layers, :k, :k]
        strength = np.mean([np.abs(gradient(kernels)) for kernels in cut], axis=0)
    else:
        strength = gradient(np.ones((layers, k, k)))
    return strength / strength.max()


def spread(layers: int, k: int) -> float:
    """Standard deviation, in pixels, of the bell curve that equal weights come near to.

    Variances add up: √(layers · (k² − 1)/12), for k equal weights have the variance (k² − 1)/12.
    """
    return float(np.sqrt(layers * (k**2 - 1) / 12))
