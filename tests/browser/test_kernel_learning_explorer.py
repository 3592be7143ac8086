"""The kernel-learning explorer of lecture 02 in JupyterLab: what a student does, what is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from helpers.explorers.kernel_learning.descent import LAST_STEP, Training
from helpers.explorers.kernel_learning.explorer import (
    COUNTED,
    NOISE,
    PHOTO,
    START,
    pictures,
    teachers,
)
from helpers.explorers.kernel_learning.picture import describe
from tests.browser.explorer import Explorer

LECTURE = "02_convolution_by_hand.ipynb"
CELLS = (CELL := "kernel-learning",)
KERNEL, SLOPES, LOSS = 1, 5, 7  # places of the canvases


@pytest.fixture
def learning(start: Callable[[str], Explorer]) -> Explorer:
    return start(CELL)


def told(
    picture: str = NOISE,
    teacher: str = COUNTED,
    *,
    rate: float = 0.1,
    flips: bool = False,
    step: int = 0,
    weight: tuple[int, int] = (0, 2),
) -> str:
    """What is to be said of these settings."""
    training = Training(pictures()[picture], teachers()[teacher], rate, flips)
    return describe(training, picture, teacher, START, step, weight)


def test_every_control_is_told(learning):
    learning.expect(told())
    learning.press("step", *["ArrowRight"] * 3)
    learning.expect(told(step=3))
    learning.press("rate", "ArrowRight")
    learning.expect(told(rate=0.3, step=3))
    learning.choose("teacher", "Sobel X")
    learning.expect(told(teacher="Sobel X", rate=0.3, step=3))
    learning.tick("the layer flips its kernel")
    learning.expect(told(teacher="Sobel X", rate=0.3, flips=True, step=3))
    learning.choose("picture", PHOTO)
    learning.expect(told(PHOTO, "Sobel X", rate=0.3, flips=True, step=3))


def test_a_layer_that_flips_ends_with_the_kernel_turned_round(learning):
    learning.press("rate", "ArrowRight")
    learning.tick("the layer flips its kernel")
    learning.press("step", "End")
    learning.expect(told(rate=0.3, flips=True, step=LAST_STEP))
    assert "off the same turned round by at most 0." in learning.lines.last.inner_text()


def test_a_step_changes_kernel_answer_error_and_slopes_but_not_the_picture(learning):
    before = learning.digests()
    learning.press("step", "ArrowRight")
    learning.expect(told(step=1))
    changed = [new != old for new, old in zip(learning.digests(), before, strict=True)]
    assert changed == [False, True, True, True, True, True, False, True]


def test_a_weight_is_chosen_on_the_kernel_and_on_its_slopes(learning):
    learning.lab.press(learning.canvas(KERNEL), "ArrowDown", "ArrowLeft")
    learning.expect(told(weight=(1, 1)))
    learning.lab.press(learning.canvas(SLOPES), "End", "PageDown")
    learning.expect(told(weight=(2, 2)))
    learning.lab.click_at(learning.canvas(KERNEL), 0.5, 0.5)
    learning.expect(told(weight=(1, 1)))


def test_the_line_below_follows_the_weight_and_the_step(learning):
    line = learning.view.locator(".cnn-sum-line")
    expect(line).to_contain_text("w[0, 2] ← −1.6 − 0.1 · ")
    learning.lab.press(learning.canvas(KERNEL), "Home")
    expect(line).to_contain_text("∂L/∂w[0, 0] = 2/36 · (")


def test_a_step_is_chosen_on_the_curve_of_the_loss(learning):
    learning.lab.press(learning.canvas(LOSS), "ArrowRight", "ArrowUp")
    learning.expect(told(step=2))
    learning.lab.press(learning.canvas(LOSS), "End")
    learning.expect(told(step=LAST_STEP))
    learning.lab.click_at(learning.canvas(LOSS), 0.05, 0.5)
    learning.expect(told(step=0))


def test_play_makes_steps(learning):
    play = learning.cell.locator(".widget-play button").first
    play.click()
    learning.match("After ([2-9]|1.) steps")
    play.click()


def test_a_descent_that_runs_away_is_told_at_its_end(learning):
    learning.press("rate", "End")
    learning.press("step", "End")
    learning.expect(told(rate=1.0, step=LAST_STEP))
    assert learning.lines.last.inner_text().endswith("The rate is too large.")
