"""The page of feedback for a student: no hidden tests, and no network needed to read it."""

from __future__ import annotations

import json
from pathlib import Path

from nbconvert.filters import strip_ansi
from nbconvert.preprocessors import Preprocessor
from nbformat.v4 import new_output
from traitlets import Bool

from helpers.grading.feedback.clean_page import CleanPage
from helpers.grading.preprocessors.regions import cut_all, hidden_markers

TELLING = 12  # characters; a shorter line, such as `)`, says nothing about a test


class HideHiddenTests(Preprocessor):
    """Take the hidden tests out of a graded notebook before it becomes feedback.

    - In the cells: a comment stands where a region was.
    - In the output of a cell with hidden tests: only the exception's type and message stay. A
      traceback quotes the lines around the failure, and what the student's code prints may be the
      arguments of a hidden call.
    - In any other output that quotes a line of a hidden test, as after reading the notebook's own
      file.
    """

    enabled = Bool(True).tag(config=True)  # nbconvert's own are switched off until configured
    instead = "# (tests that ran only when this was graded)"

    def preprocess(self, nb, resources):
        markers = hidden_markers(self.config)
        hidden, shown = set(), set()
        for cell in nb.cells:
            code = cell.cell_type == "code"
            cell.source, lines = cut_all(cell.source, markers, self.instead if code else None)
            hidden |= {line.strip() for line in lines if len(line.strip()) >= TELLING}
            shown |= set(map(str.strip, cell.source.split("\n")))
            if lines and code:
                cell.outputs = [
                    _message(output) for output in cell.outputs if output.output_type == "error"
                ]
        hidden -= shown
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = [
                    _removed() if _quotes(output, hidden) else output for output in cell.outputs
                ]
        return nb, resources


def _message(error):
    said = f"{error.ename}: {error.evalue}" if error.evalue else error.ename
    return new_output("error", ename=error.ename, evalue=error.evalue, traceback=[said])


def _quotes(output, hidden: set[str]) -> bool:
    """Whether an output holds a hidden line, as it is or as a notebook file spells it."""
    values = [value for value in output.get("data", {}).values() if isinstance(value, str)]
    text = strip_ansi("\n".join([output.get("text", ""), *output.get("traceback", []), *values]))
    return any(line in text or json.dumps(line)[1:-1] in text for line in hidden)


def _removed():
    return new_output(
        "stream", name="stdout", text="(This output quoted a test and was left out.)\n"
    )


class OfflinePage(CleanPage):
    """nbgrader's feedback page in the course's own dress; it loads nothing from a network."""

    templates = Path(__file__).parent / "templates"
