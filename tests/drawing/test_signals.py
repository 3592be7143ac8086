import numpy as np
import pytest

from helpers.drawing.receptive_growth import growth
from helpers.drawing.signals import curves, stems


def test_more_curves_than_can_be_told_apart_are_refused_by_name():
    x = np.arange(3)
    with pytest.raises(ValueError, match="a, b, c, d, e are 5 curves; at most 4"):
        curves(x, dict.fromkeys("abcde", x), "five lines")


def test_more_networks_than_can_be_told_apart_are_refused_by_name():
    with pytest.raises(ValueError, match="p, q, r, s are 4 curves; at most 3"):
        growth(dict.fromkeys("pqrs", (3, 5)), "four lines")


@pytest.mark.parametrize("alt", ["", "  "])
def test_a_signal_without_words_is_refused(alt):
    with pytest.raises(ValueError, match="say in words"):
        stems({"x": np.arange(3)}, alt)
