"""Whose notebook runs here: an id in one spelling, and the id of whoever is being graded."""

from __future__ import annotations

import os
import unicodedata
from functools import cache
from pathlib import Path

from IPython import get_ipython


def same_spelling(student: str) -> str:
    """An id as it is compared and drawn from: in lower case, composed, nothing invisible in it.

    A folder may hold "ö" as two characters where a keyboard gives one, and an id that was pasted
    may hold a zero-width space. Neither makes another student.
    """
    composed = unicodedata.normalize("NFC", student)
    return "".join(x for x in composed if unicodedata.category(x) != "Cf").strip().lower()


@cache
def graded_student() -> str | None:
    """The student whose submission this kernel runs, or None while nobody grades.

    nbgrader starts the kernel in ``.../<student>/<assignment>`` and says in the variable
    NBGRADER_EXECUTION that it grades. Both are looked up once and then kept, so neither `%cd` nor a
    change of ``os.environ`` in an answer matters. The grader's own kernels look before the first
    cell runs. Under plain nbgrader the first cell that asks for the id does; the folder is still
    the one in which the kernel started, which IPython keeps.
    """
    if os.environ.get("NBGRADER_EXECUTION") != "autograde":
        return None
    shell = get_ipython()
    folder = Path.cwd() if shell is None else Path(shell.starting_dir)
    return same_spelling(folder.parent.name)
