import numpy as np
import pytest

from helpers.explorers.occlusion.explorer import occlusion_explorer
from helpers.explorers.occlusion.picture import describe
from helpers.training.occlusion import answers, logit_margins
from helpers.training.trained import mnist_cnn
from tests.explorers.boxes import controls_of, view_of
from tests.explorers.networks import read_network

BYTES = np.random.default_rng(0).integers(0, 256, (2, 28, 28, 1), np.uint8)
PICTURES = BYTES.astype("float32") / 255

# The shares for every place of some windows [size, grey].
ANSWERED = """
export const answered = (network, pixels, windows) =>
    windows.map(([size, grey]) => {
        const answers = unanswered(size);
        while (!isComplete(answers))
            answerNext(answers, network, Uint8Array.from(pixels), { size, grey });
        return answers.shares;
    });
"""


@pytest.fixture(scope="module")
def model():
    return mnist_cnn()


def test_the_browser_finds_the_answers_of_keras_to_every_place(call, model):
    windows = [(22, 0.0), (25, 1.0), (27, 0.5)]
    pixels = BYTES[0].ravel().tolist()
    asked = ["answered", read_network(call, model), pixels, windows]
    (found,) = call("occlusion/answers", asked, more=ANSWERED)
    for (size, grey), shares in zip(windows, found, strict=True):
        expected = answers(model, PICTURES[0], size, grey)
        np.testing.assert_allclose(np.reshape(shares, expected.shape), expected, atol=1e-5)


def test_the_window_begins_in_the_middle(shown, model):
    box, _, _ = shown(
        occlusion_explorer, model, PICTURES[:1], np.array([7]), sizes=(26,), greys=(0.5,)
    )
    view, labelled = view_of(box), controls_of(box)
    assert view.place == [1, 1]
    assert view.labels == [7]
    assert {label: control.options for label, control in labelled.items()} == {
        "digit": ("a 7",), "window": ("26 × 26",), "grey value": ("0.5",),
    }  # fmt: skip


def test_picture_and_text_show_what_the_view_begins_with(shown, model):
    box, figure, text = shown(
        occlusion_explorer, model, PICTURES, np.array([7, 1]), sizes=(24, 26), greys=(0.0, 0.25)
    )
    view = view_of(box)
    assert (view.sizes[view.size], view.greys[view.grey], view.place) == (26, 0.25, [1, 1])
    shares = answers(model, PICTURES[0], 26, 0.25)
    assert text == describe(7, 26, 0.25, (1, 1), shares)
    covered, leads = (axes.images[0].get_array() for axes in figure.axes[:2])
    assert np.all(covered[1:27, 1:27] == 0.25)
    assert np.array_equal(covered[0], PICTURES[0, 0, :, 0])
    np.testing.assert_allclose(leads, logit_margins(shares, 7))


def test_the_guess_is_how_many_places_of_another_grey_change_the_answer(shown, model):
    label = int(np.asarray(model(PICTURES[:1])).argmax())
    box, _, _ = shown(
        occlusion_explorer, model, PICTURES, np.array([label, 1]), sizes=(26,), greys=(0.0, 0.25)
    )
    guess = view_of(box).guess
    covered = np.repeat(PICTURES[:1], 9, axis=0)
    for place, one in enumerate(covered):
        row, column = divmod(place, 3)
        one[row : row + 26, column : column + 26] = 0
    said = np.asarray(model(covered)).argmax(axis=1)
    assert guess["answer"] == int((said != label).sum())
    assert "grey 0 " in guess["question"] and "9 places" in guess["question"]
