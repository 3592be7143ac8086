"""Which cells of a lecture its explorers need, so that the others need not be run."""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence

from nbformat import NotebookNode

from helpers.explorers.kit.saved import WIDGET
from helpers.grading.release.cell_names import defined, statements, used

TRAINS = {"compile", "fit"}


def with_widgets(cells: Sequence[NotebookNode]) -> list[str]:
    """The ids of the code cells that show an explorer or a quiz."""
    return [
        cell.id
        for cell in cells
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


def trained(code: str) -> set[str]:
    """Names of what code trains, such as ``model`` in ``history = model.fit(x, y)``."""
    return {
        node.func.value.id
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in TRAINS
        and isinstance(node.func.value, ast.Name)
    }


def imported(code: str) -> set[str]:
    """Names that code imports, unless in a function."""
    return defined(code) - defined(code, imports=False)


def needed(
    cells: Sequence[NotebookNode], wanted: Collection[str], *, trainings: bool = False
) -> list[str]:
    """The ids of cells to run for some cells to run, in order, with theirs among them.

    They are the first cell, and before each of them every cell that defines a name used there or
    fills what it stands for.

    Parameters
    ----------
    cells
        The code cells of a notebook, in order.
    wanted
        The ids of the cells that are to run.
    trainings
        Whether to run the cells, too, that train what such a name stands for: an untrained network
        answers as well, but wrongly.
    """
    first, *others = cells
    names: set[str] = set()
    found: list[str] = []

    def makes(code: str) -> set[str]:
        return defined(code) | filled(code) | (trained(code) if trainings else set())

    for cell in reversed(others):
        lines = statements(cell.source)
        if cell.id in wanted or any(makes(line) & names for line in lines):
            found.append(cell.id)
            for line in reversed(lines):
                names |= used(line)
                names -= imported(line)  # whatever imports it before is not asked for it
    return [first.id, *reversed(found)]
