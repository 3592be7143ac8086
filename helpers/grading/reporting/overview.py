"""Everything that the page about one assignment shows, in the order of the class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from numpy.typing import NDArray

from helpers.grading.batch.class_report import StudentState, report
from helpers.grading.reporting.hand_in import hand_in_times
from helpers.grading.reporting.marks import Cell, Marks, marks
from helpers.grading.reporting.mistakes import Mistake, mistakes
from helpers.grading.reporting.statistics import (
    QuestionStatistics,
    WholeStatistics,
    question_statistics,
    whole_statistics,
)

FEWEST = 2  # students: what one alone did is not shown to all
MOST_MISTAKES = 30
LOW = 0.5  # of the points: who has less stands among those who need attention
# https://docs.moodle.org/en/Quiz_statistics_report, lowest value → what Moodle's manual says
_DISCRIMINATION = {0.5: "very good", 0.3: "adequate", 0.2: "weak", 0.0: "very weak"}
_INVALID = "negative: probably invalid"


@dataclass(frozen=True)
class AskedQuestion:
    """A question of the page: its statistics, or how many submissions wait for a reader."""

    title: str
    maximum: float
    statistics: QuestionStatistics | None
    waiting: int

    @property
    def verdict(self) -> str:
        """What Moodle's manual says of such a discrimination index; "" where there is none."""
        index = self.statistics.discrimination if self.statistics else None
        if index is None:
            return ""
        return next((words for low, words in _DISCRIMINATION.items() if index >= low), _INVALID)


@dataclass(frozen=True)
class SetReport:
    """How a class did in one assignment.

    Attributes
    ----------
    states
        Student → how each stands.
    said
        What concerns the class.
    order
        Places in `marks` of all students, the best first.
    whole
        Statistics of the questions that are read; None where there is none.
    handed_in
        When → how many students, as `hand_in_times` gives it.
    """

    name: str
    states: Mapping[str, StudentState]
    said: list[str]
    marks: Marks
    order: NDArray[np.int64]
    questions: list[AskedQuestion]
    whole: WholeStatistics | None
    mistakes: list[Mistake]
    handed_in: Mapping[str, int]

    @property
    def counts(self) -> dict[str, int]:
        """What → how many students."""
        states = self.states.values()
        return {
            "students": len(states),
            "handed in": sum(state.handed_in for state in states),
            "missing": sum(not state.handed_in for state in states),
            "late": sum(bool(state.late) for state in states),
            "graded": len(self.marks.students),
            "wait for a reader": sum(state.waits for state in states),
        }

    @property
    def maximum(self) -> float:
        """Points of the questions that are read."""
        return sum(question.maximum for question in self.questions if question.statistics)

    @property
    def scores(self) -> NDArray[np.float64]:
        """Points of each student in the questions that are read, of shape (students,)."""
        read = [question.statistics is not None for question in self.questions]
        given = self.marks.of_questions()[:, read].sum(axis=1)
        return np.maximum(given - self.marks.penalties, 0)

    def shares(self, cell: Cell) -> list[float]:
        """The share of a cell's points that each student got, in the order of the page."""
        at = self.marks.cells.index(cell)
        most = self.marks.maxima[at] or 1.0
        return list(self.marks.points[self.order, at] / most)

    def mistakes_by_cell(self) -> list[tuple[Cell, list[Mistake]]]:
        """The mistakes of each test, in the order of the questions."""
        return [(cell, list(group)) for cell, group in groupby(self.mistakes, lambda one: one.cell)]

    def got(self, mistake: Mistake) -> list[float]:
        """0 for each student who was told this, 1 for the others, in the order of the page."""
        return [float(self.marks.students[at] not in mistake.students) for at in self.order]

    def attention(self) -> dict[str, list[str]]:
        """Student → why to look at her or him, those with the fewest points first."""
        points = dict(zip(self.marks.students, self.scores, strict=True))
        notes = {}
        for student in sorted(self.states, key=lambda s: (points.get(s, -1.0), s)):
            low = student in points and points[student] < LOW * self.maximum
            said = [f"{points[student]:g} of {self.maximum:g} points"] if low else []
            state = replace(self.states[student], waits=False)  # that is for the reader to do
            if said := said + state.notes():
                notes[student] = said
        return notes


def set_report(coursedir: CourseDirectory, gradebook: Gradebook) -> SetReport:
    """Gather all about the assignment that `coursedir` names.

    Raises
    ------
    nbgrader.api.MissingEntry
        If the gradebook does not know the assignment.
    """
    name = coursedir.assignment_id
    states, said = report(coursedir, gradebook)
    found = marks(coursedir, gradebook, name)
    asked, whole = _statistics(found)
    told = mistakes(coursedir, gradebook, name, found.students)
    common = [one for one in told if len(one.students) >= FEWEST][:MOST_MISTAKES]
    return SetReport(
        name,
        states,
        said,
        found,
        np.argsort(-found.scores(), kind="stable"),
        asked,
        whole,
        sorted(common, key=lambda one: found.cells.index(one.cell)),
        hand_in_times(gradebook, name),
    )


def _statistics(found: Marks) -> tuple[list[AskedQuestion], WholeStatistics | None]:
    """Of the questions that are read for everybody; the others wait."""
    points, maxima = found.of_questions(), found.maxima_of_questions()
    waiting = np.isnan(points).sum(axis=0)
    read = (waiting == 0) & bool(found.students)
    statistics = iter(question_statistics(points[:, read], maxima[read]) if read.any() else [])
    asked = [
        AskedQuestion(title, float(most), next(statistics) if there else None, int(left))
        for (title, _), most, there, left in zip(
            found.questions, maxima, read, waiting, strict=True
        )
    ]
    return asked, whole_statistics(points[:, read]) if read.any() else None
