"""Whose answers are word for word another's: what a pasted notebook looks like.

Nothing is weighed here. Spaces aside, the text is the same, names and comments too. What was
disguised is found by `pairs`; and students who wrote so little that chance gives them the same
words are left out.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from helpers.grading.gradebook.released_cells import handed_out
from helpers.grading.similarity.folders import graded_folders

FEWEST = 200  # characters of a student's own, without spaces
SAME = 0.8  # of them; an id and personal numbers may differ
NAMED = 3  # students that a note names one by one

Answers = Mapping[str, str]  # name of a cell → what of its text is not in the release


def notes(coursedir: CourseDirectory, assignment: str, notebooks: Iterable[str]) -> dict[str, str]:
    """Student → whose answers hers or his are, one sentence, of all whose work is graded.

    Parameters
    ----------
    coursedir
        The course.
    assignment, notebooks
        The name of the assignment, and those of its notebooks.
    """
    names = list(notebooks)
    given = {line for name in names for line in _released(coursedir, assignment, name)}
    work = {
        folder.parent.name: {
            f"{name} {cell}": text
            for name in names
            for cell, text in _answers(folder / f"{name}.ipynb", given)
        }
        for folder in graded_folders(coursedir, assignment)
    }
    return same(work)


def same(work: Mapping[str, Answers]) -> dict[str, str]:
    """The same for answers that are read."""
    having = defaultdict(list)
    for student, answers in work.items():
        for answer in answers.items():
            having[answer].append(student)
    said = {}
    for student, answers in work.items():
        shared: Counter[str] = Counter()  # other → characters
        cells: Counter[str] = Counter()  # other → answers
        for name, text in answers.items():
            others = [other for other in having[name, text] if other != student]
            shared.update(dict.fromkeys(others, len(text)))
            cells.update(others)
        needed = max(FEWEST, SAME * sum(map(len, answers.values())))
        if found := sorted(other for other, length in shared.items() if length >= needed):
            most = max(cells[other] for other in found)
            named = ", ".join(map(repr, found[:NAMED])) + (", ..." if len(found) > NAMED else "")
            said[student] = f"{most} of {len(answers)} answers are word for word those of {named}"
    return said


def _released(coursedir: CourseDirectory, assignment: str, name: str) -> set[str]:
    found = handed_out(coursedir, assignment, name)
    cells = found.cells if found else []
    return {_bare(line) for cell in cells for line in cell.source.splitlines()}


def _answers(file: Path, given: set[str]) -> Iterable[tuple[str, str]]:
    """Name and own text of each answer in a graded notebook, where there is any."""
    if not file.exists():  # graded without a notebook
        return
    for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        if about.get("solution"):
            lines = map(_bare, "".join(cell["source"]).splitlines())
            if text := "".join(line for line in lines if line not in given):
                yield about["grade_id"], text


def _bare(line: str) -> str:
    return "".join(line.split())
