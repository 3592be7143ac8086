"""What a course's configuration says of its folders, for commands that are not nbgrader's own."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path

from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory


def course_directory(course: Path) -> CourseDirectory:
    """The folders of a course, by the nbgrader_config.py in it and the user's own configuration.

    Its parent is an application with that configuration, which logs warnings and prints nothing.
    """
    app = NbGrader(log_level=logging.CRITICAL)
    app.load_cwd_config = False  # a course in the folder that the command runs in is another one
    app.initialize([f"--course-dir={course}"])
    app.log_level = logging.WARNING
    for handler in app.log.handlers:
        handler.setLevel(logging.CRITICAL + 1)
    return app.coursedir


def is_pattern(path: Path) -> bool:
    """Whether nbgrader takes a path for a pattern, as it does with ``[2026]``."""
    return escape(str(path)) != str(path)


@contextmanager
def without_patterns(course: Path) -> Iterator[Path]:
    """A way to a course that nbgrader does not take for a pattern."""
    with tempfile.TemporaryDirectory() as scratch:
        way = course
        if is_pattern(course):
            way = Path(scratch) / "course"
            way.symlink_to(course, target_is_directory=True)
        yield way
