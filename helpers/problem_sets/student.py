"""Whose notebook is this?"""

from __future__ import annotations

import os
import warnings

from helpers.start.identity import graded_student, same_spelling

HUB = "JUPYTERHUB_USER"  # under that name nbgrader hands in on a JupyterHub


def student_id(typed: object) -> str:
    """The id that personal numbers are drawn from, in `same_spelling`.

    While nbgrader grades, the student whose submission it is counts, whatever the notebook says: a
    neighbour's notebook, handed in as one's own, is marked with one's own numbers.

    Parameters
    ----------
    typed
        What the student typed into the notebook, or None where there is nothing.

    Raises
    ------
    ValueError
        If nobody grades and nothing was typed. While *Validate* runs, also if another id was typed
        than that under which a JupyterHub hands in; at other times that is a warning.
    """
    if (graded := graded_student()) is not None:
        return graded
    student = same_spelling(typed) if isinstance(typed, str) else ""
    if not student:
        raise ValueError(
            f"STUDENT_ID is {typed!r}. Type your id, with which you hand in, between the quotes: "
            'STUDENT_ID = "..."'
        )
    if student != same_spelling(os.environ.get(HUB, student)):
        _tell(
            f"STUDENT_ID is {typed!r}, but you hand in as {os.environ[HUB]!r}. Your work is graded "
            "with the numbers of that id: type it, and answer with its numbers."
        )
    return student


def _tell(difference: str) -> None:
    if os.environ.get("NBGRADER_EXECUTION") == "validate":
        raise ValueError(difference)
    warnings.warn(difference, stacklevel=3)
