"""Copies of the gradebook, made before a command writes to it, and putting one back."""

from __future__ import annotations

import filecmp
import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import datetime, timedelta, timezone
from glob import escape
from pathlib import Path

from nbgrader.converters import NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import make_url

from helpers.grading.swapping import beside, remove
from helpers.grading.working_folder import WORK

BACKUPS = "backups"  # in the course folder
RECENT = 10  # as many are kept whatever their age
DAILY = timedelta(days=30)  # then one of each day, and one of each week
WEEKLY = timedelta(weeks=26)
_DATABASE = "gradebook.db"
_ASIDE = ".before-restore-"
_TIME = "%Y-%m-%dT%H%M%S.%fZ"


class BackupError(NbGraderException):
    """A gradebook that cannot be copied or put back; the message says what to do."""


def database(coursedir: CourseDirectory) -> Path | None:
    """The file of the gradebook; None where a server has it, whose own tools make copies."""
    url = make_url(coursedir.db_url)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    return Path(coursedir.root, url.database)


def back_up(coursedir: CourseDirectory) -> Path | None:
    """Copy the gradebook, and the marks of what was graded, before something is written.

    Copies that are too old go. What a run of the formgrader or of nbgrader's own commands writes is
    in the next copy.

    Returns
    -------
    pathlib.Path or None
        The copy, a folder; None where there is no gradebook, a server has it, or the newest copy
        holds the same.

    Raises
    ------
    BackupError
        If the gradebook is damaged. Nothing is written then.
    """
    file = database(coursedir)
    if file is None or not file.exists():
        return None
    folder = Path(coursedir.root, BACKUPS)
    folder.mkdir(exist_ok=True, mode=0o700)
    copy = folder / datetime.now(timezone.utc).strftime(_TIME)
    part = beside(copy, "part")
    part.mkdir()
    try:
        _copy(file, part / _DATABASE)
        for marks in Path(coursedir.root, WORK).glob("*.graded"):
            shutil.copy(marks, part)
        before = copies(coursedir)
        if before and filecmp.cmp(before[-1] / _DATABASE, part / _DATABASE, shallow=False):
            return None
        os.rename(part, copy)
    finally:
        remove(part)
    made = {path: _time(path) for path in copies(coursedir)}
    for old in set(made) - kept(made.items(), datetime.now(timezone.utc)):
        remove(old)
    return copy


def _copy(file: Path, to: Path) -> None:
    """Copy a database as SQLite does, also while another program has it open."""
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(to)) as target:
            source.backup(target)
            said = [row[0] for row in target.execute("PRAGMA integrity_check")]
    except sqlite3.OperationalError as error:  # locked, the disk is full
        raise BackupError(f"{file} cannot be copied: {error}; nothing was written") from None
    except sqlite3.Error as error:
        said = [str(error)]
    if said != ["ok"]:
        raise BackupError(
            f"{file} is damaged ({said[0]}); nothing was written. Put the newest copy back: "
            "python -m helpers.grading restore"
        )


def copies(coursedir: CourseDirectory) -> list[Path]:
    """The copies of the gradebook, the oldest first."""
    return sorted(
        path.parent
        for path in Path(coursedir.root, BACKUPS).glob(f"*/{_DATABASE}")
        if not path.parent.name.startswith(".")
    )


def databases_of_old(coursedir: CourseDirectory) -> dict[Path, Path]:
    """Each copy, and each gradebook that `restore` has set aside → its database."""
    found = {copy: copy / _DATABASE for copy in copies(coursedir)}
    if file := database(coursedir):
        found |= {old: old for old in sorted(file.parent.glob(f"{escape(file.name)}{_ASIDE}*"))}
    return found


def kept(made: Iterable[tuple[Path, datetime]], now: datetime) -> set[Path]:
    """The copies that stay: the newest, and with growing age the last of each day and week."""
    newest_first = sorted(made, key=lambda one: one[1], reverse=True)
    stay = {path for path, _ in newest_first[:RECENT]}
    seen = set()
    for path, time in newest_first:
        age = now - time
        week = tuple(time.isocalendar())[:2]
        period = time.date() if age <= DAILY else week if age <= WEEKLY else None
        if period is not None and period not in seen:
            seen.add(period)
            stay.add(path)
    return stay


def _time(copy: Path) -> datetime:
    return datetime.strptime(copy.name, _TIME).replace(tzinfo=timezone.utc)


def restore(coursedir: CourseDirectory, copy: Path) -> Path | None:
    """Put a copy into the place of the gradebook, with the marks of what was graded then.

    Returns
    -------
    pathlib.Path or None
        Where the old gradebook went, if there was one.

    Raises
    ------
    BackupError
        If the copy is damaged, or a server has the gradebook.
    """
    file = database(coursedir)
    if file is None:
        raise BackupError("a server has the gradebook; restore it with the server's own tools")
    part, aside = beside(file, "part"), None
    part.unlink(missing_ok=True)
    _copy(copy / _DATABASE, part)
    if file.exists():
        now = datetime.now(timezone.utc).strftime(_TIME)
        aside = file.with_name(f"{file.name}{_ASIDE}{now}")
        shutil.copy2(file, aside)
    for rest in ("-wal", "-shm", "-journal"):  # they belong to the old one
        file.with_name(f"{file.name}{rest}").unlink(missing_ok=True)
    os.replace(part, file)
    work = Path(coursedir.root, WORK)
    work.mkdir(exist_ok=True, mode=0o700)
    for marks in work.glob("*.graded"):
        marks.unlink()
    for marks in copy.glob("*.graded"):
        shutil.copy(marks, work)
    return aside
