"""Tests that fail for nearly everybody, which says more of the test than of the class."""

from __future__ import annotations

from nbgrader.api import Assignment, BaseCell, Grade, Gradebook, Notebook
from sqlalchemy import case, func

FEWEST = 5  # submissions
NEARLY_ALL = 0.8  # of them


def failing_cells(gradebook: Gradebook, assignment: str) -> list[str]:
    """A sentence for each test that gives nearly nobody a point: the test may be wrong.

    Looks at cells that at least `FEWEST` submissions have, and in which `NEARLY_ALL` of them got 0.
    """
    failed = func.sum(case((Grade.auto_score == 0, 1), else_=0))
    counts = (
        gradebook.db.query(BaseCell.name, failed, func.count(Grade.id))
        .select_from(Grade)
        .join(BaseCell, BaseCell.id == Grade.cell_id)
        .join(Notebook, Notebook.id == BaseCell.notebook_id)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
        .filter(Assignment.name == assignment, Grade.auto_score.isnot(None))
        .group_by(BaseCell.id, BaseCell.name)
        .order_by(BaseCell.name)
    )
    return [
        f"The test {cell!r} gave {none} of {all_} no point: look at the test itself first."
        for cell, none, all_ in counts
        if all_ >= FEWEST and none >= NEARLY_ALL * all_
    ]
