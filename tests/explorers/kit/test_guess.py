"""A prediction first: what is asked, and what is said to a guess."""

import pytest

from helpers.explorers.kit.guess import Guess

ROWS = Guess("How many rows?", answer=12, because="28 − 5 is 23.", unit="rows")
SHAPE = Guess("Which shape?", answer="a box", because="It is.", choices=("a box", "a bell"))


@pytest.fixture
def said(call):
    """What the browser says to guesses: said(guess, "9", "10") → [text, ...]."""
    return lambda guess, *given: call(
        "kit/guess", *(["verdict", guess.for_browser(), one] for one in given)
    )


def test_a_guess_that_is_off_hears_by_how_much_and_in_which_direction(said):
    assert said(ROWS, "10", " 14 ", "-3") == [
        "You guessed 10; it is 12 rows. Your guess was 2 too low. 28 − 5 is 23.",
        "You guessed 14; it is 12 rows. Your guess was 2 too high. 28 − 5 is 23.",
        "You guessed −3; it is 12 rows. Your guess was 15 too low. 28 − 5 is 23.",
    ]


def test_what_is_far_off_is_told_as_a_factor(said):
    low, high, near = said(ROWS, "4", "1,200", "5")
    assert "too low by a factor of 3." in low
    assert "too high by a factor of 100." in high
    assert "7 too low" in near


def test_the_answer_itself_is_right(said):
    assert said(ROWS, "12", "12.0") == ["Right: 12 rows. 28 − 5 is 23."] * 2
    slope = Guess("How steep?", answer=0.25, because="Half of a half.")
    assert said(slope, "0.25", "0.2") == [
        "Right: 0.25. Half of a half.",
        "You guessed 0.2; it is 0.25. Your guess was 0.05 too low. Half of a half.",
    ]


def test_an_answer_of_nothing_has_no_factor(said):
    none = Guess("How many?", answer=0, because="All answer.", unit="channels")
    assert said(none, "0", "3") == [
        "Right: 0 channels. All answer.",
        "You guessed 3; it is 0 channels. Your guess was 3 too high. All answer.",
    ]


def test_what_is_no_number_is_no_guess(said):
    assert said(ROWS, "", "many", "1e999", "3*4") == [None] * 4


def test_a_choice_is_right_or_is_told_the_right_one(said):
    assert said(SHAPE, "a box", "a bell") == ["Right: a box. It is.", "Not so: a box. It is."]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"answer": "a box"}, "finite number"),
        ({"answer": float("nan")}, "finite number"),
        ({"answer": "a ball", "choices": ("a box", "a bell")}, "a ball"),
        ({"answer": "a box", "choices": ("a box",)}, "two or more"),
    ],
)
def test_a_question_without_its_answer_is_refused(options, message):
    with pytest.raises(ValueError, match=message):
        Guess("Which?", because="", **options)
