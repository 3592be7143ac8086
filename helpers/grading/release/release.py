"""Making the released assignments from the solutions."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.utils import capture_log
from traitlets.config import Config

from helpers.grading.counting import counted
from helpers.grading.gradebook.backup import back_up, database
from helpers.grading.gradebook.earlier_releases import remember
from helpers.grading.release.course_directory import course_directory, without_patterns
from helpers.grading.release.recorded import Part, Recorded, names_of, parts_of, recorded
from helpers.grading.swapping import beside, remove, swap_in


@dataclass(frozen=True)
class Release:
    """What came of a release.

    Attributes
    ----------
    files
        The released files, relative to the course.
    to_grade_anew
        How many submissions were graded before, with another release.
    """

    files: list[Path]
    to_grade_anew: int = 0


def solutions(course: Path) -> Path:
    """The folder with the assignments as instructors write them."""
    coursedir = course_directory(course)
    return Path(coursedir.root, coursedir.source_directory)


def assignments(course: Path) -> list[str]:
    """Names of the assignments that have a solution."""
    return sorted({path.parent.name for path in solutions(course).glob("*/*.ipynb")})


def generate(course: Path, assignment: str, into: Path, gradebook: str | None = None) -> Path:
    """Do as `nbgrader generate_assignment`, with the release folder and the gradebook elsewhere.

    Parameters
    ----------
    course
        The folder with nbgrader_config.py and the solutions.
    assignment
        Its name, a folder of the solutions.
    into
        An existing folder; the release becomes a folder in it.
    gradebook
        Where the assignment is recorded, as a database URL; nowhere where None.

    Returns
    -------
    Path
        The folder with the release.

    Raises
    ------
    RuntimeError
        If nbgrader refuses; the message is what leaks, with its places, or else what it logged.
    """
    with without_patterns(course.resolve()) as way:
        coursedir = course_directory(way)
        coursedir.assignment_id, coursedir.release_directory = assignment, str(into.resolve())
        converter = GenerateAssignment(coursedir=coursedir, parent=coursedir.parent, force=True)
        if gradebook is None:
            converter.no_database = True
            converter.update_config(Config({"SaveCells": {"enabled": False}}))
        else:
            coursedir.db_url = gradebook
        made = capture_log(converter)
    if not made["success"]:
        said = made.get("log") or made["error"]
        leaking = re.search(r"\S+ is not released, it leaks:(\n  .*)+", said)
        raise RuntimeError(leaking[0] if leaking else f"{assignment}:\n{said.strip()}")
    return into / assignment


def release(course: Path, assignment: str, *, record: bool = False) -> Release:
    """Replace the release of an assignment by a fresh one; nothing changes where it fails.

    Parameters
    ----------
    course
        The folder with nbgrader_config.py and the solutions.
    assignment
        Its name, a folder of the solutions.
    record
        Record the assignment in the course's gradebook too, which grading needs. Otherwise the
        gradebook is not touched.

    Raises
    ------
    RuntimeError
        As `generate`; or if there are submissions already and cells came or went, which nbgrader
        does not record. The message says what to do.
    BackupError
        If the gradebook is damaged, so that nothing may be written to it.
    """
    coursedir = course_directory(course)
    with tempfile.TemporaryDirectory() as scratch:
        fresh = generate(course, assignment, Path(scratch))  # before anything is recorded
        to_grade_anew = 0
        if record:
            file = database(coursedir)
            is_new = file is not None and not file.exists()  # reading makes an empty one
            with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
                old = recorded(gradebook, assignment)
            _refuse_other_parts(assignment, old, parts_of(fresh))
            if not is_new:
                back_up(coursedir)
            fresh = generate(course, assignment, Path(scratch), coursedir.db_url)
            with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
                if recorded(gradebook, assignment).digests != old.digests:
                    to_grade_anew = old.submissions
        place = Path(coursedir.format_path(coursedir.release_directory, ".", assignment))
        part = beside(place, "part")
        remove(part)  # of a release that was cut off
        shutil.copytree(fresh, part)
        remember(coursedir, assignment, place, part)
        swap_in(part, place)
    files = (path.relative_to(coursedir.root) for path in place.rglob("*") if path.is_file())
    return Release(sorted(files), to_grade_anew)


def _refuse_other_parts(assignment: str, old: Recorded, parts: frozenset[Part]) -> None:
    if not old.submissions or parts == old.parts:
        return
    changed = [
        f"{verb} {', '.join(map(repr, names_of(changed)))}"
        for verb, changed in (("adds", parts - old.parts), ("removes", old.parts - parts))
        if changed
    ]
    raise RuntimeError(
        f"{assignment} is not released: it {' and '.join(changed)}, but the gradebook has "
        f"{counted(old.submissions, 'submission')}, and nbgrader keeps the cells of what was "
        "handed in. Put a new test into a test cell that is there; keep a cell that you want no "
        "longer, with 0 points. Or give up the grades: `nbgrader db assignment remove "
        f"{assignment} --force` deletes them, points and comments given by hand too; then release, "
        "and grade again."
    )
