"""Two filters on three channels: what Python and the browser compute and say."""

import re

import numpy as np
import pytest

from helpers.explorers.channels.picture import Layer, describe, draw_layer

GENERATOR = np.random.default_rng(5)
LAYERS = [
    Layer(
        GENERATOR.integers(0, 9, size=(rows, columns, 3)),
        GENERATOR.integers(-3, 4, size=(k, k, 3, 2)),
        GENERATOR.integers(-9, 10, size=2),
    )
    for rows, columns, k in ((5, 5, 3), (4, 6, 2), (6, 4, 4), (3, 3, 1))
]
PLACES = [
    (layer, filter, *place)
    for layer in LAYERS
    for filter in (0, 1)
    for place in np.ndindex(layer.maps.shape[:2])
]


def as_layer(layer):
    return {
        "x": layer.x.tolist(), "kernels": layer.kernels.tolist(), "biases": layer.biases.tolist(),
    }  # fmt: skip


@pytest.mark.training
def test_the_maps_are_those_of_a_keras_layer():
    import keras

    for layer in LAYERS:
        conv = keras.layers.Conv2D(2, layer.k)
        conv.build((None, *layer.x.shape))
        conv.set_weights([layer.kernels.astype(np.float32), layer.biases.astype(np.float32)])
        expected = conv(layer.x[None].astype(np.float32))[0]
        np.testing.assert_allclose(layer.maps, expected, atol=1e-4)


def test_products_of_three_channels_and_one_bias_add_up_to_a_cell_of_the_map(call):
    asked = [["partsOf", as_layer(layer), *place] for layer, *place in PLACES]
    for (layer, filter, row, column), parts in zip(
        PLACES, call("channels/channels", *asked), strict=True
    ):
        products = layer.products(filter, row, column)
        assert products.sum() + layer.biases[filter] == layer.maps[row, column, filter]
        for channel, part in enumerate(parts):
            assert part["products"]["values"] == products[..., channel].ravel().tolist()
            assert part["sum"] == products[..., channel].sum()


def test_the_browser_makes_the_same_maps(call):
    asked = [["mapOf", as_layer(layer), filter] for layer in LAYERS for filter in (0, 1)]
    found = call("channels/channels", *asked)
    expected = [layer.maps[..., filter] for layer in LAYERS for filter in (0, 1)]
    for one, theirs in zip(found, expected, strict=True):
        assert (one["rows"], one["columns"]) == theirs.shape
        assert one["values"] == theirs.ravel().tolist()


def test_the_browser_says_the_same_of_every_place(call):
    asked = [["describe", as_layer(layer), *place] for layer, *place in PLACES]
    assert call("channels/channels", *asked) == [describe(*place) for place in PLACES]


def test_words_name_the_volume_and_what_is_added():
    layer = Layer(np.ones((4, 4, 3), int), np.full((2, 2, 3, 2), 2), np.array([5, -1]))
    assert describe(layer, 1, 0, 2) == (
        "Input 4 by 4 by 3, 2 filters of 2 by 2 by 3: output 3 by 3 by 2. "
        "Filter 1 has 12 weights and 1 bias. At row 0, column 2 its products add up to "
        "red 8, green 8, blue 8; with the bias, −1, that makes 23."
    )


def test_the_line_below_the_pictures_adds_up(call):
    asked = [["partsOf", as_layer(layer), *place] for layer, *place in PLACES]
    lines = [
        ["calculation", as_layer(layer), filter, parts]
        for (layer, filter, *_), parts in zip(
            PLACES, call("channels/channels", *asked), strict=True
        )
    ]
    for (layer, filter, row, column), text in zip(
        PLACES, call("channels/channels", *lines), strict=True
    ):
        *added, total = map(int, re.findall(r"-?\d+", text.replace("−", "-")))
        assert sum(added) == total == layer.maps[row, column, filter]
        assert len(added) == 4 and added[-1] == layer.biases[filter]


def test_the_picture_frames_the_window_in_each_channel_and_the_cell_in_one_map():
    left, right = draw_layer(LAYERS[0], 1, 2, 0).subfigs
    for window in left.axes[::3]:
        frame = window.patches[-1]
        assert (frame.get_xy(), frame.get_width(), frame.get_height()) == ((-0.5, 1.5), 3, 3)
    other, chosen = (axes.patches for axes in right.axes)
    assert len(chosen) == len(other) + 1
    assert (chosen[-1].get_xy(), chosen[-1].get_width()) == ((-0.5, 1.5), 1)
