"""The effective receptive field: what Python and the browser compute and say."""

import itertools
from math import comb

import numpy as np
import pytest

from helpers.explorers.effective_field.field import (
    COUNTS,
    MOST_LAYERS,
    SIZES,
    STACKS,
    WEIGHTS,
    field_size,
    gradient,
    random_kernels,
    sensitivity,
    spread,
)
from helpers.explorers.effective_field.picture import describe, draw_field

SETTINGS = list(itertools.product((1, 2, 5, MOST_LAYERS), SIZES, WEIGHTS))


@pytest.mark.training
@pytest.mark.parametrize(("layers", "k"), [(1, 3), (4, 3), (3, 5)])
def test_the_gradient_is_that_of_tensorflow(layers, k):
    import tensorflow as tf

    kernels = random_kernels()[0, :layers, :k, :k]
    n = field_size(layers, k)
    x = tf.Variable(np.random.default_rng(1).normal(size=(1, n, n, 1)))
    with tf.GradientTape() as tape:
        unit = x
        for kernel in kernels:
            unit = tf.nn.conv2d(unit, kernel[:, :, None, None], strides=1, padding="VALID")
    expected = tape.gradient(unit, x)[0, :, :, 0]
    np.testing.assert_allclose(gradient(kernels), expected, rtol=1e-5, atol=1e-9)


def test_equal_weights_count_the_ways_from_a_pixel_to_the_unit():
    """Two weights a layer make binomial numbers of ways."""
    ways = gradient(np.ones((7, 2, 2)))
    row = np.array([comb(7, i) for i in range(8)])
    np.testing.assert_allclose(ways, np.outer(row, row))


@pytest.mark.parametrize("k", SIZES)
def test_the_spread_of_equal_weights_is_that_of_the_bell_curve(k):
    for layers in (1, 4, MOST_LAYERS):
        row = sensitivity(layers, k, "all equal").sum(axis=0)
        pixels = np.arange(len(row)) - (len(row) - 1) / 2
        assert np.average(pixels**2, weights=row) == pytest.approx(spread(layers, k) ** 2)


def test_the_deeper_a_stack_the_nearer_is_it_to_the_bell_curve():
    apart = []
    for layers in (1, 3, 6, MOST_LAYERS):
        n = field_size(layers, 5)
        bell = np.exp(-((np.arange(n) - n // 2) ** 2) / (2 * spread(layers, 5) ** 2))
        apart.append(np.abs(sensitivity(layers, 5, "all equal")[n // 2] - bell).max())
    assert apart == sorted(apart, reverse=True) and apart[-1] < 0.02 < 0.3 < apart[0]


def test_random_stacks_of_the_browser_and_of_python_count_the_same(call):
    random = random_kernels()
    assert random.shape[:2] == (STACKS, MOST_LAYERS)
    asked = [["sensitivity", *one, random.tolist()] for one in SETTINGS]
    found = call("effective_field/field", *asked)
    for one, there in zip(SETTINGS, found, strict=True):
        expected = sensitivity(*one)
        assert (there["rows"], there["columns"]) == expected.shape
        np.testing.assert_allclose(there["values"], expected.ravel(), rtol=1e-9, atol=1e-12)
    said = [["describe", *one, there, COUNTS] for one, there in zip(SETTINGS, found, strict=True)]
    assert call("effective_field/field", *said) == [describe(*one) for one in SETTINGS]


def test_words_say_how_few_pixels_count():
    said = describe(4, 3, "all equal")
    assert said.startswith("4 layers of 3 by 3, weights all equal: a unit sees 9 by 9 pixels. ")
    corner = 100 / 19**2  # 19 ways along each axis for the middle, one for the corner
    assert "49 of these 81, 60.5 %," in said and f"corner counts {corner:.2g} %." in said


def test_the_picture_draws_the_middle_row_beside_the_bell_curve():
    _, row = draw_field(3, 3, "all equal").axes
    bell, middle = row.lines
    np.testing.assert_allclose(middle.get_ydata(), sensitivity(3, 3, "all equal")[3])
    assert bell.get_ydata().max() == pytest.approx(1, abs=1e-3)
