"""Pooling against TensorFlow, and what it throws away."""

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from helpers.convolution import (
    average_pool,
    global_average_pool,
    global_max_pool,
    max_pool,
)

# No deadline, and time for the first call of TensorFlow: the machine may be busy.
quick = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
seeds = st.integers(0, 2**32 - 1)
sides = st.integers(1, 4)


@quick
@given(
    seed=seeds,
    shape=st.tuples(st.integers(1, 9), st.integers(1, 9)),
    window=st.tuples(sides, sides),
    stride=st.one_of(st.none(), st.tuples(sides, sides)),
    padding=st.sampled_from(["valid", "same"]),
)
def test_pooling_agrees_with_tensorflow(seed, shape, window, stride, padding):
    assume(padding == "same" or (window[0] <= shape[0] and window[1] <= shape[1]))
    # All below zero, so that a padded zero that took part would win.
    x = -np.random.default_rng(seed).random((2, *shape, 3), dtype="float32") - 1
    for ours, theirs in ((max_pool, tf.nn.max_pool2d), (average_pool, tf.nn.avg_pool2d)):
        expected = theirs(x, window, stride or window, padding.upper()).numpy()
        pooled = ours(x, window, stride=stride, padding=padding)
        np.testing.assert_allclose(pooled, expected, rtol=1e-5)
        assert pooled.dtype == np.float32
        np.testing.assert_array_equal(ours(x[0], window, stride=stride, padding=padding), pooled[0])
        np.testing.assert_array_equal(
            ours(x[0, :, :, 1], window, stride=stride, padding=padding), pooled[0, :, :, 1]
        )


@quick
@given(seed=seeds)
def test_global_pooling_is_a_window_as_large_as_the_map(seed):
    x = np.random.default_rng(seed).random((2, 4, 5, 3))
    np.testing.assert_array_equal(global_max_pool(x), max_pool(x, (4, 5))[:, 0, 0])
    np.testing.assert_allclose(global_average_pool(x), average_pool(x, (4, 5))[:, 0, 0])
    assert global_max_pool(x[0]).shape == (3,)
    assert global_average_pool(x[0, :, :, 0]).shape == ()


def test_a_2_by_2_pool_keeps_a_quarter_of_the_values():
    x = np.arange(24 * 24).reshape(24, 24)
    discarded = 1 - max_pool(x).size / x.size
    assert discarded == 0.75


def test_a_pool_halves_and_drops_what_is_left_over():
    assert max_pool(np.ones((11, 11, 64))).shape == (5, 5, 64)


@pytest.mark.parametrize("dtype", ["uint8", "int64", "float16", "bool"])
def test_the_largest_value_keeps_its_dtype(dtype):
    x = np.array([[0, 1, 1], [0, 0, 1], [1, 0, 0]], dtype)
    pooled = max_pool(x, 2, padding="same")
    assert pooled.dtype == dtype
    np.testing.assert_array_equal(pooled, np.array([[1, 1], [1, 0]], dtype))


def test_whole_numbers_have_a_mean_that_is_not_whole():
    assert average_pool(np.array([[1, 2], [3, 4]])) == 2.5
    assert average_pool(np.array([[1, 2], [3, 4]], "uint8")).dtype == np.float64


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: max_pool(np.ones((4, 4)), 5), "the kernel does not fit: k = 5"),
        (lambda: max_pool(np.ones((4, 4)), 2, padding=2), "padding is 2 .*smaller than the wind"),
        (lambda: average_pool(np.ones(4)), r"x has the shape \(4,\)"),
        (lambda: global_max_pool(np.ones(4)), r"x has the shape \(4,\); pooling needs rows"),
    ],
)
def test_an_error_names_the_argument_its_value_and_the_remedy(call, message):
    with pytest.raises(ValueError, match=message):
        call()
