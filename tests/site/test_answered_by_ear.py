"""Every question can be answered from the accessibility tree alone, with the keyboard."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.browser.needed import with_widgets
from tests.browser.waits import WAIT_MS
from tests.site.heard import Ears
from tests.site.site_page import SitePage
from tests.site.test_site import NAMES

MOST_STOPS = 40  # of the Tab key before a question counts as out of reach


def questions_of(page: SitePage, cell: str) -> list[dict]:
    """The questions of a cell with their answers, as Python sent them to the page."""
    state = page.page.locator(f"#{cell} script.state").text_content()
    models = json.loads(state or "{}")["models"].values()
    return [asked for one in models for asked in one["state"].get("questions", ())]


def tab_to(ears: Ears, page: SitePage, *wanted: tuple[str, str]) -> None:
    """Press Tab until something with one of these roles and names has the focus."""
    for _ in range(MOST_STOPS):
        page.page.keyboard.press("Tab")
        node = ears.focused()
        if (node.role, node.name) in wanted:
            return
    raise AssertionError(f"none of {wanted} is reached by Tab")


def answer(ears: Ears, page: SitePage, question: dict) -> str:
    """Answer a question by ear; the feedback that is wanted."""
    if "options" not in question:
        tab_to(ears, page, ("textbox", question["text"]))
        page.page.keyboard.type(str(question["answer"]))
        page.page.keyboard.press("Enter")
        return f"✓ Right. {question['because']}".strip()
    (right, because), *_ = ((name, why) for name, is_right, why in question["options"] if is_right)
    tab_to(ears, page, *(("radio", name) for name, _, _ in question["options"]))
    page.page.keyboard.press("Space")
    for _ in question["options"]:
        if ears.focused().name == right:
            break
        page.page.keyboard.press("ArrowDown")
    assert ears.focused().value == "checked true"
    return f"✓ Right. {because}".strip()


@pytest.mark.parametrize("lecture", NAMES)
def test_every_question_is_answered_by_ear(lecture, page, ears):
    page.open(lecture.replace(".ipynb", ".html"))
    answered = 0
    for cell in with_widgets(lecture):
        explorer = page.page.locator(f"#{cell} .explorer")
        questions = questions_of(page, cell)
        if not questions:
            continue
        explorer.scroll_into_view_if_needed()
        expect(explorer.locator(".still")).to_have_count(0, timeout=WAIT_MS)
        explorer.evaluate("one => { one.tabIndex = -1; one.focus(); }")
        said = [node.name for node in ears.nodes(f"#{cell} .live") if node.role == "group"]
        assert said == [question["text"] for question in questions]
        for question in questions:
            wanted = answer(ears, page, question)
            page.painted()
            assert wanted in ears.live(f"#{cell} .live"), question["text"]
            answered += 1
    assert answered > 0
