"""What the gradebook has of a release, and what a fresh one has."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from helpers.grading.gradebook.submission_record import record
from helpers.grading.release.recorded import Recorded, names_of, parts_of, recorded
from tests.grading.course import ANSWERS, NAME, TESTS, nbgrader_metadata

NOTEBOOK = f"{NAME}.ipynb"


@pytest.fixture
def gradebook(course):
    with course.gradebook() as gradebook:
        yield gradebook


def test_the_gradebook_has_the_cells_that_were_released(course, gradebook):
    parts = recorded(gradebook, NAME).parts
    assert parts == parts_of(course.root / "assignments" / NAME)
    assert names_of(frozenset(part for part in parts if len(part) > 1)) == sorted(ANSWERS | TESTS)


def test_what_it_does_not_know_has_nothing(gradebook):
    assert recorded(gradebook, "another set") == Recorded()


def test_other_points_or_another_test_change_the_digest(gradebook):
    digests = [recorded(gradebook, NAME).digests]
    for kind, change in (
        ("grade", {"max_score": 2}),
        ("source", {"source": "assert 1"}),
        ("source", {"source": "assert 1"}),
    ):
        update = getattr(gradebook, f"update_or_create_{kind}_cell")
        update("add-small", NAME, NAME, cell_type="code", **change)
        digests.append(recorded(gradebook, NAME).digests)
    assert digests[0] != digests[1] != digests[2] == digests[3]


def test_submissions_are_counted(gradebook):
    assert recorded(gradebook, NAME).submissions == 0
    with record(gradebook, NAME, "ada"):
        pass
    assert recorded(gradebook, NAME).submissions == 1


def test_cells_and_notebooks_that_came_are_named(course, gradebook):
    folder = course.root / "assignments" / NAME
    notebook = nbformat.read(folder / NOTEBOOK, as_version=4)
    (folder / "more.ipynb").write_text((folder / NOTEBOOK).read_text())
    metadata = nbgrader_metadata("add-more", grade=True, locked=True, points=1)
    notebook.cells.append(new_code_cell("assert True", metadata=metadata))
    nbformat.write(notebook, folder / NOTEBOOK)
    old = recorded(gradebook, NAME).parts
    assert names_of(parts_of(folder) - old) == ["add-more", "more.ipynb"]
    assert names_of(old - parts_of(folder)) == []
