"""What is heard of an explorer over a fixed series of keys, on the site or in JupyterLab."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from playwright.sync_api import Locator, Page, expect

from tests.browser.explorer import UNFINISHED
from tests.browser.waits import WAIT_MS
from tests.site.heard import Ears, Node
from tests.site.test_site import TRAINED

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
# Where what a network computes in slices is heard at its end alone.
SLICED = {"saliency-explorer", "made-explorer"}
COMPLETE = """([selector, unfinished]) => ![...document.querySelectorAll(selector)]
    .some(one => RegExp(unfinished).test(one.textContent))"""
PROGRESS = re.compile(
    r"(# % of all places are computed|The lead of # goes from [^.]*|Worst place: rows from [^.]*)\."
)


class Heard(Protocol):
    """A page whose elements are named as on the site."""

    page: Page

    def painted(self) -> None:
        """Wait until the next frame is painted."""

    def wake(self, explorer: Locator) -> None:
        """Let an explorer move without a guess."""


def transcript(page: Heard, ears: Ears, cell: str) -> Iterator[str]:
    """All that is heard of an explorer: at first, at each stop of the Tab key, after each key."""
    live = f"#{cell} .live"
    explorer = page.page.locator(f"#{cell} .explorer")
    explorer.scroll_into_view_if_needed()
    expect(explorer.locator(".live .cnn-view")).to_be_visible(timeout=WAIT_MS)
    expect(explorer.locator(".still")).to_have_count(0, timeout=WAIT_MS)
    settle(page, cell)
    yield "At first:"
    yield from (f"  {line}" for line in read_through(ears.nodes(live)))
    page.wake(explorer)
    explorer.evaluate("one => { one.tabIndex = -1; one.focus(); }")
    page.page.keyboard.press("Tab")
    while ears.is_focus_in(explorer):
        stop = ears.focused()
        yield f"Tab: {stop}"
        keys = keys_for(stop, explorer)
        said = [as_kept(cell, text) for text in ears.live(live)] if keys else []
        for key in keys:
            before = said
            page.page.keyboard.press(key)
            settle(page, cell)
            yield f"  {key}: {ears.focused()}"
            said = [as_kept(cell, text) for text in ears.live(live)]
            yield from (f"    says: {text}" for text in said if text not in before)
        page.page.keyboard.press("Tab")


def read_through(nodes: list[Node]) -> Iterator[str]:
    """All that has a name; a text that is the name or the value of a control is said with it."""
    said = {text for node in nodes if node.role != "StaticText" for text in (node.name, node.value)}
    for node in nodes:
        if node.name and not (node.role == "StaticText" and node.name in said):
            yield str(node)


def keys_for(stop: Node, explorer: Locator) -> tuple[str, ...]:
    if stop.role == "textbox" and explorer.locator(".cnn-questions").count():
        return TYPED
    return SERIES.get(stop.role, ())


def settle(page: Heard, cell: str) -> None:
    """Wait until what a key changes is heard."""
    page.painted()
    if cell not in SLICED:
        return
    asked = [f"#{cell} .cnn-live", UNFINISHED.pattern]
    page.page.wait_for_function(COMPLETE, arg=asked, timeout=WAIT_MS)


def as_kept(cell: str, text: str) -> str:
    """A text without what a training leads to, which differs from machine to machine."""
    if cell not in TRAINED:
        return text
    masked = re.sub(r"[−-]?\d+(\.\d+)?", "#", text)
    # Keras counts the names of layers up: the first network of a process has conv2d, not conv2d_3.
    return PROGRESS.sub("…", masked.replace(", wrong; # has # %", "").replace("d_#", "d"))
