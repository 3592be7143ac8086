"""Writing the points of a submission into the gradebook, all in one transaction."""

from __future__ import annotations

import re
from types import SimpleNamespace

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Grade
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades

from helpers.grading.batch.times import duration
from helpers.grading.gradebook.submission_record import NotebookRecord
from helpers.grading.preprocessors.execution import leave_out
from helpers.grading.preprocessors.notes import note

NO_NUMBER = "which is no number of points: it gives all {:g}"
_TOLD = 60  # characters of a result
_LATE = re.compile(r"[\w ]+ late(?:; \S+ points less)?")
# NumPy shows a number of its own as np.float64(0.5)
_OF_NUMPY = re.compile(r"(?:np|numpy)\.\w+\((.*)\)")


def is_of_lateness(note: str) -> bool:
    """Whether a note is one of `SaveLatePenalties`, which a new due date makes wrong."""
    return _LATE.fullmatch(note) is not None


def points_shown(text: str) -> float | None:
    """The points that a test cell's result shows, or None where it is no number.

    Parameters
    ----------
    text
        The result as plain text.
    """
    found = _OF_NUMPY.fullmatch(text)
    try:
        return float(found[1] if found else text)
    except ValueError:
        return None


def _result(cell: NotebookNode) -> NotebookNode | None:
    """The first result of a test cell; nbgrader looks no further."""
    if utils.is_solution(cell):
        return None
    results = (one for one in cell.get("outputs", []) if one.output_type == "execute_result")
    return next(results, None)


class SaveGrades(SaveAutoGrades):
    """`SaveAutoGrades` that writes into an open `NotebookRecord` where a batch gives one.

    nbgrader opens the gradebook once for each notebook and commits after each cell: a crash in
    between leaves half of the grades. Nor does it mind what number a test cell shows: nan and what
    is negative give it all the points, what is too large ends the batch, and a number of NumPy's
    is none. Here a number that no cell of so many points can have scores 0, and is told. What is no
    number gives all the points, as in nbgrader, and is told as well: a test says by an error that
    something is wrong, and never by False.
    """

    def preprocess(self, nb, resources):
        about = resources["nbgrader"]
        if about.get("record") is None:
            return super().preprocess(nb, resources)
        self.gradebook = about["record"]
        self.notebook_id, self.assignment_id = about["notebook"], about["assignment"]
        self.student_id = about["student"]
        return super(SaveAutoGrades, self).preprocess(nb, resources)

    def _add_score(self, cell, resources):
        if (result := _result(cell)) is not None:
            text = "".join(result.data.get("text/plain", "")).strip()
            points, most = points_shown(text), float(cell.metadata.nbgrader["points"])
            if points is not None and not 0 <= points <= most:
                self._leave_out(cell, resources, f"{text} is not from 0 to {most:g}")
            elif points is not None:
                result.data["text/plain"] = str(points)  # as nbgrader reads it
            elif text:
                self._tell(cell, resources, f"shows {text[:_TOLD]}, {NO_NUMBER.format(most)}")
        grade = self._read_already(cell, resources)
        before = None if grade is None else grade.auto_score
        try:
            super()._add_score(cell, resources)
        except (ValueError, KeyError, TypeError) as error:  # a result without any text
            self._leave_out(cell, resources, str(error))
            super()._add_score(cell, resources)
        if grade is not None and grade.auto_score == before:
            grade.needs_manual_grade = False

    def _read_already(self, cell: NotebookNode, resources) -> Grade | None:
        """The grade of a cell to which a reader gave points, where the same work is graded again.

        nbgrader asks the reader to confirm it after every run.
        """
        if not resources["nbgrader"].get("same_work"):
            return None
        name = cell.metadata.nbgrader["grade_id"]
        grade = self.gradebook.find_grade(
            name, self.notebook_id, self.assignment_id, self.student_id
        )
        return None if grade.manual_score is None or grade.needs_manual_grade else grade

    def _leave_out(self, cell, resources, reason: str) -> None:
        self._tell(cell, resources, f"gives no valid score: {reason}")
        leave_out([cell], "InvalidScore", reason)

    def _tell(self, cell, resources, what: str) -> None:
        note(self, resources, f"cell '{cell.metadata.nbgrader.grade_id}' {what}")


class SaveLatePenalties(AssignLatePenalties):
    """`AssignLatePenalties` that writes into an open `NotebookRecord` where a batch gives one."""

    def preprocess(self, nb, resources):
        about = resources["nbgrader"]
        if about.get("record") is None:
            return super().preprocess(nb, resources)
        if said := self.penalise(about["record"], about["student"]):
            note(self, resources, said)
        return nb, resources

    def penalise(self, record: NotebookRecord, student: str) -> str:
        """Set the late penalty of a notebook; how late it is and what that costs, or ""."""
        seconds, penalty = self.owed(record, student)
        record.submitted.late_submission_penalty = penalty
        if seconds <= 0:
            return ""
        return f"{duration(seconds)} late" + (f"; {penalty:g} points less" if penalty else "")

    def owed(self, record: NotebookRecord, student: str) -> tuple[float, float | None]:
        """How late a notebook is, in seconds, and the penalty for it with the points it has now."""
        self.init_plugin()
        submission = record.submitted.assignment
        seconds = submission.total_seconds_late if submission.assignment.duedate else 0
        if seconds <= 0:
            return 0, None
        score = record.score
        penalty = self.plugin_inst.late_submission_penalty(student, score, seconds)
        if penalty is not None:
            penalty = self._check_late_penalty(SimpleNamespace(score=score), penalty)
        return seconds, penalty
