"""Who has the notebook of an earlier release has changed nothing."""

import pytest
from nbgrader.utils import compute_checksum

from helpers.grading.preprocessors.notes import TOLD
from helpers.grading.preprocessors.recognised_cells import grade_id
from tests.grading.course import ANSWERS, TESTS

NAME = "add-small"


def cell_of(notebook):
    return next(cell for cell in notebook.cells if grade_id(cell) == NAME)


def other_text(cell):
    cell.source = "assert add(1, 1) == 2"


def other_points(cell):
    cell.metadata.nbgrader.points = 7


@pytest.fixture(params=[other_text, other_points])
def handed_in(course, request):
    """Right answers, with a test that is not as in the release."""
    notebook = course.answered(ANSWERS)
    request.param(cell_of(notebook))
    return notebook


def test_a_test_of_an_earlier_release_is_exchanged_without_a_word(handed_in, restored):
    about = cell_of(handed_in).metadata.nbgrader
    about.checksum = compute_checksum(cell_of(handed_in))  # as that release had it
    notebook, notes = restored(handed_in)
    assert notes == [] and TOLD not in notebook.metadata
    points, source = TESTS[NAME]
    assert cell_of(notebook).source == source
    assert cell_of(notebook).metadata.nbgrader.points == points
    now = cell_of(notebook)
    assert now.metadata.nbgrader.checksum == compute_checksum(now)


@pytest.mark.parametrize("checksum", [None, 3, "of the release"])
def test_one_that_a_student_changed_is_told(handed_in, restored, checksum):
    if checksum != "of the release":
        cell_of(handed_in).metadata.nbgrader.checksum = checksum
    notebook, notes = restored(handed_in)
    assert len(notes) == 1 and NAME in notes[0]
    assert cell_of(notebook).source == TESTS[NAME][1]


@pytest.mark.parametrize("points", [None, "many", [1]])
def test_points_that_are_none_end_nothing(course, restored, points):
    notebook = course.answered(ANSWERS)
    cell_of(notebook).metadata.nbgrader.points = points
    notebook, notes = restored(notebook)
    assert cell_of(notebook).metadata.nbgrader.points == TESTS[NAME][0] and len(notes) == 1
