"""What a student does in JupyterLab, and what she sees there, as functions for tests."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page, Route, TimeoutError, expect

from tests.browser.eyes import LOOKS, Eyes
from tests.browser.hands import Hands
from tests.browser.waits import RUN_MS, START_MS, WAIT_MS

DRIVER = Path(__file__).with_name("lab_driver.js")


@dataclass
class LabPage(Hands, Eyes):
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
    shown : str
        The notebook that `show` may go on with, or "".
    ran : set of str
        The cells that have been run in it one by one.
    """

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)
    shown: str = ""
    ran: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(WAIT_MS)
        for script in (DRIVER, LOOKS):
            self.page.add_init_script(path=script)
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
        self.shown, self.ran = path, set()

    def show(self, path: str, cells: Iterable[str] = ()) -> None:
        """Have no other notebook open than this one, and these of its cells run, in this order.

        What has been done already is not done again: tests of one lecture share one opening of it.
        """
        if self.shown != path:
            self.close_all()
            self.open(path)
        for cell in cells:
            if cell not in self.ran:
                self.run_cell(cell)

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
        self.ran.add(cell_id)

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

    def is_changed(self) -> bool:
        """Whether JupyterLab marks the notebook as one with changes that are not saved."""
        return self._drive("isChanged", WAIT_MS)

    def forget_changes(self) -> None:
        """Take the mark away, as saving does."""
        self._drive("forgetChanges")

    def cell(self, cell_id: str) -> Locator:
        """A cell of the notebook in front, by its id."""
        index = self._drive("cellIndex", cell_id)
        return self.notebook.locator(".jp-Notebook .jp-Cell").nth(index)

    def close_all(self) -> None:
        """Stop the kernels and close the notebooks, without questions."""
        self.shown = ""
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
