"""A problem set marked in this process: its points for given answers, hidden tests included."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Mapping
from functools import cache

import nbformat

from tests.paths import COURSE

STUDENT = "ada"
ID_CELL = "student-id"  # the cell in which a student types the id


@cache
def cells(folder: str, name: str) -> dict[str, nbformat.NotebookNode]:
    """The cells of a problem set by their ids; ``folder`` is "solutions" or "assignments"."""
    notebook = nbformat.read(COURSE / folder / name / f"{name}.ipynb", as_version=4)
    return {cell.id: cell for cell in notebook.cells}


def mark(
    name: str, answers: Mapping[str, str] | None = None, *, student: str = STUDENT
) -> dict[str, tuple[float, str]]:
    """Run the model solution with some answers in place of its own, and its tests.

    Parameters
    ----------
    name
        The problem set.
    answers
        Id of an answer cell → the code that a student wrote there.
    student
        Whose numbers are drawn.

    Returns
    -------
    dict
        Id of each test cell → its points, and the message of the test that failed, or "".
    """
    own = {ID_CELL: f"STUDENT_ID = {student!r}"} | dict(answers or {})
    source = cells("solutions", name)
    unknown = set(own) - set(source) - {ID_CELL}
    if unknown:
        raise ValueError(
            f"{name} has no cell {', '.join(sorted(unknown))}; name an answer cell by its id"
        )
    names = {"__name__": "answers_of_a_student"}
    marks = {}
    for cell_id, cell in source.items():
        if cell.cell_type != "code":
            continue
        failure = ""
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                exec(compile(own.get(cell_id, cell.source), cell_id, "exec"), names)
            except Exception as error:  # a student's code may raise anything; later cells still run
                failure = f"{type(error).__name__}: {error}"
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade") and not about.get("solution"):
            marks[cell_id] = (0.0 if failure else float(about["points"]), failure)
    return marks


def losses(name: str, marks: Mapping[str, tuple[float, str]]) -> dict[str, float]:
    """The test cells in which points are lost → the points lost; ``marks`` as `mark` gives them."""
    source = cells("solutions", name)
    worth = {cell_id: float(source[cell_id].metadata.nbgrader.points) for cell_id in marks}
    return {
        cell_id: worth[cell_id] - points
        for cell_id, (points, _) in marks.items()
        if points != worth[cell_id]
    }


def lost(name: str, answers: Mapping[str, str], *, student: str = STUDENT) -> dict[str, float]:
    """`losses` of some answers; arguments as for `mark`."""
    return losses(name, mark(name, answers, student=student))
