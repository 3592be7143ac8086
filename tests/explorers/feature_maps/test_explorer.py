import numpy as np
import pytest

from helpers.explorers.feature_maps.explorer import feature_map_explorer
from helpers.explorers.feature_maps.maps import maps_of
from helpers.explorers.feature_maps.parts import parts_of
from helpers.explorers.feature_maps.picture import describe, strongest_unit
from helpers.training.trained import mnist_cnn
from tests.explorers.boxes import controls_of, view_of

PICTURES = np.random.default_rng(0).random((2, 28, 28, 1)).astype("float32")
LABELS = np.array([3, 4])


@pytest.fixture(scope="module")
def model():
    return mnist_cnn()


def test_the_controls_begin_with_the_strongest_unit_of_the_first_digit(shown, model):
    box, _, _ = shown(feature_map_explorer, model, PICTURES, LABELS)
    view, labelled = view_of(box), controls_of(box)
    assert list(labelled) == ["digit", "layer", "channel", "mark the strongest unit"]
    assert labelled["digit"].options == ("a 3", "a 4") and view.labels == [3, 4]
    assert labelled["mark the strongest unit"].value
    assert view.strongest
    assert labelled["channel"].max == view.last_channel == 31
    assert np.array_equal(
        np.frombuffer(view.pixels, np.uint8).reshape(PICTURES.shape), np.rint(255 * PICTURES)
    )


def test_picture_and_text_show_what_the_view_begins_with(shown, model):
    box, figure, text = shown(feature_map_explorer, model, PICTURES, LABELS)
    view = view_of(box)
    layer = view.layers[view.layer]
    maps = maps_of(model, PICTURES[view.digit], layer)
    unit = strongest_unit(maps[view.channel])
    parts = parts_of(model, PICTURES[view.digit], layer, view.channel, unit)
    assert text == describe(3, layer, maps, view.channel, None, parts)
    assert np.array_equal(figure.get_axes()[0].images[0].get_array(), PICTURES[0, ..., 0])


@pytest.mark.parametrize(("layer", "asked"), [(0, 4), (4, 0)])
def test_the_guess_is_how_many_channels_of_another_layer_are_silent(shown, model, layer, asked):
    box, _, _ = shown(feature_map_explorer, model, PICTURES, LABELS, layer=layer)
    outputs = PICTURES[:1]
    for one in model.layers[: asked + 1]:
        outputs = np.asarray(one(outputs))
    guess = view_of(box).guess
    assert guess["answer"] == sum(not outputs[..., c].any() for c in range(outputs.shape[-1]))
    assert guess["question"].startswith(f"{model.layers[asked].name} has {outputs.shape[-1]}")
