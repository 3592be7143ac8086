import ipywidgets as widgets
import numpy as np
import pytest

from helpers.explorers.explore import explore
from helpers.explorers.explore.explorer import one_of_each
from helpers.start.quiet_start import quiet_start
from tests.explorers.boxes import view_of

with quiet_start():
    import keras
    from keras import layers

PICTURES = np.random.default_rng(0).random((2, 28, 28, 1)).astype("float32")
LABELS = np.array([3, 4])


def chain(*more, name="own"):
    return keras.Sequential([keras.Input((28, 28, 1)), *more], name=name)


def test_a_network_of_ones_own_opens_in_every_explorer(shown):
    own = chain(
        layers.RandomRotation(0.1),  # in training only
        layers.Conv2D(4, 5, strides=2, use_bias=False),
        layers.BatchNormalization(),
        layers.LeakyReLU(),
        layers.GlobalAveragePooling2D(),
        layers.Dense(10, "softmax"),
    )
    tabs, _, text = shown(explore, own, PICTURES, LABELS)
    kinds = [type(view_of(page)).__name__ for page in tabs.children]
    assert dict(zip(tabs.titles, kinds, strict=True)) == {
        "Feature maps": "FeatureMapView",
        "Hidden parts": "OcclusionView",
        "Gradients": "SaliencyView",
        "Patches made to order": "AscentView",
        "Draw a digit": "DigitPadView",
        "What a unit sees": "TracerView",
    }
    assert text.startswith("The network 'own', feature maps. A 3 in conv2d")
    pages = dict(zip(tabs.titles, tabs.children, strict=True))
    stills = [view_of(pages[one]).still_page() for one in ("Draw a digit", "Gradients")]
    assert '<img alt="A pad to draw a digit on, with the a 3' in stills[0]
    assert '<img alt="A 3, gradient for the logit of 3' in stills[1]


def test_an_explorer_that_cannot_show_a_network_says_why(shown):
    dense = chain(layers.Flatten(), layers.Dense(10, "softmax"), name="dense")
    tabs, _, text = shown(explore, dense, PICTURES, LABELS)
    maps, hidden, gradients, patches, pad, tracer = tabs.children
    assert isinstance(maps, widgets.HTML)
    assert maps.value.startswith("<p>dense has no convolution and no pool")
    assert "has no Conv2D; Grad-CAM needs the maps of one" in gradients.value
    assert "dense has no Conv2D, so there is no sum to climb" in patches.value
    assert "no layer puts out an image, so there are no units to trace" in tracer.value
    assert tabs.selected_index == 1
    assert text.startswith("The network 'dense', hidden parts. A 3 with a 7 × 7 window")
    assert [view_of(page).network["numbers"] for page in (hidden, pad)] == [7850, 7850]


def test_a_functional_chain_without_classes_shows_its_maps(shown):
    first = keras.Input((28, 28, 1))
    tabs, _, _ = shown(explore, keras.Model(first, layers.Conv2D(2, 3)(first)), PICTURES, LABELS)
    assert isinstance(tabs.children[1], widgets.HTML)
    assert "end it with Dense(10" in tabs.children[1].value
    assert type(view_of(tabs.children[0])).__name__ == "FeatureMapView"


@pytest.mark.parametrize(
    ("model", "given", "message"),
    [
        (chain(layers.Conv2D(1, 3), layers.UpSampling2D(name="up")), (), "layer 'up' is a UpSampl"),
        (keras.Sequential([layers.Flatten()], name="new"), (), "'new' has no input shape yet"),
        (keras.Sequential([keras.Input((8, 8, 1)), layers.Flatten()]), (), "explorers show digits"),
        (chain(layers.Flatten()), (PICTURES,), "give pictures and their labels together"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_what_to_do(model, given, message):
    with pytest.raises(ValueError, match=message):
        explore(model, *given)


def test_the_digits_are_one_of_each_class():
    pictures, labels = one_of_each()
    assert labels.tolist() == list(range(10))
    assert pictures.shape == (10, 28, 28, 1)
    assert 0 <= pictures.min() < pictures.max() == 1
