"""A table that a learning platform gave, to be filled in and given back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from helpers.grading.counting import counted
from helpers.grading.encodings import decoded

_FORMULA = "=+-@\t\r"  # what a spreadsheet takes a cell for a formula by (OWASP, "CSV Injection")


class SheetError(ValueError):
    """A table that cannot be filled in; the message says what is wrong with it and what to do."""


@dataclass(frozen=True)
class Sheet:
    """A CSV table.

    Attributes
    ----------
    heading
        Titles of the columns.
    rows
        Cells; every row is as long as the heading.
    delimiter
        What stands between two cells.
    """

    heading: list[str]
    rows: list[list[str]]
    delimiter: str = ","

    @classmethod
    def of(cls, text: str) -> Sheet:
        """Read a table.

        Raises
        ------
        SheetError
            If there is no row below the heading, or one is longer than it.
        """
        first = text.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        filled = [line for line in lines if any(cell.strip() for cell in line)]
        if len(filled) < 2:
            raise SheetError("it has no row below its heading; download it anew")
        heading, *rows = filled
        if any(len(row) > len(heading) for row in rows):
            raise SheetError("a row is longer than the heading; download it anew")
        return cls(heading, [row + [""] * (len(heading) - len(row)) for row in rows], delimiter)

    @classmethod
    def read(cls, file: Path) -> Sheet:
        """Read a file.

        Raises
        ------
        SheetError
            If it cannot be read as a table.
        """
        try:
            return cls.of(decoded(file.read_bytes()))
        except OSError as error:
            raise SheetError(f"{file} cannot be read: {error.strerror}") from None
        except (ValueError, csv.Error) as error:
            raise SheetError(f"{file}: {error}") from None

    def with_rows(self, rows: Iterable[list[str]]) -> Sheet:
        return replace(self, rows=list(rows))

    def text(self) -> str:
        """The table as CSV."""
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=self.delimiter).writerows([self.heading, *self.rows])
        return out.getvalue()


@dataclass
class Filled:
    """A table with grades in it.

    Attributes
    ----------
    scores
        Student → points in the unit of the table.
    left_out
        Why a row or student got none → who.
    notes
        What else an instructor should know, one sentence each.
    """

    sheet: Sheet
    scores: dict[str, float] = field(default_factory=dict)
    left_out: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def leave_out(self, why: str, who: str) -> None:
        self.left_out.setdefault(why, []).append(who)

    def said(self) -> str:
        """What was done, for the instructor."""
        lines = [f"{counted(len(self.scores), 'grade')} filled in"]
        lines += [
            f"{len(who)} left out, {why}: {', '.join(who)}" for why, who in self.left_out.items()
        ]
        return "\n".join([*lines, *self.notes])


def harmless(cell: str) -> str:
    """A cell of words that no spreadsheet takes for a formula."""
    return f"'{cell}" if len(cell) > 1 and cell[0] in _FORMULA else cell


def number(points: float, comma: bool = False) -> str:
    """Points with at most five decimals, which is what Moodle keeps."""
    text = f"{points:.5f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if comma else text


def as_number(cell: str) -> float | None:
    """The number in a cell, with a decimal point or comma; None where there is none."""
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError:
        return None
