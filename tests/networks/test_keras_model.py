"""Reading Keras models: what can be read is read, the rest is named."""

import keras
import numpy as np
import pytest

from helpers.networks import (
    Activation,
    Conv2D,
    Dropout,
    Flatten,
    Network,
    from_keras,
    shapes,
    to_keras,
    total_parameters,
)


def functional(*layers, shape=(8, 8, 3)):
    inputs = flowing = keras.Input(shape)
    for layer in layers:
        flowing = layer(flowing)
    return keras.Model(inputs, flowing)


def test_a_functional_chain_is_read_like_a_sequential_model():
    layers = keras.layers
    model = functional(
        layers.Conv2D(4, 3, name="first"),
        layers.BatchNormalization(),
        layers.ReLU(),
        layers.LeakyReLU(),
        layers.MaxPooling2D(),
        layers.Dropout(0.25),
        layers.Flatten(),
        layers.Dense(5),
        layers.Softmax(),
    )
    network = from_keras(model)
    assert [layer.name for layer in network.layers] == [layer.name for layer in model.layers[1:]]
    assert network.layers[0] == Conv2D(4, 3, name="first")
    functions = [layer.activation for layer in network.layers if isinstance(layer, Activation)]
    assert functions == ["relu", "leaky_relu", "softmax"]
    assert [layer.rate for layer in network.layers if isinstance(layer, Dropout)] == [0.25]
    assert shapes(network)[-1] == model.output_shape[1:]
    assert total_parameters(network).total == model.count_params()
    assert from_keras(keras.Sequential(model.layers)) == network


def test_a_keras_model_can_be_built_from_what_was_read():
    model = functional(keras.layers.Conv2D(4, 3), keras.layers.ReLU(), keras.layers.Flatten())
    again = to_keras(from_keras(model))
    assert again.output_shape == model.output_shape
    assert again.count_params() == model.count_params()


IN_TRAINING_ONLY = [
    keras.layers.RandomFlip(seed=1),
    keras.layers.RandomRotation(0.1, seed=1),
    keras.layers.RandomTranslation(0.2, 0.2, seed=1),
    keras.layers.RandomZoom(0.2, seed=1),
    keras.layers.RandomShear(0.2, 0.2, seed=1),
    keras.layers.RandomContrast(0.5, seed=1),
    keras.layers.RandomBrightness(0.5, value_range=(0, 1), seed=1),
    keras.layers.GaussianNoise(1, seed=1),
    keras.layers.GaussianDropout(0.5, seed=1),
    keras.layers.SpatialDropout2D(0.5, seed=1),
    keras.layers.ActivityRegularization(0.1),
]


@pytest.mark.parametrize("layer", IN_TRAINING_ONLY, ids=lambda layer: type(layer).__name__)
def test_a_layer_that_changes_nothing_after_training_is_left_out(layer):
    model = keras.Sequential(
        [keras.Input((6, 5, 2)), layer, keras.layers.Conv2D(3, 2, name="kept")]
    )
    assert [one.name for one in from_keras(model).layers] == ["kept"]
    pictures = np.random.default_rng(0).random((4, 6, 5, 2), dtype=np.float32)
    assert np.array_equal(layer(pictures, training=False), pictures)


def test_a_layer_that_is_not_known_is_named():
    model = functional(keras.layers.SeparableConv2D(4, 3, name="odd_one"))
    with pytest.raises(ValueError, match=r"layer 'odd_one' is a SeparableConv2D; .* are Conv2D"):
        from_keras(model)


def test_a_branch_is_named():
    inputs = keras.Input((8, 8, 3))
    left = keras.layers.Conv2D(3, 1, name="left")(inputs)
    right = keras.layers.Conv2D(3, 1, name="right")(inputs)
    model = keras.Model(inputs, keras.layers.Add()([left, right]))
    with pytest.raises(ValueError, match=r"layer 'right' takes .*'input_layer.* of 'left' once"):
        from_keras(model)


def test_a_layer_used_twice_is_named():
    twice = keras.layers.Conv2D(3, 3, padding="same", name="twice")
    with pytest.raises(ValueError, match=r"layer 'twice' takes \['input_layer.*', 'twice'\]"):
        from_keras(functional(twice, twice))


def test_a_model_that_is_a_class_of_its_own_is_refused():
    class Own(keras.Model):
        def call(self, x):
            return x

    model = Own(name="own")
    model(keras.ops.ones((1, 8, 8, 3)))
    with pytest.raises(ValueError, match="model 'own' is neither Sequential nor functional"):
        from_keras(model)


def test_channels_first_is_refused():
    model = functional(keras.layers.MaxPooling2D(data_format="channels_first", name="turned"))
    with pytest.raises(ValueError, match="layer 'turned' has its channels first"):
        from_keras(model)


def test_a_model_without_an_input_shape_is_refused():
    with pytest.raises(ValueError, match=r"has no input shape yet; begin it with keras.Input"):
        from_keras(keras.Sequential([keras.layers.Flatten()]))


def test_keras_itself_refuses_strides_with_dilation():
    network = Network((9, 9, 1), [Conv2D(1, 3, strides=2, dilation_rate=2), Flatten()])
    assert shapes(network)[-1] == (9,)
    with pytest.raises(ValueError, match="strides"):
        to_keras(network)
