"""The points of a submission as a student reads them: by question, and what is not read yet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import GetGrades

from helpers.grading.questions import Question, questions

WAITS = "waits_for_a_reader"  # in a cell's nbgrader metadata


@dataclass(frozen=True)
class Sum:
    """The points of a question, or of the whole notebook.

    Attributes
    ----------
    score, maximum
        Points so far, and those that can be earned in what is read.
    unread
        Points that a reader still has to give.
    cells
        The metadata of its graded cells.
    """

    title: str
    score: float
    maximum: float
    unread: float
    cells: tuple[Mapping[str, Any], ...]


class ReadGrades(GetGrades):
    """`GetGrades` that says what is not read yet, and gives the sums of the questions.

    nbgrader's 0 points for an answer that nobody has read looks like a mark. Of the late penalty
    nothing changes: it is taken from the sum of all.
    """

    def preprocess(self, nb, resources):
        nb, resources = super().preprocess(nb, resources)
        given = {
            cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader
            for cell in nb.cells
            if "points" in cell.metadata.get("nbgrader", {}) and "score" in cell.metadata.nbgrader
        }
        about = resources["nbgrader"]
        about["questions"] = [
            _sum(one.title, [given[name] for name in one.cells if name in given])
            for one in self._questions(nb, given)
        ]
        about["unread"] = sum(one.unread for one in about["questions"])
        return nb, resources

    def _questions(self, nb: NotebookNode, given: Mapping[str, Any]) -> list[Question]:
        """As the release has them: where cells were put back, no heading stands above them."""
        folders = CourseDirectory(config=self.config)
        folder = folders.format_path(folders.release_directory, ".", self.assignment_id)
        try:
            released = Path(folder, f"{self.notebook_id}.ipynb").read_text(encoding="utf-8")
            found = questions(json.loads(released)["cells"])
        except (OSError, ValueError, KeyError):  # it only helps
            return questions(nb.cells)
        known = {name for question in found for name in question.cells}
        return found if known >= set(given) else questions(nb.cells)

    def _get_score(self, cell: NotebookNode, resources) -> None:
        super()._get_score(cell, resources)
        grade = self.gradebook.find_grade(
            cell.metadata["nbgrader"]["grade_id"],
            self.notebook_id,
            self.assignment_id,
            self.student_id,
        )
        cell.metadata.nbgrader[WAITS] = bool(grade.needs_manual_grade)


def _sum(title: str, cells: Iterable[Mapping[str, Any]]) -> Sum:
    cells = tuple(cells)
    read = [cell for cell in cells if not cell[WAITS]]
    return Sum(
        title,
        sum(cell["score"] for cell in read),
        sum(cell["points"] for cell in read),
        sum(cell["points"] for cell in cells if cell[WAITS]),
        cells,
    )
