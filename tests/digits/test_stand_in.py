"""The digits of scikit-learn in MNIST's place."""

import numpy as np
import pytest

from helpers.digits import stand_in
from tests.digits.made import KEYS, assert_holds


@pytest.fixture(scope="module")
def small_digits():
    return stand_in.stand_in()


def test_the_stand_in_has_the_shapes_and_dtypes_of_mnist(small_digits):
    for x, y in (
        (small_digits.x_train, small_digits.y_train),
        (small_digits.x_test, small_digits.y_test),
    ):
        assert x.shape == (len(y), 28, 28) and x.dtype == y.dtype == np.uint8
        assert set(y) == set(range(10)) and x.max() == 255 and x.min() == 0
    assert len(small_digits.y_train) + len(small_digits.y_test) == 1797


def test_the_split_is_stratified_and_the_same_every_time(small_digits):
    train, test = (np.bincount(y) for y in (small_digits.y_train, small_digits.y_test))
    np.testing.assert_array_equal(test, (train + test) // 5)
    again = stand_in.stand_in()
    assert_holds(again, {key: getattr(small_digits, key) for key in KEYS})


def test_every_digit_of_scikit_learn_is_in_exactly_one_part(small_digits):
    from sklearn.datasets import load_digits as load_small

    together = np.concatenate([small_digits.x_train, small_digits.x_test])
    whole = stand_in.enlarge(load_small().images)
    assert sorted(x.tobytes() for x in together) == sorted(x.tobytes() for x in whole)


def test_an_enlarged_digit_keeps_its_place_and_its_ink():
    small = np.zeros((1, 8, 8))
    small[0, 2, 5] = 16
    large = stand_in.enlarge(small)[0].astype(float)
    assert large.shape == (28, 28)
    rows, columns = np.indices(large.shape)
    # The middle of pixel i of 8 is (i + ½)·20/8 of the box, which begins 4 pixels from the edge.
    assert (rows * large).sum() / large.sum() == pytest.approx(4 + 2.5 * 2.5 - 0.5, abs=0.05)
    assert (columns * large).sum() / large.sum() == pytest.approx(4 + 5.5 * 2.5 - 0.5, abs=0.05)
    assert large.sum() == pytest.approx(255 * 2.5**2, rel=0.05)


def test_the_border_of_the_stand_in_is_paper(small_digits):
    assert not np.delete(small_digits.x_train, np.s_[4:24], axis=1).any()
    assert not np.delete(small_digits.x_train, np.s_[4:24], axis=2).any()
