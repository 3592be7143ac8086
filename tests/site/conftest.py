"""Fixtures of the tests of the site: it is made once in a run, and opened in one browser."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from helpers.upkeep.site.assets import MODULES
from tests.chromium import chromium
from tests.site.heard import Ears
from tests.site.site_page import WINDOW, SitePage


@pytest.fixture(scope="session")
def site(made_once: Callable[[str, Callable[[Path], None]], Path]) -> Path:
    """The folder of the site, made as `make site` makes it."""
    if not MODULES.exists():
        pytest.skip("npm's packages are missing: npm ci")

    def make(folder: Path) -> None:
        command = [sys.executable, "-m", "helpers.upkeep.site", "--output", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-3000:]

    return made_once("site", make)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The Chromium of this system, without a window."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def window(browser: Browser, site: Path) -> Iterator[SitePage]:
    """One window for all tests."""
    context = browser.new_context(viewport=WINDOW, reduced_motion="reduce", color_scheme="light")
    yield SitePage(context.new_page(), site)
    context.close()


@pytest.fixture
def page(window: SitePage) -> Iterator[SitePage]:
    """The window; the test fails if the browser complains of anything."""
    yield window
    faults, window.faults[:] = list(window.faults), []
    assert not faults, "the browser complained:\n" + "\n".join(faults)


@pytest.fixture
def ears(page: SitePage) -> Iterator[Ears]:
    """What a screen reader gets of the window."""
    ears = Ears(page.page)
    yield ears
    ears.close()
