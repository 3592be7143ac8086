"""Whose row it is: students of the gradebook and rows of a platform's table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from helpers.grading.exporting.grades import StudentGrade
from helpers.grading.exporting.sheet import Filled
from helpers.grading.gradebook.students import folded

Key = tuple[str, str]  # kind of a name ("id", "email", "lms") and the name

NOT_ENROLLED = "not in the gradebook"
NOT_LISTED = "not in the table"
UNCLEAR = "not clear whose row it is"


def keys(kind: str, names: Iterable[str]) -> set[Key]:
    """Names of one kind, whatever their capitals and composition; none where a cell is empty."""
    return {(kind, name) for name in map(folded, names) if name}


def of_student(grade: StudentGrade) -> set[Key]:
    return (
        keys("id", [grade.student])
        | keys("email", [grade.email])
        | keys("lms", [grade.lms_user_id])
    )


def owners(
    grades: Sequence[StudentGrade], rows: Sequence[tuple[str, set[Key]]], filled: Filled
) -> dict[int, StudentGrade]:
    """Index of a row → the grade that belongs into it.

    A row and a student belong together where they share a name and neither shares one with anybody
    else. All others are left out, and told.

    Parameters
    ----------
    grades
        Of the whole class.
    rows
        What a message calls a row, and the names in it.
    filled
        Where it is told who is left out.
    """
    known: dict[Key, set[int]] = {}
    for student, grade in enumerate(grades):
        for key in of_student(grade):
            known.setdefault(key, set()).add(student)
    students = [set().union(*(known.get(key, set()) for key in names)) for _, names in rows]
    rows_of: dict[int, list[int]] = {}
    for row, found in enumerate(students):
        for student in found:
            rows_of.setdefault(student, []).append(row)
    owned = {}
    for row, (found, (called, _)) in enumerate(zip(students, rows, strict=True)):
        if not found:
            filled.leave_out(NOT_ENROLLED, called)
        elif len(found) > 1 or len(rows_of[min(found)]) > 1:
            filled.leave_out(UNCLEAR, called)
        else:
            owned[row] = grades[min(found)]
    for student, grade in enumerate(grades):
        if student not in rows_of:
            filled.leave_out(NOT_LISTED, grade.student)
    return owned
