import numpy as np
import pytest

from helpers.explorers.feature_maps.maps import maps_for_browser
from helpers.networks import from_keras, look_back
from helpers.start.quiet_start import quiet_start
from helpers.training.trained import mnist_cnn

with quiet_start():
    import keras

PICTURES = np.random.default_rng(0).random((2, 28, 28, 1)).astype("float32")


@pytest.fixture(scope="module")
def model():
    return mnist_cnn()


def test_the_maps_are_those_of_keras(model):
    found = maps_for_browser(model, PICTURES)
    assert [layer["size"] for layer in found.layers] == [26, 13, 11, 5, 3]
    for described, layer in zip(found.layers, model.layers[:5], strict=True):
        expected = keras.Model(model.inputs[0], layer.output).predict(PICTURES, verbose=0)
        for picture, (want, largest) in enumerate(zip(expected, described["largest"], strict=True)):
            maps = found.of(described, picture).transpose(1, 2, 0)
            assert np.abs(maps / 255 * largest - want).max() <= largest / 510 + 1e-5


def test_the_browser_finds_maps_units_and_pixels_as_python_does(call, model):
    found = maps_for_browser(model, PICTURES)
    network = from_keras(model)
    calls, expected = [], []
    for number, layer in enumerate(found.layers):
        for unit in range(layer["size"]):
            rows = look_back(network, number, (unit, unit))[-1].rows
            calls.append(("seen", layer, unit))
            expected.append([rows[0], rows[-1]])
    assert call("feature_maps/maps", *calls) == expected


def test_a_functional_model_has_the_fields_of_its_layers():
    first = keras.Input((28, 28, 1))
    pooled = keras.layers.MaxPooling2D(2, name="pool")(first)
    last = keras.layers.Conv2D(2, 3, name="conv")(pooled)
    found = maps_for_browser(keras.Model(first, last), PICTURES)
    fields = {layer["name"]: (layer["field"], layer["jump"]) for layer in found.layers}
    assert fields == {"pool": (2, 2), "conv": (6, 2)}


def test_a_network_of_one_layer_has_its_maps():
    one = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.AveragePooling2D(2)])
    (layer,) = (found := maps_for_browser(one, PICTURES)).layers
    assert found.of(layer, 1).shape == (1, 14, 14)


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        (
            [keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10)],
            "flat has no convolution",
        ),
        (
            [keras.Input((28, 26, 1)), keras.layers.Conv2D(2, 3, name="wide")],
            "wide has maps of 26 × 24",
        ),
    ],
)
def test_a_network_without_square_maps_is_refused(layers, message):
    model = keras.Sequential(layers, name="flat")
    pictures = np.zeros((1, *model.input_shape[1:]), "float32")
    with pytest.raises(ValueError, match=message):
        maps_for_browser(model, pictures)
