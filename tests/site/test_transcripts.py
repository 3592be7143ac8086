"""What a screen reader gets of each explorer over a fixed series of keys.

The transcripts in `tests/site/transcripts/` are kept like golden pictures. After a change that is
meant they are renewed by ``make transcripts``; read each one that differs before you commit it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.needed import with_widgets
from tests.browser.waits import WAIT_MS
from tests.site.heard import Ears, Node
from tests.site.site_page import SitePage
from tests.site.test_site import NAMES, TRAINED

FOLDER = Path(__file__).with_name("transcripts")
CELLS = [(lecture, cell) for lecture in NAMES for cell in with_widgets(lecture)]
PICTURE = ("ArrowRight", "ArrowDown")
SERIES = {
    "slider": ("ArrowRight", "End", "Home"),
    "combobox": ("ArrowDown",),
    "MenuListPopup": ("ArrowDown",),
    "checkbox": ("Space",),
    "radio": ("Space", "ArrowDown"),
    "image": PICTURE,
    "img": PICTURE,
    "application": PICTURE,
}
TYPED = ("x", "Enter", "Backspace", "7", "Enter")  # into the field of a question
SETTLED_MS = 300  # what a network answers comes in slices


def transcript(page: SitePage, cell: str) -> Iterator[str]:
    """All that is heard of an explorer: at first, at each stop of the Tab key, after each key."""
    ears, live = Ears(page.page), f"#{cell} .live"
    explorer = page.page.locator(f"#{cell} .explorer")
    explorer.scroll_into_view_if_needed()
    expect(explorer.locator(".live .cnn-view")).to_be_visible(timeout=WAIT_MS)
    expect(explorer.locator(".still")).to_have_count(0, timeout=WAIT_MS)
    settle(page, ears, cell)
    yield "At first:"
    yield from (f"  {node}" for node in ears.nodes(live) if node.name)
    page.wake(explorer)
    explorer.evaluate("one => { one.tabIndex = -1; one.focus(); }")
    page.page.keyboard.press("Tab")
    while ears.is_focus_in(explorer):
        stop = ears.focused()
        yield f"Tab: {stop}"
        for key in keys_for(stop, explorer):
            before = ears.live(live)
            page.page.keyboard.press(key)
            settle(page, ears, cell)
            yield f"  {key}: {ears.focused()}"
            yield from (f"    says: {text}" for text in ears.live(live) if text not in before)
        page.page.keyboard.press("Tab")


def keys_for(stop: Node, explorer: Locator) -> tuple[str, ...]:
    if stop.role == "textbox" and explorer.locator(".cnn-questions").count():
        return TYPED
    return SERIES.get(stop.role, ())


def settle(page: SitePage, ears: Ears, cell: str) -> None:
    """Wait until what a key changes is heard."""
    page.painted()
    if cell not in TRAINED:
        return
    heard = None
    while heard != (heard := ears.nodes(f"#{cell} .live")):
        page.page.wait_for_timeout(SETTLED_MS)


def as_kept(cell: str, lines: Iterator[str]) -> str:
    """The text of the file; what a training leads to differs from machine to machine."""
    text = "\n".join(lines) + "\n"
    return re.sub(r"−?\d+(\.\d+)?", "#", text) if cell in TRAINED else text


@pytest.mark.parametrize(("lecture", "cell"), CELLS)
def test_a_screen_reader_gets_what_is_kept(lecture, cell, page, pytestconfig):
    page.open(lecture.replace(".ipynb", ".html"))
    heard = as_kept(cell, transcript(page, cell))
    renewed = pytestconfig.getoption("--mpl-generate-path")
    file = Path(renewed or FOLDER) / f"{lecture[:2]}_{cell}.txt"
    if renewed:
        file.parent.mkdir(exist_ok=True)
        file.write_text(heard, encoding="utf8")
    assert heard == file.read_text(encoding="utf8")


def test_no_transcript_is_left_over():
    kept = {file.name for file in FOLDER.glob("*.txt")}
    assert kept == {f"{lecture[:2]}_{cell}.txt" for lecture, cell in CELLS}
