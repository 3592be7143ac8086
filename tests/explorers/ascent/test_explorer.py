from itertools import islice

import numpy as np
import pytest

from helpers.explorers.ascent.explorer import LAST_STEP, ascent_explorer
from helpers.explorers.ascent.picture import Climb, Digits, describe
from helpers.start.quiet_start import quiet_start
from helpers.training.activation_maximization import ascent, made_to_order
from helpers.training.exciting_patches import strongest_of_each_channel
from tests.explorers.boxes import controls_of, view_of

with quiet_start():
    import keras
    from keras import layers

PICTURES = np.random.default_rng(0).random((3, 28, 28, 1)).astype("float32")


@pytest.fixture(scope="module")
def model():
    made = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(4, 3, activation="relu", name="first"),
            layers.MaxPooling2D(2),
            layers.Conv2D(3, 3, activation="relu", name="second"),
            layers.Flatten(),
            layers.Dense(10, "softmax"),
        ]
    )
    random = np.random.default_rng(4)
    for one in made.weights:
        one.assign(random.normal(0, 0.5, one.shape))
    return made


def test_picture_and_text_show_what_the_view_begins_with(shown, model):
    box, figure, text = shown(
        ascent_explorer, model, PICTURES, layer=1, channel=2, start=1, blur=0, step=7
    )
    view = view_of(box)
    assert (view.layer, view.channel, view.start, view.blur, view.step) == (1, 2, 1, 0, 7)
    way = list(islice(ascent(model, "second", [2], seed=1), LAST_STEP + 1))
    best = strongest_of_each_channel(model, "second", PICTURES)
    digits = Digits(best.patches[2], float(best.values[2]), 3)
    assert text == describe(Climb("second", 2, 1, 0), way, 7, digits)
    first, second, third = figure.axes
    np.testing.assert_array_equal(first.images[0].get_array(), way[7].patches[0])
    np.testing.assert_array_equal(second.images[0].get_array(), best.patches[2])
    whole = third.lines[1].get_ydata()
    np.testing.assert_allclose(whole, [one.sums[0] for one in way])
    assert len(third.lines[2].get_ydata()) == 8


def test_it_begins_at_the_last_step_of_the_channel_that_the_digits_excite_most(shown, model):
    box, _, text = shown(ascent_explorer, model, PICTURES)
    view = view_of(box)
    best = strongest_of_each_channel(model, "first", PICTURES).values
    assert (view.channel, view.step, view.blur) == (best.argmax(), 100, 1)
    assert text.startswith(f"first, channel {best.argmax()}, from start 0, each step blurred by 1")
    control = controls_of(box)
    assert control["layer"].options == ("first: 4 channels", "second: 3 channels")
    assert (control["channel"].max, control["step"].max) == (3, 100)
    assert control["blur"].options == ("none", "1 pixel")


def test_each_patch_of_digits_is_found_among_the_bytes(shown, model):
    view = view_of(shown(ascent_explorer, model, PICTURES).box)
    for layer in view.layers:
        best = strongest_of_each_channel(model, layer["name"], PICTURES)
        size = best.patches.shape
        assert size[1:] == tuple(layer["field"])
        sent = np.frombuffer(view.bests, np.uint8)[layer["at"] :][: best.patches.size]
        np.testing.assert_allclose(sent.reshape(size) / 255, best.patches, atol=0.5 / 255 + 1e-6)
        np.testing.assert_allclose(layer["best"], best.values)


@pytest.mark.parametrize(("shown_layer", "asked"), [(0, "second"), (1, "first")])
def test_the_guess_is_what_a_hundred_steps_reach_in_another_layer(shown, model, shown_layer, asked):
    guess = view_of(shown(ascent_explorer, model, PICTURES, layer=shown_layer).box).guess
    best = strongest_of_each_channel(model, asked, PICTURES).values
    channel = int(best.argmax())
    made = made_to_order(model, asked, [channel], blur=1)
    assert guess["answer"] == pytest.approx(made.sums[0], abs=0.051)
    assert f"Go to {asked}, channel {channel}. The strongest patch of 3 digits" in guess["question"]


def test_what_is_no_choice_is_refused_with_the_choices(shown, model):
    for wrong, message in (
        ({"layer": 2}, "layer is 2; the choices are 0, 1"),
        ({"layer": 1, "channel": 3}, "channel is 3; the choices are 0, 1, 2"),
        ({"start": 3}, "start is 3; the choices are 0, 1, 2"),
        ({"blur": 2}, "blur is 2; the choices are 0, 1"),
        ({"step": 101}, "step is 101; the choices are 0, 1"),
    ):
        with pytest.raises(ValueError, match=message):
            shown(ascent_explorer, model, PICTURES, **wrong)
    with pytest.raises(ValueError, match="there is no picture; give one at least"):
        shown(ascent_explorer, model, PICTURES[:0])


def test_a_network_without_a_convolution_or_with_a_layer_the_browser_lacks_is_refused(shown):
    head = [layers.Flatten(), layers.Dense(10, "softmax")]
    dense = keras.Sequential([keras.Input((28, 28, 1)), *head], name="dense")
    with pytest.raises(ValueError, match="dense has no Conv2D, so there is no sum to climb"):
        shown(ascent_explorer, dense, PICTURES)
    chain = [layers.Conv2D(1, 3), layers.UpSampling2D(name="up")]
    larger = keras.Sequential([keras.Input((28, 28, 1)), *chain])
    with pytest.raises(ValueError, match="layer 'up' is a UpSampl"):
        shown(ascent_explorer, larger, PICTURES)
