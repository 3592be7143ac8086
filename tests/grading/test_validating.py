"""Validate says a line for each question: what passed, and what each failed test told last."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.server_extensions.validate_assignment import handlers
from nbgrader.utils import compute_checksum
from traitlets.config import Config

from helpers.grading import validating
from helpers.grading.validating import QuestionValidator, lines


def graded(name, source, points):
    about = {"grade": True, "grade_id": name, "locked": True, "points": points, "schema_version": 3}
    return new_code_cell(
        source, metadata={"nbgrader": {**about, "solution": False, "cell_type": "code"}}
    )


def marked_by_a_reader(name, source):
    """An answer in words; `source` was released with it."""
    about = {"grade": True, "grade_id": name, "locked": False, "points": 4, "schema_version": 3}
    cell = new_markdown_cell(
        source, metadata={"nbgrader": {**about, "solution": True, "cell_type": "markdown"}}
    )
    cell.metadata.nbgrader.checksum = compute_checksum(cell)
    return cell


@pytest.fixture
def validate(tmp_path):
    """A function that validates a notebook of these cells."""

    def run(*cells):
        path = tmp_path / "ps.ipynb"
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(new_notebook(cells=list(cells), metadata={"kernelspec": kernel}), path)
        validator = QuestionValidator(
            config=Config(
                Validator={"ignore_checksums": True},
                KernelManager={"transport_encryption": "auto"},
            )
        )
        return validator.validate(str(path))

    return run


def test_each_question_has_a_line_and_what_passed_comes_first(validate):
    (told,) = validate(
        new_markdown_cell("## 1. Sizes (3 points)"),
        graded("size-plain", "# 1 point: the kernel alone\nassert False, 'long\\nround <down>'", 1),
        graded("size-stride", "# 2 points: with a stride\nassert True", 2),
        new_markdown_cell("## 2. Leftovers (1 point)"),
        graded("leftover", "1 / 1", 1),
        new_markdown_cell("## 3. Backwards (1 point)"),
        graded("backwards", "1 / 0", 1),
    )["failed"]
    assert told["raw_error"].splitlines() == [
        "3 of 5 points that tests give here.",
        "✓ 2. Leftovers: 1 of 1 points",
        "✗ 1. Sizes: 2 of 3 points. [the kernel alone] round <down>",
        "✗ 3. Backwards: 0 of 1 points. [backwards] ZeroDivisionError: division by zero",
    ]
    assert "round &lt;down&gt;" in told["error"]
    assert told["source"] == ""


def test_what_a_reader_marks_is_named_where_nothing_was_written():
    heading = new_markdown_cell("## 4. In your own words (4 points, given by a reader)")
    cell = marked_by_a_reader("words", "YOUR ANSWER HERE")
    first = "0 of 0 points that tests give here."
    unwritten = "✗ 4. In your own words. [words] You wrote nothing yet; a reader marks this."
    assert lines(new_notebook(cells=[heading, cell])) == [first, unwritten]
    cell.source = "Because of the stride."
    assert lines(new_notebook(cells=[heading, cell])) == [first]


def test_where_all_passes_nbgrader_says_so(validate):
    assert validate(new_markdown_cell("## 1. A"), graded("a", "assert True", 1)) == {}


def test_the_server_validates_with_it(monkeypatch):
    monkeypatch.setattr(handlers, "Validator", None)
    validating._load_jupyter_server_extension(None)
    assert handlers.Validator is QuestionValidator
