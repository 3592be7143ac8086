"""Advice on the arrays that a student's functions return: which misconception they fit.

A slip costs its own point and no other. Each slip therefore says which *aspects* of a computation
it spoils, and a test is about one aspect: slips that spoil only others are forgiven there. Slips
that follow from an earlier question are forgiven by `habit`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from helpers.problem_sets.advice.calling import answered
from helpers.problem_sets.advice.slips import NO_RETURN, common_slip

PRECISION = 1e-5  # relative to the largest number: float32 is good enough
PROBES = 3


@dataclass(frozen=True)
class Slip:
    """A common way to get a computation wrong.

    Attributes
    ----------
    words
        What to say about it; it names the misconception and not the answer.
    computes
        What comes out instead, from the arguments of a call; ``None`` where the slip means nothing.
    spoils
        The aspects of the computation in which it costs a point.
    """

    words: str
    computes: Callable[..., NDArray | None]
    spoils: tuple[str, ...]


@dataclass(frozen=True)
class Computation:
    """Something that a function should compute from arrays.

    Attributes
    ----------
    right
        Returns the array, from the arguments of a call.
    slips
        The common ways to get it wrong.
    draw
        Returns a random call, in which every slip shows.
    """

    right: Callable[..., NDArray]
    slips: tuple[Slip, ...]
    draw: Callable[[], Mapping[str, object]]


def advise_array(
    function: Callable,
    computation: Computation,
    calls: Iterable[Mapping[str, object]],
    *,
    about: str | None = None,
    also: Computation | None = None,
    name_the_call: bool = True,
) -> str:
    """Call a student's function; the advice on the first wrong array, or "".

    Parameters
    ----------
    function
        What the student wrote. An exception in it is passed on. It gets copies of the arrays.
    computation
        What the function should compute.
    calls
        Keyword arguments, one mapping for each call.
    about
        The aspect that has its point here; slips that spoil only others are forgiven. All count
        where it is None.
    also
        The computation that follows from the student's slip in an earlier question; it is right
        as well.
    name_the_call
        Whether the advice says which call it was; not for a hidden test.
    """
    for call in calls:
        value = answered(function, _copies(call))
        array, said = _read(value)
        if array is not None:
            accepted = [computation] if also is None else [computation, also]
            if any(_is_forgiven(array, one, call, about) for one in accepted):
                continue
            slips = [slip for one in accepted for slip in one.slips]
            said = _compare(array, computation.right(**call), slips, call, locate=name_the_call)
        return f"{_what(function, call, array, name_the_call)} {said}"
    return ""


def advise_size(
    function: Callable,
    computation: Computation,
    calls: Iterable[Mapping[str, object]],
    *,
    name_the_call: bool = True,
) -> str:
    """As `advise_array`, but only the shape is looked at."""
    for call in calls:
        array, said = _read(answered(function, _copies(call)))
        if array is not None:
            right = computation.right(**call)
            if array.shape == right.shape:
                continue
            said = _compare(array, right, computation.slips, call, locate=name_the_call)
        return f"{_what(function, call, array, name_the_call)} {said}"
    return ""


def habit(function: Callable, computation: Computation) -> Callable[..., NDArray | None]:
    """The way in which a student's function computes: right, or with one slip all the time.

    What a student builds on the function is judged by this, so that a slip costs once. A function
    with no slip that has a name counts as right.

    Parameters
    ----------
    function
        What the student wrote in an earlier question; it may raise.
    computation
        What it should compute.
    """
    calls = [computation.draw() for _ in range(PROBES)]
    try:
        arrays = [_read(function(**_copies(call)))[0] for call in calls]
    except Exception:  # whatever a student's code raises; its own test has said so
        return computation.right
    ways = [computation.right, *(slip.computes for slip in computation.slips)]
    for way in ways:
        if all(_same(array, way(**call)) for array, call in zip(arrays, calls, strict=True)):
            return way
    return computation.right


def drawn(computation: Computation, count: int = 10) -> Iterator[Mapping[str, object]]:
    """Random calls for a hidden test, new ones each time."""
    return (computation.draw() for _ in range(count))


def _copies(call: Mapping[str, object]) -> dict[str, object]:
    """The arguments, safe from a function that writes to them."""
    return {name: np.copy(x) if isinstance(x, np.ndarray) else x for name, x in call.items()}


def _read(value: object) -> tuple[NDArray | None, str]:
    """The value as an array of real numbers, or None and what is wrong with it."""
    if value is None:
        return None, f"It returns nothing. {NO_RETURN}"
    try:
        array = np.asarray(value)
    except ValueError:  # rows of different lengths
        array = None
    if array is None or array.dtype.kind not in "biuf":
        return None, "It does not return an array of numbers."
    return array.astype(float), ""


def _same(array: NDArray | None, other: NDArray | None) -> bool:
    if array is None or other is None or array.shape != other.shape:
        return False
    scale = np.abs(other).max(initial=0.0)
    return bool(np.allclose(array, other, rtol=0, atol=PRECISION * max(scale, 1e-9)))


def _is_forgiven(
    array: NDArray, computation: Computation, call: Mapping[str, object], about: str | None
) -> bool:
    """Whether an array is right, or wrong in other aspects only."""
    if _same(array, computation.right(**call)):
        return True
    return about is not None and any(
        about not in slip.spoils and _same(array, slip.computes(**call))
        for slip in computation.slips
    )


def _what(
    function: Callable, call: Mapping[str, object], array: NDArray | None, name_the_call: bool
) -> str:
    name = getattr(function, "__name__", "The function")
    if not name_the_call:
        return f"{name} goes wrong for some other picture."
    arguments = ", ".join(
        f"{key} of shape {x.shape}" if isinstance(x, np.ndarray) else f"{key}={x!r}"
        for key, x in call.items()
    )
    if array is None:
        return f"{name}, called with {arguments}:"
    return f"{name}, called with {arguments}, returns an array of shape {array.shape}."


def _compare(
    array: NDArray,
    right: NDArray,
    slips: Sequence[Slip],
    call: Mapping[str, object],
    *,
    locate: bool,
) -> str:
    """What to say about an array that is wrong."""
    if fits := _words(slip for slip in slips if _same(array, slip.computes(**call))):
        return common_slip(fits)
    if array.shape != right.shape:
        return _about_the_shape(array, right, slips, call)
    wrong = np.argwhere(~np.isclose(array, right, rtol=0, atol=PRECISION * np.abs(right).max()))
    first = f", the first at {wrong[0].tolist()}" if locate else ""
    return f"The shape is right; {len(wrong)} of {right.size} numbers are not{first}."


def _about_the_shape(
    array: NDArray, right: NDArray, slips: Sequence[Slip], call: Mapping[str, object]
) -> str:
    said = "That is not the right shape."
    if array.ndim != right.ndim:
        said += f" Axes: {array.ndim} in place of {right.ndim}."
    elif array.shape == (right.shape[1], right.shape[0], *right.shape[2:]):
        said += " Height and width are swapped; the height comes first."
    wrong = ((slip, slip.computes(**call)) for slip in slips)
    if fits := _words(s for s, x in wrong if x is not None and x.shape == array.shape):
        said += " " + common_slip(fits).replace("This", "It")
    return said


def _words(slips: Iterable[Slip]) -> list[str]:
    return [slip.words for slip in slips]
