"""Kernels with a name: what they detect is known before anything is learned.

Each is a float32 array that cannot be written to, so that a notebook does not change it for the
next cell; take a ``.copy()`` to edit one. `preset` gives the same ideas in any size.
"""

from math import comb

import numpy as np
from numpy.typing import NDArray

from helpers.convolution.axes import at_least

PRESETS = ("identity", "box", "Gaussian", "sharpen", "Sobel X", "Sobel Y", "Laplacian")
"""Names that `preset` knows."""


def _kernel(rows) -> NDArray:
    kernel = np.array(rows, dtype=np.float32)
    kernel.setflags(write=False)
    return kernel


IDENTITY = _kernel([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
"""Gives the image back."""

BOX = _kernel(np.ones((3, 3)) / 9)
"""Mean of a 3 × 3 neighbourhood: a blur."""

GAUSSIAN = _kernel(np.outer([1, 2, 1], [1, 2, 1]) / 16)
"""Blur that trusts near neighbours more; binomial weights, sum 1."""

SOBEL_X = _kernel([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
"""Change from left to right: positive where a picture gets brighter, so it sees vertical edges."""

SOBEL_Y = _kernel([[-1, -2, -1], [0, 0, 0], [1, 2, 1]])
"""Change from top to bottom: it sees horizontal edges."""

LAPLACIAN = _kernel([[0, 1, 0], [1, -4, 1], [0, 1, 0]])
"""Second derivative in both directions: it sees edges of any direction, and spots."""

SHARPEN = _kernel([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])
"""The image minus its Laplacian; sum 1, so flat regions stay as they are."""

CURVE = _kernel(
    [
        [0, 0, 0, 0, 0, 30, 0],
        [0, 0, 0, 0, 30, 0, 0],
        [0, 0, 0, 30, 0, 0, 0],
        [0, 0, 0, 30, 0, 0, 0],
        [0, 0, 0, 30, 0, 0, 0],
        [0, 0, 0, 30, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0],
    ]
)
"""Detector of a curve like the back of a mouse; its values sum to 180."""

MOUSE_BACK = _kernel(
    [
        [0, 0, 0, 0, 0, 0, 40],
        [0, 0, 0, 0, 50, 40, 0],
        [0, 0, 0, 20, 40, 0, 0],
        [0, 0, 0, 50, 0, 0, 0],
        [0, 0, 0, 50, 0, 0, 0],
        [0, 0, 0, 50, 0, 0, 0],
        [0, 0, 0, 50, 40, 0, 0],
    ]
)
"""Patch of a drawn mouse on which `CURVE` answers 4·50·30 + 20·30 = 6,600.

Of the six pixels on the curve four are 50, one is 20 and one is 0. The lecture gives the sum and
these five values; the pixels off the curve, which count nothing, are made up here.
"""

MOUSE_HEAD = _kernel(
    [
        [0, 0, 0, 0, 0, 0, 0],
        [0, 40, 0, 0, 0, 0, 0],
        [40, 0, 40, 0, 0, 0, 0],
        [40, 20, 0, 0, 0, 0, 0],
        [0, 50, 0, 0, 0, 0, 0],
        [0, 0, 50, 0, 0, 0, 0],
        [25, 25, 0, 50, 0, 0, 0],
    ]
)
"""Another patch of the mouse: not one of its bright pixels lies on `CURVE`, which answers 0."""


def preset(name: str, size: int = 3, *, decimals: int | None = 2) -> NDArray:
    """A well-known kernel in the size that is asked for.

    The rule for each, with size 3 as the form that everybody knows:

    - *identity*: a 1 in the middle, zeros around it.
    - *box*: every weight 1/size².
    - *Gaussian*: binomial weights, a row of Pascal's triangle times itself; sum 1.
    - *Sobel X*: a smoothed difference across, smoothed again (binomially) down; the positive
      weights sum to 4. *Sobel Y* is its transpose.
    - *Laplacian*: a diamond of weights that fall by equal steps from the middle, balanced by −4 in
      the middle; sum 0.
    - *sharpen*: identity − Laplacian; sum 1.

    An even size has no pixel in the middle. There identity, Laplacian and sharpen are the odd
    kernel one smaller with a row of zeros below and a column of zeros on the right, which keeps
    the feature map in place under "same" padding. A first difference needs two pixels and a
    Laplacian three, so the Sobel kernels of size 1 and the Laplacians of sizes 1 and 2 are zero.

    Parameters
    ----------
    name : str
        One of `PRESETS`.
    size : int
        Rows and columns of the kernel.
    decimals : int or None
        Round the weights, so that they can be read; ``None`` leaves them exact. Rounded box and
        Gaussian weights sum to 1 only nearly.

    Returns
    -------
    array of shape (size, size), float32

    Raises
    ------
    ValueError
        If the name is unknown or the size is not a positive integer.

    Examples
    --------
    >>> preset("Sobel X", 2)
    array([[-2.,  2.],
           [-2.,  2.]], dtype=float32)
    """
    size = at_least("size", size, 1)
    if name not in PRESETS:
        raise ValueError(f"name is {name!r}; the presets are {', '.join(PRESETS)}")
    kernel = _PRESET_RULES[name](size)
    if decimals is not None:
        kernel = kernel.round(decimals)
    return (kernel + 0.0).astype(np.float32)  # + 0.0 turns −0 into 0, which is nicer to read


def _binomial(size: int) -> NDArray:
    """Row of Pascal's triangle with ``size`` numbers, as weights that sum to 1."""
    return np.array([comb(size - 1, i) for i in range(size)]) / 2 ** (size - 1)


def _identity(size: int) -> NDArray:
    kernel = np.zeros((size, size))
    kernel[(size - 1) // 2, (size - 1) // 2] = 1
    return kernel


def _sobel_x(size: int) -> NDArray:
    if size == 1:
        return np.zeros((1, 1))
    across = np.convolve(_binomial(size - 1), [-1, 1])
    kernel = np.outer(_binomial(size), across)
    return 4 * kernel / kernel[kernel > 0].sum()


def _laplacian(size: int) -> NDArray:
    middle = (size - 1) // 2
    distance = np.abs(np.arange(size) - middle)
    around = np.maximum(middle + 1 - np.add.outer(distance, distance), 0.0)
    around[middle, middle] = 0
    return 4 * (around / max(around.sum(), 1) - _identity(size) * around.any())


_PRESET_RULES = {
    "identity": _identity,
    "box": lambda size: np.full((size, size), 1 / size**2),
    "Gaussian": lambda size: np.outer(_binomial(size), _binomial(size)),
    "sharpen": lambda size: _identity(size) - _laplacian(size),
    "Sobel X": _sobel_x,
    "Sobel Y": lambda size: _sobel_x(size).T,
    "Laplacian": _laplacian,
}
