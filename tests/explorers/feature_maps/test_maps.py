import numpy as np
import pytest

from helpers.explorers.feature_maps.maps import map_layers, maps_of
from helpers.networks import from_keras, look_back
from helpers.start.quiet_start import quiet_start
from helpers.training.trained import mnist_cnn

with quiet_start():
    import keras

PICTURE = np.random.default_rng(0).random((28, 28, 1)).astype("float32")


@pytest.fixture(scope="module")
def model():
    return mnist_cnn()


def test_the_maps_are_those_of_keras(model):
    found = map_layers(model)
    assert [layer["size"] for layer in found] == [26, 13, 11, 5, 3]
    for described, layer in zip(found, model.layers[:5], strict=True):
        expected = keras.Model(model.inputs[0], layer.output).predict(PICTURE[None], verbose=0)
        maps = maps_of(model, PICTURE, described).transpose(1, 2, 0)
        np.testing.assert_allclose(maps, expected[0], atol=1e-5)


def test_the_browser_finds_the_same_maps_in_an_output(call):
    values = np.random.default_rng(1).normal(size=(4, 4, 3)).astype("float32")
    layer = {"name": "conv", "size": 4, "channels": 3}
    output = {"rows": 4, "columns": 4, "channels": 3, "values": values.ravel().tolist()}
    (found,) = call("feature_maps/maps", ["mapsIn", layer, output])
    expected = np.maximum(values, 0).transpose(2, 0, 1)
    np.testing.assert_allclose(np.reshape(found["maps"], (3, 4, 4)), expected)
    assert found["largest"] == expected.max()


def test_the_browser_finds_the_pixels_of_units_as_python_does(call, model):
    network = from_keras(model)
    calls, expected = [], []
    for layer in map_layers(model):
        for unit in range(layer["size"]):
            rows = look_back(network, layer["place"], (unit, unit))[-1].rows
            calls.append(("seen", layer, unit))
            expected.append([rows[0], rows[-1]])
    assert call("feature_maps/maps", *calls) == expected


def test_a_functional_model_has_the_fields_of_its_layers():
    first = keras.Input((28, 28, 1))
    pooled = keras.layers.MaxPooling2D(2, name="pool")(first)
    last = keras.layers.Conv2D(2, 3, name="conv")(keras.layers.ReLU()(pooled))
    found = map_layers(model := keras.Model(first, last))
    fields = {layer["name"]: (layer["place"], layer["field"], layer["jump"]) for layer in found}
    assert fields == {"pool": (0, 2, 2), "conv": (2, 6, 2)}
    expected = np.maximum(model.predict(PICTURE[None], verbose=0)[0], 0)
    maps = maps_of(model, PICTURE, found[1])
    np.testing.assert_allclose(maps.transpose(1, 2, 0), expected, atol=1e-6)


def test_a_network_of_one_layer_has_its_maps():
    one = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.AveragePooling2D(2)])
    (layer,) = map_layers(one)
    assert maps_of(one, PICTURE, layer).shape == (1, 14, 14)


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
    with pytest.raises(ValueError, match=message):
        map_layers(keras.Sequential(layers, name="flat"))
