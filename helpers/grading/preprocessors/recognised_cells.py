"""Cells that another program has robbed of their nbgrader metadata.

A cell is recognised by its id, which is the one of the release or nbgrader's own name for it, and
else by its text. An answer that a reader marks has neither when its id is lost, too; where such an
answer is missing and there are cells that nobody knows, it may be among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nbformat import NotebookNode

from helpers.grading.gradebook.released_cells import ReleasedCells
from helpers.grading.preprocessors.regions import Markers, cut_all


@dataclass
class Recognised:
    """What was found out about the cells without a mark.

    Attributes
    ----------
    by_id, by_text
        Names of the cells that have their mark again.
    unknown
        Places in the notebook, from 1, of the cells that are neither marked nor of the release.
    """

    by_id: list[str] = field(default_factory=list)
    by_text: list[str] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)


def grade_id(cell: NotebookNode) -> str | None:
    """nbgrader's name for a cell, or None where it has none."""
    about = cell.metadata.get("nbgrader")
    name = about.get("grade_id") if isinstance(about, dict) else None
    return name if isinstance(name, str) and name else None


def released_text(source: str, markers: list[Markers]) -> str:
    """A cell as students got it: without what stands between `hidden_markers`."""
    return cut_all(source, markers)[0]


def same_text(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but the spaces that editors add and take away."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def recognise(
    cells: Sequence[NotebookNode], released: ReleasedCells, markers: list[Markers]
) -> Recognised:
    """Give cells their nbgrader metadata back.

    Parameters
    ----------
    cells
        Those of the submission. They are changed.
    released
        What the gradebook and the release know.
    markers
        What `hidden_markers` gives.
    """
    texts = {
        cell.name: released_text(cell.source, markers) for cell in released.notebook.source_cells
    }
    marked = set(map(grade_id, cells))
    missing = [cell for cell in released.notebook.source_cells if cell.name not in marked]
    free = {place: cell for place, cell in enumerate(cells, 1) if grade_id(cell) not in texts}
    found = Recognised()

    names = {cell.get("id"): grade_id(cell) for cell in released.handed_out if grade_id(cell)}
    by_id = {names.get(cell.get("id"), cell.get("id")): place for place, cell in free.items()}
    for cell in missing:
        if cell.name in by_id:
            free.pop(by_id[cell.name]).metadata["nbgrader"] = released.metadata(cell.name)
            found.by_id.append(cell.name)
    for cell in (cell for cell in missing if cell.name not in found.by_id):
        for place, one in free.items():
            if one.cell_type == cell.cell_type and same_text(one.source, texts[cell.name]):
                free.pop(place).metadata["nbgrader"] = released.metadata(cell.name)
                found.by_text.append(cell.name)
                break

    known = {"", *map(_bare, texts.values()), *(_bare(c.source) for c in released.handed_out)}
    found.unknown = [place for place, cell in free.items() if _bare(cell.source) not in known]
    return found
