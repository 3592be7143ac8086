"""What the gradebook has of a release, and what a fresh one has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry

from helpers.grading.gradebook.released_cells import ReleasedCells

# A notebook, or a notebook, the kind of a cell and its name.
Part = tuple[str, ...]
_KINDS = {
    "grade_cells": utils.is_grade,
    "solution_cells": utils.is_solution,
    "task_cells": utils.is_task,
    "source_cells": lambda cell: any(
        holds(cell) for holds in (utils.is_grade, utils.is_solution, utils.is_task, utils.is_locked)
    ),
}


@dataclass(frozen=True)
class Recorded:
    """An assignment in the gradebook.

    Attributes
    ----------
    submissions
        How many it has.
    parts
        Its notebooks and their cells. nbgrader adds none and removes none while there are
        submissions.
    digests
        Notebook → `ReleasedCells.digest`.
    """

    submissions: int = 0
    parts: frozenset[Part] = frozenset()
    digests: Mapping[str, str] = field(default_factory=dict)


def recorded(gradebook: Gradebook, name: str) -> Recorded:
    """What a gradebook has of an assignment, which it need not know."""
    try:
        assignment = gradebook.find_assignment(name)
    except MissingEntry:
        return Recorded()
    parts: set[Part] = set()
    for notebook in assignment.notebooks:
        parts.add((f"{notebook.name}.ipynb",))
        for kind in _KINDS:
            parts |= {(f"{notebook.name}.ipynb", kind, c.name) for c in getattr(notebook, kind)}
    digests = {
        notebook.name: ReleasedCells(gradebook, notebook.name, name).digest
        for notebook in assignment.notebooks
    }
    return Recorded(len(assignment.submissions), frozenset(parts), digests)


def parts_of(folder: Path) -> frozenset[Part]:
    """The notebooks of a release and their cells."""
    parts: set[Part] = set()
    for path in folder.glob("*.ipynb"):
        parts.add((path.name,))
        for cell in nbformat.read(path, as_version=4).cells:
            kinds = [kind for kind, holds in _KINDS.items() if holds(cell)]
            parts |= {(path.name, kind, cell.metadata.nbgrader.grade_id) for kind in kinds}
    return frozenset(parts)


def names_of(parts: frozenset[Part]) -> list[str]:
    """What to call parts: notebooks, and cells of other notebooks."""
    notebooks = {part[0] for part in parts if len(part) == 1}
    return sorted(notebooks | {part[-1] for part in parts if part[0] not in notebooks})
