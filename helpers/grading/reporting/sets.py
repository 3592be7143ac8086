"""How a class did over all assignments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from numpy.typing import NDArray

from helpers.grading.reporting.overview import LOW, SetReport, set_report


@dataclass(frozen=True)
class SetsReport:
    """All assignments of a course side by side.

    Attributes
    ----------
    sets
        One report for each assignment, in the order of their due dates, then of their names.
    students
        All students, the best first.
    shares
        The share of the points of each student and set, of shape (students, sets); NaN where
        nothing is graded.
    """

    sets: list[SetReport]
    students: list[str]
    shares: NDArray[np.float64]

    def attention(self) -> dict[str, list[str]]:
        """Student → what is missing and where less than half of the points were earned."""
        notes = {}
        for student, shares in zip(self.students[::-1], self.shares[::-1], strict=True):
            said = [
                _about(one, student, share) for one, share in zip(self.sets, shares, strict=True)
            ]
            if said := [words for words in said if words]:
                notes[student] = said
        return notes


def _about(one: SetReport, student: str, share: float) -> str:
    if share < LOW:
        return f"{one.name}: {share:.0%} of the points"
    state = one.states.get(student)
    due = any(other.handed_in for other in one.states.values())  # else nobody was to hand in yet
    return f"{one.name}: nothing handed in" if due and state and not state.handed_in else ""


def sets_report(coursedir: CourseDirectory, gradebook: Gradebook) -> SetsReport:
    """Gather all assignments that the gradebook knows."""
    found = []
    known = gradebook.assignments
    for assignment in sorted(known, key=lambda a: (a.duedate is None, a.duedate, a.name)):
        coursedir.assignment_id = assignment.name
        found.append(set_report(coursedir, gradebook))
    shares = [
        dict(zip(one.marks.students, one.scores / (one.maximum or 1.0), strict=True))
        for one in found
    ]
    students = sorted({student for one in found for student in one.states})
    of_all = np.array([[share.get(s, np.nan) for share in shares] for s in students], dtype=float)
    of_all = of_all.reshape(len(students), len(found))
    order = np.argsort(-np.nan_to_num(of_all).sum(axis=1), kind="stable")
    return SetsReport(found, [students[at] for at in order], of_all[order])
