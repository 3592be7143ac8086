"""Cross-correlation and convolution against SciPy, TensorFlow and Keras, and their laws.

Random arrays hold small whole numbers, so that sums are exact in float32 whatever their order.
"""

import keras
import numpy as np
import pytest
import scipy.signal
import tensorflow as tf
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from helpers.convolution import (
    convolve,
    cross_correlate,
    dilated_size,
    im2col,
    output_size,
    padding_sides,
    strided,
)
from helpers.convolution.loops import correlate_signal

METHODS = ("loops", "im2col", "strided")
every_method = pytest.mark.parametrize("method", METHODS)
seeds = st.integers(0, 2**32 - 1)
# No deadline, and time for the first call of TensorFlow: the machine may be busy.
quick = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def whole_numbers(seed, shape, dtype="float32"):
    return np.random.default_rng(seed).integers(-9, 10, shape).astype(dtype)


@st.composite
def layers(draw):
    """(x, kernel, options) of a random convolution layer that fits."""
    small = st.integers(1, 3)
    groups, filters_per_group, channels_per_group = draw(small), draw(small), draw(small)
    h, w = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    kernel_size = draw(st.tuples(st.integers(1, 4), st.integers(1, 4)))
    side = st.tuples(st.integers(0, 2), st.integers(0, 2))
    options = {
        "padding": draw(st.one_of(st.sampled_from(["valid", "same"]), st.tuples(side, side))),
        "stride": draw(st.tuples(small, small)),
        "dilation": draw(st.tuples(small, small)),
        "groups": groups,
    }
    for axis, n in enumerate((h, w)):
        k, d, padding = kernel_size[axis], options["dilation"][axis], options["padding"]
        one = padding if isinstance(padding, str) else padding[axis]
        sides = padding_sides(one, n, k, stride=options["stride"][axis], dilation=d)
        assume(dilated_size(k, d) <= n + sum(sides))
    seed = draw(seeds)
    x = whole_numbers(seed, (draw(small), h, w, channels_per_group * groups))
    kernel = whole_numbers(seed + 1, (*kernel_size, channels_per_group, filters_per_group * groups))
    return x, kernel, options


def tensorflow_conv2d(x, kernel, *, padding, stride, dilation, groups):
    """TensorFlow finds the number of groups by itself, from the channels of x and kernel."""
    assert x.shape[3] == kernel.shape[2] * groups
    theirs = padding.upper() if isinstance(padding, str) else [[0, 0], *padding, [0, 0]]
    return tf.nn.conv2d(x, kernel, (1, *stride, 1), theirs, dilations=dilation).numpy()


@quick
@given(layers())
def test_all_three_ways_agree_with_tensorflow(layer):
    x, kernel, options = layer
    theirs = tensorflow_conv2d(x, kernel, **options)
    for method in METHODS:
        ours = cross_correlate(x, kernel, method=method, **options)
        np.testing.assert_array_equal(ours, theirs, err_msg=method)
        assert ours.dtype == np.float32 and ours.flags.c_contiguous


@pytest.mark.parametrize("block_bytes", [1, 1000, 10**9])
@quick
@given(layer=layers())
def test_the_size_of_a_block_changes_nothing(layer, block_bytes):
    x, kernel, options = layer
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strided, "BLOCK_BYTES", block_bytes)
        ours = cross_correlate(x, kernel, **options)
    np.testing.assert_array_equal(ours, cross_correlate(x, kernel, method="im2col", **options))


@every_method
@quick
@given(seed=seeds, n=st.integers(1, 12), k=st.integers(1, 6), stride=st.integers(1, 3))
def test_a_signal_agrees_with_scipy(method, seed, n, k, stride):
    assume(k <= n)
    x, kernel = whole_numbers(seed, n, "int64"), whole_numbers(seed + 1, k, "int64")
    theirs = scipy.signal.correlate(x, kernel, mode="valid", method="direct")[::stride]
    np.testing.assert_array_equal(cross_correlate(x, kernel, stride=stride, method=method), theirs)
    np.testing.assert_array_equal(correlate_signal(x, kernel, stride), theirs)
    np.testing.assert_array_equal(
        convolve(x, kernel, padding=k - 1, method=method),
        scipy.signal.convolve(x, kernel, mode="full", method="direct"),
    )


@every_method
@quick
@given(seed=seeds, h=st.integers(1, 8), w=st.integers(1, 8), k=st.integers(0, 2))
def test_an_image_agrees_with_scipy(method, seed, h, w, k):
    size = 2 * k + 1
    x, kernel = whole_numbers(seed, (h, w), "int64"), whole_numbers(seed + 1, (size, size), "int64")
    for ours, theirs in (
        (cross_correlate, scipy.signal.correlate2d),
        (convolve, scipy.signal.convolve2d),
    ):
        np.testing.assert_array_equal(
            ours(x, kernel, padding="same", method=method), theirs(x, kernel, mode="same")
        )
        edges = np.pad(x, k, mode="edge")
        np.testing.assert_array_equal(
            ours(x, kernel, padding=k, padding_mode="edge", method=method),
            theirs(edges, kernel, mode="valid"),
        )


@every_method
def test_a_color_image_is_correlated_channel_by_channel_and_summed(method):
    x, kernel = whole_numbers(0, (6, 7, 3)), whole_numbers(1, (3, 2, 3))
    expected = sum(
        scipy.signal.correlate2d(x[..., c], kernel[..., c], mode="valid") for c in range(3)
    )
    np.testing.assert_array_equal(cross_correlate(x, kernel, method=method), expected)
    np.testing.assert_array_equal(
        cross_correlate(x, kernel[..., None], bias=[5], method=method)[..., 0], expected + 5
    )


@pytest.mark.parametrize(
    ("filters", "options"),
    [
        (4, {"strides": 2, "padding": "same"}),
        (4, {"dilation_rate": 2, "use_bias": False}),
        (6, {"groups": 2, "strides": (1, 3)}),
    ],
)
def test_a_keras_layer_gives_the_same_feature_maps(filters, options):
    layer = keras.layers.Conv2D(filters, 3, bias_initializer="random_normal", **options)
    x = np.random.default_rng(0).standard_normal((2, 9, 10, 4)).astype("float32")
    theirs = layer(x).numpy()
    ours = cross_correlate(
        x,
        layer.kernel.numpy(),
        bias=layer.bias.numpy() if layer.use_bias else None,
        padding=layer.padding,
        stride=layer.strides,
        dilation=layer.dilation_rate,
        groups=layer.groups,
    )
    np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-5)


@quick
@given(layer=layers(), seed=seeds)
def test_the_operation_is_linear(layer, seed):
    x, kernel, options = layer
    other = whole_numbers(seed, x.shape)
    together = cross_correlate(2 * x - 3 * other, kernel, **options)
    of_x, of_other = (cross_correlate(one, kernel, **options) for one in (x, other))
    np.testing.assert_array_equal(together, 2 * of_x - 3 * of_other)


@quick
@given(layer=layers())
def test_convolution_is_cross_correlation_with_the_kernel_turned_by_180_degrees(layer):
    x, kernel, options = layer
    turned = np.rot90(kernel, 2, axes=(0, 1))
    np.testing.assert_array_equal(
        convolve(x, kernel, **options), cross_correlate(x, turned, **options)
    )


@quick
@given(seed=seeds, n=st.integers(1, 8), k=st.integers(1, 8))
def test_convolution_does_not_care_which_of_the_two_is_the_kernel(seed, n, k):
    x, kernel = whole_numbers(seed, n), whole_numbers(seed + 1, k)
    np.testing.assert_array_equal(
        convolve(x, kernel, padding=k - 1), convolve(kernel, x, padding=n - 1)
    )


@quick
@given(seed=seeds, down=st.integers(0, 3), right=st.integers(0, 3))
def test_a_shifted_image_gives_a_shifted_feature_map_away_from_the_borders(seed, down, right):
    x, kernel = whole_numbers(seed, (12, 12)), whole_numbers(seed + 1, (3, 3))
    feature_map = cross_correlate(x, kernel)
    shifted = cross_correlate(np.roll(x, (down, right), axis=(0, 1)), kernel)
    np.testing.assert_array_equal(shifted[down:, right:], feature_map[: 10 - down, : 10 - right])


def test_a_depth_column_of_28_by_28_by_3_under_5_by_5_filters_is_24_by_24_by_f():
    assert cross_correlate(np.ones((28, 28, 3)), np.ones((5, 5, 3, 7))).shape == (24, 24, 7)


def test_a_5_by_5_image_under_a_3_by_3_kernel_gives_3_by_3():
    assert cross_correlate(np.ones((5, 5)), np.ones((3, 3))).shape == (3, 3)


def test_alexnet_as_one_matrix_product():
    x, kernel = whole_numbers(0, (227, 227, 3)), whole_numbers(1, (11, 11, 3, 96))
    x_col, w_row = im2col(x, 11, stride=4), kernel.reshape(-1, 96).T
    product = w_row @ x_col
    assert (w_row.shape, x_col.shape, product.shape) == ((96, 363), (363, 3025), (96, 3025))
    assert (11 * 11 * 3, output_size(227, 11, stride=4) ** 2) == x_col.shape
    theirs = tf.nn.conv2d(x[None], kernel, 4, "VALID").numpy()[0]
    np.testing.assert_array_equal(product.T.reshape(55, 55, 96), theirs)


@quick
@given(seed=seeds, i=st.integers(0, 3), j=st.integers(0, 4))
def test_a_column_of_im2col_is_the_patch_at_its_position(seed, i, j):
    x = whole_numbers(seed, (9, 11, 2))
    columns = im2col(x, (3, 2), stride=2)
    assert columns.shape == (3 * 2 * 2, 4 * 5)
    np.testing.assert_array_equal(
        columns[:, i * 5 + j].reshape(3, 2, 2), x[2 * i : 2 * i + 3, 2 * j : 2 * j + 2]
    )


def test_im2col_of_a_batch_puts_one_image_after_the_other():
    x = whole_numbers(0, (2, 5, 5, 3))
    both = np.hstack([im2col(image, 3, padding=1, dilation=2) for image in x])
    np.testing.assert_array_equal(im2col(x, 3, padding=1, dilation=2), both)
    np.testing.assert_array_equal(im2col(x[0, :, :, 0], 3), im2col(x[0, :, :, :1], 3))


@every_method
@pytest.mark.parametrize(
    ("x_dtype", "kernel_dtype", "result"),
    [
        ("float32", "float32", "float32"),
        ("float16", "float16", "float16"),
        ("float32", "float64", "float64"),
        ("uint8", "float32", "float32"),
        ("uint8", "int8", "int16"),
        ("int64", "int64", "int64"),
    ],
)
def test_the_result_has_the_dtype_of_the_product(method, x_dtype, kernel_dtype, result):
    x, kernel = np.ones((4, 4), x_dtype), np.ones((3, 3), kernel_dtype)
    assert cross_correlate(x, kernel, method=method).dtype == result == (x[:3, :3] * kernel).dtype


@every_method
def test_small_integers_wrap_around_as_in_numpy(method):
    x, kernel = np.full((3, 3), 100, "uint8"), np.ones((3, 3), "uint8")
    assert cross_correlate(x, kernel, method=method) == (x * kernel).sum(dtype="uint8") == 900 % 256


def test_a_number_as_bias_leaves_float32_alone():
    ones = np.ones((3, 3), "float32")
    assert cross_correlate(ones, ones, bias=0.5).dtype == np.float32
    assert cross_correlate(ones, ones, bias=0.5) == 9.5


@every_method
def test_the_arguments_are_left_as_they_were(method):
    x, kernel = whole_numbers(0, (1, 5, 5, 2)), whole_numbers(1, (1, 1, 2, 1))
    x.setflags(write=False)
    kernel.setflags(write=False)
    maps = cross_correlate(x, kernel, bias=[1], method=method)
    assert maps.flags.writeable and not np.shares_memory(maps, x)


IMAGE, COLOR = np.ones((5, 5)), np.ones((5, 5, 4))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: cross_correlate(COLOR, np.ones((3, 3))), r"kernel \(3, 3\); .* one filter"),
        (lambda: cross_correlate(COLOR, np.ones((3, 3, 3, 2))), "4 channels .* must be 4"),
        (lambda: cross_correlate(COLOR, np.ones((3, 3, 2, 3)), groups=2), "groups is 2; .*3 filt"),
        (lambda: cross_correlate(COLOR, np.ones((3, 3, 1, 3)), groups=3), "groups is 3; .*4 chan"),
        (lambda: cross_correlate(IMAGE, np.ones((6, 6))), "the kernel does not fit: k = 6"),
        (lambda: cross_correlate(IMAGE, np.ones((3, 3)), method="fft"), "method is 'fft'.*loops"),
        (lambda: cross_correlate(IMAGE, np.ones((3, 3)), stride=(1, 2, 3)), "stride is .*2 axes"),
        (lambda: cross_correlate(IMAGE, np.ones((3, 3)), bias=[1, 2]), r"bias .*\(2,\).*\(1,\)"),
        (lambda: cross_correlate(IMAGE, np.ones((0, 3))), "is empty"),
        (lambda: cross_correlate(np.ones(5), np.ones(2), stride=(1, 2)), "stride is .*1 axes"),
        (lambda: im2col(np.ones(5), 3), r"x has the shape \(5,\); give an image"),
    ],
)
def test_an_error_names_the_argument_its_value_and_the_remedy(call, message):
    with pytest.raises(ValueError, match=message):
        call()
