import numpy as np

from helpers.drawing.reliability import reliability_table
from helpers.training.calibration import Bin
from tests.drawing.figures import drawn


def bins():
    return [Bin(0.5, 0.9, 100, 0.8, 0.7), Bin(0.9, 1, 2500, 0.98, 0.99)]


def test_every_bin_is_said():
    assert reliability_table(bins()).alt == (
        "Certainty and accuracy of the answers, by certainty. "
        "0.5 to 0.9: 100 answers, sure 0.800, right 0.700, standard error 0.040, "
        "30 wrong where 20.0 are expected; "
        "0.9 to 1: 2,500 answers, sure 0.980, right 0.990, standard error 0.003, "
        "25 wrong where 50.0 are expected."
    )


def test_two_standard_errors_are_drawn_around_the_certainty(monkeypatch):
    (axes,) = drawn(monkeypatch, reliability_table, bins()).axes
    (bars,) = axes.collections
    first = bars.get_segments()[0]
    assert np.allclose(first, [[0, 0.72], [0, 0.88]])
    right = axes.lines[-1]
    assert np.allclose(right.get_ydata(), [0.7, 0.99])
