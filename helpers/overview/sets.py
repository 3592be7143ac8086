"""The problem sets in `assignments/`, and how far each is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, is_solution

from helpers.grading.validated import Validated, last_validated

ID_CELL = "student-id"


@dataclass(frozen=True)
class ProblemSet:
    """One problem set.

    Attributes
    ----------
    title
        Its heading, or the name of its file.
    path
        Of its notebook, below the course's folder.
    points
        That it counts; `None` where its text does not say so.
    answers, written
        How many answers it asks for, and how many are not as they were handed out.
    has_id
        Whether the student's id is filled in.
    validated
        What *Validate* said last, if it was pressed.
    trouble
        Why nothing is known of it, in a sentence; "" as a rule.
    """

    title: str
    path: str
    points: int | None = None
    answers: int = 0
    written: int = 0
    has_id: bool = True
    validated: Validated | None = None
    trouble: str = ""


def problem_sets(course: Path) -> Iterator[ProblemSet]:
    """The sets of a course's folder, by name; a file that is no notebook is one with trouble."""
    for path in sorted((course / "assignments").glob("*/*.ipynb")):
        if path.stem == path.parent.name:
            yield _read(path, path.relative_to(course).as_posix())


def _read(path: Path, name: str) -> ProblemSet:
    try:
        notebook = nbformat.read(path, as_version=4)
        answers = [cell for cell in notebook.cells if is_solution(cell)]
        changed = {cell.metadata.nbgrader.grade_id: _is_changed(cell) for cell in answers}
    except (ValueError, LookupError, TypeError, AttributeError, OSError) as error:
        return ProblemSet(path.stem, name, trouble=f"This file cannot be read: {error}")
    has_id = changed.pop(ID_CELL, True)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    heading = re.search(r"^# (.+)$", text, re.MULTILINE)
    points = re.search(r"\*\*It counts\*\* (\d+) points", text)
    return ProblemSet(
        heading[1] if heading else path.stem,
        name,
        int(points[1]) if points else None,
        len(changed),
        sum(changed.values()),
        has_id,
        last_validated(path),
    )


def _is_changed(cell: NotebookNode) -> bool:
    """Whether an answer is another than the one that was handed out, by nbgrader's own mark."""
    return bool(cell.metadata.nbgrader.get("checksum") != compute_checksum(cell))
