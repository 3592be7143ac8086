"""Time limits close to what honest work needs are told, by how long the model solution takes."""

import json
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.grading.batch.pace import MARGIN, Pace
from helpers.grading.batch.task import Result
from helpers.grading.box import Limits
from tests.grading.course import NAME

PACE = Pace(of=("key", "machine"), whole=12.0, longest=5.0, cell="cell 3 of sums")


def test_limits_far_from_what_the_solution_needs_are_no_concern():
    assert PACE.concerns(MARGIN * 5.0, Limits()) == []
    assert PACE.concerns(None, Limits()) == PACE.concerns(-1, Limits()) == []


@pytest.mark.parametrize(
    ("timeout", "limits", "told"),
    [
        (19, Limits(), "cell 3 of sums takes the model solution 5.0 s here, and a cell gets 19 s"),
        (19, Limits(), "set c.Execute.timeout to 20 or more"),
        (60, Limits(wall_s=47), "a submission gets 47 s"),
        (60, Limits(wall_s=47), "set Limits.wall_s to 48 or more"),
        (60, Limits(cpu_s=47), "set Limits.cpu_s to 48 or more"),
    ],
)
def test_a_small_margin_is_told_with_a_limit_that_would_do(timeout, limits, told):
    (concern,) = PACE.concerns(timeout, limits)
    assert told in concern


def test_a_solution_that_meets_a_limit_itself_is_told():
    pace = Pace(("key", "machine"), 1.0, 0.5, "cell 1 of sums", ("cell 1 took too long",))
    assert pace.concerns(60, Limits()) == ["The model solution itself: cell 1 took too long."]


def test_the_time_of_cells_is_read_where_it_is_written_down():
    def timed(seconds):
        cell = new_code_cell("pass")
        cell.metadata["execution"] = {
            "iopub.execute_input": "2026-01-02T23:59:59.500000Z",
            "shell.execute_reply": f"2026-01-03T00:00:{seconds:02d}Z",
        }
        return cell

    notebook = new_notebook(cells=[new_markdown_cell("# Sums"), timed(1), timed(7), timed(2)])
    notebook.cells.append(new_code_cell("never ran"))
    result = Result({"sums": nbformat.writes(notebook)}, seconds=11.0)

    class Task:
        def key(self):
            return "key"

    pace = Pace.measured(Task(), result)
    assert (pace.whole, pace.longest, pace.cell) == (11.0, 7.5, "cell 3 of sums")
    assert pace.summary() == ("The model solution takes 11 s here; longest: cell 3 of sums, 7.5 s.")


def _slow_solution(course):
    path = course.root / "solutions" / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].source = f"import time\ntime.sleep(1.2)\n{notebook.cells[1].source}"
    nbformat.write(notebook, path)


def test_the_solution_is_timed_beside_a_run_once_and_told_in_every_one(course):
    course.configure("c.GradeClass.time_solution = True\nc.Execute.timeout = 4")
    _slow_solution(course)
    kept = course.root / ".grading" / f"{NAME}.pace"
    told = re.compile(r"cell 2 of sums takes the model solution 1\.\d s here, and a cell gets 4 s")
    course.hand_in("ada")
    assert told.search(course.autograde())
    first = kept.read_text()
    assert json.loads(first)["incidents"] == []
    course.hand_in("mia")
    assert told.search(course.autograde())
    assert kept.read_text() == first, "it was run again"
    log = (course.root / ".grading" / f"{NAME}.log").read_text()
    assert len(told.findall(log)) == 2
    assert log.count("The model solution takes") == 2
    assert set(course.scores()) == {"ada", "mia"}, "the solution is nobody's submission"
    # Another limit, or another solution, is another question.
    course.configure("c.Execute.timeout = 50")
    course.hand_in("zoe")
    assert "takes the model solution" not in course.autograde()
    assert kept.read_text() != first


def test_a_course_without_solutions_grades_and_tells_nothing(course):
    course.configure("c.GradeClass.time_solution = True")
    course.hand_in("ada")
    (course.root / "solutions" / NAME / f"{NAME}.ipynb").unlink()
    assert "model solution" not in course.autograde()
    assert not (course.root / ".grading" / f"{NAME}.pace").exists()
    assert set(course.scores()) == {"ada"}
