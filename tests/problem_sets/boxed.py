"""A problem set marked as the grader marks it: in a box, with the examiner or without."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.utils import determine_grade, is_grade, is_solution
from traitlets.config import Config

from helpers.grading.box import ForkServer
from helpers.grading.gradebook.released_cells import imported_modules
from helpers.grading.preprocessors.execution import ExecuteInBox
from helpers.problem_sets.shown import SHOWN, WITHHELD
from tests.grading.honest_class import answered
from tests.problem_sets.honest import Answers
from tests.problem_sets.marking import STUDENT, cells

SETTINGS = {"timeout": 120, "startup_timeout": 120, "shutdown_kernel": "immediate"}


def released(name: str, answers: Answers) -> NotebookNode:
    """A submission as it is run: hidden tests are in it again."""
    notebook = answered(name, answers)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("locked") and not is_solution(cell):
            cell.source = cells("solutions", name)[cell.id].source
    return notebook


def fork_server(*names: str) -> ForkServer:
    """One with what the grader has beforehand for some sets."""
    code = [cell for name in names for cell in cells("solutions", name).values()]
    modules = [imported_modules(cell.source) for cell in code if cell.cell_type == "code"]
    return ForkServer(sorted({"numpy"}.union(*modules)), WITHHELD)


def graded(notebook: NotebookNode, name: str, *, examiner: bool) -> tuple[dict[str, float], float]:
    """Run a submission; test cell → points, and seconds."""
    box = {"examiner": examiner, "withheld": list(WITHHELD), "shown": SHOWN}
    config = Config({"ExecuteInBox": box, "Execute": SETTINGS})
    with tempfile.TemporaryDirectory(prefix="bench-") as top:
        folder = Path(top) / STUDENT / name
        folder.mkdir(parents=True)
        about = {"student": STUDENT, "assignment": name, "notebook": name, "handed_in": True}
        resources = {"metadata": {"path": str(folder)}, "nbgrader": about}
        began = time.perf_counter()
        notebook, _ = ExecuteInBox(config=config).preprocess(notebook, resources)
        seconds = time.perf_counter() - began
    for cell in notebook.cells:  # as IgnorePattern does
        if "outputs" in cell:
            cell.outputs = [one for one in cell.outputs if one.get("name") != "stderr"]
    tests = [cell for cell in notebook.cells if is_grade(cell) and not is_solution(cell)]
    return {cell.id: determine_grade(cell)[0] or 0.0 for cell in tests}, seconds
