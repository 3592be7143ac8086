"""Names that code uses and defines, found without running it."""

import pytest
from nbformat.v4 import new_code_cell

from helpers.grading.release.cell_names import defined, statements, used, waiting


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("x, (y, *z) = row", {"x", "y", "z"}),
        ("def f(a):\n    b = a", {"f"}),
        ("class Q:\n    w = 1", {"Q"}),
        ("for i in range(3):\n    with open(i) as file:\n        pass", {"i", "file"}),
        ("[j for j in range(3)]", set()),
        ("total += 1", {"total"}),
        ("import a.b, c as d\nfrom e import f", {"a", "d", "f"}),
    ],
)
def test_names_that_code_leaves_behind(code, names):
    assert defined(code) == names


def test_imports_can_be_left_out():
    assert defined("import numpy as np\nx = 1", imports=False) == {"x"}


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("y = x", {"x"}),
        ("def f(a):\n    return a + outside", {"outside"}),
        ("def f():\n    inside = 1\n    return inside", set()),
        (
            "def f():\n    g = 1\n    def h():\n        return g + outside\n    return h",
            {"outside"},
        ),
        ("class Q:\n    w = 1\n    def m(self):\n        return self.x, w", {"w"}),
        ("print([x for x in rows])", {"print", "rows"}),
    ],
)
def test_names_that_code_looks_up(code, names):
    assert used(code) == names


def test_a_cell_with_magic_is_read_and_one_that_is_not_python_has_no_statements():
    assert len(statements("%time x = 1\ny = 2")) == 2
    assert statements("this is no python") == []


def answer(code):
    return new_code_cell(code, metadata={"nbgrader": {"solution": True}})


@pytest.mark.parametrize(
    ("cells", "waits"),
    [
        (["x = 1", "print(x)"], [False, False]),
        ([answer("mine = 1\nraise NotImplementedError"), "print(mine)"], [True, True]),
        ([answer("raise NotImplementedError"), "print(taken_out)"], [True, True]),
        ([answer("a = 1"), "import sys\nb = a\nc = 1", "sys", "b", "c"], [1, 1, 0, 1, 1]),
        ([answer("a = 1"), 'a = globals().get("a")\nb = a', "a", "b"], [1, 1, 1, 1]),
        (["def recursive(n):\n    return recursive(n - 1)"], [False]),
    ],
)
def test_a_cell_waits_for_the_student_where_it_needs_what_the_student_writes(cells, waits):
    cells = [new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    assert waiting(cells) == list(map(bool, waits))
