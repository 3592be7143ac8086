import numpy as np
import pytest

from helpers.explorers.shift.explorer import REACH, START, shift_explorer
from helpers.explorers.shift.picture import describe
from helpers.images.shift import shift
from helpers.start.quiet_start import quiet_start
from tests.explorers.boxes import controls_of, view_of

with quiet_start():
    import keras
    from keras import layers

PICTURES = (
    np.random.default_rng(0).integers(0, 256, (3, 28, 28, 1), np.uint8).astype("float32") / 255
)
LABELS = np.array([7, 1, 0])


def network(seed):
    """A network that tells pictures apart well enough for two of them to disagree."""
    keras.utils.set_random_seed(seed)
    chain = [layers.MaxPooling2D(4), layers.Flatten(), layers.Dense(10, "softmax")]
    return keras.Sequential([keras.Input((28, 28, 1)), *chain])


@pytest.fixture(scope="module")
def models():
    return {"one": network(1), "two": network(2)}


def test_the_controls_reach_in_both_directions_and_every_network_is_sent(shown, models):
    box, _, _ = shown(shift_explorer, models, PICTURES, LABELS)
    view, labelled = view_of(box), controls_of(box)
    assert view.names == ["one", "two"]
    assert view.labels == [7, 1, 0]
    for sent, model in zip(view.networks, models.values(), strict=True):
        assert sent["weights"] == b"".join(one.tobytes() for one in model.get_weights())
    assert len(view.pixels) == 3 * 784
    assert labelled["digit"].options[0] == "test digit, a 7"
    assert list(labelled) == ["digit", "move right", "move down"]
    for label, start in (("move right", START), ("move down", 0)):
        control = labelled[label]
        assert (control.min, control.value, control.max) == (-REACH, start, REACH)
    assert (view.right, view.down, view.reach) == (START, 0, REACH)


def test_picture_and_text_show_what_the_view_begins_with(shown, models):
    box, figure, text = shown(shift_explorer, models, PICTURES, LABELS)
    view = view_of(box)
    moved = shift(PICTURES[:1], view.right, view.down)
    shares = {name: model.predict(moved, verbose=0)[0] for name, model in models.items()}
    assert text == describe(7, START, 0, shares)
    digit, *panels = figure.axes
    assert np.array_equal(digit.images[0].get_array(), moved[0, ..., 0])
    assert [axes.get_title() for axes in panels] == ["one", "two"]


def test_a_network_for_something_else_is_refused(models):
    other = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(3)])
    with pytest.raises(
        ValueError, match=r'ends with \(3,\); .* end it with Dense\(10, "softmax"\)'
    ):
        shift_explorer({**models, "three": other}, PICTURES, LABELS)


def test_the_guess_is_after_how_many_moves_the_first_network_still_says_so(shown, models):
    label = int(np.asarray(models["one"](shift(PICTURES[:1], 1))).argmax())
    box, _, _ = shown(shift_explorer, models, PICTURES, [label, 1, 0])
    moved = [np.asarray(models["one"](shift(PICTURES[:1], by))) for by in range(1, REACH + 1)]
    said = sum(int(shares.argmax()) == label for shares in moved)
    guess = view_of(box).guess
    assert guess["answer"] == said > 0
    assert f"“one” say {label}" in guess["question"]
