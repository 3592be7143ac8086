"""What each channel below adds to a unit: against Keras, and in the browser as in Python."""

import numpy as np
import pytest

from helpers.explorers.feature_maps.maps import MapLayer, map_layers
from helpers.explorers.feature_maps.parts import Parts, describe_parts, parts_of
from helpers.explorers.feature_maps.picture import describe, draw
from helpers.start.quiet_start import quiet_start
from tests.explorers.networks import read_network

with quiet_start():
    import keras
    from keras import layers

PICTURE = np.random.default_rng(0).random((28, 28, 1)).astype("float32")
FOUND = """
export const found = (network, picture, wanted) => {
    const passed = $kit_network_forward.passes(network, picture);
    return wanted.map(([place, channel, unit]) => partsOf(network, passed, place, channel, unit));
};
"""


@pytest.fixture(scope="module")
def model():
    made = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(4, 5, strides=3, activation="relu", name="first"),
            layers.MaxPooling2D(2, name="pool"),
            layers.Conv2D(6, 3, padding="same", groups=2, name="grouped"),
            layers.Conv2D(3, 2, dilation_rate=2, use_bias=False, name="dilated"),
        ]
    )
    random = np.random.default_rng(1)
    made.set_weights([random.normal(size=one.shape) for one in made.weights])
    return made


def test_the_parts_add_up_to_the_sum_that_keras_finds(model):
    layers_with_maps = {layer["name"]: layer for layer in map_layers(model)}
    for name, channel, unit in (("grouped", 4, (0, 3)), ("dilated", 2, (1, 0))):
        parts = parts_of(model, PICTURE, layers_with_maps[name], channel, unit)
        inner = keras.Model(model.inputs[0], model.get_layer(name).output)
        expected = np.asarray(inner(PICTURE[None]))[(0, *unit, channel)]
        assert parts.added.sum() + parts.bias == pytest.approx(expected, abs=1e-4)
    assert parts_of(model, PICTURE, layers_with_maps["pool"], 0, (0, 0)) is None


def test_a_channel_adds_what_the_unit_loses_without_it(model):
    grouped = next(layer for layer in map_layers(model) if layer["name"] == "grouped")
    parts = parts_of(model, PICTURE, grouped, 1, (2, 2))
    below = np.asarray(keras.Model(model.inputs[0], model.get_layer("pool").output)(PICTURE[None]))
    whole = np.asarray(model.get_layer("grouped")(below))[0, 2, 2, 1]
    for channel in range(4):
        without = below.copy()
        without[..., channel] = 0
        less = np.asarray(model.get_layer("grouped")(without))[0, 2, 2, 1]
        assert parts.added[channel] == pytest.approx(whole - less, abs=1e-4)
    assert not parts.added[2:].any()  # the other group's channels


def test_the_browser_finds_the_same_parts(call, model):
    wanted = [
        (layer, channel, (unit, layer["size"] - 1))
        for layer in map_layers(model)
        for channel in range(0, layer["channels"], 2)
        for unit in (0, layer["size"] // 2)
    ]
    asked = [[layer["place"], channel, unit] for layer, channel, unit in wanted]
    network = read_network(call, model)
    # passes() is in the module of the view alone
    (found,) = call(
        "feature_maps/view", ["found", network, PICTURE.ravel().tolist(), asked], more=FOUND
    )
    for (layer, channel, unit), parts in zip(wanted, found, strict=True):
        expected = parts_of(model, PICTURE, layer, channel, unit)
        assert (parts is None) == (expected is None)
        if expected:
            assert parts["below"] == expected.below
            np.testing.assert_allclose(parts["added"], expected.added, atol=1e-4)
            assert parts["bias"] == pytest.approx(expected.bias)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 40])
def test_browser_and_picture_say_the_same_of_the_parts(call, count):
    added = np.random.default_rng(count).integers(-9, 9, count) * 0.28125
    parts = Parts("pool", added, -0.125)
    sent = {"below": "pool", "added": added.tolist(), "bias": -0.125}
    (found,) = call("feature_maps/parts", ["describeParts", sent])
    assert found == describe_parts(parts)
    assert ("together" in found) == (count > 3)


def test_the_sentence_names_the_three_largest_parts():
    added = np.zeros(32)
    added[[3, 7, 12, 20]] = 0.25, -0.5, 1, 0.125
    assert describe_parts(Parts("max_pooling2d", added, -0.1)) == (
        "Before the activation its sum is 0.78: of max_pooling2d, channel 12 1.00, "
        "channel 7 −0.50, channel 3 0.25, the other 29 together 0.13; the bias −0.10."
    )
    assert describe_parts(Parts("the digit", np.array([0.5]), -0.1)) == (
        "Before the activation its sum is 0.40: the digit adds 0.50, the bias −0.10."
    )


def test_the_picture_has_a_bar_for_each_part():
    layer = MapLayer(name="conv", place=0, size=4, channels=3, field=8, jump=2, start=-1)
    maps, parts = np.ones((3, 4, 4)), Parts("pool", np.array([1.0, -2.0]), 0.5)
    *_, bars = draw(np.eye(28), layer, maps, 1, parts=parts).get_axes()
    assert [bar.get_height() for bar in bars.patches] == [1, -2, 0.5]
    assert describe(6, layer, maps, 1, parts=parts).endswith(describe_parts(parts))
