"""What the functions of a convolution by hand should compute, and the common ways to get it wrong.

What is right comes from `helpers.convolution`. Random calls hold numbers in general position, so
that no slip gives the right array by chance, and images and kernels that are not square.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from helpers import convolution
from helpers.problem_sets.advice.arrays import Computation, Slip

Correlate = Callable[..., NDArray]

FLIPPED = "the kernel is flipped, but a cross-correlation reads it as it stands"
FLIPPED_DOWN = "the kernel is turned upside down, but a cross-correlation reads it as it stands"
FLIPPED_ACROSS = "the kernel is mirrored, but a cross-correlation reads it as it stands"
LAST_PLACE = "the last place down and the last place across are missing, the + 1 of the formula"
OVERHANG = "the kernel hangs over the border, where it should stand inside the picture"
MEAN = "it is the mean of the products; a filter adds them up"
NO_KERNEL = "it adds up the patch; the products with the kernel are missing"
WHOLE_NUMBERS = "it is cut to whole numbers; the result was made with the type of x"

ONE_SIDE = "the padding is added at the top and the left only; it counts for each side"
OTHER_SIDE = "the padding is added at the bottom and the right only; it counts for each side"
HALF = "the padding is shared out between two sides; it counts for each side"
ROWS_ONLY = "only rows are added, no columns"
COLUMNS_ONLY = "only columns are added, no rows"
EDGES = "the border is repeated outwards; it should be zeros"
BESIDE = "the picture does not stand in the middle of the zeros"

NO_STRIDE = "the stride is left out"
DOWN_ONLY = "the stride acts down only, not across"
ACROSS_ONLY = "the stride acts across only, not down"
THINNED = "the picture is thinned out before the kernel sees it; the kernel reads neighbours"
ROUNDED_UP = "a window that fits only in part is counted; what is left over is dropped"
NO_PADDING = "the padding is left out"

FIRST_CHANNEL = "only the first channel is looked at"
LAST_CHANNEL = "only the last channel is left: each overwrites the one before, they should add up"
FIRST_SLICE = "every channel gets the first slice of the filter; each has a slice of its own"
CHANNEL_MEAN = "it is the mean over the channels; their products go into one sum"
CHANNEL_MAPS = "each channel has a map of its own; their products go into one sum"
ONE_MAP = "all filters end in one map; each makes its own"
FIRST_FILTER = "every map is made with the first filter"
MAPS_FIRST = "the maps lie along the first axis; channels come last"
NO_BIAS = "the bias is left out"
BIAS_PER_PRODUCT = "the bias is added to every product; it is added once to their sum"
BIAS_PER_CHANNEL = "the bias is added once for each channel; it is added once to the sum of all"
BIAS_PER_CELL = "the bias is added for each cell of the kernel; it is added once to the sum of all"
FIRST_BIAS = "every map gets the first bias; each filter has its own"
ALL_BIASES = "every map gets the sum of all biases; each filter has its own"

AVERAGE = "it is the mean of each window"
SMALLEST = "it is the smallest number of each window"
STEP_ONE = "the window moves in steps of one pixel"
STEP_SIZE = "the window moves in steps of its own size, whatever the stride"
ACROSS_CHANNELS = "the largest of all channels is taken; each channel is pooled by itself"
ONE_POOLED_MAP = "one map is left for all channels; each channel is pooled by itself"
FROM_ZERO = "the search for the largest starts at 0, so numbers below 0 get lost"
PADDED_POOL = "what is left over is filled up with zeros; it is dropped"
PARTIAL_POOL = "windows that fit only in part are kept; what is left over is dropped"

PATCHES_AS_ROWS = "each patch is a row; it should be a column"
DOWN_FIRST = "the places are read column by column; they go along the rows"
CHANNELS_FIRST = "a column lists one channel after the other; the channels of a pixel stay together"
PATCH_DOWN = "a patch is read column by column; it is read along its rows"
FIRST_PATCH_CHANNEL = "only the first channel is in the columns"

NOT_TURNED = "it is taken as it stands; a cross-correlation leaves it turned"
MIRRORED = "it is mirrored, which is half of the way"
UPSIDE_DOWN = "it is turned upside down, which is half of the way"
TRANSPOSED = "rows and columns are swapped"


def _numbers(*shape: int) -> NDArray:
    return np.random.default_rng().normal(size=shape).round(3)


def _size(low: int, high: int) -> int:
    return int(np.random.default_rng().integers(low, high + 1))


def _picture_and_kernel(kernel_height: int = 2) -> tuple[NDArray, NDArray]:
    """Neither is square, and the one is high where the other is wide."""
    kh, h = _size(kernel_height, 3), _size(7, 9)
    return _numbers(h, h + _size(2, 4)), _numbers(kh, kh + _size(1, 2))


# --- cross-correlation ------------------------------------------------------------------------


def _correlation_call() -> dict[str, NDArray]:
    x, kernel = _picture_and_kernel()
    return {"x": x, "kernel": kernel}


def _symmetric_call() -> dict[str, NDArray]:
    """A kernel that looks the same after half a turn, on a picture of whole numbers."""
    x, kernel = _picture_and_kernel()
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
    return {"x": _picture_and_kernel()[0], "padding": _size(2, 4)}


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

    def every(x, kernel, down, across):
        return correlate(x, kernel)[::down, ::across]

    def partial(x, kernel, padding, stride):
        # Enough zeros at the bottom and the right that windows which fit in part fit whole.
        return every(np.pad(pad(x, padding), (0, stride - 1)), kernel, stride, stride)

    def thinned(x, kernel, padding, stride):
        few = pad(x, padding)[::stride, ::stride]
        fits = all(n >= k for n, k in zip(few.shape, kernel.shape, strict=True))
        return correlate(few, kernel) if fits else None

    def call():
        kh, kw = _size(2, 3), _size(4, 5)
        stride = _size(2, 3)
        # So much that padding on one side costs two places: no slip of another kind costs as many.
        padding = 2 * stride if padded else 0
        left = stride - 1 if leftover else 0
        h, w = (k + places * stride + left for k, places in ((kh, 4), (kw, 5)))
        return {"x": _numbers(h, w), "kernel": _numbers(kh, kw), "padding": padding,
                "stride": stride}  # fmt: skip

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
        call,
    )  # fmt: skip


SLIDING = sliding()

# --- a layer: channels, filters, biases -------------------------------------------------------


def layered(
    correlate: Correlate = _right,
    *,
    channels: int = 3,
    filters: int = 4,
    biased: bool = True,
) -> Computation:
    """A convolution layer without padding, at stride 1.

    Parameters
    ----------
    correlate
        What is done in one channel; a student's own way comes from `habit`.
    channels, filters
        Of the random calls.
    biased
        Whether their biases differ from 0.
    """

    def maps(x, kernels, *, slices=None):
        """(h', w', c, f): what each slice of each filter answers to its channel."""
        slices = range(x.shape[2]) if slices is None else slices
        return np.stack([
            np.stack([correlate(x[:, :, c], kernels[:, :, use, f])
                      for f in range(kernels.shape[3])], axis=-1)
            for c, use in enumerate(slices)], axis=2)  # fmt: skip

    def sums(x, kernels):
        return maps(x, kernels).sum(axis=2)

    def with_bias(times):
        return lambda x, kernels, bias: sums(x, kernels) + times(x, kernels) * bias

    def in_place_of_the_sum(combine):
        return lambda x, kernels, bias: combine(maps(x, kernels)) + bias

    def channel_maps(x, kernels, bias):
        return maps(x, kernels)[..., 0] + bias if kernels.shape[3] == 1 else None

    def first_slice(x, kernels, bias):
        return maps(x, kernels, slices=[0] * x.shape[2]).sum(axis=2) + bias

    def one_map(x, kernels, bias):
        return sums(x, kernels).sum(axis=2, keepdims=True) + np.sum(bias)

    def first_filter(x, kernels, bias):
        return np.repeat(sums(x, kernels)[..., :1], kernels.shape[3], axis=2) + bias

    def call():
        x, kernel = _picture_and_kernel()
        bias = 2 + _numbers(filters) if biased else np.zeros(filters)
        return {"x": _numbers(*x.shape, channels),
                "kernels": _numbers(*kernel.shape, channels, filters), "bias": bias}  # fmt: skip

    return Computation(
        lambda x, kernels, bias: sums(x, kernels) + bias,
        (
            Slip(FIRST_CHANNEL, in_place_of_the_sum(lambda m: m[:, :, 0]), ("channels",)),
            Slip(LAST_CHANNEL, in_place_of_the_sum(lambda m: m[:, :, -1]), ("channels",)),
            Slip(CHANNEL_MEAN, in_place_of_the_sum(lambda m: m.mean(axis=2)), ("channels",)),
            Slip(FIRST_SLICE, first_slice, ("channels",)),
            Slip(CHANNEL_MAPS, channel_maps, ("channels",)),
            Slip(ONE_MAP, one_map, ("filters",)),
            Slip(FIRST_FILTER, first_filter, ("filters",)),
            Slip(MAPS_FIRST, lambda x, kernels, bias: np.moveaxis(sums(x, kernels) + bias, 2, 0),
                 ("filters",)),
            Slip(NO_BIAS, with_bias(lambda x, kernels: 0), ("bias",)),
            Slip(BIAS_PER_PRODUCT, with_bias(lambda x, kernels: kernels[..., 0].size), ("bias",)),
            Slip(BIAS_PER_CHANNEL, with_bias(lambda x, kernels: x.shape[2]), ("bias",)),
            Slip(BIAS_PER_CELL, with_bias(lambda x, kernels: kernels[:, :, 0, 0].size), ("bias",)),
            Slip(FIRST_BIAS, lambda x, kernels, bias: sums(x, kernels) + bias[0], ("bias",)),
            Slip(ALL_BIASES, lambda x, kernels, bias: sums(x, kernels) + bias.sum(), ("bias",)),
        ),
        call,
    )  # fmt: skip


ONE_FILTER = layered(filters=1, biased=False)
ONE_CHANNEL = layered(channels=1, biased=False)
LAYER = layered()

# --- pooling ----------------------------------------------------------------------------------


def pooling(*, channels: int = 1, leftover: bool = False, negative: bool = False) -> Computation:
    """Max pooling.

    Parameters
    ----------
    channels
        Of the random calls.
    leftover
        Whether their windows overlap and leave rows and columns over.
    negative
        Whether most of their numbers lie below 0.
    """

    def filled(value):
        def pool(x, size, stride):
            missing = [-(n - size) % stride for n in x.shape[:2]]
            sides = [(0, m) for m in missing]
            wide = np.pad(x.astype(float), [*sides, (0, 0)], constant_values=value)
            return right(wide, size, stride)

        return pool

    def right(x, size, stride):
        return convolution.max_pool(x, size, stride=stride)

    def across(x, size, stride):
        return np.broadcast_to(
            right(x, size, stride).max(axis=2, keepdims=True), right(x, size, stride).shape
        )

    def call():
        size = _size(2, 3) + leftover
        stride = size - 1 if leftover else size
        left = stride - 1 if leftover else 0
        h, w = (size + places * stride + left for places in (2, 4))
        numbers = np.abs(_numbers(h, w, channels)) + 0.1
        return {"x": 0.2 - numbers if negative else numbers, "size": size, "stride": stride}

    return Computation(
        right,
        (
            Slip(AVERAGE, lambda x, size, stride: convolution.average_pool(x, size, stride=stride),
                 ("windows",)),
            Slip(SMALLEST, lambda x, size, stride: -right(-x, size, stride), ("windows",)),
            Slip(STEP_ONE, lambda x, size, stride: right(x, size, 1), ("windows",)),
            Slip(LAST_PLACE, lambda x, size, stride: right(x, size, stride)[:-1, :-1],
                 ("windows",)),
            Slip(ACROSS_CHANNELS, across, ("channels",)),
            Slip(ONE_POOLED_MAP, lambda x, size, stride: right(x, size, stride).max(axis=2),
                 ("channels",)),
            Slip(STEP_SIZE, lambda x, size, stride: right(x, size, size), ("steps",)),
            Slip(FROM_ZERO, lambda x, size, stride: np.maximum(right(x, size, stride), 0),
                 ("steps",)),
            Slip(PADDED_POOL, filled(0), ("steps",)),
            Slip(PARTIAL_POOL, filled(-np.inf), ("steps",)),
        ),
        call,
    )  # fmt: skip


POOLING = pooling()
POOLING_CHANNELS = pooling(channels=3)
POOLING_STEPS = pooling(leftover=True, negative=True)

# --- patches as columns -----------------------------------------------------------------------


def columns(*, one_place: bool = False) -> Computation:
    """Patches as columns, for kernels of shape (kh, kw, c, f).

    Parameters
    ----------
    one_place
        Whether the picture of a random call is as large as the kernel.
    """

    def right(x, kh, kw):
        return convolution.im2col(x, (kh, kw))

    def in_another_order(*axes):
        """The patch (kh, kw, c) with its axes in another order, read line by line."""

        def read(x, kh, kw):
            patches = right(x, kh, kw).reshape(kh, kw, x.shape[2], -1)
            return patches.transpose(*axes, 3).reshape(-1, patches.shape[3])

        return read

    def down_first(x, kh, kw):
        rows, across = x.shape[0] - kh + 1, x.shape[1] - kw + 1
        matrix = right(x, kh, kw).reshape(-1, rows, across)
        return matrix.transpose(0, 2, 1).reshape(len(matrix), -1)

    def last_place(x, kh, kw):
        rows, across = x.shape[0] - kh + 1, x.shape[1] - kw + 1
        matrix = right(x, kh, kw).reshape(-1, rows, across)
        return matrix[:, :-1, :-1].reshape(len(matrix), -1)

    def call():
        kh, kw = _size(2, 3), 4
        h, w = (kh, kw) if one_place else (kh + 3, kw + 4)
        return {"x": _numbers(h, w, 3), "kh": kh, "kw": kw}

    return Computation(
        right,
        (
            Slip(PATCHES_AS_ROWS, lambda x, kh, kw: right(x, kh, kw).T, ("patches",)),
            Slip(DOWN_FIRST, down_first, ("patches",)),
            Slip(LAST_PLACE, last_place, ("patches",)),
            Slip(FIRST_PATCH_CHANNEL, lambda x, kh, kw: right(x[:, :, :1], kh, kw), ("patches",)),
            Slip(CHANNELS_FIRST, in_another_order(2, 0, 1), ("order",)),
            Slip(PATCH_DOWN, in_another_order(1, 0, 2), ("order",)),
            Slip(CHANNELS_FIRST, in_another_order(2, 1, 0), ("order",)),
        ),
        call,
    )


COLUMNS = columns()
ONE_COLUMN = columns(one_place=True)

# --- the kernel behind an answer --------------------------------------------------------------


def behind(correlate: Correlate = _right) -> Computation:
    """The kernel, from the answer to a picture of zeros with a single 1 in its middle.

    Parameters
    ----------
    correlate
        How the answer was made; a student's own way comes from `habit`.
    """

    def kernel(answer):
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
        lambda: {"answer": _picture_and_kernel()[1]},
    )


KERNEL_BEHIND = behind()
