"""Receptive fields, against light: a pixel that a unit sees changes it, no other does."""

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.networks import (
    AveragePooling2D,
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
    Network,
    ZeroPadding2D,
    look_back,
    receptive_fields,
    shapes,
)

# No deadline, and time for the first call of TensorFlow: the machine may be busy.
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

HEAD = [Flatten(), Dense(64), Dense(10)]
MNIST = Network(
    (28, 28, 1),
    [Conv2D(32, 3), MaxPooling2D(2), Conv2D(64, 3), MaxPooling2D(2), Conv2D(64, 3), *HEAD],
)
WITHOUT_POOLING = Network((28, 28, 1), [Conv2D(32, 3), Conv2D(64, 3), Conv2D(64, 3), *HEAD])


@st.composite
def chains(draw):
    """Up to three layers on a 14 × 11 image, with whatever stride, dilation and padding."""
    pairs = st.tuples(st.integers(1, 3), st.integers(1, 3))
    words = st.sampled_from(["valid", "same"])
    kinds = st.one_of(
        st.builds(Conv2D, st.just(1), pairs, strides=pairs, dilation_rate=pairs, padding=words),
        st.builds(AveragePooling2D, pairs, strides=pairs, padding=words),
        st.builds(ZeroPadding2D, pairs),
    )
    layers: list = []
    for layer in draw(st.lists(kinds, min_size=1, max_size=3)):
        try:
            shapes(Network((14, 11, 1), [*layers, layer]))
        except ValueError:
            break
        layers.append(layer)
    return Network((14, 11, 1), layers or [Conv2D(1, 3)])


def pixels_that_matter(network, unit):
    """Light one pixel after the other: which of them reach the unit (row, column), or any unit?

    TensorFlow computes the layers, with positive weights, so that nothing cancels.
    """
    height, width, _ = network.input_shape
    y = np.eye(height * width, dtype="float32").reshape(-1, height, width, 1)
    for layer in network.layers:
        match layer:
            case ZeroPadding2D():
                y = tf.pad(y, [[0, 0], *layer.padding, [0, 0]])
            case AveragePooling2D():
                y = tf.nn.avg_pool2d(y, layer.pool_size, layer.strides, layer.padding.upper())
            case Conv2D():
                y = tf.nn.conv2d(
                    y,
                    tf.ones((*layer.kernel_size, 1, 1)),
                    layer.strides,
                    layer.padding.upper(),
                    dilations=layer.dilation_rate,
                )
    answers = y.numpy()[..., 0]
    reached = answers.any(axis=(1, 2)) if unit is None else answers[:, unit[0], unit[1]] != 0
    return reached.reshape(height, width)


@quick
@given(network=chains(), where=st.tuples(st.floats(0, 0.99), st.floats(0, 0.99)))
def test_a_unit_sees_the_pixels_that_change_it(network, where):
    height, width, _ = shapes(network)[-1]
    i, j = int(where[0] * height), int(where[1] * width)
    seen = look_back(network, unit=(i, j))[-1]
    expected = np.zeros((14, 11), bool)
    expected[np.ix_(seen.rows, seen.columns)] = True
    np.testing.assert_array_equal(pixels_that_matter(network, (i, j)), expected)


@quick
@given(network=chains())
def test_the_whole_network_sees_the_pixels_that_change_any_unit(network):
    seen = look_back(network)[-1]
    assert pixels_that_matter(network, None).sum() == seen.pixels


@quick
@given(network=chains(), where=st.tuples(st.floats(0, 0.99), st.floats(0, 0.99)))
def test_the_closed_form_spans_what_looking_back_finds(network, where):
    height, width, _ = shapes(network)[-1]
    i, j = int(where[0] * height), int(where[1] * width)
    field, seen = receptive_fields(network)[-1], look_back(network, unit=(i, j))[-1]
    assert set(seen.rows) <= set(field.rows(i))
    assert set(seen.columns) <= set(field.columns(j))


@quick
@given(k=st.integers(1, 5), s=st.integers(1, 3), d=st.integers(1, 3), depth=st.integers(1, 4))
def test_equal_layers_grow_by_a_geometric_series(k, s, d, depth):
    layers = [Conv2D(1, k, strides=s, dilation_rate=d)] * depth
    field = receptive_fields(Network((2000, 2000, 1), layers))[-1]
    assert field.size[0] == 1 + d * (k - 1) * sum(s**layer for layer in range(depth))
    assert field.jump[0] == s**depth
    # Without padding unit 0 begins at pixel 0 and its field has no pixel outside the image.
    assert field.rows(0)[0] == 0
    seen = look_back(Network((2000, 2000, 1), layers), unit=(0, 0))[-1].rows
    assert (seen[0], seen[-1] + 1) == (0, field.size[0])


def test_a_unit_of_the_last_convolution_sees_18_by_18_with_pooling():
    seen = look_back(MNIST, "conv2d_2", (1, 1))
    assert [len(one.rows) for one in seen] == [1, 3, 6, 8, 16, 18]
    assert [one.layer for one in seen] == [
        "conv2d_2",
        "max_pooling2d_1",
        "conv2d_1",
        "max_pooling2d",
        "conv2d",
        "input",
    ]
    assert seen[-1].pixels == 324 == receptive_fields(MNIST)[5].size[0] ** 2
    assert seen[-1].pixels / 28**2 == pytest.approx(0.413, abs=0.0005)


def test_a_unit_of_the_last_convolution_sees_7_by_7_without_pooling():
    seen = look_back(WITHOUT_POOLING, "conv2d_2", (1, 1))
    assert [len(one.rows) for one in seen] == [1, 3, 5, 7]
    assert seen[-1].pixels / 28**2 == 0.0625


def test_with_pooling_the_last_2_rows_and_columns_never_matter():
    seen = look_back(MNIST)[-1]
    assert seen.rows == seen.columns == tuple(range(26))
    assert (seen.pixels, 28**2) == (676, 784)
    # Averages in place of maxima, and one channel: the same windows, and nothing that cancels.
    averaging = [
        AveragePooling2D(2) if isinstance(layer, MaxPooling2D) else Conv2D(1, 3)
        for layer in MNIST.layers[:5]
    ]
    assert pixels_that_matter(Network((28, 28, 1), averaging), None).sum() == 676


def test_without_pooling_every_pixel_matters():
    assert look_back(WITHOUT_POOLING)[-1].pixels == 28**2


def test_behind_flatten_every_unit_sees_what_the_last_map_sees():
    fields = receptive_fields(MNIST)
    assert fields[6] == fields[5]
    assert fields[7] == fields[8]
    assert (fields[8].size, fields[8].start) == ((26, 26), (0, 0))


def test_global_pooling_sees_the_whole_map_and_its_padding():
    network = Network((8, 8, 1), [Conv2D(4, 3, padding="same"), GlobalAveragePooling2D(), Dense(2)])
    field = receptive_fields(network)[-1]
    assert (field.size, field.start) == ((10, 10), (-1, -1))
    assert look_back(network)[-1].pixels == 64


def test_a_dense_layer_on_an_image_looks_at_one_pixel():
    network = Network((8, 8, 3), [Dense(2)])
    assert receptive_fields(network)[-1].size == (1, 1)
    assert look_back(network, unit=(3, 4))[-1].pixels == 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: receptive_fields(Network((8,), [Dense(2)])), r"input_shape is \(8,\); .*an image"),
        (lambda: look_back(MNIST, "conv2d_9"), "layer is 'conv2d_9'; the network has conv2d, max"),
        (lambda: look_back(MNIST, 8), "layer is 8; the network has"),
        (lambda: look_back(MNIST, "conv2d_2", (3, 0)), r"unit is \(3, 0\); .* 3 rows and 3 col"),
    ],
)
def test_an_error_names_the_argument_its_value_and_the_choices(call, message):
    with pytest.raises(ValueError, match=message):
        call()
