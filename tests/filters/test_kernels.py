"""Named kernels: the numbers of the lectures, and what each filter is for."""

import doctest

import numpy as np
import pytest
import scipy.ndimage
import scipy.signal

from helpers import filters
from helpers.convolution import cross_correlate

SIZES = range(1, 8)
CONSTANTS = {
    "identity": filters.IDENTITY,
    "box": filters.BOX,
    "Gaussian": filters.GAUSSIAN,
    "sharpen": filters.SHARPEN,
    "Sobel X": filters.SOBEL_X,
    "Sobel Y": filters.SOBEL_Y,
    "Laplacian": filters.LAPLACIAN,
}
RAMP = np.add.outer(np.zeros(20), np.arange(20.0))


def test_the_values_of_the_curve_filter_sum_to_180():
    assert filters.CURVE.sum() == 180


def test_the_back_of_the_mouse_answers_6600_and_its_head_nothing():
    products = (filters.CURVE * filters.MOUSE_BACK)[filters.CURVE > 0]
    assert sorted(products / 30) == [0, 20, 50, 50, 50, 50]
    assert cross_correlate(filters.MOUSE_BACK, filters.CURVE) == 4 * 50 * 30 + 20 * 30 == 6600
    assert scipy.signal.correlate2d(filters.MOUSE_BACK, filters.CURVE, mode="valid") == 6600
    assert cross_correlate(filters.MOUSE_HEAD, filters.CURVE) == 0
    assert filters.MOUSE_HEAD.sum() > 0


def test_the_curve_filter_answers_with_26_by_26_or_22_by_22_places():
    for size, places in ((32, 26), (28, 22)):
        assert cross_correlate(np.zeros((size, size)), filters.CURVE).shape == (places, places)


@pytest.mark.parametrize("name", filters.PRESETS)
def test_size_3_is_the_form_that_everybody_knows(name):
    np.testing.assert_array_equal(filters.preset(name, decimals=None), CONSTANTS[name])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", filters.PRESETS)
def test_a_preset_has_the_size_and_the_decimals_that_were_asked_for(name, size):
    kernel = filters.preset(name, size)
    assert kernel.shape == (size, size)
    assert kernel.dtype == np.float32
    np.testing.assert_array_equal(kernel, kernel.round(2))
    assert not np.signbit(kernel[kernel == 0]).any()
    np.testing.assert_allclose(kernel, filters.preset(name, size, decimals=None), atol=0.005001)


@pytest.mark.parametrize("size", SIZES)
def test_blurs_and_sharpening_leave_a_flat_region_alone_and_edges_answer_nothing(size):
    total = {"Sobel X": 0, "Sobel Y": 0, "Laplacian": 0}
    for name in filters.PRESETS:
        weights = filters.preset(name, size, decimals=None)
        assert weights.sum() == pytest.approx(total.get(name, 1), abs=1e-6)


@pytest.mark.parametrize("size", SIZES)
def test_the_identity_leaves_every_pixel_in_its_place(size):
    image = np.random.default_rng(0).random((9, 9))
    kernel = filters.preset("identity", size)
    np.testing.assert_array_equal(cross_correlate(image, kernel, padding="same"), image)


@pytest.mark.parametrize("size", range(2, 8))
def test_sobel_x_is_positive_where_it_gets_brighter_to_the_right(size):
    sobel = filters.preset("Sobel X", size, decimals=None)
    assert (cross_correlate(RAMP, sobel) > 0).all()
    np.testing.assert_allclose(cross_correlate(RAMP.T, sobel), 0, atol=1e-5)
    step = (RAMP >= 10).astype(float)
    assert cross_correlate(step, sobel).max() == pytest.approx(4)
    np.testing.assert_array_equal(filters.preset("Sobel Y", size, decimals=None), sobel.T)


def test_sobel_and_laplacian_agree_with_scipy():
    image = np.random.default_rng(0).random((12, 12))
    for axis, kernel in ((0, filters.SOBEL_Y), (1, filters.SOBEL_X)):
        np.testing.assert_allclose(
            cross_correlate(image, kernel), scipy.ndimage.sobel(image, axis)[1:-1, 1:-1]
        )
    np.testing.assert_allclose(
        cross_correlate(image, filters.LAPLACIAN), scipy.ndimage.laplace(image)[1:-1, 1:-1]
    )


@pytest.mark.parametrize("size", range(3, 8))
def test_a_laplacian_is_blind_to_slopes_and_sees_spots(size):
    laplacian = filters.preset("Laplacian", size, decimals=None)
    np.testing.assert_allclose(cross_correlate(RAMP, laplacian), 0, atol=1e-5)
    spot = np.zeros((15, 15))
    spot[7, 7] = 1
    assert cross_correlate(spot, laplacian).min() == pytest.approx(-4)


@pytest.mark.parametrize("size", SIZES)
def test_a_gaussian_is_repeated_averaging_of_neighbours(size):
    weights = np.ones((1, 1))
    for _ in range(size - 1):
        weights = scipy.signal.convolve2d(weights, np.full((2, 2), 0.25))
    np.testing.assert_allclose(filters.preset("Gaussian", size, decimals=None), weights, rtol=1e-6)


def test_a_filter_works_on_a_digit_as_it_is():
    digit = np.random.default_rng(0).random((28, 28), dtype="float32")
    feature_map = cross_correlate(digit, filters.SOBEL_X)
    assert (feature_map.shape, feature_map.dtype) == ((26, 26), np.float32)


def test_a_named_filter_cannot_be_overwritten():
    with pytest.raises(ValueError, match="read-only"):
        filters.SOBEL_X[0, 0] = 5


def test_an_unknown_preset_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match="name is 'sobel'; the presets are identity, box"):
        filters.preset("sobel")
    with pytest.raises(ValueError, match="size is 0; it must be a positive integer"):
        filters.preset("box", 0)


def test_the_examples_in_the_docstrings_are_true():
    assert doctest.testmod(filters).failed == 0
