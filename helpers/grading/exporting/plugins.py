"""nbgrader's export plugins: a plain table, and the tables of Canvas and Moodle.

`nbgrader export` writes the plain one. The others are called with
`nbgrader export --exporter=helpers.grading.exporting.plugins.ExportToMoodle`, for which
`python -m helpers.grading export moodle` is the short form.
"""

from __future__ import annotations

import csv
import os
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.plugins import ExportPlugin
from traitlets import Bool, Unicode

from helpers.grading.exporting.canvas import fill_canvas
from helpers.grading.exporting.grades import StudentGrade, grades_of
from helpers.grading.exporting.moodle import fill_moodle
from helpers.grading.exporting.sheet import Filled, Sheet, SheetError, harmless
from helpers.grading.preprocessors.saved_grades import SaveLatePenalties

COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score", "state",
)  # fmt: skip
COMPLETE = "complete"


class ExportTable(ExportPlugin):
    """nbgrader's table of all grades, with the state of each.

    nbgrader gives 0.0 for work that nobody has handed in, marked or graded. Here such a score is
    empty, and the last column says why; ``raw_score`` has the points so far.
    """

    incomplete = Bool(False, help="export points so far, and 0 without work").tag(config=True)

    def export(self, gradebook: Gradebook) -> None:
        students, chosen = set(map(str, self.student)), set(map(str, self.assignment))
        rows = [
            row
            for assignment in gradebook.assignments
            if not chosen or assignment.name in chosen
            for row in self._rows(gradebook, assignment, students)
        ]
        to = Path(self.to or "grades.csv")
        write(to, [COLUMNS, *rows])
        self.log.info("%s: %d rows", to, len(rows))

    def _rows(self, gradebook: Gradebook, assignment, students: set[str]):
        people = {student.id: student for student in gradebook.students}
        work = {s.student_id: s for s in gradebook.assignment_submissions(assignment.name)}
        penalties = SaveLatePenalties(parent=self.parent)
        for grade in grades_of(gradebook, assignment.name, penalties):
            if students and grade.student not in students:
                continue
            person, submission = people[grade.student], work.get(grade.student)
            raw: float | str = "" if submission is None else submission.score
            penalty: float | str = "" if submission is None else submission.late_submission_penalty
            if self.incomplete and submission is None:
                raw = penalty = 0.0
            score = grade.score if self.incomplete or not grade.missing else ""
            words = [person.id, person.last_name, person.first_name, person.email]
            yield [
                assignment.name,
                assignment.duedate or "",
                (submission and submission.timestamp) or "",
                *[harmless(word or "") for word in words],
                *[raw, penalty, score, assignment.max_score],
                grade.missing or COMPLETE,
            ]


class FillIn(ExportPlugin):
    """Fills in a table that a learning platform gave, for one assignment."""

    sheet = Unicode("", help="the table that the platform gave").tag(config=True)
    column = Unicode("", help="title of the assignment's column in it").tag(config=True)
    incomplete = Bool(False, help="export points so far, and 0 without work").tag(config=True)
    scale = Bool(False, help="convert points to the maximum of Moodle").tag(config=True)
    platform = ""

    def export(self, gradebook: Gradebook) -> None:
        """Write the table and say who is in it. Nothing is written where it cannot be filled in."""
        if len(self.assignment) != 1 or not self.sheet:
            self.parent.fail("name one assignment, and the table that the platform gave (sheet)")
        name = str(self.assignment[0])
        to = Path(self.to or f"{name}-{self.platform}.csv")
        try:
            grades = grades_of(gradebook, name, SaveLatePenalties(parent=self.parent))
            if self.student:
                chosen = set(map(str, self.student))
                grades = [grade for grade in grades if grade.student in chosen]
            if self.incomplete:
                grades = [_so_far(grade) for grade in grades]
            maximum = gradebook.find_assignment(name).max_score
            filled = self.fill(Sheet.read(Path(self.sheet)), grades, maximum)
        except SheetError as error:
            self.parent.fail("%s: %s", self.sheet, error)
        write(to, [filled.sheet.heading, *filled.sheet.rows], filled.sheet.delimiter)
        print(f"{to}: {filled.said()}")

    def fill(self, sheet: Sheet, grades: list[StudentGrade], maximum: float) -> Filled:
        raise NotImplementedError


class ExportToCanvas(FillIn):
    """Grades for Canvas; see `fill_canvas`."""

    platform = "canvas"

    def fill(self, sheet: Sheet, grades: list[StudentGrade], maximum: float) -> Filled:
        return fill_canvas(sheet, grades, self.column or str(self.assignment[0]), maximum)


class ExportToMoodle(FillIn):
    """Grades for Moodle; see `fill_moodle`."""

    platform = "moodle"

    def fill(self, sheet: Sheet, grades: list[StudentGrade], maximum: float) -> Filled:
        return fill_moodle(sheet, grades, maximum, column=self.column, scale=self.scale)


def _so_far(grade: StudentGrade) -> StudentGrade:
    return StudentGrade(grade.student, grade.email, grade.lms_user_id, grade.score)


def write(to: Path, rows, delimiter: str = ",") -> None:
    """Write a CSV table in UTF-8, whole or not at all."""
    beside = to.with_name(f".{to.name}.part")
    with beside.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    os.replace(beside, to)
