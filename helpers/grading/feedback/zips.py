"""Feedback of a class as one zip archive that Canvas or Moodle sorts to its students."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers.grading.collecting.names import way_back

PLATFORMS = {"canvas": "Canvas", "moodle": "Moodle"}
NOT_FROM = "not collected from {}; collect its download again, and what has not changed stays"


@dataclass
class Packing:
    """What goes into an archive.

    Attributes
    ----------
    pages
        Path in the archive → the page.
    students
        Whose feedback it is.
    left_out
        Student → why there is none.
    """

    pages: dict[str, Path] = field(default_factory=dict)
    students: list[str] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)


def packing(
    platform: str, pages: Mapping[str, Iterable[Path]], collected: Mapping[str, Mapping[str, Any]]
) -> Packing:
    """Find the paths under which a platform takes the feedback of each student.

    Parameters
    ----------
    platform
        A key of `PLATFORMS`.
    pages
        Student → pages of feedback.
    collected
        Student → what the platform said when the work was collected, as `collected_before` has it.
    """
    packed = Packing()
    for student, files in pages.items():
        places = collected.get(student, {}).get("files", {})
        ways = {page: _way(PLATFORMS[platform], page, places) for page in files}
        if ways and all(ways.values()):
            packed.pages |= {way: page for page, way in ways.items()}
            packed.students.append(student)
        else:
            packed.left_out[student] = NOT_FROM.format(PLATFORMS[platform])
    return packed


def _way(platform: str, page: Path, places: Mapping[str, str]) -> str:
    """The path for a page: as answer to its own notebook, or else to any file of the student."""
    own = [places[name] for name in places if Path(name).stem == page.stem]
    ways = (way_back(place, page.name) for place in [*own, *places.values()])
    return next((path for found, path in ways if found == platform), "")


def write(packed: Packing, archive: Path) -> None:
    """Write the archive; after a crash there is all of it or none."""
    part = archive.with_name(f".{archive.name}.part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as file:
        for path, page in sorted(packed.pages.items()):
            file.write(page, path)
    os.replace(part, archive)
