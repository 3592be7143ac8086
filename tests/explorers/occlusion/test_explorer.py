import numpy as np
import pytest

from helpers.explorers.occlusion.explorer import all_answers, occlusion_explorer
from helpers.explorers.occlusion.picture import describe
from helpers.training.occlusion import answers
from helpers.training.trained import mnist_cnn
from tests.explorers.boxes import controls_of, view_of

PICTURES = np.random.default_rng(0).random((2, 28, 28, 1)).astype("float32")


@pytest.fixture(scope="module")
def model():
    return mnist_cnn()


def test_the_browser_reads_the_answer_that_python_computed(call, model):
    sizes, greys = (25, 27), (0.0, 1.0)
    sent = all_answers(model, PICTURES, sizes, greys)
    cases, where = list(np.ndindex(2, 2, 2)), {"sizes": sizes, "greys": 2}
    found = call("occlusion/answers", *(["answersAt", *case, where] for case in cases))
    for (d, s, g), at in zip(cases, found, strict=True):
        expected = answers(model, PICTURES[d], sizes[s], greys[g])
        assert at["places"] == len(expected)
        read = np.frombuffer(sent, np.uint8)[at["from"] :][: expected.size].reshape(expected.shape)
        assert np.abs(read / 255 - expected).max() <= 1 / 500


def test_the_window_begins_in_the_middle(shown, model):
    box, _, _ = shown(
        occlusion_explorer, model, PICTURES[:1], np.array([7]), sizes=(26,), greys=(0.5,)
    )
    view, labelled = view_of(box), controls_of(box)
    assert view.place == [1, 1] and view.labels == [7]
    assert len(view.shares) == 3 * 3 * 10
    assert {label: control.options for label, control in labelled.items()} == {
        "digit": ("a 7",), "window": ("26 × 26",), "grey value": ("0.5",),
    }  # fmt: skip


def test_picture_and_text_show_what_the_view_begins_with(shown, model):
    box, figure, text = shown(
        occlusion_explorer, model, PICTURES, np.array([7, 1]), sizes=(24, 26), greys=(0.0, 0.25)
    )
    view = view_of(box)
    assert (view.sizes[view.size], view.greys[view.grey], view.place) == (26, 0.25, [1, 1])
    shares = np.rint(255 * answers(model, PICTURES[0], 26, 0.25)) / 255
    assert text == describe(7, 26, 0.25, (1, 1), shares)
    covered, heat = (axes.images[0].get_array() for axes in figure.axes)
    assert np.all(covered[1:27, 1:27] == 0.25)
    assert np.array_equal(covered[0], PICTURES[0, 0, :, 0])
    np.testing.assert_allclose(heat, 1 - shares[..., 7])
