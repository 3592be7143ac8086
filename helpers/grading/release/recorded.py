"""What a fresh release changes in the gradebook."""

from __future__ import annotations

from dataclasses import dataclass

from nbgrader.api import Assignment, Gradebook, MissingEntry

from helpers.grading.gradebook.released_cells import ReleasedCells


@dataclass(frozen=True)
class Change:
    """A fresh release beside the one that the gradebook has.

    Attributes
    ----------
    submissions
        How many submissions the gradebook has of the assignment.
    added, removed
        Names of the cells that only one of the two has, in notebooks that both have.
    matters
        Whether grades can depend on the change.
    """

    submissions: int = 0
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    matters: bool = False


def change(recorded: Gradebook, fresh: Gradebook, assignment: str) -> Change:
    """Compare the release that one gradebook has with that of another.

    Parameters
    ----------
    recorded, fresh
        Open gradebooks. The first may not have the assignment yet.
    assignment
        Its name.
    """
    try:
        old, new = (one.find_assignment(assignment) for one in (recorded, fresh))
    except MissingEntry:
        return Change()
    before, after = _cells(old), _cells(new)
    added = [cell for name in before for cell in after.get(name, before[name]) - before[name]]
    removed = [cell for name in before for cell in before[name] - after.get(name, before[name])]
    matters = any(
        name not in before
        or ReleasedCells(recorded, name, assignment).digest
        != ReleasedCells(fresh, name, assignment).digest
        for name in after
    )
    return Change(len(old.submissions), _names(added), _names(removed), matters)


def _names(cells: list[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(sorted({name for _, name in cells}))


def _cells(assignment: Assignment) -> dict[str, set[tuple[str, str]]]:
    """Notebook → kind and name of its cells, which nbgrader keeps while there are submissions."""
    return {
        notebook.name: {
            (kind, cell.name)
            for kind in ("grade_cells", "solution_cells", "task_cells", "source_cells")
            for cell in getattr(notebook, kind)
        }
        for notebook in assignment.notebooks
    }
