"""Numbers are said alike in Python and in the browser."""

import numpy as np

from helpers.drawing.words import number


def test_numbers_are_rounded_alike(call):
    values = [0, -0.0, 1, -1, 0.125, -0.125, 0.005, -0.004, 2.5, 1 / 3, 6600, -19.999, 1e6 + 0.25]
    values += np.random.default_rng(9).normal(scale=50, size=200).tolist()
    for digits in (0, 1, 2, 6):
        shown = call("kit/words", *(["number", value, digits] for value in values))
        assert shown == [number(value, digits) for value in values]
    assert number(-0.125) == "−0.13" and number(-0.001) == "0"
