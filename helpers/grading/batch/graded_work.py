"""What was graded, so that a change shows: in what was handed in, or in the assignment."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from helpers.grading.swapping import write_whole


class Mark(NamedTuple):
    """What the grades of one notebook rest on.

    Attributes
    ----------
    handed_in
        `digest` of the submission's folder.
    release
        `ReleasedCells.digest`.
    """

    handed_in: str
    release: str


class GradedWork:
    """The marks of one assignment, in a file of one line for each submission that was graded.

    Without the file only a later timestamp tells that something was handed in anew.

    Parameters
    ----------
    file
        Its lines are read once, and added to. The last line of a student counts; one that a crash
        cut off counts as none.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._marks: dict[str, dict[str, Mark]] = {}
        for line in file.read_text("utf-8").splitlines() if file.exists() else ():
            try:
                student, marks = json.loads(line)
                read = {name: Mark(*mark) for name, mark in marks.items()}
            except (ValueError, TypeError, AttributeError):
                continue
            self._marks[student] = read
        write_whole(file, "".join(map(self._line, self._marks)))

    def marks(self, student: str) -> Mapping[str, Mark]:
        """Name of a notebook → what its grades rest on, of all that were graded."""
        return self._marks.get(student, {})

    def add(self, student: str, marks: Mapping[str, Mark]) -> None:
        """Note that notebooks were graded."""
        self.replace(student, {**self.marks(student), **marks})

    def replace(self, student: str, marks: Mapping[str, Mark]) -> None:
        """Note what the grades of a student rest on, all of them."""
        self._marks[student] = dict(marks)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(self._line(student))

    def _line(self, student: str) -> str:
        return json.dumps([student, self._marks[student]]) + "\n"
