"""The points of a class in one assignment, as arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from nbgrader.api import Gradebook, Notebook
from nbgrader.coursedir import CourseDirectory
from numpy.typing import NDArray

from helpers.grading.gradebook.released_cells import handed_out
from helpers.grading.gradebook.submission_record import SubmissionRecord
from helpers.grading.questions import Question, questions

Cell = tuple[str, str]  # notebook, graded cell


@dataclass(frozen=True)
class Marks:
    """The points of all whose work is graded.

    Attributes
    ----------
    students
        Their ids.
    questions
        Titles, each with its graded cells.
    cells
        All graded cells, in the order of `questions`.
    maxima
        Points that each cell can give, of shape (cells,).
    points
        Points given, of shape (students, cells); NaN where a reader still has to give them.
    penalties
        Points lost by being late, of shape (students,).
    """

    students: tuple[str, ...]
    questions: tuple[tuple[str, tuple[Cell, ...]], ...]
    cells: tuple[Cell, ...]
    maxima: NDArray[np.float64]
    points: NDArray[np.float64]
    penalties: NDArray[np.float64]

    def of_questions(self) -> NDArray[np.float64]:
        """Points in each question, of shape (students, questions); NaN where one is not read."""
        places = self._places()
        sums = [self.points[:, place].sum(axis=1) for place in places]
        return np.stack(sums, axis=1) if sums else np.zeros((len(self.students), 0))

    def maxima_of_questions(self) -> NDArray[np.float64]:
        return np.array([self.maxima[place].sum() for place in self._places()])

    def scores(self) -> NDArray[np.float64]:
        """Points so far of each student, less what being late cost; never below 0."""
        return np.maximum(np.nansum(self.points, axis=1) - self.penalties, 0)

    def _places(self) -> list[list[int]]:
        at = {cell: place for place, cell in enumerate(self.cells)}
        return [[at[cell] for cell in cells] for _, cells in self.questions]


def marks(coursedir: CourseDirectory, gradebook: Gradebook, assignment: str) -> Marks:
    """Read the points of an assignment.

    Raises
    ------
    nbgrader.api.MissingEntry
        If the gradebook does not know the assignment.
    """
    notebooks = gradebook.find_assignment(assignment).notebooks
    asked = tuple(
        ((f"{book.name}: " if len(notebooks) > 1 else "") + title, cells)
        for book in notebooks
        for title, cells in _questions(coursedir, assignment, book)
    )
    most = {
        (book.name, cell.name): cell.max_score
        for book in notebooks
        for cell in [*book.grade_cells, *book.task_cells]
    }
    cells = tuple(cell for _, group in asked for cell in group)
    found = {
        submission.student_id: record
        for submission in gradebook.assignment_submissions(assignment)
        if (record := SubmissionRecord(gradebook, submission)).is_graded
    }
    given = [dict(_points(record)) for record in found.values()]
    rows = [[points[cell] for cell in cells] for points in given]
    return Marks(
        tuple(found),
        asked,
        cells,
        np.array([most[cell] for cell in cells], dtype=float),
        np.array(rows, dtype=float).reshape(len(found), len(cells)),
        np.array([record.penalty for record in found.values()], dtype=float),
    )


def _questions(
    coursedir: CourseDirectory, assignment: str, notebook: Notebook
) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Titles and graded cells; each cell that was not handed out is a question of its own."""
    released = handed_out(coursedir, assignment, notebook.name)
    known = [cell.name for cell in [*notebook.grade_cells, *notebook.task_cells]]
    for question in questions(released.cells if released else []):
        if there := [name for name in question.cells if name in known]:
            yield question.title, tuple((notebook.name, name) for name in there)
            known = [name for name in known if name not in there]
    for question in (Question(name, (name,)) for name in sorted(known)):
        yield question.title, ((notebook.name, question.title),)


def _points(record: SubmissionRecord) -> Iterator[tuple[Cell, float]]:
    for name, notebook in record.notebooks.items():
        for grade in notebook.grades:
            yield (name, grade.cell.name), np.nan if grade.needs_manual_grade else grade.score
