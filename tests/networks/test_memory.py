"""Bytes, against the arrays and optimizers of Keras."""

import keras
import pytest

from helpers.networks import BatchNormalization, Conv2D, Dense, Flatten, Network, memory, to_keras

SMALL = Network((12, 12, 3), [Conv2D(4, 3), BatchNormalization(), Flatten(), Dense(5)])


def bytes_of(variables):
    return sum(variable.numpy().nbytes for variable in variables)


@pytest.fixture(scope="module")
def model():
    return to_keras(SMALL)


@pytest.mark.parametrize(
    ("name", "optimizer"),
    [
        ("sgd", lambda: keras.optimizers.SGD()),
        ("momentum", lambda: keras.optimizers.SGD(momentum=0.9)),
        ("rmsprop", lambda: keras.optimizers.RMSprop()),
        ("adam", lambda: keras.optimizers.Adam()),
    ],
)
def test_parameters_gradients_and_optimizer_take_what_keras_allocates(model, name, optimizer):
    ours, theirs = memory(SMALL, optimizer=name), optimizer()
    theirs.build(model.trainable_variables)
    state = [
        variable
        for variable in theirs.variables
        if variable.name not in ("iteration", "learning_rate")
    ]
    assert ours.parameters == bytes_of(model.variables)
    assert ours.gradients == bytes_of(model.trainable_variables)
    assert ours.optimizer == bytes_of(state)


@pytest.mark.parametrize("dtype", ["float32", "float16", "float64", "mixed_float16"])
def test_activations_take_what_the_outputs_take(dtype):
    keras.config.set_dtype_policy(dtype)
    try:
        model = to_keras(SMALL)
        computed_in = keras.config.dtype_policy().compute_dtype
        flowing = keras.random.normal((7, 12, 12, 3), dtype=computed_in)
        outputs = [flowing.numpy().nbytes]
        for layer in model.layers:
            flowing = layer(flowing)
            outputs.append(flowing.numpy().nbytes)
    finally:
        keras.config.set_dtype_policy("float32")
    ours = memory(SMALL, batch_size=7, dtype=dtype)
    assert list(ours.activations) == outputs
    kernel_bytes = model.layers[0].kernel.numpy().nbytes
    assert ours.parameters // memory(SMALL).parameters == kernel_bytes // (3 * 3 * 3 * 4 * 4)


def test_only_activations_grow_with_the_batch():
    one, many = memory(SMALL), memory(SMALL, batch_size=64)
    assert sum(many.activations) == 64 * sum(one.activations)
    assert many.total - one.total == 63 * sum(one.activations)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"dtype": "int8"}, "dtype is 'int8'; it must be one of float64, float32"),
        ({"optimizer": "lion"}, "optimizer is 'lion'; it must be one of sgd"),
        ({"batch_size": 0}, "batch_size is 0; it must be a positive integer"),
    ],
)
def test_an_error_names_the_argument_its_value_and_the_choices(options, message):
    with pytest.raises(ValueError, match=message):
        memory(SMALL, **options)
