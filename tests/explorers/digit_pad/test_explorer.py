import numpy as np
import pytest

from helpers.digits.centring import like_mnist
from helpers.explorers.digit_pad.drawing import SIDE, ink_of, on_the_pad
from helpers.explorers.digit_pad.explorer import DigitPadView, digit_pad
from helpers.explorers.digit_pad.picture import describe
from helpers.images.drawn import seven
from helpers.training.trained import mnist_cnn
from tests.explorers.boxes import controls_of, view_of
from tests.explorers.networks import read_network

SEVEN = np.rint(seven(28) * 5).astype(np.uint8)
INK = np.rint(seven(SIDE) * 5).astype(np.uint8)


@pytest.fixture(scope="module")
def model():
    return mnist_cnn()


def test_the_answer_and_the_first_maps_are_those_of_keras(call, model):
    digit = like_mnist(INK)
    asked = ["answerTo", read_network(call, model), digit.ravel().tolist()]
    (found,) = call("digit_pad/answer", asked)
    picture = digit[None, ..., None].astype("float32") / 255
    np.testing.assert_allclose(found["shares"], model.predict(picture, verbose=0)[0], atol=1e-5)
    maps = np.asarray(model.layers[0](picture))[0]
    assert (found["maps"]["rows"], found["maps"]["channels"]) == (26, 32)
    np.testing.assert_allclose(found["maps"]["values"], maps.ravel(), atol=1e-5)


def test_an_empty_pad_has_no_answer(call, model):
    (found,) = call("digit_pad/answer", ["answerTo", read_network(call, model), None])
    assert found == {"shares": [], "maps": None}


def test_an_example_becomes_the_ink_that_python_draws(call):
    enlarged = """
    export const enlarged = (digit) => {
        const ink = new Uint8Array(84 * 84);
        enlarge(Uint8Array.from(digit), ink);
        return ink;
    };
    """
    (ink,) = call("digit_pad/drawing", ["enlarged", SEVEN.ravel().tolist()], more=enlarged)
    assert ink == on_the_pad(SEVEN).ravel().tolist()


DRAWING = ".C4Co4g4gg4g4g4g4"


def test_a_drawing_that_comes_from_the_browser_is_on_the_pad():
    view = DigitPadView(examples=SEVEN.tobytes())
    assert not view.ink.any()
    view.set_state({"drawing": f"1{DRAWING}"})
    assert (view.ink == ink_of(f"1{DRAWING}", SEVEN[None])).all()
    view.set_state({"example": 1})
    assert (view.ink == on_the_pad(SEVEN)).all()


def test_it_begins_with_a_drawing_that_was_copied(shown, model):
    box, figure, text = shown(digit_pad, model, {"seven": SEVEN}, drawing=DRAWING, right=2)
    view = view_of(box)
    assert (view.drawing, view.example, view.empty) == (DRAWING, 0, False)
    assert not controls_of(box)["move right"].disabled
    seen = np.pad(like_mnist(ink_of(DRAWING, SEVEN[None])), ((0, 0), (2, 0)))[:, :28]
    assert np.array_equal(figure.axes[0].images[0].get_array(), seen)
    shares = model.predict(seen[None, ..., None] / 255, verbose=0)[0]
    assert text == f"A pad to draw a digit on, with a drawing of your own. {describe(shares)}"


def test_what_is_no_drawing_is_refused_and_one_on_an_example_that_is_chosen(shown, model):
    for wrong, message in (
        ({"drawing": "2.BnBn"}, r"drawing is '2\.BnBn', which is damaged: copy the call"),
        ({"drawing": ".BnBn", "example": "seven"}, "give an example or a drawing: both"),
    ):
        with pytest.raises(ValueError, match=message):
            shown(digit_pad, model, {"seven": SEVEN}, **wrong)


def test_the_controls_begin_with_an_empty_pad_that_cannot_be_moved(shown, model):
    box, _, _ = shown(digit_pad, model, {"seven": SEVEN})
    view, labelled = view_of(box), controls_of(box)
    assert list(labelled) == ["digit", "move right", "show feature maps"]
    assert labelled["digit"].options == ("my own", "seven")
    assert view.examples == SEVEN.tobytes()
    assert not view.ink.any()
    assert labelled["move right"].disabled


def test_picture_and_text_show_what_the_network_says_to_the_first_example(shown, model):
    _, figure, text = shown(digit_pad, model, {"seven": SEVEN})
    seen = like_mnist(np.kron(SEVEN, np.ones((3, 3), np.uint8)))
    shares = model.predict(seen[None, ..., None] / 255, verbose=0)[0]
    assert text == f"A pad to draw a digit on, with the seven. {describe(shares)}"
    assert np.array_equal(figure.axes[0].images[0].get_array(), seen)
