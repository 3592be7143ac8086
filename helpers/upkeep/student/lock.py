"""The part of the lock file that a student needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

OTHERS = "# --- what only instructors and maintainers need"
"""The line of requirements.txt below which no student needs anything."""


@dataclass
class Locked:
    """One package of a lock file.

    Attributes
    ----------
    lines
        One for each version of it: which one it is may depend on Python and the system.
    via
        The packages on whose account it is there.
    """

    lines: list[str] = field(default_factory=list)
    via: list[str] = field(default_factory=list)


def students_requirements(requirements: str) -> str:
    """What stands in requirements.txt above the line of what others need.

    Raises
    ------
    ValueError
        If that line is missing.
    """
    above, line, _ = requirements.partition(OTHERS)
    if not line:
        raise ValueError(f"requirements.txt has no line that begins with {OTHERS!r}; put one in")
    return above.rstrip() + "\n"


def names(requirements: str) -> list[str]:
    """The packages that requirements name, spelt as a lock file spells them."""
    lines = (line.split("#")[0].strip() for line in requirements.splitlines())
    found = (re.match(r"[\w.-]+", line) for line in lines)
    return [re.sub(r"[-_.]+", "-", name[0]).lower() for name in found if name]


def read(lock: str) -> dict[str, Locked]:
    """The packages of a lock file that uv wrote, each with what its comment says of it."""
    packages: dict[str, Locked] = {}
    package = None
    for line in lock.splitlines():
        comment = line.strip().removeprefix("#").strip()
        if not line.startswith((" ", "#")) and line:
            (name,) = names(line)
            package = packages.setdefault(name, Locked())
            package.lines.append(line)
        elif package and comment.removeprefix("via").strip():
            package.via.append(comment.removeprefix("via ").strip())
    return packages


def students_lock(lock: str, wanted: Iterable[str]) -> str:
    """The lines of a lock file for some packages and all that they need.

    Parameters
    ----------
    lock
        The text of requirements.lock, with uv's comments ``# via``.
    wanted
        Names of packages, which the lock holds.

    Raises
    ------
    ValueError
        If it does not hold one of them.
    """
    packages = read(lock)
    wanted = set(wanted)
    if missing := sorted(wanted - set(packages)):
        raise ValueError(f"requirements.lock has no {', '.join(missing)}; run make lock")
    found: set[str] = set()
    more = wanted
    while more:
        found |= more
        more = {name for name, one in packages.items() if found & set(one.via)} - found
    return "".join(f"{line}\n" for name in sorted(found) for line in packages[name].lines)
