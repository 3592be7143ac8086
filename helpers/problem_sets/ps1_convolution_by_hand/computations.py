"""What the functions on one channel should compute, and the common ways to get it wrong.

What is right comes from `helpers.convolution`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from helpers import convolution
from helpers.problem_sets.advice.arrays import Computation, Slip
from helpers.problem_sets.ps1_convolution_by_hand.random_calls import (
    numbers,
    picture_and_kernel,
    size,
)
from helpers.problem_sets.ps1_convolution_by_hand.words import (
    ACROSS_ONLY,
    BESIDE,
    COLUMNS_ONLY,
    DOWN_ONLY,
    EDGES,
    FLIPPED,
    FLIPPED_ACROSS,
    FLIPPED_DOWN,
    HALF,
    LAST_PLACE,
    MEAN,
    MIRRORED,
    NO_KERNEL,
    NO_PADDING,
    NO_STRIDE,
    NOT_TURNED,
    ONE_SIDE,
    OTHER_SIDE,
    OVERHANG,
    ROUNDED_UP,
    ROWS_ONLY,
    THINNED,
    TRANSPOSED,
    UPSIDE_DOWN,
    WHOLE_NUMBERS,
)

Correlate = Callable[..., NDArray]

# --- cross-correlation ------------------------------------------------------------------------


def _correlation_call() -> dict[str, NDArray]:
    x, kernel = picture_and_kernel()
    return {"x": x, "kernel": kernel}


def _symmetric_call() -> dict[str, NDArray]:
    """A kernel that looks the same after half a turn, on a picture of whole numbers."""
    x, kernel = picture_and_kernel()
    return {"x": np.rint(9 * x).astype(int), "kernel": kernel + kernel[::-1, ::-1]}


def _overhang(x: NDArray, kernel: NDArray) -> NDArray:
    return convolution.cross_correlate(x, kernel, padding="same")


_CORRELATION_SLIPS = (
    Slip(FLIPPED, convolution.convolve, ("flip",)),
    Slip(FLIPPED_DOWN, lambda x, kernel: _right(x, kernel[::-1]), ("flip",)),
    Slip(FLIPPED_ACROSS, lambda x, kernel: _right(x, kernel[:, ::-1]), ("flip",)),
    Slip(LAST_PLACE, lambda x, kernel: _right(x, kernel)[:-1, :-1], ("size",)),
    Slip(OVERHANG, _overhang, ("size",)),
    Slip(MEAN, lambda x, kernel: _right(x, kernel) / kernel.size, ("values",)),
    Slip(NO_KERNEL, lambda x, kernel: _right(x, np.ones(kernel.shape)), ("values", "flip")),
    Slip(
        WHOLE_NUMBERS,
        lambda x, kernel: np.trunc(_right(x, kernel)) if x.dtype.kind in "iu" else None,
        ("values",),
    ),
)


def _right(x: NDArray, kernel: NDArray) -> NDArray:
    return convolution.cross_correlate(x, kernel)


CORRELATION = Computation(_right, _CORRELATION_SLIPS, _correlation_call)
SYMMETRIC = Computation(_right, _CORRELATION_SLIPS, _symmetric_call)
"""The same with kernels that a flip does not change."""

# --- padding ----------------------------------------------------------------------------------


def _padded(top: int, bottom: int, left: int, right: int) -> Callable[..., NDArray]:
    """Zeros around a picture: the factors say how many times the padding on each side."""

    def pad(x: NDArray, padding: int) -> NDArray:
        sides = ((top * padding, bottom * padding), (left * padding, right * padding))
        return np.pad(x, sides)

    return pad


def _pad_call() -> dict[str, object]:
    return {"x": picture_and_kernel()[0], "padding": size(2, 4)}


def _half(x: NDArray, padding: int) -> NDArray:
    return np.pad(x, (padding // 2, padding - padding // 2))


PADDING = Computation(
    convolution.pad,
    (
        Slip(ONE_SIDE, _padded(1, 0, 1, 0), ("size",)),
        Slip(OTHER_SIDE, _padded(0, 1, 0, 1), ("size",)),
        Slip(HALF, _half, ("size",)),
        Slip(ROWS_ONLY, _padded(1, 1, 0, 0), ("size",)),
        Slip(COLUMNS_ONLY, _padded(0, 0, 1, 1), ("size",)),
        Slip(NO_PADDING, _padded(0, 0, 0, 0), ("size", "values")),
        Slip(EDGES, lambda x, padding: convolution.pad(x, padding, mode="edge"), ("values",)),
        Slip(BESIDE, _padded(0, 2, 0, 2), ("values",)),
        Slip(BESIDE, _padded(2, 0, 2, 0), ("values",)),
    ),
    _pad_call,
)

# --- sliding with padding and stride ----------------------------------------------------------


def sliding(
    correlate: Correlate = _right,
    pad: Callable[..., NDArray] = convolution.pad,
    *,
    padded: bool = False,
    leftover: bool = False,
) -> Computation:
    """Cross-correlation with padding and stride.

    Parameters
    ----------
    correlate, pad
        The two steps; a student's own way to take them comes from `habit`.
    padded, leftover
        Whether the random calls have padding, and rows and columns that are left over.
    """

    def every(x: NDArray, kernel: NDArray, down: int, across: int) -> NDArray:
        return correlate(x, kernel)[::down, ::across]

    def partial(x: NDArray, kernel: NDArray, padding: int, stride: int) -> NDArray:
        # Enough zeros at the bottom and the right that windows which fit in part fit whole.
        return every(np.pad(pad(x, padding), (0, stride - 1)), kernel, stride, stride)

    def thinned(x: NDArray, kernel: NDArray, padding: int, stride: int) -> NDArray | None:
        few = pad(x, padding)[::stride, ::stride]
        fits = all(n >= k for n, k in zip(few.shape, kernel.shape, strict=True))
        return correlate(few, kernel) if fits else None

    return Computation(
        lambda x, kernel, padding, stride: every(pad(x, padding), kernel, stride, stride),
        (
            Slip(NO_STRIDE, lambda x, kernel, padding, stride: every(pad(x, padding), kernel, 1, 1),
                 ("stride", "leftover")),
            Slip(DOWN_ONLY,
                 lambda x, kernel, padding, stride: every(pad(x, padding), kernel, stride, 1),
                 ("stride", "leftover")),
            Slip(ACROSS_ONLY,
                 lambda x, kernel, padding, stride: every(pad(x, padding), kernel, 1, stride),
                 ("stride", "leftover")),
            Slip(THINNED, thinned, ("stride", "leftover")),
            Slip(LAST_PLACE,
                 lambda x, kernel, padding, stride: every(
                     pad(x, padding), kernel, stride, stride)[:-1, :-1],
                 ("stride",)),
            Slip(ROUNDED_UP, partial, ("leftover",)),
            Slip(NO_PADDING, lambda x, kernel, padding, stride: every(x, kernel, stride, stride),
                 ("padding",)),
            Slip(ONE_SIDE,
                 lambda x, kernel, padding, stride: every(
                     np.pad(x, (padding, 0)), kernel, stride, stride),
                 ("padding",)),
        ),
        lambda: _sliding_call(padded, leftover),
    )  # fmt: skip


def _sliding_call(padded: bool, leftover: bool) -> dict[str, object]:
    kh, kw = size(2, 3), size(4, 5)
    stride = size(2, 3)
    # So much that padding on one side costs two places: no slip of another kind costs as many.
    padding = 2 * stride if padded else 0
    left = stride - 1 if leftover else 0
    h, w = (k + places * stride + left for k, places in ((kh, 4), (kw, 5)))
    return {"x": numbers(h, w), "kernel": numbers(kh, kw), "padding": padding, "stride": stride}


SLIDING = sliding()

# --- the kernel behind an answer --------------------------------------------------------------


def behind(correlate: Correlate = _right) -> Computation:
    """The kernel, from the answer to a picture of zeros with a single 1 in its middle.

    Parameters
    ----------
    correlate
        How the answer was made; a student's own way comes from `habit`.
    """

    def kernel(answer: NDArray) -> NDArray:
        # Sent through the same operation once more, what was turned is turned back.
        (kh, kw) = answer.shape
        impulse = np.zeros((2 * kh - 1, 2 * kw - 1))
        impulse[kh - 1, kw - 1] = 1
        return correlate(impulse, answer)

    return Computation(
        kernel,
        (
            Slip(NOT_TURNED, lambda answer: answer, ("turn",)),
            Slip(MIRRORED, lambda answer: answer[:, ::-1], ("turn",)),
            Slip(UPSIDE_DOWN, lambda answer: answer[::-1], ("turn",)),
            Slip(TRANSPOSED, lambda answer: answer.T, ("turn",)),
        ),
        lambda: {"answer": picture_and_kernel()[1]},
    )


KERNEL_BEHIND = behind()
