"""How a page looks, and what its pictures say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, TimeoutError

from tests.browser.waits import WAIT_MS
from tests.paths import COURSE

LOOKS = Path(__file__).with_name("page_looks.js")
KEPT = COURSE / ".cache" / "browser"


class Eyes:
    """What is seen in one window, into which `LOOKS` was loaded."""

    page: Page

    def painted(self) -> None:
        """Wait until what has changed is on the screen."""
        self.page.evaluate("pageLooks.painted()")

    def expect_text(self, picture: Locator, pattern: str, *, number: float | None = None) -> None:
        """Wait until the text equivalent of a picture matches a regular expression.

        Parameters
        ----------
        picture : Locator
            An element with an ``aria-label``.
        pattern : str
            A regular expression as Python and JavaScript both read it.
        number : float, optional
            The number that the text ends with, to the two decimals that are shown.

        Raises
        ------
        AssertionError
            If it does not within `WAIT_MS`; the message has the last text.
        """
        says = "([picture, ...expected]) => pageLooks.says(picture, ...expected)"
        expected = [picture.element_handle(), pattern, number]
        try:
            self.page.wait_for_function(says, arg=expected, timeout=WAIT_MS)
        except TimeoutError:
            text = picture.get_attribute("aria-label")
            wanted = pattern if number is None else f"{pattern} … {number:g}"
            raise AssertionError(f"the picture says\n{text}\nand not\n{wanted}") from None

    def digests(self, root: Locator, selector: str = "canvas") -> list[int]:
        """What tells one state of the pictures below an element from another, once it is painted.

        Parameters
        ----------
        root : Locator
            The element.
        selector : str, optional
            Of the canvases that are meant; all by default. Those that are hidden do not count.

        Raises
        ------
        playwright.sync_api.Error
            If one has no area.
        """
        return root.evaluate("(root, selector) => pageLooks.digests(root, selector)", selector)

    def pixels(self, canvas: Locator) -> dict[str, Any]:
        """What a canvas shows now.

        Returns
        -------
        dict
            ``colours`` counts them; ``weak`` and ``strong`` are the parts of its pixels whose
            contrast to what is ``behind`` the canvas (red, green, blue) is at least 3 : 1 and
            4.5 : 1.

        Raises
        ------
        playwright.sync_api.Error
            If it has no area.
        """
        self.painted()
        return canvas.evaluate("canvas => pageLooks.canvasPixels(canvas)")

    def text_contrasts(self, root: Locator) -> list[tuple[str, float]]:
        """Every visible text below an element, with its contrast ratio to what is behind it."""
        return [tuple(pair) for pair in root.evaluate("e => pageLooks.textContrasts(e)")]

    def expect_no_overflow(self, root: Locator) -> None:
        """Wait until nothing sticks out of an element to the right.

        Raises
        ------
        AssertionError
            If something still does after `WAIT_MS`; the message names the elements.
        """
        fits, element = "root => !pageLooks.overflowing(root).length", root.element_handle()
        try:
            self.page.wait_for_function(fits, arg=element, timeout=WAIT_MS)
        except TimeoutError:
            out = root.evaluate("root => pageLooks.overflowing(root)")
            raise AssertionError(f"sticking out to the right: {', '.join(out)}") from None

    def screenshot(self, file: Path, what: Locator | None = None) -> None:
        """Write the window, or one element such as a cell, to a PNG or JPEG file."""
        file.parent.mkdir(parents=True, exist_ok=True)
        (what or self.page).screenshot(path=file)

    def keep_look(self, page: str, what: Locator, name: str) -> None:
        """Keep how an element looks, for people to look at after a run.

        Parameters
        ----------
        page : str
            The lecture or page that it is on, which gets a folder in `KEPT`.
        what : Locator
            The element; what is higher than the window is cut.
        name : str
            Of the file: which element, and in which window and theme.
        """
        box = what.evaluate("one => pageLooks.place(one)")
        file = KEPT / Path(page).stem / f"{name}.jpg"
        file.parent.mkdir(parents=True, exist_ok=True)
        # Not the element's own screenshot, which makes the window higher for a high one: then what
        # stands above may move.
        self.page.screenshot(path=file, clip=box)
