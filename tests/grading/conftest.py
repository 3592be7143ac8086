"""Fixtures of the grader's tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.grading.course import Course


@pytest.fixture(scope="session")
def new_course(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Course]:
    """Make a course in a folder that is not there yet; it is released once, and copied."""
    released = Course(tmp_path_factory.mktemp("released") / "course")
    return released.copied


@pytest.fixture
def course(new_course: Callable[[Path], Course], tmp_path: Path) -> Course:
    return new_course(tmp_path / "course")
