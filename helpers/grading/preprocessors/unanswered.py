"""Telling of a notebook that was handed in as it was handed out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nbformat import NotebookNode

from helpers.grading.gradebook.released_cells import ReleasedCells
from helpers.grading.preprocessors.recognised_cells import Recognised, grade_id

UNANSWERED = "nothing was answered: every answer is as it was released"
TOLD_UNANSWERED = (
    "No answer is written in it: all are as they were handed out. If you meant to hand in another "
    "file, ask your instructor."
)


def is_unanswered(
    cells: Iterable[NotebookNode], released: ReleasedCells, found: Recognised, id_name: str
) -> bool:
    """Whether every answer is there and as it was released, and no cell is new.

    The cell in which students type their id is no answer.

    Parameters
    ----------
    cells
        Those of the submission, with what the gradebook has of the cells that are as released.
    released, found
        What the gradebook knows, and what was found out about cells without a mark.
    id_name
        The name that the id is given.
    """
    types_the_id = re.compile(rf"^{re.escape(id_name)}\s*=", re.MULTILINE)
    answers = {
        cell.name: cell.source
        for cell in released.notebook.source_cells
        if released.metadata(cell.name).solution and not types_the_id.search(cell.source)
    }
    written = {name: cell.source for cell in cells if (name := grade_id(cell)) in answers}
    return bool(answers) and not found.unknown and written == answers
