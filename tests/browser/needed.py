"""Which cells of a lecture its explorers need, so that a browser test need not run the others.

Every cell is run by nbval.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import nbformat

from helpers.upkeep.site import needed as cells
from tests.paths import LECTURES


@cache
def code_cells(lecture: str) -> tuple[nbformat.NotebookNode, ...]:
    """The code cells of the lecture in a file of this name, in order."""
    found = nbformat.read(LECTURES / lecture, as_version=4).cells
    return tuple(cell for cell in found if cell.cell_type == "code")


def with_widgets(lecture: str) -> list[str]:
    """The ids of the cells that show an explorer or a quiz."""
    return cells.with_widgets(code_cells(lecture))


def needed(lecture: str, wanted: Collection[str]) -> list[str]:
    """The ids of the cells to run for some cells to run; nothing is trained for it."""
    return cells.needed(code_cells(lecture), wanted)
