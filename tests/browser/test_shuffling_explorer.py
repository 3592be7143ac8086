"""The shuffling explorer of lecture 01 in JupyterLab: what a student does, what is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from helpers.explorers.shuffling.picture import Shuffled, describe
from tests.browser.explorer import Explorer

LECTURE = "01_why_convolution.ipynb"
CELLS = (CELL := "shuffling",)
SLIDER = "blocks of"


@pytest.fixture
def shuffling(start: Callable[[str], Explorer]) -> Explorer:
    return start(CELL)


def test_blocks_of_every_size_are_told_and_drawn(shuffling):
    shuffling.expect(describe(Shuffled(7)))
    shuffling.press(SLIDER, "End")
    shuffling.expect(describe(Shuffled(1)))
    seen = [shuffling.digests()]
    for block in (2, 4, 7, 14, 28):
        shuffling.press(SLIDER, "ArrowLeft")
        shuffling.expect(describe(Shuffled(block)))
        expect(shuffling.slider(SLIDER)).to_have_attribute("aria-valuetext", f"{block} × {block}")
        assert shuffling.digests() not in seen
        seen.append(shuffling.digests())


def test_the_two_answers_are_the_same_picture_where_nothing_has_moved(shuffling):
    shuffling.press(SLIDER, "Home")
    shuffling.expect(describe(Shuffled(28)))
    *_, answer, moved_along = shuffling.digests()
    assert answer == moved_along


def test_the_state_can_be_copied(shuffling):
    shuffling.press(SLIDER, "ArrowRight")
    shuffling.expect(describe(Shuffled(4)))
    shuffling.view.get_by_role("button", name="Copy this state").click()
    expect(shuffling.view.locator(".cnn-copied")).to_contain_text("shuffle_explorer(4)")
