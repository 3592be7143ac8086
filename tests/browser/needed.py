"""Which cells of a lecture its explorers need, so that a browser test need not run the others.

Every cell is run by nbval.
"""

from __future__ import annotations

import ast
from collections.abc import Collection
from functools import cache

import nbformat

from helpers.grading.release.cell_names import defined, statements, used
from tests.paths import LECTURES

WIDGET = "application/vnd.jupyter.widget-view+json"


@cache
def code_cells(lecture: str) -> tuple[nbformat.NotebookNode, ...]:
    """The code cells of the lecture in a file of this name, in order."""
    cells = nbformat.read(LECTURES / lecture, as_version=4).cells
    return tuple(cell for cell in cells if cell.cell_type == "code")


def with_widgets(lecture: str) -> list[str]:
    """The ids of the cells that show an explorer or a quiz."""
    return [
        cell.id
        for cell in code_cells(lecture)
        if any(WIDGET in output.get("data", {}) for output in cell.outputs)
    ]


def filled(code: str) -> set[str]:
    """Names of what code puts something into, such as ``networks`` in ``networks["same"] = 3``."""
    return {
        node.value.id
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Subscript)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
    }


def needed(lecture: str, wanted: Collection[str]) -> list[str]:
    """The ids of cells to run for some cells to run, in order, with theirs among them.

    They are the first cell, and before each of them every cell that defines a name used there or
    fills what it stands for. One that calls a method only, such as a training, is not among them.
    """
    first, *others = code_cells(lecture)
    names: set[str] = set()
    found: list[str] = []
    for cell in reversed(others):
        lines = statements(cell.source)
        if cell.id in wanted or any((defined(line) | filled(line)) & names for line in lines):
            found.append(cell.id)
            names.update(*map(used, lines))
    return [first.id, *reversed(found)]
