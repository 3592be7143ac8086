import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from helpers.digits import load_digits
from helpers.digits.centring import BOX, like_mnist
from helpers.images.drawn import seven


def drawing(side=84):
    return np.rint(seven(side) * 5).astype(np.uint8)


@given(right=st.integers(-15, 15), down=st.integers(-15, 15))
@settings(max_examples=30, deadline=None)
def test_where_it_was_drawn_makes_no_difference(right, down):
    roomy = np.pad(drawing(), 20)
    moved = np.roll(roomy, (down, right), axis=(0, 1))
    np.testing.assert_array_equal(like_mnist(moved), like_mnist(roomy))


@pytest.mark.parametrize("times", [2, 3, 6, 10])
def test_how_large_it_was_drawn_makes_little_difference(times):
    small = drawing(28)
    large = np.kron(small, np.ones((times, times), np.uint8))
    a, b = like_mnist(small).astype(float), like_mnist(large).astype(float)
    assert np.corrcoef(a.ravel(), b.ravel())[0, 1] > 0.95


def test_the_longer_side_is_20_pixels_and_the_mass_is_in_the_middle():
    field = like_mnist(drawing())
    rows, columns = np.nonzero(field)
    assert max(np.ptp(rows), np.ptp(columns)) + 1 in (BOX - 1, BOX)
    assert np.abs(np.array(ndimage.center_of_mass(field)) - 13.5).max() <= 0.5


def test_stored_digits_come_out_as_they_were_but_for_a_pixel():
    digits = load_digits("scikit-learn").x_test[:100]
    for digit in digits:
        middle = np.array(ndimage.center_of_mass(like_mnist(digit)))
        assert np.abs(middle - 13.5).max() <= 1


@pytest.mark.parametrize("stroke", [np.s_[40, 10:70], np.s_[10:70, 40], np.s_[40, 40]])
def test_a_line_and_a_dot_are_no_problem(stroke):
    ink = np.zeros((84, 84), np.uint8)
    ink[stroke] = 255
    field = like_mnist(ink)
    assert field.shape == (28, 28) and field.any()


def test_an_empty_drawing_stays_empty():
    assert not like_mnist(np.zeros((84, 84), np.uint8)).any()


def test_what_is_no_drawing_is_refused():
    with pytest.raises(ValueError, match=r"\(84, 84\) and dtype float64"):
        like_mnist(np.zeros((84, 84)))
