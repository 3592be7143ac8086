"""Points that a reader gave, for answers that no test can mark."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nbgrader.api import Gradebook


def mark(name: str, knows: Mapping[str, float]) -> None:
    """Mark what waits for a reader, in the gradebook of the folder that this process is in.

    Parameters
    ----------
    name
        The problem set.
    knows
        Student → share of the points, which is rounded to halves.
    """
    with Gradebook(f"sqlite:///{Path.cwd() / 'gradebook.db'}", "cnn") as gradebook:
        for submission in gradebook.assignment_submissions(name):
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    if grade.needs_manual_grade:
                        share = knows[submission.student.id]
                        grade.manual_score = round(2 * share * grade.max_score) / 2
                        grade.needs_manual_grade = False
        gradebook.db.commit()
