"""A page of the site in a window, and what is seen on it, as functions for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.eyes import LOOKS, Eyes
from tests.browser.hands import Hands
from tests.browser.waits import WAIT_MS

# Where a picture speaks, and a question that was answered.
SPOKEN = ".cnn-view [aria-label], .cnn-view .cnn-live, .cnn-view .cnn-feedback"
TEXTS = f"""host => [...host.querySelectorAll("{SPOKEN}")]
    .map(one => one.getAttribute("aria-label") ?? one.textContent)"""
SMALL = """() => [...document.querySelectorAll(
    '.live :is(button, select, input, .noUi-handle), header :is(a, button)')]
    .map(one => one.matches('[type=radio], [type=checkbox]') ? one.closest('label') ?? one : one)
    .filter(one => one.checkVisibility())
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24)
    .map(([one, box]) => `${one.outerHTML.slice(0, 90)} ${box.width} x ${box.height}`)"""
CUT = """() => [...document.querySelectorAll('main *')]
    .filter(one => !one.closest('.wide, .katex-mathml, svg, .skip') && one.checkVisibility())
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.right > innerWidth + 1 || box.left < -1))
    .map(([one]) => one.outerHTML.slice(0, 120))"""

BLANK = """() => [...document.querySelectorAll('.live button')]
    .filter(one => one.checkVisibility() && !one.innerText.trim())
    .filter(one => ![...one.querySelectorAll('i')].some(icon => icon.clientWidth >= 8))
    .map(one => one.outerHTML.slice(0, 120))"""

COVERED = """() => {
    const box = one => {
        const words = document.createRange();
        words.selectNodeContents(one);
        return words.getBoundingClientRect();
    };
    const found = [...document.querySelectorAll('.live .cnn-caption')]
        .filter(one => one.checkVisibility() && one.textContent)
        .map(one => [one.textContent, box(one)]);
    return found.flatMap(([text, a], at) => found.slice(at + 1)
        .filter(([, b]) => a.left < b.right && b.left < a.right
            && a.top < b.bottom && b.top < a.bottom)
        .map(([other]) => `${text} | ${other}`));
}"""

# How high an explorer is, and which of its texts are longer than the room that they are given.
STANDS = """host => [
    Math.round(host.querySelector('.cnn-view').getBoundingClientRect().height),
    [...host.querySelectorAll('.cnn-live')]
        .filter(one => !(one.textContent.length <= Number(one.dataset.letters)))
        .map(one => `${one.dataset.letters} letters: ${one.textContent}`)
]"""

WINDOW = {"width": 1200, "height": 1000}
PHONE = {"width": 360, "height": 800}


@dataclass
class SitePage(Hands, Eyes):
    """A window that shows pages of the site.

    Attributes
    ----------
    page : playwright.sync_api.Page
    folder : Path
        The folder of the site.
    faults : list of str
        What the browser complained of: exceptions, errors on the console, requests that leave the
        folder.
    """

    page: Page
    folder: Path
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(WAIT_MS)
        self.page.add_init_script(path=LOOKS)
        self.page.on("pageerror", lambda error: self.faults.append(f"exception: {error}"))
        self.page.on(
            "console",
            lambda said: self.faults.append(said.text) if said.type == "error" else None,
        )
        inside = (f"{self.folder.as_uri()}/", "data:", "blob:")
        self.page.on(
            "request",
            lambda sent: None if sent.url.startswith(inside) else self.faults.append(sent.url),
        )

    def open(self, name: str) -> None:
        """Open a page by its name, with or without a fragment, as if for the first time."""
        self.leave()
        self.page.goto(f"{self.folder.as_uri()}/{name}")

    def leave(self) -> None:
        """Open an empty page; what is being made on this one is waited for, or it complains."""
        self.page.wait_for_function("() => !document.querySelector('.explorer[aria-busy]')")
        self.page.goto("about:blank")

    @property
    def explorers(self) -> list[Locator]:
        return self.page.locator(".explorer").all()

    def wake(self, explorer: Locator) -> None:
        """Scroll to an explorer, wait until it lives, and let it move without a guess."""
        explorer.scroll_into_view_if_needed()
        expect(explorer.locator(".live .cnn-view")).to_be_visible(timeout=WAIT_MS)
        expect(explorer.locator(".still")).to_have_count(0, timeout=WAIT_MS)
        for skip in explorer.get_by_role("button", name="Skip", exact=True).all():
            skip.press("Enter")
        self.page.wait_for_function(
            "host => !host.querySelector('.still')", arg=explorer.element_handle()
        )
        self.painted()

    def texts(self, explorer: Locator) -> list[str]:
        """What a screen reader gets of an explorer."""
        return explorer.evaluate(TEXTS)

    def seen(self, explorer: Locator) -> list:
        """What is heard of an explorer, and what tells one state of its pictures from another."""
        digests = self.digests(explorer)
        return [*self.texts(explorer), *digests]

    def seen_after(self, control: Locator, key: str, explorer: Locator) -> list:
        """What is seen of an explorer once a key was pressed on one of its controls."""
        self.press(control, key)
        return self.seen(explorer)

    def stands(self, explorer: Locator) -> tuple[int, list[str]]:
        """How high an explorer is, in pixels, and its texts that are too long for their room."""
        self.painted()
        height, too_long = explorer.evaluate(STANDS)
        return height, too_long

    @contextmanager
    def phone(self) -> Iterator[None]:
        """A window of 360 pixels, for as long as the block lasts."""
        self.page.set_viewport_size(PHONE)
        try:
            self.painted()
            yield
        finally:
            self.page.set_viewport_size(WINDOW)

    def cut(self) -> list[str]:
        """What sticks out of the window to the side, tables apart."""
        return self.page.evaluate(CUT)

    def small(self) -> list[str]:
        """Controls that are smaller than 24 pixels."""
        return self.page.evaluate(SMALL)

    def covered(self) -> list[str]:
        """Captions that are written one over another."""
        return self.page.evaluate(COVERED)

    def blank(self) -> list[str]:
        """Buttons on which there is neither a word nor an icon."""
        return self.page.evaluate(BLANK)
