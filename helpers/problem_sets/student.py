"""Whose notebook is this?"""

from __future__ import annotations

import os
from pathlib import Path


def student_id(typed: str) -> str:
    """The id that personal numbers are drawn from, in lower case without spaces around it.

    While nbgrader grades, the working folder is ``.../<student>/<assignment>``, and the student
    named there counts, whatever the notebook says: a neighbour's notebook, handed in as one's own,
    is marked with one's own numbers.

    Parameters
    ----------
    typed
        What the student typed into the notebook.

    Raises
    ------
    ValueError
        If nothing was typed and nobody grades.
    """
    if os.environ.get("NBGRADER_EXECUTION") == "autograde":
        typed = Path.cwd().parent.name
    if not isinstance(typed, str) or not typed.strip():
        raise ValueError(
            f"STUDENT_ID is {typed!r}. Type your id, with which you hand in, between the quotes: "
            'STUDENT_ID = "..."'
        )
    return typed.strip().lower()
