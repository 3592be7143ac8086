"""Enrolling a class from the table that a learning platform or a spreadsheet gives.

`nbgrader db student import` reads one kind of CSV only: UTF-8 without a byte-order mark, with
commas. Spreadsheets write others.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from nbgrader.api import Gradebook, Student
from nbgrader.coursedir import CourseDirectory

from helpers.grading.counting import counted
from helpers.grading.encodings import WINDOWS, decoded, encoding_of
from helpers.grading.gradebook.students import Students, folded, is_name

COLUMNS = ("id", "first_name", "last_name", "email", "lms_user_id")  # nbgrader's
DELIMITERS = ",;\t"


class RosterError(ValueError):
    """A table that cannot be read as a roster; the message names the file and what to do."""


def enrol(file: Path, coursedir: CourseDirectory) -> str:
    """Add the students of a table to the gradebook, or what it says of those that are there.

    A cell that is empty changes nothing. All of the table is enrolled, or nothing.

    Parameters
    ----------
    file
        A CSV table with a heading. Its column ``id`` has the names of the students' folders; the
        others that count are ``first_name``, ``last_name``, ``email`` and ``lms_user_id``.
    coursedir
        The course.

    Returns
    -------
    str
        What was done, for the instructor.

    Raises
    ------
    RosterError
        If the table cannot be read, or does not say who is meant.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise RosterError(f"{file} cannot be read: {error.strerror}") from None
    people = list(_people(file, content))
    said = [f"{file}: {counted(len(people), 'student')} enrolled"]
    if encoding_of(content) == WINDOWS:
        said.append(f"the table is not in UTF-8 and was read as {WINDOWS}: look at the umlauts")
    with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
        students = Students(gradebook, ())
        try:
            for number, person in people:
                name = person.pop("id")
                student = _student(students, name, f"{file}, line {number}")
                if student != name:
                    said.append(f"{name!r} is {student!r} in the gradebook")
                gradebook.db.merge(Student(id=student, **person))
            gradebook.db.commit()
        finally:
            gradebook.db.rollback()
    return "; ".join(said)


def _student(students: Students, name: str, where: str) -> str:
    try:
        return students.owner(name)
    except ValueError as error:
        raise RosterError(f"{where}: {error}") from None


def _people(file: Path, content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Line and cells of each student; cells that are empty or do not count are left out."""
    seen: dict[str, int] = {}
    for number, row in rows_of(file, content):
        person = {name: text for name, text in row.items() if name in COLUMNS and text}
        name = person.get("id", "")
        where = f"{file}, line {number}"
        if not name:
            raise RosterError(f"{where}: there is no id; fill it in, or remove the line")
        if not is_name(name):
            raise RosterError(
                f"{where}: {name!r} cannot be the name of a folder; give the id without *, ? and ["
            )
        if before := seen.get(folded(name)):
            raise RosterError(f"{where}: {name!r} stands in line {before} already; keep one")
        seen[folded(name)] = number
        yield number, person


def rows_of(file: Path, content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Line and cells of each row that is not empty, by the names of their columns."""
    try:
        lines = decoded(content).splitlines()
    except ValueError as error:
        raise RosterError(f"{file} is no text: {error}; save it as CSV in UTF-8") from None
    first = 0
    if lines and lines[0].lower().startswith("sep="):  # for Excel
        delimiter, first = lines[0][4:5], 1
    else:
        delimiter = max(DELIMITERS, key="".join(lines[:1]).count)
    reader = csv.reader(lines[first:], delimiter=delimiter or ",")
    names = [heading.strip().lower().replace(" ", "_") for heading in next(reader, [])]
    if "id" not in names:
        raise RosterError(
            f"{file} has no column 'id', only {', '.join(filter(None, names)) or 'nothing'}; name "
            "the column so that holds the names of the students' folders"
        )
    for row in reader:
        if any(cell.strip() for cell in row):
            cells = (cell.strip() for cell in row)
            yield first + reader.line_num, dict(zip(names, cells, strict=False))
