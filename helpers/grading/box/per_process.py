"""What there is once in each process."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Made = TypeVar("Made")


def per_process(make: Callable[[], Made]) -> Callable[[], Made]:
    """Make it on the first call in a process, and give the same one from then on.

    A forked process inherits the object, but no thread, and not the right to remove a folder; so
    it gets one of its own. Threads that ask at the same time get the same one.
    """
    made: dict[int, Made] = {}
    locks: dict[int, threading.Lock] = {}  # the parent's may be held when a process is forked

    @wraps(make)
    def get() -> Made:
        process = os.getpid()
        if process not in made:
            with locks.setdefault(process, threading.Lock()):
                if process not in made:
                    made[process] = make()
        return made[process]

    return get
