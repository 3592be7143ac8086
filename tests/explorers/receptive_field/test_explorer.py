import numpy as np
import pytest

from helpers.explorers.receptive_field.explorer import TracerView, for_browser, open_tracer
from helpers.explorers.receptive_field.picture import describe, image_layers
from helpers.networks import Conv2D, Dense, Flatten, MaxPooling2D, Network, ZeroPadding2D, look_back

POOLED = Network(
    (28, 28, 1),
    [
        Conv2D(32, 3),
        MaxPooling2D(2),
        Conv2D(64, 3),
        MaxPooling2D(2),
        Conv2D(64, 3),
        Flatten(),
        Dense(10),
    ],
)
PLAIN = Network((28, 28, 1), [Conv2D(32, 3), Conv2D(64, 3), Conv2D(64, 3)])
PADDED = Network(
    (28, 28, 1),
    [Conv2D(4, 5, strides=2, padding="same"), Conv2D(4, 3, dilation_rate=2), MaxPooling2D(3, 2)],
)
DIGIT = np.zeros((28, 28), np.uint8)


@pytest.mark.parametrize("network", [POOLED, PLAIN, PADDED])
def test_the_browser_looks_back_as_python_does(call, network):
    sent, layers = for_browser(network), image_layers(network)
    cases = [(at, unit) for at in range(1, len(layers) + 1) for unit in range(sent["sizes"][at])]
    calls = [["lookBack", sent, *case] for case in cases]
    found = call("receptive_field/trace", *calls)
    for (at, unit), seen in zip(cases, found, strict=True):
        expected = look_back(network, layers[at - 1].name, (unit, unit))
        assert seen == [list(part.rows) for part in expected]


def test_the_sentence_says_what_the_unit_sees():
    assert describe(POOLED, image_layers(POOLED)[-1].name, (1, 1)).endswith(
        "18 × 18 of input: 324 of 784 pixels, 41.3 %."
    )
    assert describe(PLAIN, image_layers(PLAIN)[-1].name, (0, 0)).endswith(
        "7 × 7 of input: 49 of 784 pixels, 6.3 %."
    )


def test_the_sliders_begin_with_the_deepest_layer():
    box = open_tracer({"pooled": POOLED, "plain": PLAIN}, DIGIT).widget
    network, layer, row, column = box.children[0].children
    view = next(child for child in box.children if isinstance(child, TracerView))
    assert (network.index, layer.value, row.value, column.value) == (0, 5, 1, 1)
    assert (layer.max, row.max, column.max) == (5, 2, 2)
    assert (view.layer, view.deepest, view.last) == (5, 5, 2)


def test_a_layer_that_is_not_square_is_refused():
    with pytest.raises(ValueError, match="28 × 20"):
        for_browser(Network((28, 20, 1), [Conv2D(4, 3)]))


def test_a_layer_of_padding_only_is_refused_by_name():
    with pytest.raises(ValueError, match="zero_padding2d"):
        for_browser(Network((28, 28, 1), [ZeroPadding2D(2), Conv2D(4, 3)]))
