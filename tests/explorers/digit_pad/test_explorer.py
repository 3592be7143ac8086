import numpy as np
import pytest

from helpers.digits.centring import like_mnist
from helpers.explorers.digit_pad.explorer import SIDE, DigitPad, digit_pad
from helpers.explorers.digit_pad.picture import describe
from helpers.images.drawn import seven
from helpers.images.shift import shift
from helpers.training.trained import mnist_cnn
from tests.explorers.boxes import controls_of

SEVEN = np.rint(seven(28) * 5).astype(np.uint8)
INK = np.rint(seven(SIDE) * 5).astype(np.uint8)


@pytest.fixture(scope="module")
def model():
    return mnist_cnn()


@pytest.fixture
def pad(model):
    return DigitPad(model, {"seven": SEVEN})


def draw(pad, ink=INK):
    """What the browser sends: a memoryview."""
    pad.view.set_state({"ink": memoryview(ink.tobytes())})


def test_a_drawing_is_centred_and_answered(pad, model):
    draw(pad)
    seen = np.frombuffer(pad.view.seen, np.uint8).reshape(28, 28)
    np.testing.assert_array_equal(seen, like_mnist(INK))
    expected = model.predict(seen[None, ..., None] / 255, verbose=0)[0]
    np.testing.assert_allclose(pad.view.probabilities, expected, atol=1e-5)


def test_the_shift_moves_what_the_network_gets(pad, model):
    draw(pad)
    pad.right.set_state({"value": 5})
    seen = np.frombuffer(pad.view.seen, np.uint8).reshape(28, 28)
    np.testing.assert_array_equal(seen, shift(like_mnist(INK)[None], right=5)[0])
    expected = model.predict(seen[None, ..., None] / 255, verbose=0)[0]
    np.testing.assert_allclose(pad.view.probabilities, expected, atol=1e-5)


def test_feature_maps_come_when_they_are_asked_for(pad):
    draw(pad)
    assert pad.view.maps == b""
    pad.maps.set_state({"value": True})
    assert pad.view.map_side == 26 and len(pad.view.maps) == 32 * 26 * 26
    assert max(pad.view.maps) == 255
    pad.maps.set_state({"value": False})
    assert pad.view.maps == b""


def test_a_digit_can_be_put_on_the_pad_without_a_mouse_and_cleared(pad):
    pad.example.value = "seven"
    ink = np.frombuffer(pad.view.ink, np.uint8).reshape(SIDE, SIDE)
    assert ink[1::3, 1::3].tolist() == SEVEN.tolist()
    assert len(pad.view.probabilities) == 10
    pad.clear.click()
    assert not any(pad.view.ink) and pad.view.probabilities == [] and not any(pad.view.seen)
    assert pad.example.value == "my own"


def test_an_empty_pad_has_no_answer(pad):
    draw(pad, np.zeros((SIDE, SIDE), np.uint8))
    assert pad.view.probabilities == []


def test_picture_and_text_show_what_the_pad_says_to_the_first_example(shown, pad, model):
    pad.example.value = "seven"
    box, figure, text = shown(digit_pad, model, {"seven": SEVEN})
    assert list(controls_of(box)) == ["digit", "move right", "show feature maps", "Clear"]
    said = describe(pad.view.probabilities)
    assert text == f"A pad to draw a digit on, with the seven. {said}"
    seen = np.frombuffer(pad.view.seen, np.uint8).reshape(28, 28)
    assert np.array_equal(figure.axes[0].images[0].get_array(), seen)
