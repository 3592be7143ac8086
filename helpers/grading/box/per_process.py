"""What there is once in each process."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache, wraps
from typing import TypeVar

Made = TypeVar("Made")


def per_process(make: Callable[[], Made]) -> Callable[[], Made]:
    """Make it on the first call in a process, and give the same one from then on.

    A forked process inherits the object, but no thread, and not the right to remove a folder; so
    it gets one of its own.
    """

    @cache
    def made(process: int) -> Made:
        return make()

    @wraps(make)
    def get() -> Made:
        return made(os.getpid())

    return get
