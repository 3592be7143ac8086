"""What an instructor should look at, kept from one run to the next."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers.grading.batch.report import Outcome


@dataclass(frozen=True)
class Warned:
    """How the last grading of a submission ended.

    Attributes
    ----------
    failure
        Why it got no grade, or "".
    look_at
        One sentence each.
    """

    failure: str = ""
    look_at: tuple[str, ...] = ()


class Standing:
    """The warnings of one assignment, in a file of one line for each submission that was graded.

    The last line of a student counts; one that a crash cut off counts as none.

    Parameters
    ----------
    file
        Where they are kept. It need not be there.
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    def add(self, outcome: Outcome) -> None:
        """Keep the warnings of a submission in the place of those before."""
        line = json.dumps([outcome.student, outcome.failure, outcome.look_at])
        with self._file.open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")  # the line before may have been cut off

    def read(self) -> dict[str, Warned]:
        """Student → how the last grading ended."""
        return {student: Warned(failure, tuple(notes)) for student, failure, notes in self._lines()}

    def _lines(self) -> Iterator[tuple[str, str, list[str]]]:
        for line in self._file.read_text("utf-8").splitlines() if self._file.exists() else ():
            try:
                student, failure, notes = json.loads(line)
            except (ValueError, TypeError):  # empty, or cut off
                continue
            yield student, failure, notes
