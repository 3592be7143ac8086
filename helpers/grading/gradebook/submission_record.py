"""What the gradebook holds on one submission, read and written in one transaction."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.utils import parse_utc
from sqlalchemy import func


class NotebookRecord:
    """Grades and comments of one submitted notebook.

    It answers `find_grade` and `find_comment` as a `Gradebook` does, with one query through the
    gradebook's unique index where nbgrader joins seven tables for each cell. What is changed is
    written when the record's transaction ends; ``db.commit`` within it does nothing.
    """

    def __init__(self, gradebook: Gradebook, submitted: SubmittedNotebook) -> None:
        self.db = _NoCommit()
        self.submitted = submitted
        self._session = gradebook.db
        notebook = submitted.notebook
        self._names = {
            cell.id: cell.name
            for cell in [*notebook.grade_cells, *notebook.task_cells, *notebook.solution_cells]
        }
        self._grades = self._rows(Grade)
        self._comments = self._rows(Comment)

    def _rows(self, table) -> dict[str, Grade | Comment]:
        rows = self._session.query(table).filter(
            table.cell_id.in_(self._names), table.notebook_id == self.submitted.id
        )
        return {self._names[row.cell_id]: row for row in rows}

    def find_grade(self, cell: str, notebook: str, assignment: str, student: str) -> Grade:
        return self._find(self._grades, cell, "grade")

    def find_comment(self, cell: str, notebook: str, assignment: str, student: str) -> Comment:
        return self._find(self._comments, cell, "comment")

    def _find(self, rows: dict, cell: str, what: str):
        if cell not in rows:
            raise MissingEntry(f"the gradebook has no {what} for the cell {cell!r}")
        return rows[cell]

    @property
    def grades(self) -> list[Grade]:
        return list(self._grades.values())

    @property
    def max_score(self) -> float:
        notebook = self.submitted.notebook
        return sum(cell.max_score for cell in [*notebook.grade_cells, *notebook.task_cells])

    def give_nothing(self) -> None:
        """Give no point to a notebook that was not handed in; nobody has to read it."""
        for grade in self.grades:
            grade.auto_score = 0
            grade.needs_manual_grade = False

    @property
    def is_marked(self) -> bool:
        """Whether a person gave points or wrote a comment."""
        return any(
            grade.manual_score is not None or grade.extra_credit for grade in self.grades
        ) or any(comment.manual_comment for comment in self._comments.values())

    def state(self) -> dict[str, Any]:
        """All that a run of the grader writes, as JSON can hold it."""
        return {
            "penalty": self.submitted.late_submission_penalty,
            "grades": {
                name: [grade.auto_score, grade.needs_manual_grade]
                for name, grade in self._grades.items()
            },
            "comments": {name: one.auto_comment for name, one in self._comments.items()},
        }

    def set_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `state` gave; points and comments of a person stay."""
        self.submitted.late_submission_penalty = state.get("penalty")
        for name, grade in self._grades.items():
            points, unread = state.get("grades", {}).get(name, (None, False))
            grade.auto_score = points
            grade.needs_manual_grade = unread and grade.manual_score is None
        for name, comment in self._comments.items():
            comment.auto_comment = state.get("comments", {}).get(name)

    @property
    def score(self) -> float:
        """Points given so far, by tests and by hand."""
        self._session.flush()
        return (
            self._session.query(func.coalesce(func.sum(Grade.score), 0.0))
            .filter(Grade.cell_id.in_(self._names), Grade.notebook_id == self.submitted.id)
            .scalar()
        )


class _NoCommit:
    def commit(self) -> None:
        """The transaction of the whole submission ends elsewhere."""


class SubmissionRecord:
    """One student's submission of one assignment in the gradebook."""

    def __init__(
        self, gradebook: Gradebook, submission: SubmittedAssignment, *, is_new: bool = False
    ) -> None:
        self.submission, self.is_new = submission, is_new
        self.notebooks = {
            submitted.notebook.name: NotebookRecord(gradebook, submitted)
            for submitted in submission.notebooks
        }

    def extend(self, until: datetime.datetime | None) -> None:
        """Let the student hand in until then, in UTC; None leaves what the gradebook has."""
        due = self.submission.assignment.duedate
        if until is not None and due is not None:
            self.submission.extension = max(until - due, datetime.timedelta(0))

    @property
    def is_graded(self) -> bool:
        """Whether every cell that a test can grade has its points."""
        return all(
            grade.auto_score is not None or not _is_tested(grade)
            for notebook in self.notebooks.values()
            for grade in notebook.grades
        )

    @property
    def score(self) -> float:
        return sum(notebook.score for notebook in self.notebooks.values())

    @property
    def max_score(self) -> float:
        return sum(notebook.max_score for notebook in self.notebooks.values())

    @property
    def penalty(self) -> float:
        """Points that are lost by being late."""
        return sum(
            notebook.submitted.late_submission_penalty or 0 for notebook in self.notebooks.values()
        )

    def points(self) -> dict[str, float]:
        """Points so far of each graded cell, and what being late costs, as less than 0."""
        several = len(self.notebooks) > 1
        given = {
            f"{name}/{grade.cell.name}" if several else grade.cell.name: _points(grade)
            for name, notebook in self.notebooks.items()
            for grade in notebook.grades
        }
        return given | {"being late": -self.penalty}

    @property
    def needs_manual_grade(self) -> bool:
        return any(
            grade.needs_manual_grade
            for notebook in self.notebooks.values()
            for grade in notebook.grades
        )

    @property
    def is_marked(self) -> bool:
        """Whether a person gave points or wrote a comment."""
        return any(notebook.is_marked for notebook in self.notebooks.values())

    def state(self) -> dict[str, Any]:
        """All that a run of the grader writes, as JSON can hold it."""
        time, extension = self.submission.timestamp, self.submission.extension
        return {
            "timestamp": time.isoformat() if time else None,
            "extension": extension.total_seconds() if extension is not None else None,
            "notebooks": {name: notebook.state() for name, notebook in self.notebooks.items()},
        }

    def set_state(self, state: Mapping[str, Any]) -> None:
        """Put back what `state` gave. Cells that are no longer in the assignment are left out."""
        time, extension = state["timestamp"], state["extension"]
        self.submission.timestamp = datetime.datetime.fromisoformat(time) if time else None
        self.submission.extension = (
            None if extension is None else datetime.timedelta(seconds=extension)
        )
        for name, notebook in self.notebooks.items():
            notebook.set_state(state["notebooks"].get(name, {}))


def _points(grade: Grade) -> float:
    """As `Grade.score`, which is read from the database, also of what is not written yet."""
    given = grade.auto_score if grade.manual_score is None else grade.manual_score
    return (given or 0) + (grade.extra_credit or 0)


def _is_tested(grade: Grade) -> bool:
    """Whether points come from a test: a code cell that is not an answer itself."""
    cell, notebook = grade.cell, grade.notebook.notebook
    answers = {answer.name for answer in notebook.solution_cells}
    return cell.type == "GradeCell" and cell.cell_type == "code" and cell.name not in answers


def find_record(gradebook: Gradebook, assignment: str, student: str) -> SubmissionRecord | None:
    """The record of a submission, or None where the gradebook has none."""
    submission = _find_submission(gradebook, assignment, student)
    return None if submission is None else SubmissionRecord(gradebook, submission)


def _find_submission(
    gradebook: Gradebook, assignment: str, student: str
) -> SubmittedAssignment | None:
    return (
        gradebook.db.query(SubmittedAssignment)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .filter(Assignment.name == assignment, SubmittedAssignment.student_id == student)
        .one_or_none()
    )


@contextmanager
def record(
    gradebook: Gradebook,
    assignment: str,
    student: str,
    timestamp: datetime.datetime | str | None = None,
    *,
    create_student: bool = True,
    dry_run: bool = False,
) -> Iterator[SubmissionRecord]:
    """Open the record of a submission, made where it is missing, and save it at the end.

    In a ``dry_run`` nothing is saved.

    All that is changed inside the ``with`` block is committed together. An exception in it rolls
    everything back, the new student too.

    Raises
    ------
    nbgrader.api.MissingEntry
        If the assignment is not in the gradebook, or the student is not and may not be created.
    """
    session = gradebook.db
    try:
        submission = _find_submission(gradebook, assignment, student)
        is_new = submission is None
        if submission is None:
            submission = _new_submission(gradebook, assignment, student, create_student)
        if timestamp is not None:
            submission.timestamp = parse_utc(timestamp)
        yield SubmissionRecord(gradebook, submission, is_new=is_new)
        session.rollback() if dry_run else session.commit()
    except BaseException:
        session.rollback()
        raise


def _new_submission(
    gradebook: Gradebook, assignment: str, student: str, create_student: bool
) -> SubmittedAssignment:
    session = gradebook.db
    released = gradebook.find_assignment(assignment)
    person = session.get(Student, student)
    if person is None:
        if not create_student:
            raise MissingEntry(
                f"No student with ID {student!r} exists in the database; add the student with "
                "`nbgrader db student add`, or set c.Autograde.create_student = True"
            )
        person = Student(id=student)
        session.add(person)
    submission = SubmittedAssignment(assignment_id=released.id, student_id=student)
    session.add(submission)
    session.flush()  # which gives it its id
    for notebook in released.notebooks:
        _new_notebook(session, notebook, submission)
    session.flush()
    return submission


def _new_notebook(session, notebook: Notebook, submission: SubmittedAssignment) -> None:
    submitted = SubmittedNotebook(notebook_id=notebook.id, assignment_id=submission.id)
    session.add(submitted)
    session.flush()
    for cell in [*notebook.grade_cells, *notebook.task_cells]:
        session.add(Grade(cell_id=cell.id, notebook_id=submitted.id))
    for cell in [*notebook.solution_cells, *notebook.task_cells]:
        session.add(Comment(cell_id=cell.id, notebook_id=submitted.id))
