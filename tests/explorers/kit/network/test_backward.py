"""The gradient of a logit in the browser is that of TensorFlow."""

import numpy as np
import pytest

from helpers.explorers.kit.network import sent
from helpers.start.quiet_start import quiet_start
from helpers.training.saliency import gradient
from helpers.training.trained import mnist_cnn
from tests.explorers.kit.network.test_forward import (
    ACTIVATIONS,
    model_of,
    random_convolution,
    random_pool,
)

with quiet_start():
    import keras
    import tensorflow as tf
    from keras import layers

pytestmark = pytest.mark.training

# The gradient of a logit at the picture; bytes have come through JSON as numbers.
ASKED = """
const { readNetwork } = $kit_network_forward;
const viewOf = (bytes) => new DataView(Uint8Array.from(bytes).buffer);
export const asked = (described, weights, picture, label, options) => {
    const network = readNetwork({ ...described, weights: viewOf(weights) });
    return logitGradient(network, passes(network, picture), label, options).values;
};
"""


def with_three_classes(model):
    """The same layers, with new weights, and three logits above them."""
    chain = [type(layer).from_config(layer.get_config()) for layer in model.layers]
    return model_of(model.input_shape[1:], *chain, layers.Flatten(), layers.Dense(3, "softmax"))


def expect_the_gradients_of_tensorflow(call, models, *, into=0):
    """Of each logit of each model, to 1e-5 of the largest slope."""
    calls, expected = [], []
    for number, model in enumerate(models):
        picture = np.random.default_rng(number).normal(size=(1, *model.input_shape[1:]))
        network = sent(model)
        packed = [network, list(network.pop("weights")), picture.ravel().tolist()]
        for label in range(model.output_shape[-1]):
            calls.append(["asked", *packed, label, {"into": into}])
            expected.append(at_volume(model, picture, label, into))
    found = call("saliency/maps", *calls, more=ASKED)
    for own, theirs in zip(found, expected, strict=True):
        np.testing.assert_allclose(own, theirs.ravel(), atol=1e-5 * max(1, np.abs(theirs).max()))
    return expected


def at_volume(model, picture, label, into):
    """TensorFlow's gradient of a logit for the output of a layer, 0 for the picture."""
    x = tf.convert_to_tensor(picture, "float32")
    for layer in model.layers[:into]:
        x = layer(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        above = x
        for layer in model.layers[into:-1]:
            above = layer(above, training=False)
        last = model.layers[-1]
        logit = (tf.matmul(above, last.kernel) + last.bias)[0, label]
    return tape.gradient(logit, x).numpy()


@pytest.mark.parametrize("kind", [random_convolution, random_pool])
def test_a_layer_of_any_geometry_carries_back_what_tensorflow_does(call, kind):
    random = np.random.default_rng(23)
    expect_the_gradients_of_tensorflow(call, [with_three_classes(kind(random)) for _ in range(12)])


def test_every_other_layer_carries_back_what_tensorflow_does(call):
    chains = [
        [layers.ZeroPadding2D(((1, 2), (0, 3))), layers.Conv2D(4, 2), layers.GlobalMaxPooling2D()],
        [layers.GlobalAveragePooling2D(keepdims=True), layers.Dense(4, "elu")],
        [layers.BatchNormalization(), layers.ReLU(), layers.Dropout(0.5)],
        [layers.LeakyReLU(0.3), layers.ELU(0.7), layers.Softmax()],
        [layers.ReLU(negative_slope=0.1), layers.Dense(3, layers.LeakyReLU(0.4))],
        *([layers.Conv2D(6, 2), layers.Activation(one)] for one in ACTIVATIONS[1:]),
    ]
    models = [
        model_of((5, 4, 3), *chain, layers.Flatten(), layers.Dense(3, "softmax"))
        for chain in chains
    ]
    expect_the_gradients_of_tensorflow(call, models)


def test_of_a_network_cut_off_at_a_layer_it_is_the_gradient_of_a_units_sum(call):
    """Before the activation, so that a unit that a ReLU cuts off has one, too."""
    cut = """
    const { sumsOf } = $kit_network_forward, { unitAt } = $kit_network_backward;
    export const ofSum = (described, weights, picture, place, unit, channel) => {
        const network = readNetwork({ ...described, weights: viewOf(weights) });
        const below = sumsOf(network, place), passed = passes(below, picture);
        const at = unitAt(passed.at(-1), unit, channel);
        return [passed.at(-1).values[at], logitGradient(below, passed, at).values];
    };
    """
    keras.utils.set_random_seed(8)
    network = mnist_cnn()
    picture = np.random.default_rng(8).random((1, 28, 28, 1))
    described = sent(network)
    packed = [described, list(described.pop("weights")), picture.ravel().tolist()]
    asked = [(0, (3, 20), 5), (2, (10, 0), 60), (4, (1, 2), 7), (4, (2, 1), 8)]
    found = call("saliency/maps", *(["ofSum", *packed, *one] for one in asked), more=ASKED + cut)
    sums = []
    for (value, slopes), (place, (row, column), channel) in zip(found, asked, strict=True):
        x = tf.convert_to_tensor(picture, "float32")
        with tf.GradientTape() as tape:
            tape.watch(x)
            below = x
            for layer in network.layers[:place]:
                below = layer(below)
            convolution = network.layers[place]
            maps = convolution.convolution_op(below, convolution.kernel) + convolution.bias
            unit = maps[0, row, column, channel]
        expected = tape.gradient(unit, x).numpy()
        assert value == pytest.approx(float(unit), abs=1e-5)
        np.testing.assert_allclose(slopes, expected.ravel(), atol=1e-5)
        sums.append(value)
    assert min(sums) < 0 < max(sums)


@pytest.mark.parametrize("into", [0, 3, 5])
def test_the_lectures_network_carries_back_what_tensorflow_does(call, into):
    (first, *_) = expect_the_gradients_of_tensorflow(call, [mnist_cnn()], into=into)
    assert np.abs(first).max() > 0


def test_on_empty_paper_equal_values_of_a_pool_share_as_in_tensorflow(call):
    """All values of a window are equal there; TensorFlow gives the first of them all."""
    network = mnist_cnn()
    network.layers[0].set_weights([network.layers[0].get_weights()[0], np.full(32, 0.5)])
    paper = np.zeros((1, 28, 28, 1))
    described = sent(network)
    packed = [described, list(described.pop("weights")), paper.ravel().tolist(), 3, {}]
    (found,) = call("saliency/maps", ["asked", *packed], more=ASKED)
    expected = gradient(network, paper, [3])
    np.testing.assert_allclose(np.reshape(found, (28, 28)), expected[0, ..., 0], atol=1e-5)
    assert np.abs(expected).max() > 0


def test_guided_it_leaves_out_what_a_relu_gets_from_below_zero(call):
    network = mnist_cnn()
    picture = np.random.default_rng(5).random((1, 28, 28, 1))
    described = sent(network)
    packed = [described, list(described.pop("weights")), picture.ravel().tolist(), 3]
    calls = [["asked", *packed, {"guided": guided}] for guided in (False, True)]
    plain, guided = call("saliency/maps", *calls, more=ASKED)
    expected = gradient(network, picture, [3], guided=True)
    np.testing.assert_allclose(np.reshape(guided, (28, 28)), expected[0, ..., 0], atol=1e-5)
    assert not np.allclose(plain, guided, atol=1e-3)
