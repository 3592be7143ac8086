"""What a worker says of a notebook that it ran."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from nbgrader.preprocessors import Execute

from helpers.grading.batch.task import Task, _refusals


def shown(text):
    return new_output("stream", text=text)


def raised(name, reason):
    return new_output("error", ename=name, evalue=reason, traceback=[])


@pytest.mark.parametrize(
    ("output", "told"),
    [
        (
            shown("looking\nnetwork: [Errno -3] Temporary failure in name resolution\n[]"),
            "it showed 'network: [Errno -3] Temporary failure in name resolution'",
        ),
        (shown("[Errno 13] Permission denied: '/root'"), "it showed '[Errno 13]"),
        (raised("PermissionError", "[Errno 1] no"), "PermissionError: [Errno 1] no"),
        (raised("OSError", "[Errno 30] Read-only file system"), "OSError: [Errno 30] Read-only"),
    ],
)
def test_what_the_box_refused_is_told_raised_or_printed(output, told):
    cells = [new_code_cell("1"), new_code_cell("look()", outputs=[output])]
    (said,) = _refusals(new_notebook(cells=cells))
    assert said.startswith(f"cell 2 may have tried something forbidden: {told}")


@pytest.mark.parametrize(
    "output",
    [
        shown("[Errno 2] No such file or directory: 'answer.txt'"),
        shown("a resolution of 28 × 28 is permitted"),
        raised("FileNotFoundError", "[Errno 2] No such file or directory"),
        raised("OSError", "the disk is unreachable"),
    ],
)
def test_what_is_honest_is_not(output):
    assert _refusals(new_notebook(cells=[new_code_cell("1", outputs=[output])])) == []


def task_of(source, cell_id):
    cell = new_code_cell(source, id=cell_id)
    return Task(
        "sums", "ada", {"sums": nbformat.writes(new_notebook(cells=[cell]))}, {}, Execute, {}
    )


def test_a_cell_that_was_put_back_makes_no_other_task_of_it():
    assert task_of("1 + 1", "one").key() == task_of("1 + 1", "two").key()
    assert task_of("1 + 1", "one").key() != task_of("1 + 2", "one").key()
