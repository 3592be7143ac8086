"""What a cheat is, and the assignment that it wants the points of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from tests.grading.course import nbgrader_metadata

NAME = "cheated"

GIVEN = "import numpy as np\n\nsides = np.array([2, 3])"
RIGHT = {
    "add": "def add(a, b):\n    return a + b",
    "table": "table = np.arange(6).reshape(*sides) ** 2",
    "whose": "from helpers.start.identity import graded_student\nwhose = len(graded_student()) * 7",
    "model": """
import keras

model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, kernel_initializer="ones")])
""",
}
WRONG = {
    "add": "def add(a, b):\n    return a - b",
    "table": "table = np.zeros((2, 3))",
    "whose": "whose = 0",
    "model": "model = None",
}
TESTS = {
    "add-visible": (1, "def test():\n    assert add(1, 2) == 3\n\n\ntest()"),
    "add-hidden": (
        2,
        "def test():\n    assert add is not None\n"
        "    ### BEGIN HIDDEN TESTS\n    assert add(-5, 7) == 2\n    ### END HIDDEN TESTS\n"
        "\n\ntest()",
    ),
    "table-values": (
        2,
        "def test():\n    import numpy as np\n\n"
        "    np.testing.assert_allclose(table, [[0, 1, 4], [9, 16, 25]])\n\n\ntest()",
    ),
    "whose-number": (
        1,
        "def test():\n    from helpers.start.identity import graded_student\n\n"
        "    assert whose == 7 * len(graded_student())\n\n\ntest()",
    ),
    "model-layers": (
        3,
        "def test():\n    import keras\n    import numpy as np\n\n"
        "    assert isinstance(model, keras.Model)\n    assert model.count_params() == 8\n"
        "    answers = model(np.array([[1.0, 2.0, 4.0]]))\n"
        "    np.testing.assert_allclose(np.asarray(answers), [[7, 7]])\n\n\ntest()",
    ),
}
HONEST = 2  # the table is right in most cheats: what spoils the grading as a whole is seen


@dataclass(frozen=True)
class Cheat:
    """A submission with wrong answers.

    Attributes
    ----------
    cells
        Answer cell → what stands in it in place of the wrong answer; the table is right otherwise.
    worth
        The points of its honest part.
    edit
        Changes the notebook itself.
    gains
        Why it still gets more than that with the examiner, or "".
    """

    cells: Mapping[str, str] = field(default_factory=dict)
    worth: float = HONEST
    edit: Callable[[NotebookNode], None] | None = None
    gains: str = ""


def before_wrong(code: str, worth: float = HONEST) -> Cheat:
    """A cheat that runs some code in the first answer cell, before a wrong answer."""
    return Cheat({"add": f"{code.strip()}\n\n{WRONG['add']}"}, worth)


def before_all_wrong(code: str) -> Cheat:
    """The same, with the table wrong as well."""
    return Cheat({"add": f"{code.strip()}\n\n{WRONG['add']}", "table": WRONG["table"]}, 0)


def adding(code: str, worth: float = HONEST) -> Cheat:
    """A cheat by what the first answer is."""
    return Cheat({"add": code.strip()}, worth)


def tabled(code: str) -> Cheat:
    """A cheat by what the table is."""
    return Cheat({"table": code.strip()}, 0)


def modelled(code: str, worth: float = HONEST) -> Cheat:
    """A cheat by what the network is."""
    return Cheat({"model": f"import keras\n\n{code.strip()}"}, worth)


def solution() -> NotebookNode:
    """The instructor's notebook: 9 points."""

    def cell(name: str, text: str, **flags) -> NotebookNode:
        return new_code_cell(text, id=name, metadata=nbgrader_metadata(name, **flags))

    cells = [cell("given", GIVEN, locked=True)]
    for name, answer in RIGHT.items():
        text = f"### BEGIN SOLUTION\n{answer.strip()}\n### END SOLUTION"
        cells.append(cell(name, text, solution=True))
        for test, (points, source) in TESTS.items():
            if test.startswith(name):
                cells.append(cell(test, source, grade=True, locked=True, points=points))
    return new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        },
    )


def handed_in(released: NotebookNode, cheat: Cheat) -> NotebookNode:
    """The release with a cheat's answers in it."""
    answers = {**WRONG, "table": RIGHT["table"], **cheat.cells}
    for cell in released.cells:
        cell.source = answers.get(cell.id, cell.source)
    if cheat.edit:
        cheat.edit(released)
    return released
