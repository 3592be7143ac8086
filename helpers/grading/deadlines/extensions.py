"""Extensions of single students, in a table that an instructor can read and edit."""

from __future__ import annotations

import csv
import os
from datetime import datetime
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.abc import Exchange

from helpers.grading.batch.times import utc
from helpers.grading.gradebook.roster import RosterError, rows_of

FILE = "extensions.csv"  # in the course folder
_COLUMNS = ("assignment", "id", "until")


def zone_of(coursedir: CourseDirectory) -> str:
    """The course's own time zone, a name of the tz database."""
    # an application reads the course's configuration after it has made its directory
    return Exchange(config=coursedir.parent.config).timezone


def extensions(coursedir: CourseDirectory, assignment: str) -> dict[str, datetime]:
    """Student → until when she may hand an assignment in, in UTC.

    Raises
    ------
    RosterError
        If the table cannot be read; the message names the line.
    """
    found = {}
    for number, row in _rows(coursedir):
        if row.get("assignment") == assignment:
            try:
                found[row["id"]] = utc(row.get("until", ""), zone_of(coursedir))
            except ValueError as error:
                raise RosterError(f"{FILE}, line {number}: {error}") from None
    return found


def extend(coursedir: CourseDirectory, assignment: str, student: str, until: str) -> None:
    """Write an extension into the table, in the place of one before."""
    utc(until, zone_of(coursedir))
    rows = [[row.get(name, "") for name in _COLUMNS] for _, row in _rows(coursedir)]
    rows = [row for row in rows if row[:2] != [assignment, student]]
    file = Path(coursedir.root, FILE)
    part = file.with_name(f".{FILE}.part")
    with part.open("w", encoding="utf-8-sig", newline="") as table:  # as spreadsheets open it
        csv.writer(table).writerows([_COLUMNS, *sorted([*rows, [assignment, student, until]])])
    os.replace(part, file)


def _rows(coursedir: CourseDirectory) -> list[tuple[int, dict[str, str]]]:
    file = Path(coursedir.root, FILE)
    return list(rows_of(file, file.read_bytes())) if file.exists() else []
