"""Advice on a layer written as one matrix product: rows of weights times columns of pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from helpers.convolution import cross_correlate
from helpers.problem_sets.advice.arrays import PRECISION

FILTERS_AS_COLUMNS = "Each filter is a column; it should be a row."
MIXED = "A row holds weights of several filters, but the last axis of the kernels is the filter."
OTHER_ORDER = "A row does not list the weights in the order in which your columns list the pixels."


def random_layers(count: int = 10) -> Iterator[dict[str, NDArray]]:
    """Pictures and filters for `advise_product`, new ones each time."""
    generator = np.random.default_rng()
    for _ in range(count):
        kh, kw, channels, filters = 2, int(generator.integers(4, 6)), 3, 4
        yield {
            "x": generator.normal(size=(kh + 2, kw + 3, channels)),
            "kernels": generator.normal(size=(kh, kw, channels, filters)),
        }


def advise_product(
    filters_to_rows: Callable,
    im2col: Callable,
    calls: Iterable[dict[str, NDArray]],
    *,
    correlate: Callable[..., NDArray] = cross_correlate,
) -> str:
    """Advice where the rows of weights do not go with the columns, or "".

    The rows are multiplied with the first column that the student's own `im2col` makes, so its
    order may be any, and its patches may even lie along the rows.

    Parameters
    ----------
    filters_to_rows, im2col
        What the student wrote. An exception in them is passed on.
    calls
        ``x`` (h, w, c) and ``kernels`` (kh, kw, c, f), with fewer places than weights per filter.
    correlate
        What the student's layer does in one channel, from `habit`; the right way counts as well.
    """
    for call in calls:
        x, kernels = call["x"], call["kernels"]
        kh, kw, _, filters = kernels.shape
        weights = kernels[..., 0].size
        rows = np.asarray(filters_to_rows(kernels.copy()))
        what = f"kernels of shape {kernels.shape} become an array of shape {rows.shape}."
        if rows.shape == (weights, filters):
            return f"{what} {FILTERS_AS_COLUMNS}"
        if rows.shape != (filters, weights):
            return f"{what} There should be a row for each filter, with all of its weights."
        own = kernels.reshape(weights, filters).T
        if not np.allclose(np.sort(rows, axis=1), np.sort(own, axis=1)):
            return MIXED
        column = _first_patch(np.asarray(im2col(x.copy(), kh, kw)), weights)
        if column is None:
            return "The columns of your im2col are not as long as the rows of weights."
        patch = x[:kh, :kw]
        if not any(
            np.allclose(rows @ column, _answers(way, patch, kernels), rtol=0, atol=PRECISION * 100)
            for way in (cross_correlate, correlate)
        ):
            return OTHER_ORDER
    return ""


def _first_patch(matrix: NDArray, length: int) -> NDArray | None:
    if matrix.ndim == 2 and matrix.shape[0] == length and matrix.shape[1]:
        return matrix[:, 0]
    if matrix.ndim == 2 and matrix.shape[1] == length and matrix.shape[0]:
        return matrix[0]
    return None


def _answers(correlate: Callable, patch: NDArray, kernels: NDArray) -> list[float]:
    """What each filter says to one patch."""
    return [
        sum(correlate(patch[:, :, c], kernels[:, :, c, f]).item() for c in range(patch.shape[2]))
        for f in range(kernels.shape[3])
    ]
