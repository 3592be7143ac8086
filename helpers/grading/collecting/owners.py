"""Which student of the roster a name of the learning platform belongs to, said once and kept."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from nbgrader.api import Gradebook, Student

from helpers.grading.collecting.names import Named
from helpers.grading.gradebook.roster import RosterError, rows_of
from helpers.grading.gradebook.students import Students, folded, is_name

FILE = "lms_names.csv"  # in the course folder; an instructor fills in what nobody can know
_COLUMNS = ("name", "lms_user_id", "id")


class Unknown(ValueError):
    """A name that fits no student, or several; the message says what to do."""


class Owners:
    """The students of the roster, by every name that a platform has for them.

    In this order: what the file of names says, the number on the platform, the id, the e-mail
    address, first and last name in either order. Capitals, spaces, punctuation and how an umlaut is
    composed make no difference. What fits two students fits none.

    Parameters
    ----------
    gradebook
        An open gradebook with the roster.
    file
        The file of names; it need not be there.

    Raises
    ------
    RosterError
        If the file cannot be read, or names a student who is not on the roster.
    """

    def __init__(self, gradebook: Gradebook, file: Path) -> None:
        people = gradebook.db.query(Student).all()
        self._file = file
        self._students = Students(gradebook, ())
        self.ids = self._students.ids
        self.has_roster = bool(people)
        self._by_number = _several((person.lms_user_id, person.id) for person in people)
        self._by_name = _several((key, person.id) for person in people for key in _names(person))
        self._kept: dict[tuple[str, str], str] = {}
        self._open: set[tuple[str, str]] = set()
        if file.exists():
            self._read(file)

    def _read(self, file: Path) -> None:
        for number, row in rows_of(file, file.read_bytes()):
            key = folded(row.get("name", "")), row.get("lms_user_id", "")
            if not row["id"]:
                self._open.add(key)
            elif row["id"] not in self.ids:
                raise RosterError(
                    f"{file}, line {number}: {row['id']!r} is not on the roster; correct the id, "
                    "or enrol the student with `nbgrader db student add`"
                )
            else:
                self._kept[key] = row["id"]

    def owner(self, named: Named) -> str:
        """The id of the student whom a file belongs to.

        Raises
        ------
        Unknown
            If nobody can say; the message is for the instructor.
        """
        if not is_name(named.name):
            raise Unknown("the name has characters that no folder can have; rename it")
        key = _key(named)
        student = self._kept.get(key) or self._kept.get((key[0], ""))
        if not student and not named.platform and not self.has_roster:
            return named.name
        student = student or self._of_the_roster(named)
        if named.platform:
            self._kept[key] = student
        return student

    def _of_the_roster(self, named: Named) -> str:
        found = self._by_number.get(named.user, set())
        if not found:
            found = set(self._by_name.get(_letters(named.name), ()))
            try:
                found |= {self._students.owner(named.name)} & self.ids
            except ValueError as error:
                raise Unknown(str(error)) from None
        if len(found) == 1:
            return next(iter(found))
        raise Unknown(self._reason(named.name, sorted(found)))

    def _reason(self, name: str, several: list[str]) -> str:
        if not self.has_roster:
            return "the roster is empty; enrol the class: python -m helpers.grading roster FILE.csv"
        remedy = f"write the id into {self._file.name}"
        if several:
            return f"may be {' or '.join(map(repr, several))}; {remedy}"
        close = get_close_matches(folded(name), self.ids, 1, cutoff=0.6)
        hint = f", perhaps {close[0]!r}" if close else ""
        return f"fits no student of the roster{hint}; {remedy}"

    def keep(self, unknown: Iterable[Named]) -> None:
        """Write the file of names: those that were found, and a line without id for the others."""
        lines = dict(self._kept)
        lines |= {key: "" for key in self._open if key not in lines}
        lines |= {_key(named): "" for named in unknown if _key(named) not in lines}
        part = self._file.with_name(f".{self._file.name}.part")
        with part.open("w", encoding="utf-8-sig", newline="") as file:  # as spreadsheets open it
            table = csv.writer(file)
            table.writerow(_COLUMNS)
            table.writerows([*key, student] for key, student in sorted(lines.items()))
        os.replace(part, self._file)


def _key(named: Named) -> tuple[str, str]:
    return folded(named.name), named.user


def _letters(name: str) -> str:
    """Letters and digits alone, in one form."""
    return "".join(filter(str.isalnum, folded(name)))


def _names(person: Student) -> set[str]:
    """What a platform may call a student: by e-mail address or by name, in either order."""
    first, last, email = map(
        _letters, (person.first_name or "", person.last_name or "", person.email or "")
    )
    return {email} | ({first + last, last + first} if first and last else set())


def _several(pairs: Iterable[tuple[str | None, str]]) -> dict[str, set[str]]:
    """Key → all students that have it."""
    found: dict[str, set[str]] = {}
    for key, student in pairs:
        if key:
            found.setdefault(key, set()).add(student)
    return found
