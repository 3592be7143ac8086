import numpy as np
import pytest

from helpers.explorers.kit.network import sent
from helpers.start.quiet_start import quiet_start

with quiet_start():
    import keras
    from keras import layers


def test_every_weight_of_a_functional_chain_is_sent_once():
    first = keras.Input((6, 6, 2))
    last = layers.Dense(3)(layers.Flatten()(layers.Conv2D(4, 3, use_bias=False)(first)))
    model = keras.Model(first, last)
    network = sent(model)
    conv, flat, dense = network["layers"]
    assert (conv["at"], flat["at"], dense["at"]) == (0, 3 * 3 * 2 * 4 + 4, 76)
    numbers = np.frombuffer(network["weights"], "<f4")
    assert len(numbers) == network["numbers"] == model.count_params() + 4
    assert np.array_equal(numbers[:72], model.layers[1].kernel.numpy().ravel())
    assert [layer["shape"] for layer in network["layers"]] == [[4, 4, 4], [1, 1, 64], [1, 1, 3]]


def named(x):
    return x


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        (layers.Conv2DTranspose(2, 3, name="up"), "layer 'up' is a Conv2DTranspose; the layers "),
        (layers.Conv2D(2, 3, activation="gelu", name="c"), "layer 'c' has the activation gelu"),
        (layers.Conv2D(2, 3, activation=named, name="c"), "layer 'c' has the activation named"),
        (layers.ReLU(6.0, name="capped"), "layer 'capped' is a ReLU with an end or a threshold"),
        (layers.Softmax(axis=1, name="rows"), "'rows' is a Softmax along axis 1: build it with"),
        (layers.BatchNormalization(axis=1, name="n"), "layer 'n' normalises along axis 1"),
    ],
)
def test_a_layer_that_is_not_covered_is_named(layer, message):
    model = keras.Sequential([keras.Input((6, 6, 2)), layer])
    with pytest.raises(ValueError, match=message):
        sent(model)


@pytest.mark.parametrize("shape", [(None, None, 1), (784,)])
def test_a_network_whose_input_is_no_picture_of_one_size_is_refused(shape):
    model = keras.Sequential([keras.Input(shape), layers.Activation("relu")])
    with pytest.raises(ValueError, match="networks for pictures of one size"):
        sent(model)
