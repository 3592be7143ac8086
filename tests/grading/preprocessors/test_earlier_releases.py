"""Who has the notebook of an earlier release has changed nothing; who writes a test has."""

import nbformat
import pytest
from nbgrader.utils import compute_checksum

from helpers.grading.gradebook.released_cells import ReleasedCells
from helpers.grading.preprocessors.notes import TOLD
from helpers.grading.preprocessors.recognised_cells import grade_id
from helpers.grading.release.course_directory import course_directory
from helpers.grading.release.release import generate, release
from tests.grading.course import ANSWERS, NAME, TESTS

TEST = "add-small"


def cell_of(notebook, name=TEST):
    return next(cell for cell in notebook.cells if grade_id(cell) == name)


def other_text(cell):
    cell.source = "assert add(1, 1) == 2"


def other_points(cell):
    cell.metadata.nbgrader.points = 7


def correct(course, change, name=TEST):
    """Change a cell of the solution; nothing is released yet."""
    path = course.root / "solutions" / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    change(cell_of(notebook, name))
    nbformat.write(notebook, path)


def put_back(course, restored, notebook):
    """Send a notebook through the steps, with the course as it is now."""
    with course.gradebook() as gradebook:
        released = ReleasedCells.of_course(gradebook, NAME, NAME, course_directory(course.root))
    return restored(notebook, released)


def forged(course, change=other_text):
    """Right answers, with a test that the student wrote, its checksum computed anew."""
    notebook = course.answered(ANSWERS)
    cell = cell_of(notebook)
    change(cell)
    cell.metadata.nbgrader.checksum = compute_checksum(cell)
    return notebook


def history(course):
    return course.root / ".grading" / f"{NAME}.handed-out"


@pytest.mark.parametrize("change", [other_text, other_points])
@pytest.mark.parametrize("kept", [True, False], ids=["kept", "known from what it replaces"])
def test_a_test_of_an_earlier_release_is_exchanged_without_a_word(course, restored, change, kept):
    handed_in = course.answered(ANSWERS)
    if not kept:  # a course that was released before anything was kept
        history(course).unlink()
    for number in range(2):  # the first is not the last but one any more
        correct(course, change)
        correct(course, lambda cell, n=number: cell.metadata.nbgrader.update(points=2 + n), "words")
        release(course.root, NAME, record=True)
    notebook, notes = put_back(course, restored, handed_in)
    assert notes == [] and TOLD not in notebook.metadata
    about = cell_of(notebook).metadata.nbgrader
    assert (cell_of(notebook).source == TESTS[TEST][1]) == (change is other_points)
    assert about.points == (7 if change is other_points else TESTS[TEST][0])
    assert about.checksum == compute_checksum(cell_of(notebook))
    assert cell_of(notebook, "words").metadata.nbgrader.points == 3
    assert cell_of(notebook, "words").source == ANSWERS["words"]


def test_a_test_that_a_student_wrote_is_told_though_its_checksum_fits(course, restored):
    notebook, notes = put_back(course, restored, forged(course))
    assert notes == [f"the locked cell '{TEST}' is of no release known here; it was put back"]
    assert notebook.metadata[TOLD] == [
        f"The cell '{TEST}' is not as it was released; it was put back."
    ]
    assert cell_of(notebook).source == TESTS[TEST][1]


def test_so_are_points_that_a_student_wrote(course, restored):
    notebook, notes = put_back(course, restored, forged(course, other_points))
    assert notes == [f"'points' of cell '{TEST}' was 7; it is {TESTS[TEST][0]:.1f}"]
    assert cell_of(notebook).metadata.nbgrader.points == TESTS[TEST][0]


@pytest.mark.parametrize("why", ["none is kept", "damaged", "released by nbgrader alone"])
def test_where_not_every_release_is_known_nobody_is_suspected(course, restored, why):
    notebook = forged(course)
    if why == "none is kept":
        history(course).unlink()
    elif why == "damaged":
        history(course).write_text("{")
    else:
        correct(course, other_points)
        generate(course.root, NAME, course.root / "assignments", course.db_url)
    notebook, notes = put_back(course, restored, notebook)
    assert notes == []
    assert cell_of(notebook).source == TESTS[TEST][1]


@pytest.mark.parametrize("change", [other_text, other_points])
@pytest.mark.parametrize("checksum", [None, 3, "of the release"])
def test_one_that_a_student_changed_is_told(course, restored, change, checksum):
    handed_in = course.answered(ANSWERS)
    change(cell_of(handed_in))
    if checksum != "of the release":
        cell_of(handed_in).metadata.nbgrader.checksum = checksum
    notebook, notes = restored(handed_in)
    assert len(notes) == 1 and TEST in notes[0]
    assert cell_of(notebook).source == TESTS[TEST][1]


@pytest.mark.parametrize("points", [None, "many", [1]])
def test_points_that_are_none_end_nothing(course, restored, points):
    notebook = course.answered(ANSWERS)
    cell_of(notebook).metadata.nbgrader.points = points
    notebook, notes = restored(notebook)
    assert cell_of(notebook).metadata.nbgrader.points == TESTS[TEST][0] and len(notes) == 1
