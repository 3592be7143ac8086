import numpy as np
import pytest

from helpers.drawing.trained_network import (
    exciting_patches,
    kernel_gallery,
    patches_made_to_order,
    pattern_levels,
)
from helpers.training.activation_maximization import MadeToOrder
from helpers.training.exciting_patches import Excitement
from tests.drawing.figures import drawn


def test_the_kernels_are_described_in_words():
    assert kernel_gallery(np.full((3, 3, 1, 5), -0.25)).alt == (
        "5 kernels of 3 by 3, orange for positive weights and blue for negative ones; "
        "the largest weight is 0.25."
    )


def test_kernels_on_many_channels_are_refused():
    with pytest.raises(ValueError, match=r"\(3, 3, 32, 64\)"):
        kernel_gallery(np.zeros((3, 3, 32, 64)))


def test_the_patches_are_described_by_their_answers():
    values, of = np.array([3.0, 2.5]), np.array([0, 1])
    one = Excitement(np.zeros((2, 8, 8)), values, of, np.zeros((2, 2), int))
    assert exciting_patches({"channel 4": one}).alt == (
        "The 2 patches that excite each channel most. channel 4: answers from 3.0 down to 2.5."
    )


def test_patches_made_to_order_stand_beside_those_of_digits():
    values, of = np.array([3.0, 2.5]), np.array([0, 1])
    found = {"channel 4": Excitement(np.zeros((2, 8, 8)), values, of, np.zeros((2, 2), int))}
    made = {f"start {seed}": MadeToOrder(np.ones((1, 8, 8)), np.array([4.0])) for seed in (0, 1)}
    shown = patches_made_to_order(found, made)
    assert shown.alt.endswith("and what they add up to. channel 4: 3.0, then 4.0, 4.0.")


LEVELS = {"first": np.ones((2, 3, 3)), "third": np.ones((2, 18, 18))}


def test_levels_are_drawn_in_one_scale(monkeypatch):
    figure = drawn(monkeypatch, pattern_levels, LEVELS)
    figure.draw_without_rendering()
    small, _, large, _ = (axes.get_window_extent() for axes in figure.axes)
    assert large.width / small.width == pytest.approx(6, rel=0.05)
    assert large.height / small.height == pytest.approx(6, rel=0.05)
    assert large.height / large.width == pytest.approx(1, rel=0.05)


def test_levels_are_described_by_their_sizes():
    assert pattern_levels(LEVELS).alt == (
        "The patches that excite channels most, level by level. "
        "first: 2 patches of 3 by 3 pixels; third: 2 patches of 18 by 18 pixels."
    )
