"""Is a function the student's own work, or does it call a package that does the work?"""

from __future__ import annotations

import inspect
from collections.abc import Callable

from helpers.start.at_home import at_home

PACKAGES = ("helpers", "scipy", "skimage")  # they convolve, pool and count by themselves


def advise_own_work(function: Callable) -> str:
    """Advice where a function, or one that it calls, leans on code of such a package.

    Looked at are the names that the function uses, the imports in its body, and the same for the
    functions it calls. It is a reminder for the honest; who hides a call well is not found.
    """
    return _found(function)


@at_home
def _found(function: Callable) -> str:
    if not inspect.isfunction(function):
        return f"Write a function of your own, with `def`; this is {function!r}."
    borrowed, waiting, seen = set(), [function], set()
    while waiting:
        current = inspect.unwrap(waiting.pop())
        if _is_ours(current.__module__):
            borrowed.add(current.__name__)
        elif current not in seen and current.__module__ == function.__module__:
            seen.add(current)
            borrowed |= {name for name in current.__code__.co_names if _is_ours(name)}  # imports
            used = inspect.getclosurevars(current)
            for value in (*used.globals.values(), *used.nonlocals.values()):
                if inspect.ismodule(value) and _is_ours(value.__name__):
                    borrowed.add(value.__name__)
                elif inspect.isfunction(value):
                    waiting.append(value)
                elif _is_ours(type(value).__module__):  # an object, such as OUTPUT_SIZE
                    borrowed.add(type(value).__name__)
    if borrowed:
        return f"Write {function.__name__} yourself; it leans on {', '.join(sorted(borrowed))}."
    return ""


def _is_ours(module: str) -> bool:
    return module.partition(".")[0] in PACKAGES
