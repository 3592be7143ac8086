"""Cells that lost their nbgrader metadata are recognised, or a reader is asked."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.utils import determine_grade

from helpers.grading.gradebook.released_cells import ReleasedCells, handed_out
from helpers.grading.preprocessors.recognised_cells import grade_id, same_text
from helpers.grading.release.course_directory import course_directory
from tests.grading.course import ANSWERS, NAME, TESTS

GRADED = {"words": 4, "add-small": 1, "add-hidden": 2, "mean-small": 3}


def by_name(notebook):
    return {name: cell for cell in notebook.cells if (name := grade_id(cell))}


def points(notebook):
    """Grade id → the most that can be had."""
    about = [cell.metadata.nbgrader for cell in by_name(notebook).values()]
    return {one.grade_id: one.points for one in about if one.grade}


def waits_for_a_reader(cell):
    score, _ = determine_grade(cell)
    return score is None


def take_metadata(notebook, *names, value=None):
    for cell in notebook.cells:
        if not names or grade_id(cell) in names:
            cell.metadata.pop("nbgrader", None)
            if value is not None:
                cell.metadata["nbgrader"] = value
    return notebook


def take_ids(notebook):
    notebook.nbformat_minor = 4
    for cell in notebook.cells:
        del cell["id"]
    return notebook


@pytest.mark.parametrize("left", [None, {}, {"grade": True}, {"grade_id": "of another set"}])
def test_an_answer_is_recognised_by_its_id_and_waits_for_its_reader(course, restored, left):
    notebook = take_metadata(course.answered(ANSWERS), "words", value=left)
    notebook, notes = restored(notebook)
    words = by_name(notebook)["words"]
    assert words.source == ANSWERS["words"] and waits_for_a_reader(words)
    assert notes == ["a cell without nbgrader's metadata recognised by id: 'words'"]
    assert len(notebook.cells) == len(course.released().cells)


def test_all_metadata_lost_costs_nothing_while_the_ids_are_there(course, restored):
    notebook, notes = restored(take_metadata(course.answered(ANSWERS)))
    assert points(notebook) == GRADED
    assert waits_for_a_reader(by_name(notebook)["words"])
    (told,) = notes
    assert told.startswith("6 cells without nbgrader's metadata recognised by id: 'add', ")


def test_ids_that_are_not_nbgraders_names_are_known_from_the_release(course, restored):
    notebook = take_metadata(course.answered(ANSWERS))
    path = course.root / "assignments" / NAME / f"{NAME}.ipynb"
    release = nbformat.read(path, as_version=4)
    for one in (notebook, release):
        for number, cell in enumerate(one.cells):
            cell.id = f"cell-{number}"
    nbformat.write(release, path)
    with course.gradebook() as gradebook:
        changed = handed_out(course_directory(course.root), NAME, NAME)
        notebook, _ = restored(notebook, ReleasedCells(gradebook, NAME, NAME, changed))
    assert points(notebook) == GRADED
    assert by_name(notebook)["words"].source == ANSWERS["words"]


def test_without_ids_tests_are_recognised_by_their_text_and_the_answer_goes_to_a_reader(
    course, restored
):
    notebook, notes = restored(take_ids(take_metadata(course.answered(ANSWERS))))
    assert points(notebook) == GRADED
    assert by_name(notebook)["add-hidden"].source == TESTS["add-hidden"][1]  # and in its place
    names = [grade_id(cell) for cell in notebook.cells if grade_id(cell) in TESTS]
    assert names == list(TESTS)
    assert "3 cells without nbgrader's metadata recognised by text: " in notes[0]
    assert waits_for_a_reader(by_name(notebook)["words"])
    assert notes[1] == (
        "the answer 'words' was not found; it may be in cells 2, 5 or 7: mark it by hand"
    )


def assert_sent_to_a_reader(notebook, notes, fault, *, cell):
    """The written answer waits for one who is told where it may be, and so is the instructor."""
    words = by_name(notebook)["words"]
    assert waits_for_a_reader(words)
    assert words.source.startswith(f"The answer `words` {fault}. It may be in cell {cell} of ")
    assert notes == [f"the answer 'words' {fault}; it may be in cell {cell}: mark it by hand"]


def test_an_answer_in_a_new_cell_goes_to_a_reader(course, restored):
    notebook = course.answered(ANSWERS)
    notebook.cells[-1] = new_markdown_cell(ANSWERS["words"])
    assert_sent_to_a_reader(*restored(notebook), "was not found", cell=7)


def test_an_answer_that_is_gone_asks_for_no_reader(course, restored):
    notebook = course.answered(ANSWERS)
    del notebook.cells[-1]
    notebook, notes = restored(notebook)
    assert determine_grade(by_name(notebook)["words"]) == (0, 4)
    assert notes == ["deleted cell 'words'; it was put back"]


def test_an_untouched_answer_without_metadata_scores_0_and_asks_for_no_reader(course, restored):
    notebook, _ = restored(take_ids(take_metadata(course.answered({}))))
    assert determine_grade(by_name(notebook)["words"]) == (0, 4)


def test_an_answer_written_below_its_cell_goes_to_a_reader(course, restored):
    notebook = course.answered(ANSWERS | {"words": course.released().cells[-1].source})
    notebook.cells += [new_code_cell("1 + 1"), new_markdown_cell(ANSWERS["words"])]
    assert_sent_to_a_reader(*restored(notebook), "is untouched", cell=9)


def test_new_cells_elsewhere_make_no_answer_of_an_untouched_one(course, restored):
    notebook = course.answered({})
    notebook.cells.insert(1, new_markdown_cell("My notes."))
    notebook.cells.append(new_code_cell("1 + 1"))
    notebook, notes = restored(notebook)
    assert determine_grade(by_name(notebook)["words"]) == (0, 4)
    assert notes == []


@pytest.mark.parametrize("kind", ["code", "raw"])
@pytest.mark.parametrize("left", [None, "marked"])
def test_an_answer_whose_cell_became_one_of_another_kind_waits_for_its_reader(
    course, restored, kind, left
):
    notebook = course.answered(ANSWERS)
    if left is None:
        take_metadata(notebook, "words")
    notebook.cells[-1].cell_type = kind
    if kind == "code":
        notebook.cells[-1].update(outputs=[], execution_count=None)
    notebook, _ = restored(notebook)
    words = by_name(notebook)["words"]
    assert words.source == ANSWERS["words"] and waits_for_a_reader(words)
    nbformat.validate(notebook)


def test_a_test_that_was_changed_and_robbed_of_its_mark_is_put_back(course, restored):
    notebook = take_metadata(course.answered({}), "add-small")
    by_id = {cell.id: cell for cell in notebook.cells}
    by_id["add-small"].source = "pass"
    notebook, notes = restored(notebook)
    assert by_name(notebook)["add-small"].source == TESTS["add-small"][1]
    assert "changed the locked cell 'add-small'; it was put back as released" in notes


def test_a_copy_without_a_mark_does_not_replace_the_marked_cell(course, restored):
    notebook = course.answered(ANSWERS)
    copy = new_code_cell("assert True", id="add-small")
    notebook.cells.insert(2, copy)
    notebook, notes = restored(notebook)
    assert by_name(notebook)["add-small"].source == TESTS["add-small"][1]
    assert notes == []


@pytest.mark.parametrize("change", ["\n".join, "\r\n".join, "\r".join, "  \n".join])
@pytest.mark.parametrize("end", ["", "\n", "\n\n  \n"])
def test_line_ends_make_no_difference(course, restored, change, end):
    notebook = course.answered({"words": ANSWERS["words"]})
    for cell in notebook.cells:
        cell.source = change(cell.source.split("\n")) + end
    notebook, notes = restored(notebook)
    assert notes == []
    cells = by_name(notebook)
    assert cells["add-hidden"].source == TESTS["add-hidden"][1]
    assert cells["add"].source == course.answered({}).cells[1].source
    assert waits_for_a_reader(cells["words"])


def test_other_differences_are_differences():
    assert same_text("a = 1\n", "a = 1")
    assert not same_text("a = 1", "a = 2")
    assert not same_text("if a:\n    b", "if a:\nb")
