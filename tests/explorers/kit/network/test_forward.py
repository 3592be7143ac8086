"""A network answers in the browser as it does in Keras."""

import numpy as np
import pytest

from helpers.explorers.kit.network import sent
from helpers.start.quiet_start import quiet_start
from helpers.training.trained import mnist_cnn

with quiet_start():
    import keras
    from keras import layers

pytestmark = pytest.mark.training

# The outputs of all layers; bytes have come through JSON as numbers.
ASKED = """
const viewOf = (bytes) => new DataView(Uint8Array.from(bytes).buffer);
export const asked = (described, weights, picture) => {
    const network = readNetwork({ ...described, weights: viewOf(weights) });
    return outputs(network, picture).map(({ values }) => values);
};
export const refused = (described, weights) => {
    try { readNetwork({ ...described, weights: viewOf(weights) }); }
    catch (error) { return error.message; }
};
"""
ACTIVATIONS = [None, "relu", "leaky_relu", "elu", "sigmoid", "tanh", "softmax"]


def model_of(shape, *chain):
    """A chain with random weights, those of a normalisation and the biases as well."""
    model = keras.Sequential([keras.Input(shape), *chain])
    random = np.random.default_rng(model.count_params())
    for layer in model.layers:
        layer.set_weights(
            [random.uniform(0.2, 1.0, one.shape) - 0.6 * (one.ndim > 1) for one in layer.weights]
        )
    return model


def random_convolution(random):
    """A convolution of any geometry that Keras allows, on a picture that it fits into."""
    groups = int(random.choice([1, 1, 2, 3]))
    kernel = random.integers(1, 5, 2)
    strides, dilation = random.integers(1, 4, 2), np.ones(2, int)
    if random.random() < 0.5:
        strides, dilation = dilation, strides
    sides = (kernel - 1) * dilation + random.integers(1, 9, 2)
    convolution = layers.Conv2D(
        groups * int(random.integers(2, 5)),
        kernel.tolist(),
        strides.tolist(),
        str(random.choice(["valid", "same"])),
        dilation_rate=dilation.tolist(),
        groups=groups,
        use_bias=bool(random.random() < 0.7),
        activation=ACTIVATIONS[random.integers(len(ACTIVATIONS))],
    )
    return model_of((*sides.tolist(), groups * int(random.integers(1, 4))), convolution)


def random_pool(random):
    kind = layers.MaxPooling2D if random.random() < 0.5 else layers.AveragePooling2D
    size, strides = random.integers(1, 4, 2), random.integers(1, 4, 2)
    sides = size + random.integers(0, 8, 2)
    padding = str(random.choice(["valid", "same"]))
    return model_of((*sides.tolist(), 3), kind(size.tolist(), strides.tolist(), padding))


def expect_the_answers_of_keras(call, models):
    """Every layer of every model gives in node what Keras gives, to 1e-5 of its largest number."""
    calls, expected = [], []
    for number, model in enumerate(models):
        picture = np.random.default_rng(number).normal(size=(1, *model.input_shape[1:]))
        network = sent(model)
        calls.append(["asked", network, list(network.pop("weights")), picture.ravel().tolist()])
        passed = [picture.astype("float32")]
        for layer in model.layers:
            passed.append(layer(passed[-1], training=False))
        expected.append([np.asarray(one).ravel() for one in passed[1:]])
    for model, found, wanted in zip(
        models, call("kit/network/forward", *calls, more=ASKED), expected, strict=True
    ):
        for layer, own, keras_own in zip(model.layers, found, wanted, strict=True):
            scale = max(1, np.abs(keras_own).max())
            message = str(layer.get_config())
            np.testing.assert_allclose(own, keras_own, atol=1e-5 * scale, err_msg=message)


@pytest.mark.parametrize("kind", [random_convolution, random_pool])
def test_a_layer_of_any_geometry_answers_as_in_keras(call, kind):
    random = np.random.default_rng(14)
    expect_the_answers_of_keras(call, [kind(random) for _ in range(40)])


def test_every_other_layer_answers_as_in_keras(call):
    chains = [
        [layers.ZeroPadding2D(((1, 2), (0, 3))), layers.GlobalMaxPooling2D()],
        [layers.GlobalAveragePooling2D(keepdims=True), layers.Flatten(), layers.Dense(4, "elu")],
        [layers.BatchNormalization(), layers.ReLU(), layers.Dropout(0.5)],
        [layers.BatchNormalization(center=False), layers.BatchNormalization(scale=False)],
        [layers.LeakyReLU(0.3), layers.ELU(0.7), layers.Softmax()],
        [layers.ReLU(negative_slope=0.1), layers.Dense(3, layers.LeakyReLU(0.4))],
        [layers.Flatten(), layers.Dense(5), layers.BatchNormalization(), layers.Dense(3)],
        *([layers.Flatten(), layers.Dense(6), layers.Activation(one)] for one in ACTIVATIONS[1:]),
    ]
    expect_the_answers_of_keras(call, [model_of((5, 4, 3), *chain) for chain in chains])


def test_the_lectures_network_answers_as_in_keras(call):
    expect_the_answers_of_keras(call, [mnist_cnn()])


def test_damaged_weights_are_refused_with_what_to_do(call):
    network = sent(model_of((4, 4, 1), layers.Conv2D(2, 3)))
    whole = network.pop("weights")
    broken = np.full(network["numbers"], np.nan, "<f4").tobytes()
    found = call(
        "kit/network/forward",
        *(["refused", network, list(sent)] for sent in (whole[:-1], broken, whole)),
        more=ASKED,
    )
    message = "The weights of the network are damaged: run this cell again, or load the page again."
    assert found == [message, message, None]
