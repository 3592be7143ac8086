"""Work that is as it was handed out is told, and no other."""

from types import SimpleNamespace

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.grading.preprocessors.notes import TOLD
from helpers.grading.preprocessors.recognised_cells import Recognised
from helpers.grading.preprocessors.unanswered import TOLD_UNANSWERED, UNANSWERED, is_unanswered
from tests.grading.course import ANSWERS

ID_CELL = 'STUDENT_ID = ""  # your id\nraise NotImplementedError()'


def take_marks(notebook):
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader", None)


def put_spaces(notebook):
    for cell in notebook.cells:
        cell.source = cell.source.replace("\n", " \r\n") + "\n"


def run_it(notebook):
    notebook.cells[1].update(execution_count=3)
    notebook.cells.append(new_code_cell(""))


@pytest.mark.parametrize("change", [lambda _: None, take_marks, put_spaces, run_it])
def test_the_release_handed_in_is_told_to_both(course, restored, change):
    notebook = course.answered({})
    change(notebook)
    notebook, notes = restored(notebook)
    assert notes[-1] == UNANSWERED
    assert notebook.metadata[TOLD] == [TOLD_UNANSWERED]


@pytest.mark.parametrize("name", ANSWERS)
def test_one_answer_is_enough(course, restored, name):
    notebook, notes = restored(course.answered({name: ANSWERS[name]}))
    assert notes == [] and TOLD not in notebook.metadata


def delete_an_answer(notebook):
    del notebook.cells[1]


def write_elsewhere(notebook):
    notebook.cells.insert(3, new_code_cell(ANSWERS["add"]))


def empty(notebook):
    notebook.cells = [new_markdown_cell("My answers are on paper.")]


@pytest.mark.parametrize("change", [delete_an_answer, write_elsewhere, empty])
def test_what_may_be_an_answer_or_was_deleted_is_not_as_released(course, restored, change):
    notebook = course.answered({})
    change(notebook)
    assert UNANSWERED not in restored(notebook)[1]


@pytest.mark.parametrize("typed", [ID_CELL, 'STUDENT_ID = "ada"'])
@pytest.mark.parametrize(("answer", "as_released"), [("pass", True), ("x = 1", False)])
def test_a_typed_id_is_no_answer(typed, answer, as_released):
    notebook = new_notebook(
        cells=[
            new_code_cell(typed, metadata={"nbgrader": {"grade_id": "student-id"}}),
            new_code_cell(answer, metadata={"nbgrader": {"grade_id": "add"}}),
        ]
    )
    sources = {"student-id": ID_CELL, "add": "pass"}
    released = SimpleNamespace(
        notebook=SimpleNamespace(
            source_cells=[SimpleNamespace(name=n, source=s) for n, s in sources.items()]
        ),
        metadata=lambda name: SimpleNamespace(solution=True),
    )
    found = is_unanswered(notebook.cells, released, Recognised(), "STUDENT_ID")
    assert found == as_released
