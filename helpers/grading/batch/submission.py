"""One student's work on its way through a batch."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from helpers.grading.batch.folders import is_linked
from helpers.grading.batch.times import utc
from helpers.grading.encodings import decoded

LONGEST_TIMESTAMP = 400  # bytes


class Refused(ValueError):
    """A submission that cannot be graded as it is; the message tells an instructor what to do."""


@dataclass
class Submission:
    """One student's folder, and what becomes of it.

    Attributes
    ----------
    assignment, student
        Whose it is; the student as the gradebook has it.
    folder
        Where it was handed in.
    handed_in
        `digest` of the folder.
    timestamp
        When it was handed in, in UTC, or None where nobody says.
    until
        The end of an extension, in UTC, or None.
    same_work
        Whether the very same was graded before.
    released_anew
        Whether it was graded with another release.
    stood
        The notes of the grading before.
    notebooks
        Names of the notebooks that are graded: those of the assignment that were handed in.
    missing
        Names of those that were not.
    unreadable
        Name of a notebook that could not be read, or is missing → the released cells in its place,
        as JSON.
    files
        Path in the folder → content, of the submission and over them of the assignment.
    notes
        What an instructor should look at, one sentence each.
    refusal
        Why it cannot be graded as it is, and what to do; or "".
    """

    assignment: str
    student: str
    folder: Path
    handed_in: str = ""
    timestamp: datetime | None = None
    until: datetime | None = None
    same_work: bool = False
    released_anew: bool = False
    stood: Collection[str] = ()
    notebooks: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unreadable: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    refusal: str = ""

    def forget(self) -> None:
        """Drop what is large."""
        self.files, self.unreadable = {}, {}


def timestamp(folder: Path, zone: str) -> datetime | None:
    """What timestamp.txt says, in UTC; None where there is none, or nothing in it.

    Parameters
    ----------
    folder
        A submission's folder.
    zone
        The course's own zone, as for `times.utc`.

    Raises
    ------
    Refused
        If it cannot be read; the message names the file and what to do.
    """
    path = folder / "timestamp.txt"
    if is_linked(folder) or path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as file:
        content = file.read(LONGEST_TIMESTAMP)
    try:
        text = decoded(content).strip()
        return utc(text, zone) if text else None
    except ValueError as error:
        shown = content.decode(errors="replace")[:100].strip()
        raise Refused(f"{path} holds {shown!r}: {error}; correct it or remove it") from None
