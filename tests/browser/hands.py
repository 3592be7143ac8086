"""Mouse and keyboard on a page."""

from __future__ import annotations

from playwright.sync_api import Locator, Page


class Hands:
    """Mouse and keyboard on one window."""

    page: Page

    def press(self, control: Locator, *keys: str) -> None:
        """Focus a control and press keys ("ArrowRight", "Home", "a", ...)."""
        control.focus()
        for key in keys:
            self.page.keyboard.press(key)

    def drag(self, what: Locator, dx: float, dy: float = 0) -> None:
        """Take something with the mouse, move it by (dx, dy) pixels in steps, and let go."""
        x, y, *_ = self._box(what)
        self._drag_from(x, y, dx, dy, steps=6)

    def drag_slider(self, handle: Locator, fraction: float) -> None:
        """Drag the handle of a slider to a fraction (0 to 1) of its track."""
        x, y, *_ = self._box(handle)
        track = handle.locator("xpath=ancestor::*[@class='noUi-base']").bounding_box()
        assert track
        self._drag_from(x, y, track["x"] + fraction * track["width"] - x, 0, steps=1)

    def _drag_from(self, x: float, y: float, dx: float, dy: float, *, steps: int) -> None:
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + dx, y + dy, steps=steps)
        self.page.mouse.up()

    def click_at(self, what: Locator, across: float, down: float) -> None:
        """Click inside an element, at fractions (0 to 1) of its width and height."""
        x, y, width, height = self._box(what)
        self.page.mouse.click(x + (across - 0.5) * width, y + (down - 0.5) * height)

    def _box(self, what: Locator) -> tuple[float, float, float, float]:
        """Middle (x, y), width and height in the window, into which it is scrolled."""
        what.scroll_into_view_if_needed()
        box = what.bounding_box()
        assert box, f"{what} is not visible"
        width, height = box["width"], box["height"]
        return box["x"] + width / 2, box["y"] + height / 2, width, height
