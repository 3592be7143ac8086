"""The mistakes of the invented students are mistakes: each costs a point of its question."""

import pytest

from helpers.demo.mistakes import MISTAKES
from tests.paths import COURSE
from tests.problem_sets.marking import cells, lost


def question_of(name: str) -> dict[str, str]:
    """Test cell → the answer cell above it."""
    answer, questions = "", {}
    for cell_id, cell in cells("solutions", name).items():
        about = cell.metadata.get("nbgrader", {})
        if about.get("solution"):
            answer = cell_id
        elif about.get("grade"):
            questions[cell_id] = answer
    return questions


def test_every_set_has_mistakes():
    assert sorted(MISTAKES) == sorted(
        path.stem for path in (COURSE / "solutions").glob("*/*.ipynb")
    )


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_costs_its_question_points(name):
    answers = {}
    for cell, right, wrong in MISTAKES[name]:
        source = cells("solutions", name)[cell].source
        assert source.count(right) == 1, f"{cell} has {source.count(right)} times {right!r}"
        answers[cell] = source.replace(right, wrong)
    questions = question_of(name)
    assert {questions[test] for test in lost(name, answers)} >= set(answers)
