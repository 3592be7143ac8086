"""The Chromium of this system, without a window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# The sandbox refuses to work for root, the user of most containers; the other flags keep the
# browser itself off the network.
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# The next frame comes as soon as one is asked for. Tests wait for frames by the thousand, which at
# sixty a second takes minutes; they cost the processor the same.
AT_ONCE = "--disable-frame-rate-limit"


@contextmanager
def chromium(*, frames_at_once: bool = True) -> Iterator[Browser]:
    """Start it; where there is none, the test is skipped.

    What measures times wants frames as a reader gets them, not `frames_at_once`.
    """
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        pytest.skip(f"chromium is missing: install one of {', '.join(BROWSERS)}")
    with sync_playwright() as playwright:
        flags = [*BROWSER_FLAGS, AT_ONCE] if frames_at_once else BROWSER_FLAGS
        browser = playwright.chromium.launch(executable_path=executable, args=flags)
        yield browser
        browser.close()
