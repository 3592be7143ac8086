"""Which kernel a cell goes to."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from helpers.grading.examiner.cells import is_test, is_test_or_given, without_outputs
from tests.grading.course import nbgrader_metadata

TEST = {"grade": True, "locked": True, "points": 1}


@pytest.mark.parametrize(
    ("flags", "given", "test"),
    [
        (TEST, True, True),
        ({"locked": True}, True, False),
        ({"solution": True}, False, False),
        ({"grade": True, "solution": True, "points": 1}, False, False),
        ({"grade": True, "solution": True, "locked": True, "points": 1}, False, False),
        (None, False, False),
    ],
    ids=["test", "given", "answer", "read by a person", "answer said to be locked", "own cell"],
)
def test_a_cell_goes_to_the_tests_only_where_the_release_wrote_it(flags, given, test):
    metadata = {} if flags is None else nbgrader_metadata("x", **flags)
    cell = new_code_cell("1", metadata=metadata)
    assert (is_test_or_given(cell), is_test(cell)) == (given, test)


def test_text_goes_nowhere():
    assert not is_test_or_given(new_markdown_cell("1", metadata=nbgrader_metadata("x", **TEST)))


def test_a_given_cell_runs_twice_and_is_shown_once():
    cell = new_code_cell("1")
    cell.outputs = ["shown"]
    copy = without_outputs(cell)
    assert copy.outputs == [] and cell.outputs == ["shown"]
