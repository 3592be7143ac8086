"""A prediction first, in JupyterLab: the first move waits for it; it can be skipped."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from helpers.explorers.effective_field.explorer import MORE_LAYERS
from helpers.explorers.effective_field.picture import describe
from helpers.explorers.photos.pyramid import pyramid_scene
from tests.browser import explorer as explorers
from tests.browser.explorer import Explorer
from tests.browser.lab_page import LabPage
from tests.browser.waits import WAIT_MS

LECTURE = "03_filters_and_features.ipynb"
CELLS = CHOICE, NUMBER = "effective-field", "pyramid-explorer"


@pytest.fixture
def field(lecture: LabPage) -> Explorer:
    """Asks for a choice."""
    return explorers.run_asking(lecture, CHOICE)


@pytest.fixture
def pyramid(lecture: LabPage) -> Explorer:
    """Asks for a number."""
    return explorers.run_asking(lecture, NUMBER)


def told(explorer: Explorer) -> Locator:
    return explorer.view.locator(".cnn-guess .cnn-told")


def move(field: Explorer) -> list[int]:
    """Make a first move, which is not answered; return the pictures."""
    before = field.digests()
    field.press("layers", "ArrowLeft")
    expect(told(field)).to_contain_text("waits for your guess", timeout=WAIT_MS)
    field.lab.painted()
    field.expect(describe(8, 3, "all equal"))
    assert field.digests() == before
    return before


def test_the_first_move_waits_until_a_choice_is_made_with_the_mouse(field):
    before = move(field)
    field.view.get_by_role("button", name="it grows", exact=True).click()
    expect(told(field)).to_have_text(f"Not so: it shrinks. {MORE_LAYERS.because}", timeout=WAIT_MS)
    field.expect(describe(7, 3, "all equal"))
    assert field.digests() != before
    field.press("layers", "ArrowLeft")
    field.expect(describe(6, 3, "all equal"))


def test_escape_on_a_control_shows_the_move_without_a_guess(field):
    move(field)
    field.lab.page.keyboard.press("Escape")
    expect(field.view.locator(".cnn-guess")).to_have_count(0, timeout=WAIT_MS)
    field.expect(describe(7, 3, "all equal"))


def test_a_guess_is_skipped_by_keys_alone(field):
    field.lab.press(field.view.get_by_role("button", name="Skip", exact=True), "Enter")
    expect(field.view.locator(".cnn-guess")).to_have_count(0, timeout=WAIT_MS)
    assert field.view.evaluate("view => view.closest('.jp-Cell').contains(document.activeElement)")


def test_a_number_is_typed_and_hears_how_far_off_it_is(pyramid):
    typed = pyramid.view.get_by_role("textbox")
    pyramid.lab.press(typed, "Enter")
    expect(told(pyramid)).to_contain_text("Type a number", timeout=WAIT_MS)
    pyramid.lab.press(typed, *"150", "Enter")
    expect(told(pyramid)).to_contain_text("Your guess was 6 too high.", timeout=WAIT_MS)
    pyramid.press("level", "ArrowRight")
    pyramid.expect(pyramid_scene("chelsea", "dark spots", 3).text)


def test_no_letter_typed_on_the_question_reaches_the_notebook(lab, field, pyramid):
    explorers.expect_to_keep_letters(lab, [field, pyramid])


def test_the_question_fits_and_can_be_read_in_both_themes(lab, field, pyramid):
    explorers.expect_to_follow_the_theme(lab, [field, pyramid])
    with explorers.narrow_window(lab):
        for explorer in (field, pyramid):
            explorers.expect_no_overflow(explorer)
