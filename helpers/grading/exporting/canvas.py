"""Grades for Canvas' gradebook, in the table that Canvas' own export gives.

Canvas finds a student by the column ``ID`` and an assignment by the number in ``Title (number)``.
It skips a column that is read only, and takes away the grade of a student whose cell is empty: so
whoever has no grade yet is not in the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.grading.exporting.grades import StudentGrade
from helpers.grading.exporting.owners import keys, owners
from helpers.grading.exporting.sheet import Filled, Sheet, SheetError, as_number, harmless, number

_TITLE = re.compile(r"(.*?)\s*\((\d+)\)\s*")
_READ_ONLY = "read only"
_EXCUSED = "EX"


def fill_canvas(
    sheet: Sheet, grades: Sequence[StudentGrade], column: str, maximum: float
) -> Filled:
    """Put grades into Canvas' table.

    Parameters
    ----------
    sheet
        Canvas' export of the gradebook.
    grades
        Of the whole class; those with ``missing`` are left out.
    column
        Title of the assignment in Canvas, its number, or both.
    maximum
        Points of the assignment.

    Raises
    ------
    SheetError
        If it is no such table, or has no column of that name which Canvas would read.
    """
    heading = [title.strip() for title in sheet.heading]
    if wanted := {"Student", "ID", "Section"} - set(heading):
        raise SheetError(
            f"the table has no column {', '.join(sorted(wanted))}; take the one that Canvas' "
            "gradebook exports, in English"
        )
    about = heading.index("Section") + 1
    place = _column(heading, about, column)
    possible = [row for row in sheet.rows if row[0].strip() == "Points Possible"]
    if any(_READ_ONLY in cell.lower() for cell in [heading[place], *(r[place] for r in possible)]):
        raise SheetError(f"Canvas reads no grades from {heading[place]!r}: it is read only")
    at = {title: index for index, title in enumerate(heading[:about])}
    people = [row for row in sheet.rows if row[at["ID"]].strip()]
    comma = any("," in row[place] for row in possible)
    filled = Filled(sheet)
    rows = []
    for row, grade in _owned(people, at, grades, filled):
        if row[place].strip().upper() == _EXCUSED:
            filled.leave_out("excused in Canvas", grade.student)
        elif grade.missing:
            filled.leave_out(grade.missing, grade.student)
        else:
            words = [cell if at["ID"] == i else harmless(cell) for i, cell in enumerate(row)]
            rows.append([*words[:about], number(grade.score, comma)])
            filled.scores[grade.student] = grade.score
    points = [*["    Points Possible"], *[""] * (about - 1), number(maximum, comma)]
    before = {as_number(row[place]) for row in possible} - {None, float(maximum)}
    if before:
        filled.notes.append(
            f"Canvas had {number(before.pop() or 0)} points for {heading[place]}; the table sets "
            f"{number(maximum)}"
        )
    titles = [*heading[:about], heading[place]]
    filled.sheet = Sheet(titles, [points, *rows], sheet.delimiter)
    return filled


def _owned(people, at: dict[str, int], grades, filled: Filled):
    """Each row of a student, and the grade that belongs into it."""

    def names(row: list[str]) -> set[tuple[str, str]]:
        login = [row[at["SIS Login ID"]]] if "SIS Login ID" in at else []
        of_school = [row[at["SIS User ID"]]] if "SIS User ID" in at else []
        return (
            keys("lms", [row[at["ID"]]]) | keys("id", [*login, *of_school]) | keys("email", login)
        )

    called = [(row[at["Student"]].strip() or row[at["ID"]], names(row)) for row in people]
    for index, grade in owners(grades, called, filled).items():
        yield people[index], grade


def _column(heading: list[str], about: int, column: str) -> int:
    """The place of an assignment: by its whole title or number, then by the title alone."""
    places = range(about, len(heading))
    wanted = column.strip()
    split = {p: parts for p in places if (parts := _TITLE.fullmatch(heading[p]))}
    whole = {place: heading[place] for place in places}
    titles = {place: parts[1] for place, parts in split.items()}
    numbers = {place: parts[2] for place, parts in split.items()}
    for called in (whole, numbers, titles):
        found = [place for place, name in called.items() if name == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            raise SheetError(f"{wanted!r} is the title of {len(found)} columns; give its number")
    there = ", ".join(heading[place] for place in split) or "none"
    raise SheetError(f"no column is called {wanted!r}; name one with --column. There are: {there}")
