"""The questions of lecture 01 in JupyterLab: answered by mouse and keyboard, judged at once."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.browser.lab_page import LabPage
from tests.browser.waits import WAIT_MS

LECTURE = "01_why_convolution.ipynb"
CELLS = CHOICES, NUMBERS = "trivia-2", "quiz-sizes"


def questions(lab: LabPage, cell: str) -> Locator:
    """The questions of a cell, one fieldset each, as nobody has answered them."""
    lab.run_cell(cell)
    found = lab.cell(cell).locator(".cnn-questions fieldset")
    expect(found).not_to_have_count(0, timeout=WAIT_MS)
    return found


def test_a_choice_is_judged_at_once_and_the_next_one_takes_its_place(lecture: LabPage):
    first, second, *_ = questions(lecture, CHOICES).all()
    feedback = first.get_by_role("status")
    expect(feedback).to_be_empty()
    first.get_by_label("True", exact=True).check()
    expect(feedback).to_have_text(re.compile("^✗ Not yet. Optimizers such as SGD or Adam never"))
    first.get_by_label("False", exact=True).check()
    expect(feedback).to_have_text(re.compile("^✓ Right. The optimizer changes weights"))
    assert not first.get_by_label("True", exact=True).is_checked()
    # Each question has buttons of its own.
    second.get_by_label("loss functions", exact=True).check()
    assert first.get_by_label("False", exact=True).is_checked()


def test_a_number_is_typed_and_checked_by_the_enter_key_or_the_button(lecture: LabPage):
    first = questions(lecture, NUMBERS).first
    field, feedback = first.get_by_role("textbox"), first.get_by_role("status")
    field.fill("many")
    field.press("Enter")
    expect(feedback).to_have_text("✗ Not yet. Type a number, such as 1024 or 0.5.")
    field.fill("785")
    first.get_by_role("button", name="Check").click()
    expect(feedback).to_have_text("✗ Not yet. That counts the bias.")
    field.fill("784")
    field.press("Enter")
    expect(feedback).to_have_text("✓ Right. One for each pixel.")


def test_no_letter_on_a_question_reaches_the_notebook(lecture: LabPage):
    first = questions(lecture, CHOICES).first
    button = first.get_by_label("True", exact=True)
    button.focus()
    before = lecture.state()
    lecture.press(button, "x", "a", "b", "d", "d", "m")
    assert lecture.state() == before
