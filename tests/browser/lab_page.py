"""What a student does in JupyterLab, and what she sees there, as functions for tests."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page, Route, TimeoutError, expect

# Generous: a loaded machine is slow, and a condition that holds costs no time.
WAIT_MS = 30_000
START_MS = 90_000
RUN_MS = 300_000

DRIVER = Path(__file__).with_name("lab_driver.js")


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
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + dx, y + dy, steps=6)
        self.page.mouse.up()

    def drag_slider(self, handle: Locator, fraction: float) -> None:
        """Drag the handle of a slider to a fraction (0 to 1) of its track."""
        here, *_ = self._box(handle)
        middle, _, length, _ = self._box(handle.locator("xpath=ancestor::*[@class='noUi-base']"))
        self.drag(handle, middle + (fraction - 0.5) * length - here)

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


@dataclass
class LabPage(Hands):
    """One window of JupyterLab.

    Attributes
    ----------
    page : playwright.sync_api.Page
        The window.
    address : str
        The server's address.
    faults : list of str
        What the browser complained of: uncaught exceptions, errors on the console, requests that
        would have left this machine.
    """

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(WAIT_MS)
        self.page.add_init_script(path=DRIVER)
        self.page.on("pageerror", lambda error: self.faults.append(f"exception: {error}"))
        self.page.on("console", self._hear)
        self.page.route(self._is_outside, self._refuse)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _is_outside(self, url: str) -> bool:
        return not url.startswith((f"{self.address}/", "data:", "blob:"))

    def _refuse(self, route: Route) -> None:
        self.faults.append(f"request outside this machine: {route.request.url}")
        route.abort()

    def _drive(self, function: str, *arguments: Any) -> Any:
        """Call a function of ``lab_driver.js``."""
        return self.page.evaluate(f"a => labDriver.{function}(...a)", arguments)

    # Notebooks

    def start(self) -> None:
        """Load JupyterLab with an empty workspace."""
        self.page.goto(f"{self.address}/lab?reset", timeout=START_MS)
        self.page.wait_for_function("() => window.jupyterapp", timeout=START_MS)

    def open(self, path: str) -> None:
        """Open the notebook at `path` (from the server's folder) and wait for its kernel."""
        self._drive("open", path, START_MS)

    def run_all(self) -> None:
        """Run every cell.

        Raises
        ------
        AssertionError
            If a cell raises, writes to stderr or is not run; the message names the cells.
        """
        faults = self._drive("runAll", RUN_MS)
        assert not faults, "\n".join(faults)

    def run_cell(self, cell_id: str) -> None:
        """Run one cell; it fails as `run_all` does."""
        faults = self._drive("runCell", cell_id, RUN_MS)
        assert not faults, "\n".join(faults)

    def value_of(self, expression: str, *, after: str = "") -> Any:
        """What a Python expression is in the notebook's kernel, without leaving a trace there.

        Parameters
        ----------
        expression : str
            Its value must be one that JSON can hold.
        after : str, optional
            Statements to run before, such as imports; what they define stays.
        """
        return json.loads(ast.literal_eval(self._drive("valueIn", expression, after, RUN_MS)))

    def cell(self, cell_id: str) -> Locator:
        """A cell of the notebook in front, by its id."""
        index = self._drive("cellIndex", cell_id)
        return self.notebook.locator(".jp-Notebook .jp-Cell").nth(index)

    def close_all(self) -> None:
        """Stop the kernels and close the notebooks, without questions."""
        self._drive("closeAll", WAIT_MS)
        expect(self.page.locator(".jp-NotebookPanel")).to_have_count(0, timeout=WAIT_MS)

    @property
    def notebook(self) -> Locator:
        """The notebook in front."""
        return self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    def state(self) -> dict[str, Any]:
        """The active cell, the mode, kind and source of every cell."""
        return self._drive("state")

    def set_theme(self, name: str) -> None:
        """Change JupyterLab's theme, for instance to "JupyterLab Dark", and wait for it."""
        self._drive("setTheme", name, WAIT_MS)
        body = self.page.locator("body")
        expect(body).to_have_attribute("data-jp-theme-name", name, timeout=WAIT_MS)
        self.painted()

    def painted(self) -> None:
        """Wait until what has changed is on the screen."""
        self._drive("painted")

    # What is seen

    def output_faults(self, *, ran: bool) -> list[str]:
        """What keeps the outputs from being seen or heard, with the cells' ids.

        That is a broken picture, a picture, canvas or slider without words, and a widget that is
        not shown, or nothing in its place where the notebook has not been run here.
        """
        return self._drive("outputFaults", ran)

    def expect_faultless_outputs(self, *, ran: bool) -> None:
        """Wait until `output_faults` finds nothing.

        Raises
        ------
        AssertionError
            If something is still wrong after `WAIT_MS`; the message says what.
        """
        fine = "ran => !labDriver.outputFaults(ran).length"
        try:
            self.page.wait_for_function(fine, arg=ran, timeout=WAIT_MS)
        except TimeoutError:
            raise AssertionError("\n".join(self.output_faults(ran=ran))) from None

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
        says = "([picture, ...expected]) => labDriver.says(picture, ...expected)"
        expected = [picture.element_handle(), pattern, number]
        try:
            self.page.wait_for_function(says, arg=expected, timeout=WAIT_MS)
        except TimeoutError:
            text = picture.get_attribute("aria-label")
            wanted = pattern if number is None else f"{pattern} … {number:g}"
            raise AssertionError(f"the picture says\n{text}\nand not\n{wanted}") from None

    def pixels(self, canvas: Locator) -> dict[str, Any]:
        """What a canvas shows now.

        Returns
        -------
        dict
            ``digest`` tells one picture from another; ``colours`` counts them; ``weak`` and
            ``strong`` are the parts of its pixels whose contrast to what is ``behind`` the canvas
            (red, green, blue) is at least 3 : 1 and 4.5 : 1.

        Raises
        ------
        AssertionError
            If it has no area.
        """
        self.painted()
        assert canvas.evaluate("canvas => canvas.width && canvas.height"), "a canvas has no area"
        return canvas.evaluate("canvas => labDriver.canvasPixels(canvas)")

    def text_contrasts(self, root: Locator) -> list[tuple[str, float]]:
        """Every visible text below an element, with its contrast ratio to what is behind it."""
        return [tuple(pair) for pair in root.evaluate("e => labDriver.textContrasts(e)")]

    def expect_no_overflow(self, root: Locator) -> None:
        """Wait until nothing sticks out of an element to the right.

        Raises
        ------
        AssertionError
            If something still does after `WAIT_MS`; the message names the elements.
        """
        fits, element = "root => !labDriver.overflowing(root).length", root.element_handle()
        try:
            self.page.wait_for_function(fits, arg=element, timeout=WAIT_MS)
        except TimeoutError:
            out = root.evaluate("root => labDriver.overflowing(root)")
            raise AssertionError(f"sticking out to the right: {', '.join(out)}") from None

    def screenshot(self, file: Path, what: Locator | None = None) -> None:
        """Write the window, or one element such as a cell, to a PNG file."""
        file.parent.mkdir(parents=True, exist_ok=True)
        (what or self.page).screenshot(path=file)
