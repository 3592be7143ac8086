"""How far a set is: by nbgrader's own mark on each answer, and by what Validate said."""

import shutil

import nbformat
import pytest

from helpers.grading import validated
from helpers.grading.validated import remember
from helpers.overview.sets import problem_sets
from tests.paths import COURSE

SET = "ps2_output_shapes"


@pytest.fixture(autouse=True)
def _own_data(monkeypatch, tmp_path):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def course(tmp_path):
    """A folder with one set as it is handed out."""
    shutil.copytree(COURSE / "assignments" / SET, tmp_path / "assignments" / SET)
    return tmp_path


def write(course, answers):
    """Write some answers of the solution into the set; "all" for all of them."""
    path = course / "assignments" / SET / f"{SET}.ipynb"
    source = nbformat.read(COURSE / "solutions" / SET / f"{SET}.ipynb", as_version=4).cells
    source = {cell.id: cell.source for cell in source}
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.id in answers:
            cell.source = source[cell.id]
    nbformat.write(notebook, path)
    return path


def test_what_is_handed_out_is_not_begun(course):
    (one,) = problem_sets(course)
    assert (one.title, one.points) == ("Problem set 2: output shapes", 24)
    assert (one.answers, one.written, one.has_id) == (7, 0, False)
    assert one.validated is None


def test_answers_that_are_written_are_counted_and_the_id_is_none(course):
    write(course, {"output-size", "leftover"})
    (one,) = problem_sets(course)
    assert (one.answers, one.written, one.has_id) == (7, 2, False)
    write(course, {"student-id"})
    (one,) = problem_sets(course)
    assert (one.answers, one.written, one.has_id) == (7, 2, True)


def test_what_validate_said_stays_until_a_cell_changes(course):
    path = write(course, {"output-size"})
    remember(path, 5, 20)
    (one,) = problem_sets(course)
    assert (one.validated.earned, one.validated.possible, one.validated.as_it_was) == (5, 20, True)
    write(course, {"leftover"})
    (one,) = problem_sets(course)
    assert (one.validated.earned, one.validated.as_it_was) == (5, False)


def test_two_notebooks_are_remembered_beside_each_other(course):
    first = write(course, {"output-size"})
    second = course / "other.ipynb"
    shutil.copy(first, second)
    remember(first, 5, 20)
    remember(second, 6, 20)
    assert validated.last_validated(first).earned == 5
    assert validated.last_validated(second).earned == 6


@pytest.mark.parametrize("damaged", ["", "[1, 2]", '{"a": ', '{"a": 1, "b": {}}'])
def test_damaged_memory_is_no_memory(course, damaged):
    path = write(course, set())
    remember(path, 5, 20)
    validated._file().write_text(damaged)
    assert validated.last_validated(path) is None
    remember(path, 6, 20)
    assert validated.last_validated(path).earned == 6


@pytest.mark.parametrize("content", ["", "no notebook", '{"cells": 3}'])
def test_a_file_that_is_no_notebook_is_listed_with_its_trouble(course, content):
    path = course / "assignments" / SET / f"{SET}.ipynb"
    path.write_text(content)
    (one,) = problem_sets(course)
    assert one.title == SET and "cannot be read" in one.trouble


def test_other_notebooks_in_the_folder_are_no_sets(course):
    shutil.copy(
        course / "assignments" / SET / f"{SET}.ipynb", course / "assignments" / SET / "mine.ipynb"
    )
    assert len(list(problem_sets(course))) == 1
