"""The kernel-learning explorer: its controls and what it refuses."""

import pytest

from helpers.explorers.kernel_learning.explorer import PHOTO, RATES, kernel_learning
from tests.explorers.boxes import controls_of, view_of


def test_the_explorer_starts_where_it_is_told(shown):
    box, _, text = shown(
        kernel_learning, PHOTO, "Sobel Y", rate=0.03, flips=True, step=5, weight=(2, 1)
    )
    view = view_of(box)
    assert view.pictures[view.picture]["name"] == PHOTO
    assert view.teachers[view.teacher]["name"] == "Sobel Y"
    assert (view.rates[view.rate], view.flips, view.step) == (0.03, True, 5)
    assert (view.row, view.column) == (2, 1)
    assert "After 5 steps" in text and "Weight row 2, column 1" in text


def test_every_control_and_the_play_button_are_joined_to_the_view(shown):
    box, *_ = shown(kernel_learning)
    assert list(controls_of(box)) == [
        "picture", "teacher", "rate", "step", "the layer flips its kernel",
    ]  # fmt: skip
    assert controls_of(box)["rate"].value == str(RATES[view_of(box).rate])
    assert box.children[1].max == view_of(box).last == controls_of(box)["step"].max


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"picture": "cat"}, "'cat'.*stripes"), ({"teacher": "mouse"}, "'mouse'.*Sobel X"),
        ({"rate": 0.2}, "rate is 0.2"), ({"step": 101}, "step is 101"),
        ({"weight": (3, 0)}, "weight is 3"),
    ],
)  # fmt: skip
def test_a_training_that_the_controls_cannot_show_is_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        kernel_learning(**settings)
