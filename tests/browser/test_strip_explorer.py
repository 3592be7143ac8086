"""The strip explorer of lecture 02 in JupyterLab: what a student does, what is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from helpers.explorers.strips.picture import Strips, calculation, describe
from tests.browser.explorer import Explorer

LECTURE = "02_convolution_by_hand.ipynb"
CELLS = (CELL := "strips",)
LOADED, POLYNOMIALS = "a fair and a loaded die", "two polynomials"
STRIPS, BARS = 0, 1  # places of the canvases
NAMES, CELL_WIDTH = 74, 38  # pixels in front of the strips, and of one number


@pytest.fixture
def strips(start: Callable[[str], Explorer]) -> Explorer:
    return start(CELL)


def expect_place(strips: Explorer, example: str, place: int, *, flips: bool = True) -> None:
    """Wait until a place is told, its products are written out, and the slider stands there."""
    shown = Strips(example, flips)
    strips.expect(describe(shown, place))
    expect(strips.view.locator(".cnn-sum-line")).to_have_text(calculation(shown, place))
    expect(strips.slider("place")).to_have_attribute("aria-valuetext", str(place))


def test_every_control_is_told(strips):
    expect_place(strips, LOADED, 5)
    strips.press("place", "ArrowRight", "ArrowRight")
    expect_place(strips, LOADED, 7)
    strips.tick("turn the second round")
    expect_place(strips, LOADED, 7, flips=False)
    strips.choose("example", "two fair dice")
    expect_place(strips, "two fair dice", 7, flips=False)


def test_an_example_with_fewer_places_shows_its_last(strips):
    strips.press("place", "End")
    expect_place(strips, LOADED, 10)
    strips.choose("example", POLYNOMIALS)
    strips.expect(describe(Strips(POLYNOMIALS), 4))
    expect(strips.slider("place")).to_have_attribute("aria-valuemax", "4.0")
    strips.press("place", "Home")
    expect_place(strips, POLYNOMIALS, 0)


@pytest.mark.parametrize("canvas", [STRIPS, BARS])
def test_arrow_keys_on_both_pictures_move_the_strip(strips, canvas):
    before = strips.digests()
    for key, place in (("ArrowLeft", 4), ("Home", 0), ("End", 10), ("ArrowUp", 9)):
        strips.lab.press(strips.canvas(canvas), key)
        expect_place(strips, LOADED, place)
    after = strips.digests()
    assert all(new != old for new, old in zip(after, before, strict=True))


def test_a_bar_is_chosen_by_a_click(strips):
    bars = strips.canvas(BARS)
    width = bars.bounding_box()["width"]
    strips.lab.click_at(bars, (NAMES + 2.5 * CELL_WIDTH) / width, 0.8)
    expect_place(strips, LOADED, 2)
    strips.lab.click_at(bars, 0.99, 0.8)  # beyond the last bar
    expect_place(strips, LOADED, 10)


def test_the_strip_is_pulled_along(strips):
    middle = strips.canvas(STRIPS).bounding_box()["width"] / 2
    strips.lab.drag(strips.canvas(STRIPS), -4 * CELL_WIDTH)
    # The pointer holds the third cell of the strip.
    expect_place(strips, LOADED, int((middle - NAMES) // CELL_WIDTH) - 4 - 2)


def test_the_state_can_be_copied(strips):
    strips.press("place", "Home")
    expect_place(strips, LOADED, 0)
    strips.view.get_by_role("button", name="Copy this state").click()
    said = 'strip_explorer("a fair and a loaded die", place=0)'
    expect(strips.view.locator(".cnn-copied")).to_contain_text(said)
