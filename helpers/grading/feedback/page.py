"""The page of feedback for a student: no hidden tests, and no network needed to read it."""

from __future__ import annotations

from pathlib import Path

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.utils import is_grade, is_solution
from traitlets import Bool

from helpers.grading.feedback.advice import Advice
from helpers.grading.feedback.clean_page import CleanPage
from helpers.grading.preprocessors.handed_in_outputs import HANDED_IN
from helpers.grading.preprocessors.regions import cut_all, hidden_markers


class GiveBackHandedIn(Preprocessor):
    """Make of a graded notebook what was handed in, with the advice of the tests.

    - A comment stands where a hidden region was.
    - A cell has the outputs that it was handed in with. Those of the grader's run stay with the
      instructor, in the formgrader: a student's code can have hidden tests in them, in any form.
    - A test that failed says what `Advice` lets it say.
    """

    enabled = Bool(True).tag(config=True)  # nbconvert's own are switched off until configured
    instead = "# (tests that ran only when this was graded)"

    def preprocess(self, nb, resources):
        markers = hidden_markers(self.config)
        locked = [cell.source for cell in nb.cells if _is_locked_code(cell)]
        shown = [cut_all(source, markers)[0] for source in locked]
        advice = Advice(locked, shown, self.config.Execute.get("timeout"))
        for cell in nb.cells:
            code = cell.cell_type == "code"
            cell.source, _ = cut_all(cell.source, markers, self.instead if code else None)
            if code:
                handed_in = cell.metadata.pop(HANDED_IN, [])
                tests = is_grade(cell) and not is_solution(cell)
                cell.outputs = _failures(cell, advice) if tests else handed_in
        return nb, resources


def _is_locked_code(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("locked", False)


def _failures(cell: NotebookNode, advice: Advice) -> list[NotebookNode]:
    """The first error of a test; the second one can only be of a student's making."""
    errors = [output for output in cell.outputs if output.output_type == "error"]
    said = [advice.on(str(error.ename), str(error.evalue)) for error in errors[:1]]
    return [
        new_output("error", ename=line.partition(":")[0], evalue=line, traceback=[line])
        for line in said
    ]


class OfflinePage(CleanPage):
    """nbgrader's feedback page in the course's own dress; it loads nothing from a network."""

    templates = Path(__file__).parent / "templates"
