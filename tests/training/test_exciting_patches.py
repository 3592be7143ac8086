"""The one strongest patch of each channel of a convolution."""

import numpy as np
import pytest

from helpers.start.quiet_start import quiet_start
from helpers.training.exciting_patches import strongest_of_each_channel

with quiet_start():
    import keras
    from keras import layers

PICTURES = np.random.default_rng(0).random((7, 9, 9, 1)).astype("float32")


@pytest.fixture(scope="module")
def model():
    chain = [
        layers.Conv2D(3, 3, padding="same", activation="relu", name="first"),
        layers.Conv2D(4, 3, strides=2, activation="relu", name="second"),
    ]
    made = keras.Sequential([keras.Input((9, 9, 1)), *chain])
    random = np.random.default_rng(1)
    for one in made.weights:
        one.assign(random.normal(size=one.shape))
    return made


def sums_by_hand(model, picture, place):
    """The sums of each channel at a place of the first layer, and what is under its window."""
    kernel, bias = model.get_layer("first").get_weights()
    row, column = place
    window = np.pad(picture[..., 0], 1)[row : row + 3, column : column + 3]
    return (window[..., None] * kernel[:, :, 0]).sum(axis=(0, 1)) + bias, window


@pytest.mark.parametrize("batch", [2, 500])
def test_no_window_of_any_picture_has_a_larger_sum(model, batch):
    found = strongest_of_each_channel(model, "first", PICTURES, batch=batch)
    places = [(row, column) for row in range(9) for column in range(9)]
    sums = [[sums_by_hand(model, one, place)[0] for place in places] for one in PICTURES]
    np.testing.assert_allclose(found.values, np.max(sums, axis=(0, 1)), rtol=1e-5)
    for channel in range(3):
        picture, unit = PICTURES[found.pictures[channel]], found.units[channel]
        value, window = sums_by_hand(model, picture, unit)
        assert value[channel] == pytest.approx(found.values[channel], rel=1e-5)
        assert np.array_equal(found.patches[channel], window)


def test_a_channel_that_all_pictures_silence_has_its_sum_below_zero(model):
    kernel, bias = model.get_layer("second").get_weights()
    model.get_layer("second").set_weights([kernel, bias - [0, 0, 1e3, 0]])
    found = strongest_of_each_channel(model, "second", PICTURES, batch=3)
    assert found.patches.shape == (4, 5, 5)
    assert found.values[2] < -500 < min(found.values[[0, 1, 3]])
    model.get_layer("second").set_weights([kernel, bias])


def test_without_a_picture_there_is_none(model):
    with pytest.raises(ValueError, match="there is no picture; give one at least"):
        strongest_of_each_channel(model, "first", PICTURES[:0])
