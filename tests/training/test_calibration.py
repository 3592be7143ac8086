import numpy as np
import pytest
from sklearn.calibration import calibration_curve

from helpers.training.calibration import Bin, calibration_error, reliability

GENERATOR = np.random.default_rng(5)


def drawn_answers(n, skill):
    """Probabilities of two classes, and labels that are right with the `skill` of a certainty."""
    certainty = GENERATOR.uniform(0.5, 1, n)
    right = GENERATOR.random(n) < skill(certainty)
    return np.stack([certainty, 1 - certainty], axis=1), np.where(right, 0, 1)


def test_the_bins_agree_with_scikit_learn():
    probabilities, labels = drawn_answers(2000, lambda p: p**2)
    bins = reliability(probabilities, labels, np.linspace(0, 1, 11))
    right, sure = calibration_curve(labels == 0, probabilities[:, 0], n_bins=10)
    assert np.allclose([one.right for one in bins], right)
    assert np.allclose([one.sure for one in bins], sure)
    assert sum(one.count for one in bins) == 2000


def test_whoever_is_right_as_often_as_sure_lies_within_the_errors():
    probabilities, labels = drawn_answers(20_000, lambda p: p)
    bins = reliability(probabilities, labels, [0.5, 0.6, 0.7, 0.8, 0.9, 1])
    assert all(abs(one.right - one.sure) < 4 * one.error for one in bins)
    assert calibration_error(bins) < 0.02


def test_a_certainty_on_an_edge_is_counted_once_and_1_belongs_to_the_last_bin():
    probabilities = np.array([[0.5, 0.5], [0.75, 0.25], [1.0, 0.0]])
    bins = reliability(probabilities, np.zeros(3, int), [0.5, 0.75, 1])
    assert bins == [Bin(0.5, 0.75, 1, 0.5, 1), Bin(0.75, 1, 2, 0.875, 1)]


def test_a_bin_without_an_answer_is_left_out():
    (only,) = reliability(np.array([[0.9, 0.1]]), np.array([1]), [0.5, 0.8, 1])
    assert (only.low, only.right, only.count) == (0.8, 0, 1)


def test_the_calibration_error_weighs_each_bin_by_its_answers():
    bins = [Bin(0, 0.5, 30, 0.4, 0.5), Bin(0.5, 1, 10, 0.9, 0.7)]
    assert calibration_error(bins) == pytest.approx((30 * 0.1 + 10 * 0.2) / 40)
