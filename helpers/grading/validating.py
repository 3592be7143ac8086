"""What *Validate* tells a student: a line for each question, and the last word of each failed test.

An extension of Jupyter's server, which `helpers.upkeep.server_extensions` switches on. nbgrader's
own dialog shows each failed cell whole, with its traceback, and not what passed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.server_extensions.validate_assignment import handlers
from nbgrader.utils import determine_grade, is_grade, is_solution
from nbgrader.validator import Validator

from helpers.grading.questions import questions
from helpers.grading.validated import remember

ADVICE = ("AssertionError", "NotImplementedError")
"""Errors whose message is a sentence of a test."""
# The dialog writes "The following cell failed" above what it is sent, for a cell each time.
STYLE = """<style>
#validation-message > div > p, #validation-message pre:empty { display: none; }
#validation-message div.questions { white-space: normal; font-family: var(--jp-ui-font-family); }
#validation-message div.questions p { margin: 0 0 0.5em; }
</style>"""


class QuestionValidator(Validator):
    """nbgrader's validator, which says how far each question is."""

    _sums: tuple[float, float] | None = None

    def _get_failed_cells(self, nb: NotebookNode) -> list[NotebookNode]:
        self._lines, self._sums = lines(nb), sums(nb)
        return super()._get_failed_cells(nb)

    def validate(self, filename: str) -> dict[str, list[dict[str, str]]]:
        """As nbgrader's; where a test fails, one entry that speaks of all questions."""
        self._sums = None
        results = super().validate(filename)
        if self._sums is not None:  # it ran
            remember(Path(filename), *self._sums)
        if "failed" in results:
            text = "\n".join(self._lines)
            items = "".join(f"<p>{escape(line)}</p>" for line in self._lines)
            html = f'{STYLE}<div class="questions">{items}</div>'
            results["failed"] = [{"source": "", "error": html, "raw_error": text}]
        return results


def lines(nb: NotebookNode) -> list[str]:
    """What there is to say of a notebook that was run: the questions that passed, then the others.

    Parameters
    ----------
    nb
        Its cells have their outputs. What a reader marks has no points here; it is named where
        nothing was written.
    """
    graded = {cell.metadata.nbgrader.grade_id: cell for cell in nb.cells if is_grade(cell)}
    passed, others = [], []
    for question in questions(nb.cells):
        cells = [graded[name] for name in question.cells if name in graded]
        tests = [cell for cell in cells if not is_solution(cell)]
        score, most = _sum(tests)
        failed = [cell for cell in cells if _points(cell)[0] < _points(cell)[1]]
        said = f"{question.title}: {score:g} of {most:g} points" if tests else question.title
        if failed:
            others.append(f"✗ {said}. {_told(failed)}")
        elif tests:
            passed.append(f"✓ {said}")
    earned, possible = sums(nb)
    return [f"{earned:g} of {possible:g} points that tests give here.", *passed, *others]


def sums(nb: NotebookNode) -> tuple[float, float]:
    """The points that the tests of a notebook gave when it was run, and those they can give."""
    return _sum([cell for cell in nb.cells if is_grade(cell) and not is_solution(cell)])


def _sum(tests: Sequence[NotebookNode]) -> tuple[float, float]:
    points = [_points(cell) for cell in tests]
    return sum(score for score, _ in points), sum(most for _, most in points)


def _points(cell: NotebookNode) -> tuple[float, float]:
    """Points of a cell and those it can have; the same number where only a reader can tell."""
    score, most = determine_grade(cell)
    return (most if score is None else score), most


def _told(cells: Sequence[NotebookNode]) -> str:
    """What failed tests are about, and the last line of each message, once."""
    said: dict[str, list[str]] = {}
    for cell in cells:
        said.setdefault(_message(cell), []).append(_about(cell))
    return " ".join(f"[{', '.join(about)}] {text}" for text, about in said.items())


def _about(cell: NotebookNode) -> str:
    found = re.match(r"#\s*[\d.]+ points?:?\s*(.+)", cell.source)
    return found[1] if found else str(cell.metadata.nbgrader.grade_id)


def _message(cell: NotebookNode) -> str:
    if is_solution(cell):
        return "You wrote nothing yet; a reader marks this."
    errors = [output for output in cell.outputs if output.output_type == "error"]
    if not errors:
        return "Some of its tests fail."
    kind, message = errors[-1].ename, errors[-1].evalue.strip()
    last = message.splitlines()[-1] if message else ""
    return last if last and kind in ADVICE else f"{kind}: {last}"


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(_: Any) -> None:
    # nbgrader's handler makes its validator by this name; it has no other way to give another.
    handlers.Validator = QuestionValidator
