"""What was recorded is there, is what the lecture claims, and can be read back."""

import numpy as np

from helpers.digits import load_digits
from helpers.training.accuracy import accuracy
from helpers.training.few_parameters import few_parameters_cnn, recorded, recorded_networks
from helpers.training.few_parameters.starts import SEEDS, Start, keep
from helpers.training.split import split


def test_five_starts_reach_994_of_1000_in_the_median():
    starts = recorded()
    assert [start.seed for start in starts] == list(SEEDS)
    assert np.median([start.test for start in starts]) >= 0.994


def test_the_networks_read_digits_of_another_hand():
    digits = split(load_digits("scikit-learn"), short=True)
    for network in recorded_networks():
        assert accuracy(network, digits.x_test, digits.y_test) > 0.5  # chance is 0.1


def test_what_is_kept_comes_back(tmp_path):
    model, start = few_parameters_cnn(), Start(3, 0.5, 0.25)
    keep(model, start, tmp_path)
    assert recorded(tmp_path) == [start]
    (back,) = recorded_networks(tmp_path)
    for one, other in zip(model.get_weights(), back.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
