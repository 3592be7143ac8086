"""The cells of one released notebook, read from the gradebook once."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import is_grade, is_locked, is_solution, is_task

from helpers.grading.encodings import decoded
from helpers.grading.gradebook.earlier_releases import Marks, marks_of, remembered


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
    handed_out
        The notebook as students got it, where it is still there. It knows what the gradebook does
        not: the ids of the cells, and the cells that nbgrader does not mark.
    marks
        What `remembered` gives.

    Raises
    ------
    nbgrader.api.MissingEntry
        If the gradebook does not know the notebook.
    """

    def __init__(
        self,
        gradebook: Gradebook,
        notebook: str,
        assignment: str,
        handed_out: NotebookNode | None = None,
        marks: Mapping[str, Sequence[Marks]] | None = None,
    ) -> None:
        self._marks = marks
        found = gradebook.find_notebook(notebook, assignment)
        self.name = notebook
        self.handed_out = [] if handed_out is None else handed_out.cells
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

    @classmethod
    def of_course(
        cls, gradebook: Gradebook, notebook: str, assignment: str, coursedir: CourseDirectory
    ) -> ReleasedCells:
        """With all that the course still has of what it handed out."""
        now = handed_out(coursedir, assignment, notebook)
        marks = remembered(coursedir, assignment, notebook, now)
        return cls(gradebook, notebook, assignment, now, marks)

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

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all that grades depend on, in hexadecimal digits."""
        cells = sorted(
            [cell.name, cell.cell_type, cell.locked, cell.source]
            for cell in self.notebook.source_cells
        )
        points = sorted([cell.name, cell.max_score] for cell in self._graded.values())
        return hashlib.sha256(json.dumps([cells, points]).encode()).hexdigest()

    def metadata(self, name: str) -> NotebookNode:
        """The nbgrader metadata of a cell as the gradebook has it."""
        cell, notebook = self._source[name], self.notebook
        recorded = NotebookNode(
            schema_version=3,
            grade_id=name,
            grade=any(graded.name == name for graded in notebook.grade_cells),
            solution=any(solved.name == name for solved in notebook.solution_cells),
            task=any(task.name == name for task in notebook.task_cells),
            locked=cell.locked,
            cell_type=cell.cell_type,
        )
        if cell.checksum:
            recorded["checksum"] = cell.checksum
        if name in self._graded:
            recorded["points"] = self._graded[name].max_score
        return recorded

    def handed_out_as(self, about: Mapping[str, object]) -> bool | None:
        """Whether a release had a cell with such nbgrader metadata; None where nobody knows."""
        if self._marks is None:
            return None
        return marks_of(about) in self._marks.get(str(about["grade_id"]), ())

    def is_in(self, notebook: object) -> bool:
        """Whether most cells of a release stand in a notebook, as JSON has it, by id or name."""
        cells = notebook.get("cells") if isinstance(notebook, dict) else None
        ids = set().union(*map(_ids, cells)) if isinstance(cells, list) else set()
        known = [{cell.name} for cell in self.notebook.source_cells]
        known += [_ids(cell) for cell in self.handed_out]
        return bool(known) and sum(not ids.isdisjoint(names) for names in known) * 2 > len(known)

    def changes(self, written: Iterable[NotebookNode]) -> set[str]:
        """Names of the cells that grades depend on and that are other ones in the solution.

        Tests and given code, points, and cells that came or went since the release.
        """
        now = {cell.metadata.nbgrader.grade_id: cell for cell in written if _is_recorded(cell)}
        both = now.keys() & self._source.keys()
        came_or_went = now.keys() ^ self._source.keys()
        return came_or_went | {name for name in both if self._is_another(name, now[name])}

    def _is_another(self, name: str, cell: NotebookNode) -> bool:
        """Whether a cell of the solution has other code or points than the one of that name."""
        known, graded = self._source[name], self._graded.get(name)
        if known.locked and known.cell_type == "code" and known.source != cell.source:
            return True
        return graded is not None and graded.max_score != cell.metadata.nbgrader.get("points")

    def modules(self) -> set[str]:
        """Modules that its cells import, solutions and hidden tests included."""
        code = (cell.source for cell in self.notebook.source_cells if cell.cell_type == "code")
        return set().union(*map(imported_modules, code))


def _copy(cell, *attributes: str) -> SimpleNamespace:
    return SimpleNamespace(**{name: getattr(cell, name) for name in attributes})


def _ids(cell: object) -> set[str]:
    """The id of a cell as JSON has it, and nbgrader's name for it, where they are text."""
    if not isinstance(cell, dict):
        return set()
    about = cell.get("metadata")
    about = about.get("nbgrader") if isinstance(about, dict) else None
    name = about.get("grade_id") if isinstance(about, dict) else None
    return {text for text in (cell.get("id"), name) if isinstance(text, str)}


class Releases:
    """The released notebooks of one assignment; each is read once.

    Parameters
    ----------
    gradebook
        An open gradebook that knows the assignment.
    coursedir
        Where the notebooks lie that students got.
    """

    def __init__(self, gradebook: Gradebook, coursedir: CourseDirectory) -> None:
        assignment = gradebook.find_assignment(coursedir.assignment_id)
        self._notebooks = {
            notebook.name: ReleasedCells.of_course(
                gradebook, notebook.name, assignment.name, coursedir
            )
            for notebook in assignment.notebooks
        }

    def __getitem__(self, name: str) -> ReleasedCells:
        return self._notebooks[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._notebooks)

    def holds(self, name: str, content: bytes) -> bool:
        """Whether a file is the notebook of that name, by its cells."""
        try:
            return self[name].is_in(json.loads(decoded(content)))
        except (ValueError, RecursionError):  # no JSON
            return False

    def modules(self) -> set[str]:
        """Modules that the released cells import."""
        return set().union(*(released.modules() for released in self._notebooks.values()))


def handed_out(coursedir: CourseDirectory, assignment: str, name: str) -> NotebookNode | None:
    """A notebook as students got it, or None where it is no longer there or cannot be read."""
    folder = coursedir.format_path(coursedir.release_directory, ".", assignment)
    try:
        return nbformat.read(Path(folder) / f"{name}.ipynb", as_version=4)
    except (OSError, ValueError):  # it only helps; the gradebook has what grades depend on
        return None


def _is_recorded(cell: NotebookNode) -> bool:
    """Whether the gradebook keeps a cell's source."""
    return any(kind(cell) for kind in (is_grade, is_solution, is_task, is_locked))


def unreleased(coursedir: CourseDirectory, releases: Releases) -> list[str]:
    """A sentence for each notebook whose solution has other tests, or points, than the release."""
    folder = Path(coursedir.format_path(coursedir.source_directory, ".", coursedir.assignment_id))
    said = []
    for name in releases:
        try:
            written = nbformat.read(folder / f"{name}.ipynb", as_version=4).cells
        except (OSError, ValueError):  # graded elsewhere than written; the gradebook has the tests
            continue
        if changed := sorted(releases[name].changes(written)):
            said.append(
                f"{name}: {', '.join(changed)} changed since the release, and the old tests count. "
                "For the new ones: python -m helpers.grading release --record "
                f"{coursedir.assignment_id}"
            )
    return said


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
