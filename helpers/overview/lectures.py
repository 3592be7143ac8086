"""The lectures as the table in `lectures/README.md` lists them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_ROW = re.compile(
    r"^\| \[(?P<title>[^]]+)\]\((?P<file>[^)]+\.ipynb)\) \| (?P<question>[^|]+) "
    r"\| (?P<minutes>\d+) \| (?P<needs>[^|]+) \|$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Lecture:
    """One lecture.

    Attributes
    ----------
    title
        With its number.
    path
        Of its notebook, below the course's folder.
    question
        What it answers.
    minutes
        How long it takes.
    needs
        What to know beforehand.
    """

    title: str
    path: str
    question: str
    minutes: int
    needs: str


def lectures(course: Path) -> list[Lecture]:
    """The lectures of a course's folder, in order; none where their table is missing."""
    table = course / "lectures" / "README.md"
    if not table.is_file():
        return []
    return [
        Lecture(
            row["title"],
            f"lectures/{row['file']}",
            row["question"],
            int(row["minutes"]),
            row["needs"],
        )
        for row in _ROW.finditer(table.read_text(encoding="utf-8"))
    ]
