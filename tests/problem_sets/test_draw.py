"""Personal numbers: the same everywhere, fair, and a student's own."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.problem_sets import Draw


def test_a_draw_is_the_same_on_every_machine_and_version():
    draw = Draw("ada", "a question")
    assert [draw.integer(0, 999) for _ in range(6)] == [160, 887, 358, 791, 424, 209]
    assert Draw("ada", "a question").shuffled("abcdef") == list("afcebd")


def test_students_and_questions_draw_independently():
    rows = {
        tuple(Draw(student, question).integer(0, 9) for question in ("one", "two"))
        for student in map(str, range(2000))
    }
    assert len(rows) == 100


def test_every_number_is_equally_likely():
    seen = Counter(Draw(f"student {i}", "q").integer(3, 9) for i in range(7000))
    assert set(seen) == set(range(3, 10))
    assert all(abs(count - 1000) < 150 for count in seen.values())  # five standard deviations


@given(student=st.text(), options=st.lists(st.integers(), unique=True), data=st.data())
def test_a_sample_holds_different_options(student, options, data):
    count = data.draw(st.integers(0, len(options)))
    sample = Draw(student, "q").sample(options, count)
    assert len(set(sample)) == count and set(sample) <= set(options)


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda draw: draw.integer(3, 2), "low=3"),
        (lambda draw: draw.choice([]), "empty"),
        (lambda draw: draw.sample([1], 2), "count=2"),
    ],
)
def test_an_impossible_draw_is_refused(call, named):
    with pytest.raises(ValueError, match=named):
        call(Draw("ada", "q"))
