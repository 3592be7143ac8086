"""Students of the gradebook, and the folders that are called by their ids, in whatever form."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from nbgrader.api import Gradebook, Student

ENROL = "`nbgrader db student add ID`"


def folded(name: str) -> str:
    """A name without capitals and spaces around it, its letters composed in one way."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


def is_name(student: str) -> bool:
    """Whether a folder's name can be a student's; it may be any bytes.

    Gradebooks hold text. nbgrader takes folders for patterns, so * would get everybody's work, and
    feedback ends at a name of two lines.
    """
    return student.isprintable() and not set(student) & set("*?[")


class Students:
    """The students of the gradebook, and the folders that were handed in.

    Parameters
    ----------
    gradebook
        An open gradebook.
    folders
        The names of all students' folders that hold the assignment.
    """

    def __init__(self, gradebook: Gradebook, folders: Iterable[str]) -> None:
        rows = gradebook.db.query(
            Student.id, Student.first_name, Student.last_name, Student.email
        ).all()
        self.ids = {row.id for row in rows}
        self.has_roster = any(row.first_name or row.last_name or row.email for row in rows)
        self._ids_by_form = _by_form(self.ids)
        self._folders_by_form = _by_form(folders)

    def owner(self, folder: str) -> str:
        """The id of the student whose folder it is; its own name where the gradebook has none.

        Raises
        ------
        ValueError
            If it may belong to several students, or a student has several folders.
        """
        ids = self._ids_by_form.get(folded(folder), [])
        folders = self._folders_by_form.get(folded(folder), [folder])
        if folder in ids:
            return folder
        if len(ids) > 1:
            raise ValueError(
                f"the folder {folder!r} may be that of {_or(ids)}; rename it to one of these ids"
            )
        if len(folders) > 1:
            of = f"of {ids[0]!r}" if ids else "of one student"
            raise ValueError(
                f"the folders {_or(folders)} seem to be {of}; keep one, or if they are "
                f"two students, enrol both with {ENROL}"
            )
        return ids[0] if ids else folder

    def owner_or_name(self, folder: str) -> str:
        """As `owner`; the name of the folder where nobody can say."""
        try:
            return self.owner(folder)
        except ValueError:
            return folder


def _by_form(names: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        found.setdefault(folded(name), []).append(name)
    return found


def _or(names: list[str]) -> str:
    return " and ".join(map(repr, names))
