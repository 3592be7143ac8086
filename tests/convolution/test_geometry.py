"""Sizes along one axis, against windows that are counted one by one and against TensorFlow."""

import doctest
import importlib

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from helpers.convolution import (
    dilated_size,
    leftover,
    output_size,
    pad,
    padding_sides,
    same_padding,
    unreached,
)

# No deadline, and time for the first call of TensorFlow: the machine may be busy.
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
lengths = st.integers(1, 20)
steps = st.integers(1, 5)
paddings = st.one_of(
    st.integers(0, 4), st.tuples(st.integers(0, 4), st.integers(0, 4)), st.sampled_from(["same"])
)


@st.composite
def fitting(draw):
    """(n, k, options) of a kernel that fits into its padded input."""
    n, k = draw(lengths), draw(st.integers(1, 6))
    options = {"padding": draw(paddings), "stride": draw(steps), "dilation": draw(steps)}
    padded = n + sum(padding_sides(n=n, k=k, **options))
    assume(dilated_size(k, options["dilation"]) <= padded)
    return n, k, options


def taps_one_by_one(n, k, padding, stride, dilation):
    """Rows under the kernel at each position, found by walking until it falls off the end."""
    padded = n + sum(padding_sides(padding, n, k, stride=stride, dilation=dilation))
    found, start = [], 0
    while start + (k - 1) * dilation < padded:
        found.append([start + tap * dilation for tap in range(k)])
        start += stride
    return padded, found


@quick
@given(fitting())
def test_the_output_has_as_many_values_as_the_kernel_has_places(geometry):
    n, k, options = geometry
    _, places = taps_one_by_one(n, k, **options)
    assert output_size(n, k, **options) == len(places)


@quick
@given(fitting())
def test_left_over_is_what_lies_behind_the_last_tap(geometry):
    n, k, options = geometry
    padded, places = taps_one_by_one(n, k, **options)
    assert leftover(n, k, **options) == padded - 1 - places[-1][-1]


@quick
@given(fitting())
def test_unreached_rows_are_those_under_no_tap(geometry):
    n, k, options = geometry
    padded, places = taps_one_by_one(n, k, **options)
    touched = {row for place in places for row in place}
    assert unreached(n, k, **options) == tuple(sorted(set(range(padded)) - touched))


@quick
@given(n=lengths, k=st.integers(1, 6), stride=steps, dilation=steps)
def test_same_gives_the_input_length_divided_by_the_stride_and_rounded_up(n, k, stride, dilation):
    options = {"padding": "same", "stride": stride, "dilation": dilation}
    assert output_size(n, k, **options) == int(np.ceil(n / stride))


@quick
@given(n=lengths, k=st.integers(1, 6), stride=steps, dilation=steps)
def test_same_puts_its_zeros_where_tensorflow_does(n, k, stride, dilation):
    # A kernel of 1, 2, 4, ... writes into each output which of its taps were on the image.
    bits = 2.0 ** np.arange(k, dtype=np.float32)
    theirs = (
        tf.nn.conv2d(
            np.ones((1, 1, n, 1), "float32"),
            bits.reshape(1, k, 1, 1),
            (1, stride),
            "SAME",
            dilations=(1, dilation),
        )
        .numpy()
        .ravel()
    )
    before, after = same_padding(n, k, stride=stride, dilation=dilation)
    on_image = np.pad(np.ones(n), (before, after))
    ours = [
        sum(bits[tap] * on_image[i * stride + tap * dilation] for tap in range(k))
        for i in range(len(theirs))
    ]
    np.testing.assert_array_equal(theirs, ours)


def test_an_odd_zero_goes_to_the_bottom_and_the_right():
    assert same_padding(28, 3, stride=2) == (0, 1)


@pytest.mark.parametrize(
    ("n", "k", "options", "size"),
    [
        (5, 3, {}, 3),
        (28, 5, {}, 24),
        (32, 7, {}, 26),
        (28, 7, {}, 22),
        (32, 5, {"padding": 2}, 32),
        (28, 3, {"stride": 2}, 13),
        (227, 11, {"stride": 4}, 55),
        (11, 2, {"stride": 2}, 5),
    ],
)
def test_the_sizes_of_the_lectures(n, k, options, size):
    theirs = tf.nn.conv2d(
        np.zeros((1, 1, n + 2 * options.get("padding", 0), 1), "float32"),
        np.zeros((1, k, 1, 1), "float32"),
        options.get("stride", 1),
        "VALID",
    )
    assert output_size(n, k, **options) == size == theirs.shape[2]


def test_every_5_by_5_layer_without_padding_costs_4_rows():
    sizes = [32]
    while sizes[-1] >= 5:
        sizes.append(output_size(sizes[-1], 5))
    assert set(np.diff(sizes)) == {-4}


def test_224_does_not_fit_alexnet_and_227_does():
    assert leftover(224, 11, stride=4) == 1
    assert leftover(227, 11, stride=4) == 0


def test_two_rows_around_a_32_by_32_image_make_36_by_36():
    image = np.ones((32, 32, 3))
    assert pad(image, 2).shape == (36, 36, 3)
    assert pad(image, 2).sum() == image.sum()


@quick
@given(
    shape=st.sampled_from([(5,), (4, 5), (4, 5, 2), (3, 4, 5, 2)]),
    top=st.integers(0, 3),
    bottom=st.integers(0, 3),
)
def test_padding_agrees_with_numpy(shape, top, bottom):
    x = np.arange(np.prod(shape)).reshape(shape)
    padding = (top, bottom) if x.ndim == 1 else ((top, bottom), (1, 2))
    axes = [padding] if x.ndim == 1 else list(padding)
    widths = ([(0, 0)] if x.ndim == 4 else []) + axes + ([(0, 0)] if x.ndim > 2 else [])
    np.testing.assert_array_equal(pad(x, padding), np.pad(x, widths))
    np.testing.assert_array_equal(pad(x, padding, mode="edge"), np.pad(x, widths, mode="edge"))


def test_padding_for_same_needs_the_kernel():
    assert pad(np.ones((28, 28)), "same", kernel_size=3).shape == (30, 30)
    with pytest.raises(ValueError, match="kernel_size is missing"):
        pad(np.ones((28, 28)), "same")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: output_size(5, 7), "k = 7 .* covers 7, .* has 5; use k of at most 5 or 2 more"),
        (lambda: output_size(5, 3, dilation=3), "covers 7.* use k of at most 2"),
        (lambda: output_size(5, 3, stride=0), "stride is 0; it must be a positive integer"),
        (lambda: output_size(5.0, 3), "n is 5.0; it must be a positive integer"),
        (lambda: output_size(5, 3, padding=-1), "padding is -1; it must be an integer of at le"),
        (lambda: output_size(5, 3, padding="full"), "padding is 'full'; .* 'valid' or 'same'"),
        (lambda: output_size(5, 3, padding=(1, 2, 3)), r"padding is \(1, 2, 3\); .*before, aft"),
        (lambda: pad(np.ones((2, 2)), (1, 2)), r"padding is \(1, 2\); .*\(\(top, bottom\)"),
        (lambda: pad(np.ones((2, 2)), 1, mode="wrap"), "mode is 'wrap'"),
        (lambda: pad(np.ones((1, 1, 1, 1, 1)), 1), "x has the shape"),
    ],
)
def test_an_error_names_the_argument_its_value_and_the_remedy(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    "module", ["geometry", "padding", "correlate", "loops", "im2col", "strided", "pooling"]
)
def test_the_examples_in_the_docstrings_are_true(module):
    result = doctest.testmod(importlib.import_module(f"helpers.convolution.{module}"))
    assert result.failed == 0
