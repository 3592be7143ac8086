"""Everything that a course keeps about one student, and removing it."""

from __future__ import annotations

import csv
import html
import json
import os
import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from urllib.parse import quote

from nbgrader.api import Gradebook, Student
from nbgrader.converters import NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from helpers.grading.batch.last_run import kept_of
from helpers.grading.collecting.owners import FILE
from helpers.grading.deadlines.extensions import FILE as EXTENSIONS
from helpers.grading.encodings import decoded
from helpers.grading.gradebook.backup import copies, databases_of_old
from helpers.grading.gradebook.students import folded
from helpers.grading.swapping import remove, write_whole
from helpers.grading.working_folder import WORK

Remove = Callable[[], object]


def traces(coursedir: CourseDirectory, student: str) -> dict[str, Remove]:
    """What is kept about a student, and what removes it.

    Parameters
    ----------
    coursedir
        The course.
    student
        The id, as the roster has it.

    Returns
    -------
    dict
        What it is, for the instructor → a function that removes it.
    """
    found: dict[str, Remove] = {}
    root = Path(coursedir.root)
    try:
        everybody = _ids(coursedir.db_url)
    except DatabaseError as error:
        raise NbGraderException(
            f"the gradebook cannot be read ({error.orig}): python -m helpers.grading restore"
        ) from None
    others = everybody - {student}
    if student in everybody:
        found["the gradebook: person, grades and comments"] = partial(
            _remove_from, coursedir.db_url, student
        )
    for step in ("submitted", "autograded", "feedback"):
        top = root / getattr(coursedir, f"{step}_directory")
        for folder in top.iterdir() if top.is_dir() else ():
            if folder.name == student or (
                folded(folder.name) == folded(student) and folder.name not in others
            ):
                found[f"{folder.relative_to(root)}/"] = partial(_remove_any, folder)
    damaged = {}
    for old, database in databases_of_old(coursedir).items():
        url, name = f"sqlite:///{database}", os.path.relpath(old, root)
        try:
            if student in _ids(url):
                found[f"{name}: person, grades and comments"] = partial(_remove_from, url, student)
        except DatabaseError:
            damaged[f"{name}: all of it, since it is damaged"] = partial(_remove_any, old)
    for path in kept_of(root / WORK, student):
        found[str(path.relative_to(root))] = partial(_remove_any, path)
    for file in _files(root, copies(coursedir)):
        if remover := _lines(file, student):
            part = ": the student's lines" if isinstance(remover, partial) else ""
            found[f"{file.relative_to(root)}{part}"] = remover
    return found and found | damaged


def _ids(url: str) -> set[str]:
    with Gradebook(url) as gradebook:
        return {row.id for row in gradebook.db.query(Student.id)}


def _remove_from(url: str, student: str) -> None:
    with Gradebook(url) as gradebook:
        if gradebook.engine.name == "sqlite":  # else the text stays in the file
            gradebook.db.execute(text("PRAGMA secure_delete = ON"))
        gradebook.remove_student(student)


def _remove_any(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        remove(path)
    else:
        path.unlink()


def _files(root: Path, backups: Iterable[Path]) -> list[Path]:
    places = [root / WORK, *backups]
    kinds = (
        "*.graded",
        "*.warnings",
        "*.collected",
        "*.log",
        "executed/*/*.json",
        "tried/*/*.json",
    )
    found = [path for place in places for kind in kinds for path in place.glob(kind)]
    tables = (root / name for name in (FILE, EXTENSIONS))
    pages = root.glob("reports/*.html")
    return sorted([*found, *pages, *(path for path in tables if path.exists())])


def _lines(file: Path, student: str) -> Remove | None:
    """What takes a student out of a file, or None where she is not in it."""
    text = decoded(file.read_bytes())
    if file.suffix == ".json":
        mine = file.name.startswith(f"{quote(student, safe='')[:80]}-")
        return file.unlink if mine else None
    if file.suffix == ".html":  # a page about the class, which can be made anew
        names = rf"(?<![\w-]){re.escape(html.escape(student))}(?![\w-])"
        return file.unlink if re.search(names, text) else None
    if file.suffix == ".log":  # its tables are for reading; they cannot be told apart by row
        return file.unlink if f" {student} " in text else None
    if file.suffix == ".collected":
        record = json.loads(text)
        rest = json.dumps({name: about for name, about in record.items() if name != student})
        return partial(write_whole, file, rest) if student in record else None
    is_table = file.suffix == ".csv"
    of_student = _in_table(text, student) if is_table else _in_marks(text, student)
    if not any(of_student):
        return None
    lines = zip(text.splitlines(keepends=True), of_student, strict=True)
    return partial(write_whole, file, "".join(line for line, mine in lines if not mine))


def _in_table(text: str, student: str) -> list[bool]:
    """Of each line of a table, whether a cell is the student's id."""
    lines = text.splitlines()
    delimiter = max(",;\t", key="".join(lines[:1]).count)
    return [student in next(csv.reader([line], delimiter=delimiter), []) for line in lines]


def _in_marks(text: str, student: str) -> list[bool]:
    """Of each line of marks, whether it is the student's."""
    start = json.dumps([student])[:-1] + ","
    return [line.startswith(start) for line in text.splitlines()]
