"""The channel explorer of lecture 02 in JupyterLab: what a student does, what is said."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import expect

from helpers.explorers.channels.picture import Layer, describe
from tests.browser.explorer import Explorer
from tests.browser.lab_page import LabPage

LECTURE = "02_convolution_by_hand.ipynb"
CELLS = (CELL := "channels",)
GREEN, FIRST_MAP, SECOND_MAP = 1, 3, 4  # places of the canvases


def told(*place: int, biases: tuple[int, int] = (1, -2)) -> str:
    """What is to be said of a filter, row and column, of the numbers that the lecture draws."""
    generator = np.random.default_rng(2)
    x = generator.integers(0, 5, size=(5, 5, 3))
    kernels = [generator.integers(-2, 3, size=(3, 3, 3)) for _ in range(2)]
    return describe(Layer(x, np.stack(kernels, axis=-1), np.array(biases)), *place)


@pytest.fixture
def channels(lecture: LabPage, start: Callable[[str], Explorer]) -> Explorer:
    lecture.run_cell("colour-volume")  # draws the numbers of the explorer from the start
    return start(CELL)


def test_every_control_is_told(channels):
    channels.expect(told(0, 0, 0))
    channels.press("filter", "ArrowRight")
    channels.expect(told(1, 0, 0))
    channels.press("bias 1", "ArrowRight", "ArrowRight")
    channels.expect(told(1, 0, 0, biases=(1, 0)))
    channels.press("bias 0", "End")
    channels.expect(told(1, 0, 0, biases=(9, 0)))
    channels.press("filter", "Home")
    channels.expect(told(0, 0, 0, biases=(9, 0)))


def test_a_cell_of_a_map_is_chosen_by_keys_and_by_a_click(channels):
    channels.lab.press(channels.canvas(FIRST_MAP), "ArrowDown", "End")
    channels.expect(told(0, 1, 2))
    channels.lab.click_at(channels.canvas(SECOND_MAP), 0.5, 0.5)
    channels.expect(told(1, 1, 1))
    expect(channels.slider("filter")).to_have_attribute("aria-valuetext", "1")


def test_the_window_is_moved_in_every_channel_at_once(channels):
    before = channels.digests()
    channels.lab.press(channels.canvas(GREEN), "ArrowRight", "PageDown")
    channels.expect(told(0, 2, 1))
    after = channels.digests()
    assert all(after[at] != before[at] for at in (*range(3), FIRST_MAP))
    assert after[SECOND_MAP] == before[SECOND_MAP]


def test_a_bias_changes_one_map_and_no_product(channels):
    before = channels.digests()
    channels.press("bias 1", "ArrowLeft")
    channels.expect(told(0, 0, 0, biases=(1, -3)))
    assert channels.digests()[:3] == before[:3]
    assert channels.digests()[SECOND_MAP] != before[SECOND_MAP]


def test_the_sum_is_written_out(channels):
    line = channels.view.locator(".cnn-sum-line")
    expect(line).to_contain_text("(red) + ")
    expect(line).to_contain_text(" + 1 (bias, once) = ")
    channels.press("bias 0", "ArrowLeft")
    expect(line).to_contain_text(" + 0 (bias, once) = ")
