"""Asking a function where it lives: checks that look into it, and many calls at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial, wraps
from typing import Any, TypeVar

Found = TypeVar("Found")

Call = TypeVar("Call", bound=Mapping[str, object])

ASK = "_ask_at_home"
CALL_EACH = "_call_each_at_home"


def at_home(check: Callable[[Any], Found]) -> Callable[[Any], Found]:
    """Decorate a check of one value, which it takes apart, for instance a function's code.

    When tests run in another kernel than the student's code, a test has a stand-in for each of the
    student's functions. There is nothing in it to be looked at; so the check is called by its name
    in the student's kernel, and what it returns comes back.
    """

    @wraps(check)
    def run(value: Any) -> Found:
        ask = getattr(value, ASK, None)
        return check(value) if ask is None else ask(check.__module__, check.__qualname__)

    return run


def call_each(
    function: Callable[..., object], calls: Iterable[Call]
) -> Iterator[tuple[Call, Callable[[], object]]]:
    """Calls of one function with plain data, and for each what gives its value or raises.

    When tests run in another kernel than the student's code, every call goes over there and back.
    From here many go together: a thousand small ones then take no longer than the function does.
    Which of them are made, and when, is not promised; nothing that a call changes in its arguments
    comes back.

    Parameters
    ----------
    function
        Takes keyword arguments.
    calls
        One mapping for each call.
    """
    if (together := getattr(function, CALL_EACH, None)) is not None:
        yield from together(calls)
        return
    for call in calls:
        yield call, partial(function, **call)
