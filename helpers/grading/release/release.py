"""Making the released assignments from the solutions."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def assignments(course: Path) -> list[str]:
    """Names of the assignments that have a solution."""
    return sorted(path.parent.name for path in course.glob("solutions/*/*.ipynb"))


def generate(course: Path, assignment: str, into: Path, gradebook: str | None = None) -> Path:
    """Run `nbgrader generate_assignment`, with the release folder and the gradebook elsewhere.

    Parameters
    ----------
    course
        The folder with nbgrader_config.py and solutions/.
    assignment
        Its name, a folder in solutions/.
    into
        An existing folder; the release becomes a folder in it.
    gradebook
        Where the assignment is recorded, as a database URL; the course's own gradebook where None.

    Returns
    -------
    Path
        The folder with the release.

    Raises
    ------
    RuntimeError
        If nbgrader refuses; the message is what leaks, with its places, or else what it logged.
    """
    into = into.resolve()
    command = [
        sys.executable,
        "-m",
        "nbgrader",
        "generate_assignment",
        assignment,
        "--force",
        "--log-level=WARN",
    ]
    command.append(f"--CourseDirectory.release_directory={into}")
    if gradebook is not None:
        command.append(f"--db={gradebook}")
    run = subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)
    if run.returncode:
        leaking = re.search(r"\S+ is not released, it leaks:(\n  .*)+", run.stderr)
        raise RuntimeError(leaking[0] if leaking else f"{assignment}:\n{run.stderr.strip()}")
    return into / assignment


def release(course: Path, assignment: str, *, record: bool = False) -> list[Path]:
    """Replace assignments/<assignment> by a fresh release; nothing changes where it fails.

    Parameters
    ----------
    course, assignment
        As for `generate`.
    record
        Record the assignment in the course's gradebook too, which grading needs. Otherwise the
        gradebook is not touched.

    Returns
    -------
    list[Path]
        The released files, relative to the course.
    """
    with tempfile.TemporaryDirectory() as scratch:
        fresh = generate(course, assignment, Path(scratch), f"sqlite:///{scratch}/gradebook.db")
        if record:
            fresh = generate(course, assignment, Path(scratch))
        released = course / "assignments" / assignment
        if released.exists():
            shutil.rmtree(released)
        shutil.copytree(fresh, released)
    return sorted(path.relative_to(course) for path in released.rglob("*") if path.is_file())
