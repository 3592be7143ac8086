import numpy as np
import pytest

from helpers.drawing.trained_network import exciting_patches, kernel_gallery, occlusion_maps
from helpers.explorers.feature_maps.explorer import FeatureMapView, maps_for_browser
from helpers.explorers.feature_maps.explorer import controls as map_controls
from helpers.explorers.occlusion.explorer import OcclusionView, all_answers
from helpers.explorers.occlusion.explorer import controls as occlusion_controls
from helpers.networks import from_keras, look_back
from helpers.training.exciting_patches import Excitement
from helpers.training.occlusion import answers
from helpers.training.trained import mnist_cnn

PICTURES = np.random.default_rng(0).random((2, 28, 28, 1)).astype("float32")


@pytest.fixture(scope="module")
def model():
    return mnist_cnn()


def view_of(box, kind):
    return next(child for child in box.children if isinstance(child, kind))


def test_the_maps_are_those_of_keras(model):
    import keras

    found = maps_for_browser(model, PICTURES)
    assert [layer["size"] for layer in found.layers] == [26, 13, 11, 5, 3]
    for described, layer in zip(found.layers, model.layers):
        expected = keras.Model(model.inputs[0], layer.output).predict(PICTURES, verbose=0)
        size, channels = described["size"], described["channels"]
        sent = np.frombuffer(found.bytes, np.uint8)[described["at"] :][: expected.size]
        maps = sent.reshape(2, channels, size, size).transpose(0, 2, 3, 1)
        for one, want, largest in zip(maps, expected, described["largest"]):
            assert np.abs(one / 255 * largest - want).max() <= largest / 510 + 1e-5


def test_the_browser_finds_maps_units_and_pixels_as_python_does(call, model):
    found = maps_for_browser(model, PICTURES)
    network = from_keras(model)
    calls, expected = [], []
    for number, layer in enumerate(found.layers):
        size = layer["size"]
        for unit in range(size):
            rows = look_back(network, number, (unit, unit))[-1].rows
            calls.append(("seen", layer, unit))
            expected.append([rows[0], rows[-1]])
    assert call("feature_maps/view", *calls) == expected


def test_the_browser_finds_the_map_of_a_channel_and_its_strongest_unit(call):
    begins, maps = 5, np.random.default_rng(1).permutation(255)[:36].reshape(2, 2, 3, 3)
    sent = [0] * begins + maps.ravel().tolist()
    layer = {"size": 3, "channels": 2, "at": begins}
    for picture, channel in np.ndindex(2, 2):
        expected = maps[picture, channel].ravel()
        found, unit = call(
            "feature_maps/view",
            ["mapOf", sent, layer, picture, channel],
            ["strongestOf", expected.tolist(), 3],
        )
        assert found == expected.tolist()
        assert unit == list(divmod(int(expected.argmax()), 3))


def test_pixels_outside_the_picture_are_not_framed(call):
    layer = {"start": -1, "jump": 2, "field": 5}
    found = call("feature_maps/view", ["seen", layer, 0], ["seen", layer, 13])
    assert found == [[0, 3], [25, 27]]


def test_another_layer_keeps_the_channel_inside_it(model):
    box = map_controls(model, PICTURES, np.array([3, 4]))
    digit, layer, channel, strongest = box.children[0].children
    view = view_of(box, FeatureMapView)
    assert channel.max == 31
    layer.set_state({"index": 2})
    assert channel.max == 63
    channel.set_state({"value": 60})
    layer.set_state({"index": 0})
    assert channel.max == 31 and channel.value == 31
    assert digit.options == ("a 3", "a 4") and strongest.value and view.labels == [3, 4]


def test_a_network_without_maps_is_refused():
    import keras

    layers = [keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10)]
    dense = keras.Sequential(layers, name="flat")
    with pytest.raises(ValueError, match="flat has no convolution"):
        maps_for_browser(dense, PICTURES)


def test_the_browser_reads_the_answer_that_python_computed(call, model):
    sizes, greys = (25, 27), (0.0, 1.0)
    sent = all_answers(model, PICTURES, sizes, greys)
    cases, where = list(np.ndindex(2, 2, 2)), {"sizes": sizes, "greys": 2}
    found = call("occlusion/view", *(["answersAt", *case, where] for case in cases))
    for (d, s, g), at in zip(cases, found):
        expected = answers(model, PICTURES[d], sizes[s], greys[g])
        assert at["places"] == len(expected)
        read = np.frombuffer(sent, np.uint8)[at["from"] :][: expected.size].reshape(expected.shape)
        assert np.abs(read / 255 - expected).max() <= 1 / 500


def test_the_window_begins_in_the_middle(model):
    box = occlusion_controls(model, PICTURES[:1], np.array([7]), sizes=(26,), greys=(0.5,))
    view = view_of(box, OcclusionView)
    assert view.place == [1, 1] and view.labels == [7]
    assert len(view.shares) == 3 * 3 * 10


def test_the_kernels_are_described_in_words():
    shown = kernel_gallery(np.full((3, 3, 1, 5), -0.25))
    assert "5 kernels of 3 by 3" in shown.alt and "0.25" in shown.alt


def test_kernels_on_many_channels_are_refused():
    with pytest.raises(ValueError, match=r"\(3, 3, 32, 64\)"):
        kernel_gallery(np.zeros((3, 3, 32, 64)))


def test_the_patches_are_described_by_their_answers():
    values, of = np.array([3.0, 2.5]), np.array([0, 1])
    one = Excitement(np.zeros((2, 8, 8)), values, of, np.zeros((2, 2), int))
    assert "channel 4: answers from 3.0 down to 2.5" in exciting_patches({"channel 4": one}).alt


def test_the_heat_is_described_by_its_range():
    shown = occlusion_maps({"7 × 7": np.array([[0.25, 1.0], [1.0, 1.0]])}, np.zeros((8, 8)))
    assert "7 × 7: from 0.25 to 1.00" in shown.alt
