"""The grades of one assignment as they leave the gradebook, and those that are none yet."""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose

from nbgrader.api import Gradebook, MissingEntry

from helpers.grading.exporting.sheet import SheetError
from helpers.grading.gradebook.submission_record import NotebookRecord, SubmissionRecord
from helpers.grading.preprocessors.saved_grades import SaveLatePenalties

NO_WORK = "nothing handed in"
NOT_GRADED = "not graded yet"
BY_HAND = "needs marking by hand"
OTHER_POINTS = "penalty for being late of other points than now: {}"
REMEDY = "python -m helpers.grading deadline {}"


@dataclass(frozen=True)
class StudentGrade:
    """What a student has in one assignment.

    Attributes
    ----------
    student, email, lms_user_id
        As the gradebook has them; "" where it does not.
    score
        Points so far, less what being late costs; never below 0.
    missing
        Why this is no grade yet, or "".
    """

    student: str
    email: str = ""
    lms_user_id: str = ""
    score: float = 0.0
    missing: str = ""


def grades_of(
    gradebook: Gradebook, assignment: str, penalties: SaveLatePenalties
) -> list[StudentGrade]:
    """The grades of all students in the gradebook, by id.

    Parameters
    ----------
    gradebook, assignment
        Where they are, and the name.
    penalties
        Knows what being late costs. A penalty can be a share of the points, and of points that were
        given by hand since, the gradebook has none.

    Raises
    ------
    SheetError
        If the assignment is not in the gradebook.
    """
    try:
        gradebook.find_assignment(assignment)
    except MissingEntry:
        raise SheetError(
            f"the gradebook has no {assignment!r}; python -m helpers.grading release --record"
        ) from None
    submissions = {
        submission.student_id: SubmissionRecord(gradebook, submission)
        for submission in gradebook.assignment_submissions(assignment)
    }
    return [
        StudentGrade(
            student.id,
            student.email or "",
            student.lms_user_id or "",
            *_standing(submissions.get(student.id), penalties),
        )
        for student in sorted(gradebook.students, key=lambda student: student.id)
    ]


def _standing(record: SubmissionRecord | None, penalties: SaveLatePenalties) -> tuple[float, str]:
    """Score, and why it is no grade yet."""
    if record is None:
        return 0.0, NO_WORK
    score = max(0.0, record.score - record.penalty)
    if not record.is_graded:
        return score, NOT_GRADED
    if record.needs_manual_grade:
        return score, BY_HAND
    assignment = record.submission.assignment
    if assignment.duedate and any(
        _is_outdated(one, penalties) for one in record.notebooks.values()
    ):
        return score, OTHER_POINTS.format(REMEDY.format(assignment.name))
    return score, ""


def _is_outdated(notebook: NotebookRecord, penalties: SaveLatePenalties) -> bool:
    """Whether being late costs other points by now than the gradebook has."""
    submitted = notebook.submitted
    _, owed = penalties.owed(notebook, submitted.assignment.student_id)
    return not isclose(owed or 0, submitted.late_submission_penalty or 0, abs_tol=1e-9)
