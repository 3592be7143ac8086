"""The messages of honest tests come through; little else does."""

import nbformat
import pytest
from traitlets.config import Config

from helpers.grading.feedback.advice import (
    LEFT_OUT,
    LONGEST,
    MOST_DIGITS,
    MOST_WORDS,
    NOT_WRITTEN,
    Advice,
)
from helpers.grading.preprocessors.regions import cut_all, hidden_markers
from helpers.problem_sets.advice.functions import advise
from helpers.problem_sets.advice.quantities import OUTPUT_SIZE
from tests.paths import COURSE

SHOWN = 'assert area(2, 3) == 6, f"area gives {area(2, 3)}, which is too much"'
HIDDEN = 'assert area(5, 7) == 35, "the sides are multiplied"'


@pytest.fixture
def advice():
    return Advice([f"{SHOWN}\n{HIDDEN}"], [SHOWN])


@pytest.fixture(scope="module")
def of_ps2():
    path = COURSE / "solutions" / "ps2_output_shapes" / "ps2_output_shapes.ipynb"
    cells = [
        cell.source
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("locked")
    ]
    markers = hidden_markers(Config())
    return Advice(cells, [cut_all(cell, markers)[0] for cell in cells])


def rounded_up(n, k, padding=0, stride=1, dilation=1):
    return -(-(n + 2 * padding - dilation * (k - 1) - 1) // stride) + 1


def without_padding(n, k, padding=0, stride=1, dilation=1):
    return (n - dilation * (k - 1) - 1) // stride + 1


def nothing(n, k, padding=0, stride=1, dilation=1):
    return None


@pytest.mark.parametrize("name_the_call", [True, False])
@pytest.mark.parametrize("answer", [rounded_up, without_padding, nothing])
def test_the_advice_of_a_problem_set_comes_through_whole(of_ps2, answer, name_the_call):
    answer.__name__ = "output_size"
    layers = [dict(n=28, k=3, stride=2), dict(n=28, k=5, padding=1)]
    said = advise(answer, OUTPUT_SIZE, layers, name_the_call=name_the_call)
    assert said and of_ps2.told(said) == said


def test_an_answer_as_it_was_released_is_said_to_be_unwritten(advice):
    assert advice.on("NotImplementedError", "area is secret") == NOT_WRITTEN
    assert "not written" in NOT_WRITTEN and "Error" not in NOT_WRITTEN


def test_the_words_of_hidden_tests_are_advice_too(advice):
    assert advice.told("the sides are multiplied") == "the sides are multiplied"
    assert advice.told("The sides are multiplied") == "The sides are multiplied"


def test_one_value_is_told_and_no_second_one(advice):
    assert advice.told("area gives (17, 12), which is too much 35") == (
        f"area gives (17, 12), which is too much {LEFT_OUT}"
    )


@pytest.mark.parametrize("value", ["1" * (MOST_DIGITS + 1), "'forty'", "0x1f", "x²", "١٢"])
def test_another_value_is_left_out(advice, value):
    told = advice.told(f"area gives {value}, which is too much")
    assert told.startswith("area gives ") and told.endswith(" which is too much")
    assert LEFT_OUT in told and not set(value.strip("'")) & set(told[11:-18])


def test_known_words_are_not_told_without_end(advice):
    told = advice.told("the sides are multiplied" + " area" * 40)
    assert told.count("area") == MOST_WORDS


def test_signs_are_no_code(advice):
    told = advice.told("the sides are multiplied" + "(),.=:" * 40)
    assert told == f"the sides are multiplied{LEFT_OUT}"


def test_a_long_message_is_cut(advice):
    assert len(advice.told("the sides are multiplied. " * 100)) <= LONGEST


def test_a_message_without_a_phrase_of_the_tests_is_not_told(advice):
    assert advice.told("area 2 3") == ""
    assert Advice([], []).told("the sides are multiplied") == ""


def test_tests_with_magics_have_no_phrases():
    assert Advice(["%timeit f'the {1} is right'"], []).told("the 1 is right") == ""


def test_a_loop_that_never_ends_is_told_in_words_and_with_its_seconds():
    """Each test that was interrupted says so; what the grader adds behind it is no news."""
    advice = Advice([], [], 120)
    said = (
        "It was still running after 120 seconds and was stopped. Is there a loop that never ends?"
    )
    assert [advice.on("KeyboardInterrupt", "") for _ in range(2)] == [said, said]
