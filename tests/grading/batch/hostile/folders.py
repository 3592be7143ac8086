"""Submissions whose folders, files or names are odd."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

from tests.grading.batch.hostile.submission import (
    ALL,
    NOTEBOOK,
    SUBMISSIONS,
    Hostile,
    checks,
    folder,
)
from tests.grading.course import NAME, Course


@folder(0, look_at="is a link")
def links_its_notebook(folder, course):
    """Hands in a link to the solution in place of the notebook."""
    (folder / NOTEBOOK).unlink()
    (folder / NOTEBOOK).symlink_to(course.root / "solutions" / NAME / NOTEBOOK)


@folder(0, look_at="link")
def links_its_folder(folder, course):
    """Hands in a link to the folder of the solutions in place of its own."""
    (folder / NOTEBOOK).unlink()
    folder.rmdir()
    folder.symlink_to(course.root / "solutions" / NAME)


@folder(0, look_at="link")
def links_its_folder_to_the_home(folder, course):
    """Hands in a link to the instructor's home in place of its folder."""
    (folder / NOTEBOOK).unlink()
    folder.rmdir()
    folder.symlink_to(json.loads(course.targets)["home"])


@folder(ALL, look_at="link")
def links_files(folder, course):
    """Hands in links to files, folders and to themselves."""
    (folder / "gradebook").symlink_to(course.root / "gradebook.db")
    (folder / "home").symlink_to(json.loads(course.targets)["home"])
    (folder / "round").symlink_to("round")
    (folder / "up").symlink_to("..")
    (folder / "data").mkdir()
    (folder / "data" / "key").symlink_to(Path(json.loads(course.targets)["home"], ".netrc"))
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.path.relpath(folder / "socket"))


@checks
def _(folder, course):
    assert not {"gradebook", "home", "round", "up", "pipe", "socket"} & set(os.listdir(folder))


@folder(ALL, look_at="timestamp.txt")
def links_its_timestamp(folder, course):
    """Hands in a timestamp that is a link to a password."""
    (folder / "timestamp.txt").symlink_to(Path(json.loads(course.targets)["home"], ".netrc"))


@folder(ALL, look_at="timestamp.txt")
def has_an_endless_timestamp(folder, course):
    """Hands in a timestamp that is a link to a device without an end."""
    (folder / "timestamp.txt").symlink_to("/dev/zero")


@folder(ALL, look_at="timestamp.txt")
def has_a_timestamp_that_waits(folder, course):
    """Hands in a timestamp that is a pipe, which nobody will ever write to."""
    os.mkfifo(folder / "timestamp.txt")


@folder(ALL)
def has_hostile_file_names(folder, course):
    """Names its files so that a shell, a terminal or a path goes wrong."""
    for name in (
        *(b"-rf", b"$(touch owned)", b"; touch owned", b"`touch owned`"),
        *(b"a\nb", b"\x1b[2J\x07", b"\xff\xfe"),
        *(b"n" * 255, b"..\\..\\owned", b" ", b"~", b"*", b"\xff.ipynb", b"a\nb.ipynb", b"..ipynb"),
    ):
        with open(os.fsencode(folder) + b"/" + name, "wb") as file:
            file.write(b"x")


@checks
def _(folder, course):
    assert not list(course.root.rglob("owned"))
    assert (folder / "$(touch owned)").read_text() == "x"


@folder(ALL)
def has_a_deep_folder(folder, course):
    """Hands in a file as deep down as a path can reach."""
    here = os.getcwd()
    try:
        os.chdir(folder)
        for _ in range(18):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
        Path("file.txt").write_text("x")
    finally:
        os.chdir(here)


@folder(ALL)
def has_many_files(folder, course):
    """Hands in two thousand files, to keep the grader looking."""
    for number in range(2000):
        (folder / f"{number}.txt").touch()


@folder(0)
def is_a_folder(folder, course):
    """Hands in a folder with the name of the notebook."""
    (folder / NOTEBOOK).unlink()
    (folder / NOTEBOOK).mkdir()
    (folder / NOTEBOOK / "inside.txt").write_text("x")


def _named(student: str, tries: str, points=(ALL,)) -> None:
    def hand_in(course: Course, student: str) -> None:
        course.hand_in(student)

    SUBMISSIONS.append(Hostile(student, tries, hand_in, points))


_named("é" * 120, "Comes from a student with a very long name")
_named("-rf $(touch owned); {student_id} %s", "Comes from a student whose name is a command")
_named("~", "Comes from a student whose name is somebody's home")
_named("<script>alert(1)</script>'; drop table student;--".replace("/", "∕"),
       "Comes from a student whose name is a program")  # fmt: skip
