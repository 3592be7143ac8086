"""Quantities of a layer's geometry, and the common ways to get each of them wrong.

What is right is counted: a window can start at 0, s, 2s, ... as long as its last tap lies inside
the padded input. So a test shares no formula with the answer that it tests.
"""

from __future__ import annotations

import numbers
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Generic, TypeVar

from helpers.problem_sets.advice.slips import common_slip

ROUNDED_UP = "it is rounded up; a window that fits only in part is not a place"
NOT_ROUNDED = "it is not rounded to a whole number"
FIRST_PLACE = "the first place is not counted: the + 1 is missing"
NO_PADDING = "the padding is left out"
ONE_SIDE = "the padding is added once, but p counts for each of the two sides"
NO_DILATION = "the dilation is left out"
TOO_LONG = "the dilated kernel is taken as d · k long; it ends at its last tap"
NO_STRIDE = "the stride is left out"


Value = TypeVar("Value", covariant=True)


@dataclass(frozen=True)
class Quantity(Generic[Value]):
    """Something to be computed from the geometry of a layer.

    Attributes
    ----------
    right
        Returns the value, from the arguments of a call.
    slips
        Returns what each slip gives instead, from the same arguments: words → value.
    """

    right: Callable[..., Value]
    slips: Callable[..., Mapping[str, object]]


def compare(value: object, right: object, slips: Mapping[str, object]) -> str:
    """Advice on one value: the slips that it fits, or "" where it is right."""
    value = tuple(value) if isinstance(value, list) else value
    if not isinstance(value, numbers.Real | tuple):
        return "That is not a pair." if isinstance(right, tuple) else "That is not a number."
    if value == right:
        return ""
    fits = [slip for slip, wrong in slips.items() if value == wrong]
    if fits:
        return common_slip(fits)
    return "That is not the right value."


def places(n: int, k: int, *, added: int = 0, stride: int = 1, dilation: int = 1) -> int:
    """Number of places for a window, counted; ``added`` is the padding of both sides together."""
    last_tap = dilation * (k - 1)
    return len(range(0, n + added - last_tap, stride))


def output_size(n: int, k: int, padding: int = 0, stride: int = 1, dilation: int = 1) -> int:
    return places(n, k, added=2 * padding, stride=stride, dilation=dilation)


def output_size_slips(
    n: int, k: int, padding: int = 0, stride: int = 1, dilation: int = 1
) -> dict[str, float]:
    room = n + 2 * padding - dilation * (k - 1) - 1
    return {
        ROUNDED_UP: -(-room // stride) + 1,
        NOT_ROUNDED: room / stride + 1,
        FIRST_PLACE: room // stride,
        NO_PADDING: places(n, k, stride=stride, dilation=dilation),
        ONE_SIDE: places(n, k, added=padding, stride=stride, dilation=dilation),
        NO_DILATION: places(n, k, added=2 * padding, stride=stride),
        TOO_LONG: places(n, dilation * k, added=2 * padding, stride=stride),
        NO_STRIDE: places(n, k, added=2 * padding, dilation=dilation),
    }


def _leftover(n: int, k: int, padding: int = 0, stride: int = 1, dilation: int = 1) -> int:
    last_tap = dilation * (k - 1)
    starts = range(0, n + 2 * padding - last_tap, stride)
    return n + 2 * padding - 1 - (starts[-1] + last_tap)


def _leftover_slips(
    n: int, k: int, padding: int = 0, stride: int = 1, dilation: int = 1
) -> dict[str, int]:
    padded, reach = n + 2 * padding, dilation * (k - 1) + 1
    return {
        NO_PADDING: (n - reach) % stride,
        ONE_SIDE: (n + padding - reach) % stride,
        NO_DILATION: (padded - k) % stride,
        TOO_LONG: (padded - dilation * k) % stride,
        "it is the number of places": (padded - reach) // stride + 1,
        "it is what the stride leaves of the whole row; the kernel also takes room": padded
        % stride,
    }


def same_size(n: int, stride: int = 1) -> int:
    return len(range(0, n, stride))


def same_size_slips(n: int, stride: int = 1) -> dict[str, float]:
    return {
        'it is the size of the input, which "same" keeps at stride 1 only': n,
        'it is rounded down; "same" rounds up': n // stride,
        NOT_ROUNDED: n / stride,
    }


def _same_padding(n: int, k: int, stride: int = 1) -> tuple[int, int]:
    wanted = same_size(n, stride)
    missing = next(added for added in count() if places(n, k, added=added, stride=stride) >= wanted)
    return missing // 2, missing - missing // 2


def _same_padding_slips(n: int, k: int, stride: int = 1) -> dict[str, object]:
    before, after = _same_padding(n, k, stride)
    missing = (same_size(n, stride) - 1) * stride + k - n
    return {
        "the odd zero stands in front; it belongs behind": (after, before),
        "it is the padding for stride 1": _same_padding(n, k),
        "it is the same on both sides, which can be one zero too many": (after, after),
        "it is negative, where nothing is missing": (missing // 2, missing - missing // 2),
        "it is the total, not (before, after)": before + after,
    }


OUTPUT_SIZE = Quantity(output_size, output_size_slips)
LEFTOVER = Quantity(_leftover, _leftover_slips)
SAME_SIZE = Quantity(same_size, same_size_slips)
SAME_PADDING = Quantity(_same_padding, _same_padding_slips)
