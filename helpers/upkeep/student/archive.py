"""What goes into the zip, and the zip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import nbformat
from traitlets.config import Config

from helpers.grading.release.leaks import leaks
from helpers.upkeep.server_extensions import FOR_STUDENTS
from helpers.upkeep.student.lock import names, students_lock, students_requirements
from helpers.upkeep.student.needed import needed_files

FOLDER = "cnn-course"
"""The folder in the zip."""
COMMANDS = [
    "helpers.upkeep.server_extensions",
    "helpers.training.ablation.__main__",
    "helpers.training.few_parameters.__main__",
]
"""The modules that a student's README and the lectures run."""
NO_RELEASE = "assignments/ holds no notebook; make release makes them from solutions/"


class NotForStudents(ValueError):
    """Something may not be given to students, or there is nothing to give."""


def contents(course: Path) -> dict[str, bytes]:
    """The files that a student gets, by their names in the folder.

    Parameters
    ----------
    course
        The course's folder.

    Raises
    ------
    NotForStudents
        If an assignment shows what its solution keeps back, or there is none.
    """
    lectures = sorted((course / "lectures").glob("*.ipynb"))
    assignments = sorted((course / "assignments").glob("*/*.ipynb"))
    if not assignments:
        raise NotForStudents(NO_RELEASE)
    if leaking := [line for path in assignments for line in _leaks(course, path)]:
        raise NotForStudents("\n  ".join(["an assignment shows too much:", *leaking]))
    helpers = needed_files(course, [*lectures, *assignments], [*COMMANDS, *FOR_STUDENTS])
    paths = [
        course / "LICENSE",
        course / "lectures" / "README.md",
        *lectures,
        *_files(course / "assignments"),
        *helpers,
    ]
    found = {path.relative_to(course).as_posix(): path.read_bytes() for path in paths}
    requirements = students_requirements(_text(course / "requirements.txt"))
    written = {
        "README.md": _text(Path(__file__).with_name("README.md")),
        "pyproject.toml": students_project(_text(course / "pyproject.toml")),
        "requirements.txt": requirements,
        "requirements.lock": students_lock(
            _text(course / "requirements.lock"), names(requirements)
        ),
    }
    return found | {name: text.encode() for name, text in written.items()}


def write(course: Path, zip_file: Path) -> list[str]:
    """Write the zip, and return the names of its files; there is no zip where it fails.

    Raises
    ------
    NotForStudents
        As `contents`.
    """
    files = contents(course)
    with ZipFile(zip_file, "w", ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(f"{FOLDER}/{name}", data)
    return sorted(files)


def students_project(project: str) -> str:
    """The tables of pyproject.toml that installing the helpers takes."""
    tables = re.split(r"^(?=\[)", project, flags=re.MULTILINE)
    kept = ("[build-system]", "[project]", "[tool.setuptools")
    return "".join(table for table in tables if table.startswith(kept)).rstrip() + "\n"


def _leaks(course: Path, assignment: Path) -> list[str]:
    source = course / "solutions" / assignment.parent.name / assignment.name
    if not source.exists():
        place = assignment.relative_to(course).as_posix()
        return [f"{place} has no solution to compare it with; take the folder away"]
    written, released = (nbformat.read(path, as_version=4) for path in (source, assignment))
    return [f"{assignment.parent.name}: {line}" for line in leaks(written, released, Config())]


def _files(folder: Path) -> Iterator[Path]:
    """The files of a folder but those that Jupyter and Python leave there."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not any(part.startswith((".", "__")) for part in parts):
            yield path


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
