"""What a layer, a pool and a matrix of patches should be, and the common ways to get them wrong.

What is right comes from `helpers.convolution`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

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
    ACROSS_CHANNELS,
    ALL_BIASES,
    AVERAGE,
    BIAS_PER_CELL,
    BIAS_PER_CHANNEL,
    BIAS_PER_PRODUCT,
    CHANNEL_MAPS,
    CHANNEL_MEAN,
    CHANNELS_FIRST,
    DOWN_FIRST,
    FIRST_BIAS,
    FIRST_CHANNEL,
    FIRST_FILTER,
    FIRST_PATCH_CHANNEL,
    FIRST_SLICE,
    FROM_ZERO,
    LAST_CHANNEL,
    LAST_PLACE,
    MAPS_FIRST,
    NO_BIAS,
    ONE_MAP,
    ONE_POOLED_MAP,
    PADDED_POOL,
    PARTIAL_POOL,
    PATCH_DOWN,
    PATCHES_AS_ROWS,
    SMALLEST,
    STEP_ONE,
    STEP_SIZE,
)

Correlate = Callable[..., NDArray]

# --- a layer: channels, filters, biases -------------------------------------------------------


def layered(
    correlate: Correlate = convolution.cross_correlate,
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

    def maps(x: NDArray, kernels: NDArray, slices: Iterable[int] | None = None) -> NDArray:
        return _maps(correlate, x, kernels, range(x.shape[2]) if slices is None else slices)

    def sums(x: NDArray, kernels: NDArray) -> NDArray:
        return maps(x, kernels).sum(axis=2)

    return Computation(
        lambda x, kernels, bias: sums(x, kernels) + bias,
        (*_slips_in_channels(maps), *_slips_in_filters(sums), *_slips_in_biases(sums)),
        lambda: _layer_call(channels, filters, biased),
    )


def _slips_in_channels(maps: Callable[..., NDArray]) -> Iterator[Slip]:
    """``maps`` gives (h', w', c, f): what each filter answers to each channel."""

    def in_place_of_the_sum(combine: Callable[[NDArray], NDArray]) -> Callable[..., NDArray]:
        return lambda x, kernels, bias: combine(maps(x, kernels)) + bias

    def first_slice(x: NDArray, kernels: NDArray, bias: NDArray) -> NDArray:
        return maps(x, kernels, [0] * x.shape[2]).sum(axis=2) + bias

    def channel_maps(x: NDArray, kernels: NDArray, bias: NDArray) -> NDArray | None:
        return maps(x, kernels)[..., 0] + bias if kernels.shape[3] == 1 else None

    yield Slip(FIRST_CHANNEL, in_place_of_the_sum(lambda m: m[:, :, 0]), ("channels",))
    yield Slip(LAST_CHANNEL, in_place_of_the_sum(lambda m: m[:, :, -1]), ("channels",))
    yield Slip(CHANNEL_MEAN, in_place_of_the_sum(lambda m: m.mean(axis=2)), ("channels",))
    yield Slip(FIRST_SLICE, first_slice, ("channels",))
    yield Slip(CHANNEL_MAPS, channel_maps, ("channels",))


def _slips_in_filters(sums: Callable[..., NDArray]) -> Iterator[Slip]:
    """``sums`` gives (h', w', f): the answers without the biases."""

    def one_map(x: NDArray, kernels: NDArray, bias: NDArray) -> NDArray:
        return sums(x, kernels).sum(axis=2, keepdims=True) + np.sum(bias)

    def first_filter(x: NDArray, kernels: NDArray, bias: NDArray) -> NDArray:
        return np.repeat(sums(x, kernels)[..., :1], kernels.shape[3], axis=2) + bias

    def maps_first(x: NDArray, kernels: NDArray, bias: NDArray) -> NDArray:
        return np.moveaxis(sums(x, kernels) + bias, 2, 0)

    yield Slip(ONE_MAP, one_map, ("filters",))
    yield Slip(FIRST_FILTER, first_filter, ("filters",))
    yield Slip(MAPS_FIRST, maps_first, ("filters",))


def _slips_in_biases(sums: Callable[..., NDArray]) -> Iterator[Slip]:
    """``sums`` as for `_slips_in_filters`."""

    def with_bias(times: Callable[[NDArray, NDArray], int]) -> Callable[..., NDArray]:
        return lambda x, kernels, bias: sums(x, kernels) + times(x, kernels) * bias

    def per_cell(x: NDArray, kernels: NDArray) -> int:
        return kernels[:, :, 0, 0].size

    yield Slip(NO_BIAS, with_bias(lambda x, kernels: 0), ("bias",))
    yield Slip(BIAS_PER_PRODUCT, with_bias(lambda x, kernels: kernels[..., 0].size), ("bias",))
    yield Slip(BIAS_PER_CHANNEL, with_bias(lambda x, kernels: x.shape[2]), ("bias",))
    yield Slip(BIAS_PER_CELL, with_bias(per_cell), ("bias",))
    yield Slip(FIRST_BIAS, lambda x, kernels, bias: sums(x, kernels) + bias[0], ("bias",))
    yield Slip(ALL_BIASES, lambda x, kernels, bias: sums(x, kernels) + bias.sum(), ("bias",))


def _maps(correlate: Correlate, x: NDArray, kernels: NDArray, slices: Iterable[int]) -> NDArray:
    """(h', w', c, f): what slices of each filter answer to the channels."""
    of_channels = [
        [correlate(x[:, :, c], kernels[:, :, use, f]) for f in range(kernels.shape[3])]
        for c, use in enumerate(slices)
    ]
    return np.moveaxis(np.array(of_channels), (0, 1), (2, 3))


def _layer_call(channels: int, filters: int, biased: bool) -> dict[str, NDArray]:
    x, kernel = picture_and_kernel()
    return {
        "x": numbers(*x.shape, channels),
        "kernels": numbers(*kernel.shape, channels, filters),
        "bias": 2 + numbers(filters) if biased else np.zeros(filters),
    }


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

    def filled(value: float) -> Callable[..., NDArray]:
        def pool(x: NDArray, size: int, stride: int) -> NDArray:
            missing = [-(n - size) % stride for n in x.shape[:2]]
            sides = [(0, m) for m in missing]
            wide = np.pad(x.astype(float), [*sides, (0, 0)], constant_values=value)
            return right(wide, size, stride)

        return pool

    def right(x: NDArray, size: int, stride: int) -> NDArray:
        return convolution.max_pool(x, size, stride=stride)

    def across(x: NDArray, size: int, stride: int) -> NDArray:
        return np.broadcast_to(
            right(x, size, stride).max(axis=2, keepdims=True), right(x, size, stride).shape
        )

    def call() -> dict[str, object]:
        window = size(2, 3) + leftover
        stride = window - 1 if leftover else window
        left = stride - 1 if leftover else 0
        h, w = (window + places * stride + left for places in (2, 4))
        x = np.abs(numbers(h, w, channels)) + 0.1
        return {"x": 0.2 - x if negative else x, "size": window, "stride": stride}

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

    def right(x: NDArray, kh: int, kw: int) -> NDArray:
        return convolution.im2col(x, (kh, kw))

    def in_another_order(*axes: int) -> Callable[..., NDArray]:
        """The patch (kh, kw, c) with its axes in another order, read line by line."""

        def read(x: NDArray, kh: int, kw: int) -> NDArray:
            patches = right(x, kh, kw).reshape(kh, kw, x.shape[2], -1)
            return patches.transpose(*axes, 3).reshape(-1, patches.shape[3])

        return read

    def down_first(x: NDArray, kh: int, kw: int) -> NDArray:
        rows, across = x.shape[0] - kh + 1, x.shape[1] - kw + 1
        matrix = right(x, kh, kw).reshape(-1, rows, across)
        return matrix.transpose(0, 2, 1).reshape(len(matrix), -1)

    def last_place(x: NDArray, kh: int, kw: int) -> NDArray:
        rows, across = x.shape[0] - kh + 1, x.shape[1] - kw + 1
        matrix = right(x, kh, kw).reshape(-1, rows, across)
        return matrix[:, :-1, :-1].reshape(len(matrix), -1)

    def call() -> dict[str, object]:
        kh, kw = size(2, 3), 4
        h, w = (kh, kw) if one_place else (kh + 3, kw + 4)
        return {"x": numbers(h, w, 3), "kh": kh, "kw": kw}

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
