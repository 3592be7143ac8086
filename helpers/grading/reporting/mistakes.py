"""What the tests told a class: the commonest advice, and who got it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from helpers.grading.feedback.advice import ENDED, LEFT_OUT, Advice
from helpers.grading.gradebook.released_cells import ReleasedCells
from helpers.grading.preprocessors.regions import cut_all, hidden_markers
from helpers.grading.reporting.marks import Cell

# A number of its own: the 1 of conv_1 stays. It differs with a student's personal numbers.
_NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w])")
_PLACE = re.compile(rf"{_NUMBER.pattern}|{LEFT_OUT}")  # where a number stands, or was left out


@dataclass(frozen=True)
class Mistake:
    """One thing that a test said.

    Attributes
    ----------
    cell
        The test.
    words
        What it said; `LEFT_OUT` stands for numbers in which the answers differ.
    students
        To whom.
    """

    cell: Cell
    words: str
    students: frozenset[str]


def mistakes(
    coursedir: CourseDirectory, gradebook: Gradebook, assignment: str, students: Iterable[str]
) -> list[Mistake]:
    """What the tests said in the graded notebooks, the commonest first.

    Of a message only that counts which `Advice` lets through, so no text of a student's is in it.

    Parameters
    ----------
    students
        Whose notebooks are read.
    """
    said: dict[tuple[Cell, str], dict[str, str]] = {}
    voices = {
        book.name: _advice(coursedir, gradebook, book.name, assignment)
        for book in gradebook.find_assignment(assignment).notebooks
    }
    for student in students:
        folder = coursedir.format_path(coursedir.autograded_directory, student, assignment)
        for notebook, advice in voices.items():
            for cell, words in _told(Path(folder) / f"{notebook}.ipynb", advice):
                masked = _NUMBER.sub(LEFT_OUT, words)
                said.setdefault(((notebook, cell), masked), {})[student] = words
    found = [
        Mistake(cell, _shown(by_student.values()), frozenset(by_student))
        for (cell, _), by_student in said.items()
    ]
    return sorted(found, key=lambda one: (-len(one.students), one.cell, one.words))


def _shown(forms: Iterable[str]) -> str:
    """What was told, with a mark for each number that is not the same for all."""
    first, *others = sorted(set(forms))
    numbers = zip(*([_PLACE.findall(form) for form in (first, *others)]), strict=True)
    told = iter([same[0] if len(set(same)) == 1 else LEFT_OUT for same in numbers])
    return _PLACE.sub(lambda _: next(told), first)


def _advice(
    coursedir: CourseDirectory, gradebook: Gradebook, notebook: str, assignment: str
) -> Advice:
    cells = ReleasedCells(gradebook, notebook, assignment).notebook.source_cells
    locked = [cell.source for cell in cells if cell.locked and cell.cell_type == "code"]
    markers = hidden_markers(coursedir.config)
    return Advice(locked, [cut_all(source, markers)[0] for source in locked])


def _told(path: Path, advice: Advice) -> Iterator[tuple[str, str]]:
    """Name of a test that failed, and what it said; nothing where there is no such notebook."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except FileNotFoundError:  # graded without a notebook
        return
    for cell in cells:
        about = cell["metadata"].get("nbgrader", {})
        error = _first_error(cell)
        if not (about.get("grade") and about.get("locked")) or error is None:
            continue
        if (name := str(error.get("ename"))) not in ENDED:  # else no test said it
            line = advice.on(name, str(error.get("evalue")))
            yield about["grade_id"], line.removeprefix("AssertionError: ")


def _first_error(cell: Mapping[str, Any]) -> Mapping[str, Any] | None:
    return next((o for o in cell.get("outputs", []) if o["output_type"] == "error"), None)
