"""The cells of one released notebook, read from the gradebook once."""

from __future__ import annotations

import ast
import importlib.util
from types import SimpleNamespace

from nbgrader.api import Gradebook, MissingEntry


class ReleasedCells:
    """What `OverwriteCells` asks a gradebook for, without asking it once per cell and student.

    It answers `find_source_cell`, `find_graded_cell` and `find_notebook` as a `Gradebook` does, for
    one notebook of one assignment.

    Parameters
    ----------
    gradebook
        An open gradebook; it is not needed afterwards.
    notebook, assignment
        Names of the notebook and its assignment.

    Raises
    ------
    nbgrader.api.MissingEntry
        If the gradebook does not know the notebook.
    """

    def __init__(self, gradebook: Gradebook, notebook: str, assignment: str) -> None:
        found = gradebook.find_notebook(notebook, assignment)
        self.name = notebook
        self.notebook = SimpleNamespace(
            name=notebook,
            kernelspec=found.kernelspec,
            grade_cells=[
                _copy(cell, "name", "max_score", "cell_type") for cell in found.grade_cells
            ],
            task_cells=[_copy(cell, "name", "max_score", "cell_type") for cell in found.task_cells],
            solution_cells=[_copy(cell, "name") for cell in found.solution_cells],
        )
        self.notebook.source_cells = [
            _copy(cell, "name", "source", "checksum", "locked", "cell_type")
            for cell in found.source_cells
        ]
        for cell in self.notebook.source_cells:
            cell.notebook = self.notebook
        self._source = {cell.name: cell for cell in self.notebook.source_cells}
        self._graded = {
            cell.name: cell for cell in [*self.notebook.grade_cells, *self.notebook.task_cells]
        }

    def find_notebook(self, notebook: str, assignment: str) -> SimpleNamespace:
        return self.notebook

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> SimpleNamespace:
        return self._find(self._source, name)

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> SimpleNamespace:
        return self._find(self._graded, name)

    def _find(self, cells: dict[str, SimpleNamespace], name: str) -> SimpleNamespace:
        if name not in cells:
            raise MissingEntry(f"the notebook {self.name} has no cell {name!r}")
        return cells[name]


def _copy(cell, *attributes: str) -> SimpleNamespace:
    return SimpleNamespace(**{name: getattr(cell, name) for name in attributes})


def imported_modules(source: str) -> set[str]:
    """Top-level packages, and modules of this package, that a cell imports and that exist here."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # IPython's magics
        return set()
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    found.discard("__main__")
    return {name for name in found if importlib.util.find_spec(name.partition(".")[0])}
