"""The command: a table, and a page that runs nothing."""

import html

import nbformat
import pytest

from helpers.grading.commands import main
from tests.grading.course import ANSWERS, NAME

OWN = "def add(a, b):\n    return sum(n for n in (a, b, 0, 0, 0) if n <= 0) + max(0, a) + max(0, b)"


@pytest.fixture
def graded(course):
    """Five students' graded notebooks; bob has cat's way, with other names."""
    ways = dict.fromkeys(("ada", "dan", "eve"), ANSWERS["add"])
    ways |= {"bob": OWN.replace("a", "left").replace("b", "right"), "cat": OWN}
    for student, add in ways.items():
        folder = course.root / "autograded" / student / NAME
        folder.mkdir(parents=True)
        words = "<script>alert(1)</script> because a sum has no order at all, so be it"
        nbformat.write(
            course.answered(ANSWERS | {"add": add, "words": words}), folder / f"{NAME}.ipynb"
        )
    (course.root / "autograded" / "fay" / NAME).mkdir(parents=True)  # without a notebook
    return course


def test_the_pair_stands_on_the_page_and_nothing_runs(graded, command):
    said = command("similarity", NAME)
    assert "│ bob │ cat   │" in said and "talk to the students" in said
    page = (graded.root / "reports" / f"{NAME}-similar.html").read_text()
    assert "<strong>bob</strong> and <strong>cat</strong>" in page
    assert "<script" not in page and "default-src 'none'" in page


def test_a_pasted_notebook_is_named_even_where_everybody_wrote_the_same(graded, command):
    for student in ("dan", "eve"):
        path = graded.root / "autograded" / student / NAME / f"{NAME}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        next(cell for cell in notebook.cells if cell.id == "words").source += " so be it" * 30
        nbformat.write(notebook, path)
    said = command("similarity", NAME, "--most", "1")
    assert "│ bob │ cat   │" in said  # the only pair of the table
    line = "dan: 3 of 3 answers are word for word those of 'eve'"
    assert line in said
    page = (graded.root / "reports" / f"{NAME}-similar.html").read_text()
    assert line in html.unescape(page)


def test_a_class_that_was_not_graded(course, command):
    assert f"{NAME}: 0 submissions" in command("similarity", NAME, fails=True)


def test_an_unknown_assignment(course, command):
    assert "does not know 'nothing'" in command("similarity", "nothing", fails=True)


def test_the_command_is_known():
    with pytest.raises(SystemExit) as ended:
        main(["similarity", "--help"])
    assert ended.value.code == 0
