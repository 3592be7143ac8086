"""Checks that look into a function run where the function lives."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Found = TypeVar("Found")

ASK = "_ask_at_home"


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
