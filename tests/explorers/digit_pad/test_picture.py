import numpy as np
import pytest

from helpers.explorers.digit_pad.picture import describe, draw

ANSWERS = [
    [],
    [0.1] * 10,
    [0, 0, 0.25, 0, 0.75, 0, 0, 0, 0, 0],
    [1, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    *np.random.default_rng(0).dirichlet([0.3] * 10, 100).tolist(),
]


def test_browser_and_picture_say_the_same_of_every_answer(call):
    said = call("digit_pad/answer", *(["describe", shares] for shares in ANSWERS))
    assert said == [describe(shares) for shares in ANSWERS]


@pytest.mark.parametrize(
    ("shares", "sentence"),
    [
        ([], "Nothing is drawn yet."),
        ([0, 0, 0.2504, 0, 0.7496, *[0] * 5], "The network says 4 (75 %), then 2 (25 %)."),
        ([0.1] * 10, "The network says 0 (10 %), then 1 (10 %)."),
        ([0.8123, 0, 0, 0.1877, *[0] * 6], "The network says 0 (81.2 %), then 3 (18.8 %)."),
    ],
)
def test_the_sentence_has_the_two_likeliest_digits(shares, sentence):
    assert describe(shares) == sentence


def test_the_picture_has_the_digit_and_a_bar_for_every_class():
    digit, shares = np.arange(784).reshape(28, 28), np.arange(10) / 45
    left, right = draw(digit, shares).axes
    assert np.array_equal(left.images[0].get_array(), digit)
    assert [bar.get_width() for bar in right.patches] == shares.tolist()
