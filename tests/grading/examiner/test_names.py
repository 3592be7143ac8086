"""Which names a cell takes from others."""

import pytest

from helpers.grading.examiner.names import used_names

TEST = """
# 1 point
def test_size():
    from helpers.sets import OUTPUT_SIZE, advise

    some_layers = [{"n": n} for n in range(3)]
    advice = advise(output_size, OUTPUT_SIZE, some_layers)
    assert not advice, advice


test_size()
"""


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (TEST, ["output_size"]),
        ("assert add(1, 2) == 3", ["add"]),
        ("x = 1\nx + y", ["y"]),
        ("import numpy as np\nnp.ones(n)", ["n"]),
        ("f = lambda a: a + b\nclass C(D):\n    e = g", ["D", "b", "g"]),
        ("def outer():\n    def inner():\n        return deep\n    return inner", ["deep"]),
        ("STUDENT_ID = globals().get('STUDENT_ID')", []),
        ("[row for row in table]", ["table"]),
        ("kept = f\ndel f\ntry:\n    g(1)\nfinally:\n    f = kept", ["f", "g"]),
        ("def f(:", []),
        ("", []),
    ],
)
def test_the_names_that_a_cell_looks_up_and_does_not_bind(source, names):
    assert used_names(source) == names
