"""A link to a state opens an explorer in that state, and a damaged one says so."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.explorer import UNFINISHED
from tests.browser.needed import with_widgets
from tests.browser.waits import WAIT_MS
from tests.site.python_says import HANDLES, copied, copied_call, needs_data, traits_of
from tests.site.site_page import SitePage
from tests.site.test_site import NAMES, saved_sentence

KEYS = ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowDown")  # not the same there and back
GEOMETRY = "04_layer_geometry"
DAMAGED = {
    "n=999": "n is 999",
    "n=3.5": "n is 3.5",
    "n=%22many%22": 'n is "many"',
    "n=31&k=": "k is ",
    "n=31&k=5%2C": "k is 5,",
    "n=31&colour=1": "the explorer has no colour",
    "row=1.5": "row is 1.5",
    "row=%5B1%5D": "row is [1]",
    "padding=7": "padding is 7",
}


def state_of(address: str) -> dict[str, object]:
    """The traits that a link keeps."""
    query = urlsplit(address).fragment.partition("?")[2]
    return {trait: json.loads(value) for trait, value in parse_qsl(query, strict_parsing=True)}


def move_all(page: SitePage, explorer: Locator) -> None:
    """Move each slider, and what is chosen on the first picture that takes keys."""
    for handle in explorer.locator(HANDLES).all():
        page.press(handle, *KEYS[:2])
        page.painted()
    for picture in explorer.locator(".cnn-view canvas[tabindex='0']:visible").all()[:1]:
        if picture.get_attribute("class") == "cnn-pad":
            page.drag(picture, 33, 51)
            page.press(picture, "Space")  # the keys draw
        page.press(picture, *KEYS)
        page.painted()


def settle(page: SitePage, explorer: Locator) -> None:
    """Wait until all is computed: until then a text says how far it is, or changes again."""
    while any(UNFINISHED.search(text) for text in page.texts(explorer)):
        page.page.wait_for_timeout(200)
    expect(explorer.locator("[aria-busy]")).to_have_count(0, timeout=WAIT_MS)


@dataclass(frozen=True)
class Stood:
    """How an explorer stood: what was seen of it, and what its buttons copied."""

    seen: list
    call: str
    address: str


def stands(page: SitePage, cell: str) -> Stood:
    """Wake an explorer, and see how it stands."""
    explorer = page.page.locator(f"#{cell} .explorer")
    page.wake(explorer)
    settle(page, explorer)
    link = copied(page, explorer, "Copy a link")
    return Stood(page.seen(explorer), copied_call(page, explorer), link)


def moved(page: SitePage, cell: str) -> Stood | None:
    """Move all of an explorer that a link keeps; None if it is a question."""
    explorer = page.page.locator(f"#{cell} .explorer")
    page.wake(explorer)
    if explorer.locator(".cnn-questions").count():
        return None
    move_all(page, explorer)
    return stands(page, cell)


@pytest.mark.parametrize("lecture", NAMES)
def test_a_link_opens_each_explorer_as_it_stood(lecture, page):
    page.open(lecture.replace(".ipynb", ".html"))
    moves = {cell: moved(page, cell) for cell in with_widgets(lecture)}
    for cell, stood in moves.items():
        if stood is None:
            continue
        state = state_of(stood.address)
        assert state
        if not needs_data(stood.call):
            expected = traits_of(lecture, stood.call)
            found = {trait: state[trait] for trait in expected.keys() & state.keys()}
            assert found == pytest.approx(expected), stood.call

        page.open(stood.address.rpartition("/")[2])
        now, explorer = stands(page, cell), page.page.locator(f"#{cell} .explorer")
        expect(explorer).to_be_in_viewport(timeout=WAIT_MS)
        assert explorer.locator(".cnn-guess").count() == 0
        assert unquote(now.address) == unquote(stood.address)
        assert (now.seen, now.call) == (stood.seen, stood.call), stood.address


@pytest.mark.parametrize(("query", "why"), DAMAGED.items())
def test_a_damaged_link_says_what_is_wrong_and_the_start_stays(query, why, page):
    page.open(f"{GEOMETRY}.html#geometry-widget?{query}")
    explorer = page.page.locator("#geometry-widget .explorer")
    page.wake(explorer)
    alert = explorer.get_by_role("alert")
    expect(alert).to_have_text(
        f"This link is damaged: {why}. The explorer stands as the lecture begins it."
    )
    said = " ".join(page.texts(explorer))
    assert saved_sentence(f"{GEOMETRY}.ipynb", "geometry-widget") in said


DRAWINGS = {"1": '"1"', ".BnB": '".BnB"', "12.BnBn": '"12.BnBn"', ".%C3%84nBn": '".ÄnBn"'}


@pytest.mark.parametrize(("drawing", "told"), DRAWINGS.items())
def test_a_damaged_drawing_is_refused_and_the_pad_stays_empty(drawing, told, page):
    page.open(f"05_mnist_cnn.html#draw?drawing=%22{drawing}%22")
    explorer = page.page.locator("#draw .explorer")
    page.wake(explorer)
    expect(explorer.get_by_role("alert")).to_have_text(
        f"This link is damaged: drawing is {told}. The explorer stands as the lecture begins it."
    )
    assert "Nothing is drawn yet." in page.texts(explorer)


def test_a_link_to_an_explorer_that_is_not_there_says_so(page):
    page.open(f"{GEOMETRY}.html#nothing?n=3")
    expect(page.page.get_by_role("alert")).to_contain_text("no such explorer")


def test_a_window_beyond_the_output_becomes_its_last(page):
    page.open(f"{GEOMETRY}.html#geometry-widget?row=99&column=-4")
    explorer = page.page.locator("#geometry-widget .explorer")
    page.wake(explorer)
    assert "window=(12, 0)" in copied_call(page, explorer)


def test_another_link_to_the_open_page_is_followed(page):
    page.open(f"{GEOMETRY}.html")
    page.page.evaluate("location.hash = '#geometry-widget?n=31&example=9'")
    explorer = page.page.locator("#geometry-widget .explorer")
    made = explorer.locator(".live figcaption, .live .cnn-view")
    expect(made).not_to_have_count(0, timeout=WAIT_MS)
    page.wake(explorer)
    assert "layer_geometry(31, 3" in copied_call(page, explorer)
