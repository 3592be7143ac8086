"""Grades for Moodle, in the offline grading worksheet of the assignment.

The titles of the worksheet are in the language in which it was downloaded, and Moodle reads it in
that language again. So they stay as they are, and columns are found by what is in them: first a
word and a number ("Participant 12"), and somewhere a grade, the maximum, and the answer whether the
grade can be changed, side by side.

Moodle skips a row that is empty, above the maximum, locked, or graded in Moodle after the download.
The first three are told here; the last is known to Moodle alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from helpers.grading.exporting.grades import StudentGrade
from helpers.grading.exporting.owners import keys, owners
from helpers.grading.exporting.sheet import Filled, Sheet, SheetError, as_number, harmless, number

_PARTICIPANT = re.compile(r"\D+?\s*(\d+)\s*")
_NO = {"no", "nein", "non", "não", "nee", "nej", "nei", "nie", "ne", "ei", "nem", "nu"}
FRESH = "Moodle also skips rows that were graded there after the worksheet was downloaded."


@dataclass(frozen=True)
class Places:
    """Where the columns of a worksheet are that count.

    Attributes
    ----------
    grade
        The maximum is the next one, and after it whether the grade can be changed.
    """

    grade: int

    @property
    def maximum(self) -> int:
        return self.grade + 1

    @property
    def changeable(self) -> int:
        return self.grade + 2


def participant(row: list[str]) -> str:
    """Moodle's number of a participant, from the first cell; "" where there is none."""
    found = _PARTICIPANT.fullmatch(row[0])
    return found[1] if found else ""


def places(sheet: Sheet, column: str = "") -> Places:
    """Find the column of the grades.

    Parameters
    ----------
    column
        Its title, where it cannot be told from what is in the table.

    Raises
    ------
    SheetError
        If it is no worksheet, or there is not exactly one such column.
    """
    if not all(participant(row) for row in sheet.rows):
        raise SheetError(
            "the first column has no participants; take the worksheet that Moodle gives under "
            "'Download grading worksheet', as CSV"
        )
    inner = range(2, len(sheet.heading) - 2)
    if column:
        found = [place for place in inner if sheet.heading[place].strip() == column.strip()]
    else:
        found = [place for place in inner if _is_grade(sheet, Places(place))]
    if len(found) != 1:
        raise SheetError(
            f"{len(found)} columns may hold the grades; name one of these with --column: "
            + ", ".join(sheet.heading)
        )
    return Places(found[0])


def _is_grade(sheet: Sheet, at: Places) -> bool:
    def cells(place: int) -> set[str]:
        return {row[place].strip() for row in sheet.rows}

    maxima = cells(at.maximum)
    return (
        all(cell in ("", "-") or as_number(cell) is not None for cell in cells(at.grade))
        and len(maxima) == 1
        and (as_number(maxima.pop()) or 0) > 0
        and all(cell and as_number(cell) is None for cell in cells(at.changeable))
    )


def fill_moodle(
    sheet: Sheet,
    grades: Sequence[StudentGrade],
    maximum: float,
    *,
    column: str = "",
    scale: bool = False,
) -> Filled:
    """Put grades into Moodle's worksheet; nothing else in it changes.

    Parameters
    ----------
    sheet
        The worksheet.
    grades
        Of the whole class; those with ``missing`` are left out.
    maximum
        Points of the assignment.
    column
        Title of the column of the grades, where it cannot be told.
    scale
        Whether to convert points where Moodle's maximum is another one.

    Raises
    ------
    SheetError
        If it is no worksheet, or its maximum is another one.
    """
    at = places(sheet, column)
    shown = sheet.rows[0][at.maximum].strip()
    most = as_number(shown)
    if most is None:
        raise SheetError(f"{shown!r} is no maximum of points")
    if most != maximum and not scale:
        raise SheetError(
            f"Moodle has {number(most)} points for this assignment, the gradebook "
            f"{number(maximum)}: set the maximum grade in Moodle and download the worksheet anew, "
            "or convert the points with --scale"
        )
    filled = Filled(sheet, notes=[FRESH])
    rows = [list(map(harmless, row[: at.grade])) + row[at.grade :] for row in sheet.rows]
    called = [(row[1].strip() or row[0], _names(row[2 : at.grade])) for row in sheet.rows]
    for index, grade in owners(grades, called, filled).items():
        row = rows[index]
        points = round(grade.score * (most / maximum if scale and maximum else 1), 5)
        if grade.missing:
            filled.leave_out(grade.missing, grade.student)
        elif row[at.changeable].strip().lower() in _NO:
            filled.leave_out("locked in Moodle", grade.student)
        elif points > most:
            filled.leave_out(f"above Moodle's maximum of {number(most)}", grade.student)
        else:
            row[at.grade] = number(points, comma="," in shown)
            filled.scores[grade.student] = points
    filled.sheet = sheet.with_rows(rows)
    return filled


def _names(cells: list[str]) -> set[tuple[str, str]]:
    """Whatever a name may be: which column is which stands in the titles, in any language."""
    return keys("id", cells) | keys("email", cells) | keys("lms", cells)
