"""A call of a function that a student may not have written yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TypeVar

from helpers.start.at_home import call_each

Call = TypeVar("Call", bound=Mapping[str, object])


def answered(function: Callable[..., object], call: Mapping[str, object]) -> object:
    """What a student's function returns.

    Raises
    ------
    NotImplementedError
        If it is as it was released; the message says what to do.
    Exception
        Whatever else the function raises.
    """
    return _written(function, partial(function, **call))


def each_answered(
    function: Callable[..., object], calls: Iterable[Call]
) -> Iterator[tuple[Call, object]]:
    """Each call, and what a student's function returns; it raises as `answered`, in its turn."""
    for call, answer in call_each(function, calls):
        yield call, _written(function, answer)


def _written(function: Callable[..., object], answer: Callable[[], object]) -> object:
    try:
        return answer()
    except NotImplementedError as error:
        name = getattr(function, "__name__", "the function")
        raise NotImplementedError(
            f"{name} is not written yet. Answer its question first, delete the line "
            "raise NotImplementedError(), and run its cell."
        ) from error
