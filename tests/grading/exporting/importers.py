"""What Canvas and Moodle do with a table of grades, written from the rules of their importers."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass


@dataclass
class CanvasAssignment:
    """An assignment in Canvas: its number, points, and Canvas' id of a student → grade."""

    number: int
    title: str
    points: float
    grades: dict[str, str]


def import_to_canvas(text: str, assignments: list[CanvasAssignment]) -> None:
    """Change the assignments as Canvas does.

    A column is matched by its number, then by its exact title; it is skipped where the heading or
    the row of maxima says "read only". A student is found by ID. An empty cell takes the grade
    away.
    """
    heading, *rows = csv.reader(io.StringIO(text))
    assert heading[:2] == ["Student", "ID"] and "Section" in heading
    columns = {}
    for place in range(heading.index("Section") + 1, len(heading)):
        number = re.search(r"\((\d+)\)$", heading[place])
        for assignment in assignments:
            by_number = number and int(number[1]) == assignment.number
            if by_number or heading[place] == assignment.title:
                columns[place] = assignment
    for row in rows:
        if row[0].strip() == "Points Possible":
            for place in list(columns):
                if "read only" in row[place]:
                    del columns[place]
                else:
                    columns[place].points = float(row[place])
            continue
        for place, assignment in columns.items():
            if row[place]:
                assignment.grades[row[1]] = row[place]
            else:
                assignment.grades.pop(row[1], None)


@dataclass
class MoodleGrade:
    """A participant's grade in Moodle, and whether it is locked."""

    grade: str = ""
    locked: bool = False


def import_to_moodle(
    text: str, titles: list[str], participants: dict[int, MoodleGrade], maximum: float, comma: bool
) -> list[int]:
    """Change the grades as Moodle does; the participants whose rows it skipped.

    The titles have to be those of the user's language. A row is skipped where its grade is empty,
    no number, above the maximum, or locked in Moodle.
    """
    heading, *rows = csv.reader(io.StringIO(text))
    assert heading == titles
    skipped = []
    for row in rows:
        number = int(re.search(r"\d+$", row[0])[0])
        cell = row[-6]
        try:
            points = float(cell.replace(",", ".") if comma else cell)
        except ValueError:
            points = None
        if points is None or points > maximum or participants[number].locked:
            skipped.append(number)
        else:
            participants[number].grade = cell
    return skipped
