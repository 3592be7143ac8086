"""Shapes, parameters and multiply-adds of networks, against Keras and closed formulas."""

import doctest
import importlib
from math import prod

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.networks import (
    Activation,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    GlobalMaxPooling2D,
    MaxPooling2D,
    Network,
    ZeroPadding2D,
    from_keras,
    leftovers,
    multiply_adds,
    output_shape,
    parameters,
    shapes,
    to_keras,
    total_parameters,
)

# No deadline, and time for the first call of TensorFlow: the machine may be busy.
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])

MNIST = Network(
    (28, 28, 1),
    [
        Conv2D(32, 3, activation="relu"),
        MaxPooling2D(2),
        Conv2D(64, 3, activation="relu"),
        MaxPooling2D(2),
        Conv2D(64, 3, activation="relu"),
        Flatten(),
        Dense(64, activation="relu"),
        Dense(10, activation="softmax"),
    ],
)
WITHOUT_POOLING = Network(
    MNIST.input_shape, [layer for layer in MNIST.layers if not isinstance(layer, MaxPooling2D)]
)
# Krizhevsky, Sutskever and Hinton 2012, on the 227 × 227 that fits, in two groups as on two GPUs.
ALEXNET = Network(
    (227, 227, 3),
    [
        Conv2D(96, 11, strides=4),
        MaxPooling2D(3, strides=2),
        Conv2D(256, 5, padding="same", groups=2),
        MaxPooling2D(3, strides=2),
        Conv2D(384, 3, padding="same"),
        Conv2D(384, 3, padding="same", groups=2),
        Conv2D(256, 3, padding="same", groups=2),
        MaxPooling2D(3, strides=2),
        Flatten(),
        Dense(4096),
        Dense(4096),
        Dense(1000),
    ],
)
# Every kind of specification once.
MIXED = Network(
    (17, 20, 4),
    [
        ZeroPadding2D(((1, 0), (2, 3))),
        Conv2D(8, (3, 2), groups=2, use_bias=False),
        BatchNormalization(scale=False),
        Activation("relu"),
        Dropout(0.5),
        AveragePooling2D((2, 3), strides=(1, 2), padding="same"),
        Conv2D(6, 3, dilation_rate=2, padding="same"),
        MaxPooling2D(3),
        Dense(5),
        GlobalAveragePooling2D(),
        Dense(3, use_bias=False),
    ],
)


@pytest.mark.parametrize("network", [MNIST, WITHOUT_POOLING, MIXED])
def test_keras_counts_the_same_shapes_and_parameters(network):
    model = to_keras(network)
    theirs = [tuple(layer.output.shape[1:]) for layer in model.layers]
    assert list(shapes(network)[1:]) == theirs
    counts = [
        parameters(layer, shape)
        for layer, shape in zip(network.layers, shapes(network), strict=False)
    ]
    assert [count.total for count in counts] == [layer.count_params() for layer in model.layers]
    assert total_parameters(network).total == model.count_params()
    assert total_parameters(network).trained == sum(
        prod(weight.shape) for weight in model.trainable_weights
    )


def test_a_network_survives_the_way_to_keras_and_back():
    assert from_keras(to_keras(MIXED)) == MIXED
    assert from_keras(to_keras(MNIST)) == MNIST


@quick
@given(
    size=st.tuples(st.integers(6, 20), st.integers(6, 20)),
    k=st.integers(1, 3),
    stride=st.integers(1, 4),
    dilation=st.integers(1, 2),
    groups=st.integers(1, 3),
    padding=st.sampled_from(["valid", "same"]),
)
def test_a_convolution_has_the_shape_that_tensorflow_gives_it(
    size, k, stride, dilation, groups, padding
):
    layer = Conv2D(6, k, stride, padding, dilation, groups)
    shape = (*size, 2 * groups)
    kernel = np.zeros((k, k, 2, 6), "float32")
    theirs = tf.nn.conv2d(
        np.zeros((1, *shape), "float32"), kernel, stride, padding.upper(), dilations=dilation
    )
    assert output_shape(layer, shape) == theirs.shape[1:]
    count = parameters(layer, shape)
    assert (count.weights, count.biases) == (kernel.size, 6)


def test_a_dense_neuron_has_a_weight_for_every_value_of_the_image():
    for shape, weights in (((32, 32, 3), 3_072), ((200, 200, 3), 120_000)):
        flat = output_shape(Flatten(), shape)
        assert parameters(Dense(1), flat).weights == weights == np.zeros(shape).size


@quick
@given(n=st.integers(1, 300))
def test_a_dense_layer_as_large_as_its_image_grows_with_the_fourth_power(n):
    assert parameters(Dense(n * n), (n * n,)).weights == n**4


@pytest.mark.parametrize(
    ("layer", "shape", "weights"),
    [(Conv2D(1, 5), (24, 24, 3), 75), (Conv2D(1, 3), (16, 16, 20), 180)],
)
def test_a_filter_reads_all_channels_and_has_one_bias(layer, shape, weights):
    theirs = keras.layers.Conv2D(1, layer.kernel_size)
    theirs.build((None, *shape))
    count = parameters(layer, shape)
    assert (count.weights, count.biases) == (weights, 1) == (prod(theirs.kernel.shape), 1)
    assert count.total == theirs.count_params()


def test_the_chain_of_cifar_10():
    chain = Network(
        (32, 32, 3), [Conv2D(12, 5), Activation("relu"), MaxPooling2D(2), Flatten(), Dense(10)]
    )
    assert shapes(chain) == ((32, 32, 3), (28, 28, 12), (28, 28, 12), (14, 14, 12), (2352,), (10,))
    as_convolution = Conv2D(10, 14)
    assert output_shape(as_convolution, (14, 14, 12)) == (1, 1, 10)
    assert parameters(as_convolution, (14, 14, 12)) == parameters(Dense(10), (2352,))
    assert leftovers(MaxPooling2D(2), (28, 28, 12)) == (0, 0)


def test_two_zeros_around_a_color_image_keep_its_size_under_5_by_5():
    padded = output_shape(ZeroPadding2D(2), (32, 32, 3))
    assert padded == (36, 36, 3)
    for filters in (3, 12):
        assert output_shape(Conv2D(filters, 5), padded) == (32, 32, filters)
        assert output_shape(Conv2D(filters, 5, padding="same"), (32, 32, 3)) == (32, 32, filters)


def test_the_mnist_network_layer_by_layer():
    assert shapes(MNIST) == (
        (28, 28, 1),
        (26, 26, 32),
        (13, 13, 32),
        (11, 11, 64),
        (5, 5, 64),
        (3, 3, 64),
        (576,),
        (64,),
        (10,),
    )
    counts = [parameters(*pair).total for pair in zip(MNIST.layers, shapes(MNIST), strict=False)]
    assert counts == [
        (9 * 1 + 1) * 32,
        0,
        32 * 64 * 9 + 64,
        0,
        64 * 64 * 9 + 64,
        0,
        576 * 64 + 64,
        64 * 10 + 10,
    ]
    assert counts == [320, 0, 18_496, 0, 36_928, 0, 36_928, 650]
    assert (sum(counts[:5]), sum(counts)) == (55_744, 93_322)


def test_the_second_pool_of_the_mnist_network_drops_a_row_and_a_column():
    left = [leftovers(*pair) for pair in zip(MNIST.layers, shapes(MNIST), strict=False)]
    assert left == [(0, 0)] * 3 + [(1, 1)] + [(0, 0)] * 4


def test_without_pooling_the_dense_layer_takes_over():
    assert [shape[0] for shape in shapes(WITHOUT_POOLING)[:4]] == [28, 26, 24, 22]
    assert (30_976,) in shapes(WITHOUT_POOLING)
    assert total_parameters(WITHOUT_POOLING).total == 2_038_922


def test_a_stride_leaves_the_weights_of_a_layer_alone():
    assert {parameters(Conv2D(32, 3, stride), (28, 28, 1)).total for stride in (1, 2)} == {320}


def test_groups_divide_the_weights():
    layer = keras.layers.Conv2D(64, 3, groups=4)
    layer.build((None, 8, 8, 32))
    assert parameters(Conv2D(64, 3, groups=4), (8, 8, 32)).total == 4_672 == layer.count_params()


def test_alexnet_has_61_million_parameters_most_of_them_dense():
    passed = shapes(ALEXNET)
    assert passed[1] == (55, 55, 96)
    assert passed[8:10] == ((6, 6, 256), (9216,))
    assert total_parameters(ALEXNET).total == 60_965_224
    dense = sum(
        parameters(*pair).total
        for pair in zip(ALEXNET.layers, passed, strict=False)
        if isinstance(pair[0], Dense)
    )
    assert 0.96 < dense / total_parameters(ALEXNET).total < 0.97


@quick
@given(
    h=st.integers(3, 9),
    w=st.integers(3, 9),
    k=st.integers(1, 3),
    stride=st.integers(1, 3),
    groups=st.integers(1, 2),
)
def test_multiply_adds_are_the_answer_of_ones_to_ones(h, w, k, stride, groups):
    # With ones everywhere each output value is the number of products in its sum.
    kernel = np.ones((k, k, 2, 4), "float32")
    maps = tf.nn.conv2d(np.ones((1, h, w, 2 * groups), "float32"), kernel, stride, "VALID")
    ours = multiply_adds(Conv2D(4, k, strides=stride, groups=groups), (h, w, 2 * groups))
    assert ours == tf.reduce_sum(maps).numpy()


def test_28_by_28_under_5_by_5_takes_576_times_25_products():
    assert multiply_adds(Conv2D(1, 5), (28, 28, 1)) == 576 * 25 == 24**2 * 5**2
    assert multiply_adds(Dense(10), (576,)) == 5_760
    assert multiply_adds(MaxPooling2D(2), (28, 28, 1)) == 0


def test_global_pooling_leaves_one_value_per_channel():
    for layer in (GlobalMaxPooling2D(), GlobalAveragePooling2D()):
        assert output_shape(layer, (7, 5, 64)) == (64,)


def test_layers_are_named_as_keras_names_them():
    keras.backend.clear_session()
    model = to_keras(Network(MNIST.input_shape, [Conv2D(4, 3)]))
    unnamed = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Conv2D(4, 3)])
    assert model.layers[0].name == unnamed.layers[0].name == "conv2d"
    assert [layer.name for layer in MNIST.layers] == [
        "conv2d",
        "max_pooling2d",
        "conv2d_1",
        "max_pooling2d_1",
        "conv2d_2",
        "flatten",
        "dense",
        "dense_1",
    ]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Conv2D(0, 3), "filters is 0; it must be a positive integer"),
        (lambda: Conv2D(6, 3, groups=4), "filters is 6 and groups is 4"),
        (lambda: Conv2D(6, 3, padding=1), "padding is 1; .*put a ZeroPadding2D in front"),
        (lambda: ZeroPadding2D((1, 2, 3)), r"padding is \(1, 2, 3\)"),
        (lambda: MaxPooling2D((2, 2, 2)), r"pool_size is \(2, 2, 2\); .*2 axes"),
        (lambda: Network((8, 8, 1), ["Conv2D"]), "layers has 'Conv2D'"),
        (lambda: Network((8, 8, 1), [Flatten(name="a")] * 2), "name is 'a' in 2 layers"),
        (
            lambda: shapes(Network((8, 8, 1), [MaxPooling2D(4), Conv2D(4, 3)])),
            r"layer 'conv2d' \(Conv2D\) on \(2, 2, 1\): the kernel does not fit: k = 3",
        ),
        (
            lambda: shapes(Network((8, 8, 1), [Flatten(), Conv2D(4, 3)])),
            r"layer 'conv2d' .* gets the shape \(64,\); it takes an image",
        ),
        (
            lambda: shapes(Network((8, 8, 3), [Conv2D(4, 3, groups=2)])),
            "groups = 2, which does not divide the 3 channels",
        ),
    ],
)
def test_an_error_names_the_layer_the_argument_and_its_value(call, message):
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize(
    "module",
    ["specs", "geometry", "parameters", "memory", "receptive_field", "trace", "keras_model"],
)
def test_the_examples_in_the_docstrings_are_true(module):
    result = doctest.testmod(importlib.import_module(f"helpers.networks.{module}"))
    assert result.failed == 0
