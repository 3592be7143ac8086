import numpy as np
import pytest

from helpers.drawing.words import number
from helpers.explorers.saliency.explorer import saliency_explorer
from helpers.explorers.saliency.picture import describe
from helpers.start.quiet_start import quiet_start
from helpers.training.saliency import METHODS, randomised, rank_correlation, saliency
from helpers.training.trained import mnist_cnn
from tests.explorers.boxes import controls_of, view_of

with quiet_start():
    import keras
    from keras import layers

PICTURES = np.random.default_rng(0).random((2, 28, 28, 1)).astype("float32")
LABELS = np.array([7, 1])


@pytest.fixture(scope="module")
def model():
    return mnist_cnn()


def test_picture_and_text_show_what_the_view_begins_with(shown, model):
    box, figure, text = shown(
        saliency_explorer, model, PICTURES, LABELS, digit=1, of=3, method="Grad-CAM", count=2
    )
    view = view_of(box)
    assert (view.digit, view.of, view.methods[view.method], view.count) == (1, 3, "Grad-CAM", 2)
    nets = model, randomised(model, 2)
    maps = [saliency(one, "Grad-CAM", PICTURES[1:], [3])[0] for one in nets]
    assert text == describe(1, 3, "Grad-CAM", (2, 5), maps, PICTURES[1, ..., 0] > 0)
    digit, *drawn = (axes.images[0] for axes in figure.axes)
    assert np.array_equal(digit.get_array(), PICTURES[1, ..., 0])
    for image, one in zip(drawn, maps, strict=True):
        np.testing.assert_array_equal(image.get_array(), one)
        assert list(image.get_extent()) == [6.5, 18.5, 18.5, 6.5]  # three cells of 4 pixels


def test_it_begins_with_the_gradient_of_the_digits_own_logit_and_one_random_layer(shown, model):
    box, figure, text = shown(saliency_explorer, model, PICTURES, LABELS)
    view = view_of(box)
    assert (view.of, view.method, view.count, view.layers) == (7, 0, 1, 5)
    assert text.startswith("A 7, gradient for the logit of 7.")
    assert figure.axes[1].images[0].get_array().shape == (28, 28)
    control = controls_of(box)
    assert control["method"].options == METHODS
    assert control["random layers"].max == 5


def test_the_guess_is_what_four_random_layers_leave_of_a_guided_map(shown, model):
    box, _, _ = shown(saliency_explorer, model, PICTURES, LABELS)
    guess = view_of(box).guess
    ink = PICTURES[0, ..., 0] > 0
    left = []
    for method in ("guided backpropagation", "gradient"):
        nets = model, randomised(model, 4)
        one, other = (saliency(net, method, PICTURES[:1], [7])[0][ink] for net in nets)
        left.append(rank_correlation(one, other))
    assert guess["answer"] == pytest.approx(left[0], abs=0.006)
    assert f"order {number(left[1])} is left" in guess["because"]
    assert "last 4 layers of 5" in guess["question"]


def test_what_is_no_choice_is_refused_with_the_choices(shown, model):
    for wrong, message in (
        ({"method": "LIME"}, "method is 'LIME'; the choices are gradient"),
        ({"count": 6}, "count is 6; the choices are 0, 1, 2, 3, 4, 5"),
        ({"of": 10}, "of is 10; the choices are 0, 1"),
        ({"digit": 2}, "digit is 2; the choices are 0, 1"),
    ):
        with pytest.raises(ValueError, match=message):
            shown(saliency_explorer, model, PICTURES, LABELS, **wrong)


def test_maps_that_are_not_square_are_refused(shown):
    net = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(2, (3, 5), name="wide"),
            layers.Flatten(),
            layers.Dense(10, "softmax"),
        ]
    )
    with pytest.raises(ValueError, match="wide has maps of 26 × 24; the explorer shows square"):
        shown(saliency_explorer, net, PICTURES, LABELS)
