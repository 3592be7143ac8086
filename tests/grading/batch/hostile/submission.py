"""What a hostile submission is, and how one is written.

A function marked with `code` runs in the box in place of the first answer, as it stands, so it
imports what it needs; one marked with `folder` hands in something that never was a submission. The
first line of its docstring says what it tries.
"""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.grading.batch.hostile import attempts
from tests.grading.course import ANSWERS, MADE, NAME, Course

NOTEBOOK = f"{NAME}.ipynb"
ALL, REST = 6.0, 3.0  # points of everything, and of what is right beside the attack
# Cheats that files hope to smuggle into somebody's kernel.
CHEAT = """import builtins
builtins.add = lambda a, b: a + b
builtins.mean = lambda v: sum(v) / len(v)
"""


@dataclass(frozen=True)
class Hostile:
    """One submission.

    Attributes
    ----------
    student
        Its folder.
    tries
        What it tries, in one sentence.
    hand_in
        Writes the submission.
    points
        The scores it may get.
    look_at
        What the instructor's table says of it.
    noted
        Whether it notes its attempts.
    may
        Attempts that may work, for they stay in the box; all others must be refused.
    check
        What else must be true afterwards.
    kind
        The module that it stands in.
    """

    student: str
    tries: str
    hand_in: Callable[[Course, str], object]
    points: tuple[float, ...]
    look_at: str = ""
    may: tuple[str, ...] = ()
    noted: bool = False
    check: Callable[[Path, Course], None] = field(default=lambda folder, course: None)
    kind: str = ""


SUBMISSIONS: list[Hostile] = []


def code(*points: float, **more):
    """A submission whose first answer is the body of the function, or with ``cell`` another one."""
    cell = more.pop("cell", "add")

    def mark(function):
        answers = ANSWERS | {cell: _prelude() + _body(function)}

        def hand_in(course: Course, student: str) -> None:
            course.hand_in(student, answers, files={"targets.json": course.targets})

        _note(function, hand_in, points or (REST,), **{"noted": True, **more})
        return function

    return mark


def folder(*points: float, student: str | None = None, **more):
    """A submission that the function makes out of an honest one, in its folder."""

    def mark(function):
        def hand_in(course: Course, student: str) -> None:
            function(course.hand_in(student), course)

        _note(function, hand_in, points, student, **more)
        return function

    return mark


def _note(function, hand_in, points, student=None, **more) -> None:
    tries = inspect.getdoc(function).splitlines()[0].rstrip(".")
    kind = function.__module__.rpartition(".")[2]
    name = student or function.__name__
    SUBMISSIONS.append(Hostile(name, tries, hand_in, points, kind=kind, **more))


def checks(function):
    """Mark a check of the submission that was defined last."""
    SUBMISSIONS[-1] = replace(SUBMISSIONS[-1], check=function)
    return function


def _prelude() -> str:
    return inspect.getsource(attempts).split('"""', 2)[2]


def _body(function) -> str:
    source = textwrap.dedent(inspect.getsource(function))
    statements = ast.parse(source).body[0].body[1:]  # past the docstring
    lines = source.splitlines()[statements[0].lineno - 1 :]
    return "\n\n" + textwrap.dedent("\n".join(lines)) + "\n"


def notes(folder: Path) -> dict[str, str]:
    """What came of the attempts of a submission."""
    return json.loads((folder / MADE / attempts.NOTES).read_text())


def edit(folder: Path, change: Callable[[dict], None]) -> None:
    """Change the notebook of a submission as JSON, past all that nbformat would repair."""
    path = folder / NOTEBOOK
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def by_id(content: dict, cell_id: str) -> dict:
    return next(cell for cell in content["cells"] if cell["id"] == cell_id)
