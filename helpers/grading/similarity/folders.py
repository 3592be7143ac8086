"""Where the graded work lies that is compared."""

from __future__ import annotations

from pathlib import Path

from nbgrader.coursedir import CourseDirectory


def graded_folders(coursedir: CourseDirectory, assignment: str) -> list[Path]:
    """The folders of an assignment in `autograded/`, by student, whose names their parents have."""
    pattern = Path(coursedir.format_path(coursedir.autograded_directory, "*", assignment))
    return sorted(Path(coursedir.root).glob(str(pattern.relative_to(coursedir.root))))
