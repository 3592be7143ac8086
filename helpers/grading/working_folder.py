"""The grader's own folder in a course: the lock, logs, marks of what was graded, results."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import filelock
from nbgrader.converters import NbGraderException

WORK = ".grading"  # in the course folder, where the commands run
PROGRESS = "progress"  # how far a run is, as long as it lasts


def work_file(assignment: str, what: str) -> Path:
    """A file about one assignment."""
    return Path(WORK) / f"{quote(assignment, safe='')}.{what}"


@contextmanager
def alone() -> Iterator[None]:
    """Keep all others from the course; two runs at a time would grade the same submissions.

    Raises
    ------
    NbGraderException
        If another one is at work.
    """
    Path(WORK).mkdir(exist_ok=True, mode=0o700)
    try:
        with filelock.FileLock(Path(WORK) / "lock", timeout=0):
            yield
    except filelock.Timeout:
        raise NbGraderException(
            f"another run is grading in {Path.cwd()}; wait until it has ended"
        ) from None
