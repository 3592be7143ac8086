"""The zip, made once, and unpacked."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from helpers.upkeep.student.__main__ import main
from helpers.upkeep.student.archive import FOLDER


@pytest.fixture(scope="package")
def student_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a student has after unpacking; tests read it and change nothing."""
    place = tmp_path_factory.mktemp("student")
    assert main(["--output", str(place / "course.zip")]) == 0
    with ZipFile(place / "course.zip") as archive:
        archive.extractall(place)
    return place / FOLDER
