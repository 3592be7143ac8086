"""Whose a file of a download is, as its name says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

# chenwei_LATE_4711_90210_ps2-1.ipynb: sortable name, user, attachment, the file's own name
_CANVAS = re.compile(
    r"(?P<name>[^/]+?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<attachment>\d+)_(?P<file>[^/]+)"
)
# Wei Chen_123456_assignsubmission_file_/ps2.ipynb, or without the slash; the number is another in
# each assignment
_MOODLE = re.compile(
    r"(?P<name>[^/]+?)_(?P<participant>\d+)_assignsubmission_[a-z]+(?:_(?P<file>[^/]+)|_?)"
)
# Canvas counts the attempts: ps2.ipynb, ps2-1.ipynb, ps2-2.ipynb. The number of another file may be
# the student's own, and a notebook may read photo-1.png.
_ATTEMPT = re.compile(r"^(?P<stem>.+)-(?P<number>\d{1,3})(?P<ending>\.ipynb)$")


@dataclass(frozen=True)
class Named:
    """What the name of a file says.

    Attributes
    ----------
    name
        The student, as the platform or the folder calls her; "" where the name says nothing.
    file
        The path of the file in what she handed in.
    platform
        ``"Canvas"``, ``"Moodle"``, or "" for a folder or an archive.
    user
        The number of the student on Canvas, or "".
    late
        Whether the platform marked it as late.
    order
        Attempt and attachment: of two files of a student with one name the larger is the later.
    """

    name: str
    file: str
    platform: str = ""
    user: str = ""
    late: bool = False
    order: tuple[int, int] = (0, 0)


def named(place: str, assignment: str) -> Named:
    """Read a path of a download.

    Parameters
    ----------
    place
        The path, with ``/`` between its parts and without a folder that holds all others.
    assignment
        The name of the assignment: a student's folder may hold a folder of that name.

    Returns
    -------
    Named
        Canvas and Moodle are recognised in any part of the path. Else the first folder is called
        after the student, or an archive is that lies in no folder.
    """
    parts = PurePosixPath(place).parts
    for index, part in enumerate(parts):
        is_file = index == len(parts) - 1
        rest = parts[index + 1 :]
        if found := _MOODLE.fullmatch(part):
            if found["file"] or not is_file:
                file = "/".join([*filter(None, [found["file"]]), *rest])
                return Named(found["name"], file, "Moodle")
        elif found := _CANVAS.fullmatch(part):
            file, attempt = _attempt(found["file"]) if is_file else (found["file"], 0)
            return Named(
                found["name"],
                "/".join([file, *rest]),
                "Canvas",
                found["user"],
                bool(found["late"]),
                (attempt, int(found["attachment"])),
            )
    if len(parts) > 1:
        within = parts[2:] if len(parts) > 2 and parts[1] == assignment else parts[1:]
        return Named(parts[0], "/".join(within))
    stem, ending = PurePosixPath(place).stem, PurePosixPath(place).suffix
    return Named(stem if ending.lower() == ".zip" else "", place)


def way_back(place: str, page: str) -> tuple[str, str]:
    """Where the platform of a download takes a page of feedback for one of its files.

    Canvas (*Upload Submissions*) takes the first two numbers between underscores for the student
    and a file that she handed in; Moodle (*Upload multiple feedback files in a zip*) takes the text
    behind the first underscore of a folder for the participant. So no name may have either.

    Parameters
    ----------
    place
        The path of a file in the download.
    page
        Name of the page.

    Returns
    -------
    tuple[str, str]
        ``"Canvas"`` or ``"Moodle"``, and the path in the zip archive; two empty texts where the
        file came from neither.
    """
    for part in PurePosixPath(place).parts:
        if found := _MOODLE.fullmatch(part):
            name = found["name"].replace("_", " ")
            return "Moodle", f"{name}_{found['participant']}_assignsubmission_file_/{page}"
        if found := _CANVAS.fullmatch(part):
            name = "".join(filter(str.isalpha, found["name"])) or "student"
            return "Canvas", f"{name}_{found['user']}_{found['attachment']}_{page}"
    return "", ""


def _attempt(file: str) -> tuple[str, int]:
    """The name that the student gave a file, and the number of the attempt from 0."""
    found = _ATTEMPT.match(file)
    return (found["stem"] + found["ending"], int(found["number"])) if found else (file, 0)


def below_one_folder(places: list[str]) -> str:
    """The folder that holds the folders of all students, with its slash, or "".

    A download is often one folder with a folder for each student in it.
    """
    tops = {place.partition("/")[0] for place in places}
    if len(tops) != 1 or any(place.count("/") < 2 for place in places):
        return ""
    top = f"{tops.pop()}/"
    students = {place.removeprefix(top).partition("/")[0] for place in places}
    return top if len(students) > 1 and not _MOODLE.fullmatch(top.rstrip("/")) else ""
