"""The points that a test cell's result gives."""

from types import SimpleNamespace

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from helpers.grading.preprocessors.saved_grades import SaveGrades, points_shown
from tests.grading.course import nbgrader_metadata

MOST = 3


class Record:
    """A record of one cell, as `NotebookRecord` answers."""

    def __init__(self):
        self.db = SimpleNamespace(commit=lambda: None)
        self.grade = SimpleNamespace(auto_score=None, manual_score=None, needs_manual_grade=False)

    def find_grade(self, *about):
        return self.grade


@pytest.fixture
def saved():
    """Save the grade of a test cell with some outputs; the grade, the cell, what was noted."""

    def saved(*outputs):
        metadata = nbgrader_metadata("test", grade=True, locked=True, points=MOST)
        cell = new_code_cell("points()", metadata=metadata, outputs=list(outputs))
        record = Record()
        about = {"student": "ada", "assignment": "a", "notebook": "n", "notes": []}
        resources = {"nbgrader": about | {"record": record}}
        SaveGrades().preprocess(new_notebook(cells=[cell]), resources)
        return record.grade, cell, about["notes"]

    return saved


def shown(text):
    return new_output("execute_result", data={"text/plain": text}, execution_count=1)


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("0", 0), ("0.5", 0.5), ("3", 3), ("3.0", 3), ("1e-1", 0.1),
        ("np.float64(0.5)", 0.5), ("np.int64(2)", 2), ("numpy.float32(1.5)", 1.5),
    ],
)  # fmt: skip
def test_a_number_gives_so_many_points(saved, text, points):
    grade, _, notes = saved(shown(text))
    assert (grade.auto_score, notes) == (points, [])


@pytest.mark.parametrize(
    "text",
    ["nan", "-1", "-0.001", "-inf", "inf", "3.5", "1e400", "np.float64(nan)", "np.int64(-2)",
     "np.float64(7.0)"],
)  # fmt: skip
def test_a_number_that_no_points_can_be_gives_none_and_is_told(saved, text):
    grade, cell, notes = saved(shown(text))
    assert (grade.auto_score, grade.needs_manual_grade) == (0, False)
    assert notes == [f"cell 'test' gives no valid score: {text} is not from 0 to 3"]
    assert cell.outputs[0].ename == "InvalidScore"


@pytest.mark.parametrize("outputs", [[], [new_output("stream", text="nan")]], ids=["none", "text"])
def test_a_test_that_shows_no_result_gives_all_points(saved, outputs):
    grade, _, notes = saved(*outputs)
    assert (grade.auto_score, notes) == (MOST, [])


@pytest.mark.parametrize("text", ["'fine'", "True", "False", "[1, 2]", "0.5 of 3"])
def test_a_result_that_is_no_number_gives_all_points_as_in_nbgrader_and_is_told(saved, text):
    grade, cell, notes = saved(shown(text))
    assert grade.auto_score == MOST
    assert notes == [f"cell 'test' shows {text}, which is no number of points: it gives all 3"]
    assert cell.outputs[0].output_type == "execute_result"


def test_of_a_long_result_only_the_beginning_is_told(saved):
    _, _, (told,) = saved(shown("x" * 5000))
    assert told.startswith("cell 'test' shows xxxx") and len(told) < 150


def test_an_error_gives_none_whatever_is_shown(saved):
    error = new_output("error", ename="AssertionError", evalue="", traceback=[])
    assert saved(error, shown("3"))[0].auto_score == 0


def test_a_result_without_text_gives_none_and_is_told(saved):
    picture = new_output("execute_result", data={"image/png": "iVBO"}, execution_count=1)
    grade, _, (told,) = saved(picture)
    assert grade.auto_score == 0 and told.startswith("cell 'test' gives no valid score")


def test_what_is_not_a_number_alone_is_none():
    assert points_shown("np.float64(0.5) of 3") is None
    assert points_shown("") is None
