"""Fixtures of the grader's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.grading.commands import main
from tests.grading.course import Course
from tests.grading.warm_grader import WarmGrader


@pytest.fixture(scope="session")
def warm_grader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WarmGrader]:
    """Where the commands of all courses run."""
    grader = WarmGrader(tmp_path_factory.mktemp("warm"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Course, "warm", grader)
        yield grader
    grader.stop()


@pytest.fixture(scope="session")
def new_course(
    tmp_path_factory: pytest.TempPathFactory, warm_grader: WarmGrader
) -> Callable[[Path], Course]:
    """Make a course in a folder that is not there yet; it is released once, and copied."""
    released = Course(tmp_path_factory.mktemp("released") / "course")
    return released.copied


@pytest.fixture
def course(new_course: Callable[[Path], Course], tmp_path: Path) -> Course:
    return new_course(tmp_path / "course")


@pytest.fixture
def command(
    course: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """Run a command of the grader in the course folder, in this process; what it says."""
    monkeypatch.chdir(course.root)
    monkeypatch.setenv("COLUMNS", "400")

    def command(*arguments: str, fails: bool = False) -> str:
        status = main(list(arguments))
        said = "".join(capsys.readouterr())
        assert bool(status) == fails, said
        return said

    return command
