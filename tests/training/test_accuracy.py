from itertools import product

import numpy as np
import pytest
from scipy import ndimage

from helpers.explorers.shift.explorer import REACH, ShiftView, answers, controls
from helpers.images.shift import shift
from helpers.training.accuracy import accuracy, accuracy_by_shift

PICTURES = np.random.default_rng(0).random((3, 28, 28, 1)).astype("float32")


class BrightestColumn:
    """A 'network' that answers with the column, divided by 3, in which the brightest pixel is."""

    def predict(self, pictures, **options):
        columns = pictures.max(axis=(1, 3)).argmax(axis=1)
        return np.eye(10)[np.minimum(columns // 3, 9)]


@pytest.mark.parametrize(("right", "down"), [(0, 0), (4, 0), (0, -3), (-6, 7), (27, -27)])
def test_a_shift_is_scipys_shift(right, down):
    expected = ndimage.shift(PICTURES, (0, down, right, 0), order=0, cval=0)
    np.testing.assert_array_equal(shift(PICTURES, right, down), expected)


def test_a_shift_leaves_the_original_alone():
    before = PICTURES.copy()
    shift(PICTURES, 2)[:] = 5
    np.testing.assert_array_equal(PICTURES, before)


def test_a_picture_is_not_moved_out_of_its_frame():
    with pytest.raises(ValueError, match="right=28.*28 × 28"):
        shift(PICTURES, right=28)


def test_accuracy_is_the_share_of_right_answers():
    dots = np.zeros((4, 28, 28, 1), "float32")
    dots[:, 10, 6] = 1
    assert accuracy(BrightestColumn(), dots, np.array([2, 2, 2, 5])) == 0.75
    assert accuracy_by_shift(BrightestColumn(), dots, np.full(4, 2), [0, 2, 3]) == [1.0, 1.0, 0.0]


def test_the_browser_finds_the_answer_to_each_move(call):
    model, other = BrightestColumn(), BrightestColumn()
    stacked = np.stack([answers(model, PICTURES), answers(other, PICTURES)])
    cases = list(product((0, 1), range(3), (-8, 0, 5), (-7, 0, 8)))
    where = {"digits": 3, "reach": REACH}
    found = call("shift/view", *(["answerAt", *case, where] for case in cases))
    flat = stacked.ravel()
    for (_, p, down, right), at in zip(cases, found, strict=True):
        expected = model.predict(shift(PICTURES[p : p + 1], right, down))[0] * 255
        np.testing.assert_array_equal(flat[at : at + 10], expected)


def test_the_controls_are_named_and_reach_the_view():
    models = {"one": BrightestColumn(), "two": BrightestColumn()}
    box = controls(models, PICTURES, np.array([7, 1, 0]))
    view = next(child for child in box.children if isinstance(child, ShiftView))
    assert view.names == ["one", "two"] and view.labels == [7, 1, 0]
    assert len(view.answers) == 2 * 3 * 17 * 17 * 10 and len(view.pixels) == 3 * 784
    names = [control.description for control in box.children[0].children]
    assert names == ["digit", "move right", "move down"]
