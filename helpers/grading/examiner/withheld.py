"""The course as a student's kernel has it: without the modules that know answers.

They are not hidden by an import hook, which a student could take away, but are no files of the box
at all. In the place of each stands one whose names say why they are not there.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NoReturn

import helpers
from helpers.grading.box.folders import grader_folder
from helpers.grading.box.per_process import per_process

STAND_IN = '''"""This module is not there while a submission is graded: it computes answers."""

from helpers.grading.examiner.withheld import Withheld


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return Withheld(f"{__name__}.{name}")
'''
_CACHE = "__pycache__"


class Withheld:
    """In place of a name of a withheld module. It can be imported and held; using it raises."""

    def __init__(self, name: str) -> None:
        self._name = name

    def _raise(self) -> NoReturn:
        raise ImportError(
            f"{self._name} is not there while a submission is graded: it computes what questions "
            "ask for; compute it in the notebook",
            name=self._name,
        )

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        self._raise()

    def __call__(self, *arguments: object, **named: object) -> NoReturn:
        self._raise()

    def __repr__(self) -> str:
        return f"<{self._name}, withheld while a submission is graded>"


class _Copies:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.made: dict[tuple[frozenset[str], frozenset[str]], Path] = {}


def course_without(withheld: Collection[str], shown: Collection[str]) -> Path:
    """The folder of the course's package without some modules; it goes with the process.

    Parameters
    ----------
    withheld
        Packages of which every module, also of packages in them, is replaced by a stand-in.
    shown
        Modules of theirs that stay, a package as its ``__init__.py``.

    Raises
    ------
    ValueError
        If a name is none of the course's modules; the message says which.
    """
    copies = _copies()
    key = frozenset(withheld), frozenset(shown)
    with copies.lock:
        if key not in copies.made:
            copies.made[key] = _copied(*key)
        return copies.made[key]


@per_process
def _copies() -> _Copies:
    return _Copies()


def _copied(withheld: frozenset[str], shown: frozenset[str]) -> Path:
    source = Path(helpers.__file__).resolve().parent
    unknown = (withheld | shown) - set(map(_module, _sources(source)))
    if unknown:
        raise ValueError(f"{', '.join(sorted(unknown))}: the course has no such module")
    top = Path(tempfile.mkdtemp(prefix="course-", dir=grader_folder()))
    top.chmod(0o755)
    copy = top / source.name
    for place, _, names in os.walk(source):
        here = Path(place).relative_to(source)
        (copy / here).mkdir()
        for name in names:
            path = here / name
            module = _module(path)
            packages = module.split(".")
            inside = any(".".join(packages[:n]) in withheld for n in range(1, len(packages) + 1))
            if not inside or module in shown:
                shutil.copy2(source / path, copy / path)
            elif path.suffix == ".py":
                (copy / path).write_text(STAND_IN)
    return copy


def _sources(source: Path) -> Iterator[Path]:
    return (path.relative_to(source) for path in source.rglob("*.py"))


def _module(path: Path) -> str:
    """The module that a file below the package belongs to; of other files the package's."""
    place, stem = path.parent, path.name.partition(".")[0]
    if place.name == _CACHE:
        place = place.parent
    elif path.suffix != ".py":
        stem = "__init__"
    names = [helpers.__name__, *place.parts, *([] if stem == "__init__" else [stem])]
    return ".".join(names)
