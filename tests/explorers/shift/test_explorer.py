from itertools import product

import numpy as np
import pytest

from helpers.explorers.shift.explorer import REACH, START, all_answers, shift_explorer
from helpers.explorers.shift.picture import describe
from helpers.images.shift import shift
from tests.explorers.boxes import controls_of, view_of

PICTURES = np.random.default_rng(0).random((3, 28, 28, 1)).astype("float32")
LABELS = np.array([7, 1, 0])


class BrightestColumn:
    """A 'network' that answers with the column, divided by 3, in which the brightest pixel is."""

    def __init__(self, doubt=0.0):
        self.doubt = doubt

    def predict(self, pictures, **options):
        columns = pictures.max(axis=(1, 3)).argmax(axis=1)
        return (1 - self.doubt) * np.eye(10)[np.minimum(columns // 3, 9)] + self.doubt / 10


@pytest.fixture
def models():
    return {"one": BrightestColumn(), "two": BrightestColumn(doubt=0.3)}


def test_the_browser_finds_the_answer_to_each_move(call, models):
    sent = np.stack([all_answers(model, PICTURES) for model in models.values()]).ravel()
    cases = list(product((0, 1), range(3), (-8, 0, 5), (-7, 0, 8)))
    where = {"digits": 3, "reach": REACH}
    begins = call("shift/answers", *(["answerAt", *case, where] for case in cases))
    for (network, digit, down, right), at in zip(cases, begins, strict=True):
        moved = shift(PICTURES[digit : digit + 1], right, down)
        expected = list(models.values())[network].predict(moved)[0]
        np.testing.assert_array_equal(sent[at : at + 10], np.rint(255 * expected))


def test_the_browser_reads_shares_from_bytes(call):
    sent = [9, 0, 51, 102, 153, 204, 255, 0, 0, 0, 51, 9]
    (shares,) = call("shift/answers", ["sharesFrom", sent, 1])
    assert shares == pytest.approx([0, 0.2, 0.4, 0.6, 0.8, 1, 0, 0, 0, 0.2])


def test_the_controls_reach_as_far_as_the_answers(shown, models):
    box, _, _ = shown(shift_explorer, models, PICTURES, LABELS)
    view, labelled = view_of(box), controls_of(box)
    assert view.names == ["one", "two"] and view.labels == [7, 1, 0]
    assert len(view.answers) == 2 * 3 * (2 * REACH + 1) ** 2 * 10
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
    shares = {name: np.rint(255 * model.predict(moved)[0]) / 255 for name, model in models.items()}
    assert text == describe(7, START, 0, shares)
    digit, *panels = figure.axes
    assert np.array_equal(digit.images[0].get_array(), moved[0, ..., 0])
    assert [axes.get_title() for axes in panels] == ["one", "two"]
