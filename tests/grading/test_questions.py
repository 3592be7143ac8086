"""Which graded cells belong to one question."""

from nbformat.v4 import new_markdown_cell

from helpers.grading.questions import Question, questions
from tests.grading.class_of_ps2 import answered
from tests.grading.course import solution


def test_the_questions_of_a_set_are_its_headings():
    found = questions(answered({}).cells)
    assert [question.title for question in found] == [
        "1. The output size", "2. Leftovers", '3. "Same" at any stride', "4. A small network",
        "5. A wide network", "6. Backwards", "7. In your own words",
    ]  # fmt: skip
    assert found[1].cells == ("leftover-plain", "leftover-padded")
    assert found[-1].cells == ("own-words",)


def test_without_headings_a_question_is_an_answer():
    assert questions(solution().cells) == [
        Question("add", ("add-small", "add-hidden")),
        Question("mean", ("mean-small",)),
        Question("words", ("words",)),
    ]


def test_what_stands_above_the_first_heading_is_called_by_its_first_cell():
    cells = [*solution().cells[:4], new_markdown_cell("## Means"), *solution().cells[4:]]
    assert [question.title for question in questions(cells)] == ["add-small", "Means"]
