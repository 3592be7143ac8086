"""When does the first explorer of a page of the site answer, on a machine four times slower?

Run it with ``make bench-site``, on a machine that does nothing else. Each page is opened from its
file in a Chromium without a window, slowed down by Chromium's own throttle. As soon as the first
explorer is there, its first control is moved by a key. Timed, from the start of the navigation:
when the page has been read, when the explorer is there, and the frame in which it has answered.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser

from helpers.upkeep.site.build import build
from tests.chromium import chromium
from tests.paths import LECTURES
from tests.site.site_page import TEXTS, WINDOW

GOAL_MS = 1000
THROTTLE = 4
TIMES = ("read", "there", "answered")
WATCH = (
    """
window.times = {};
addEventListener('DOMContentLoaded', () => {
    const host = document.querySelector('.explorer');
    if (!host) return;
    times.read = performance.now();
    host.scrollIntoView();
    const texts = """
    + TEXTS
    + """;
    const control = () => host.querySelector(
        '.live .noUi-handle, .live .cnn-questions input, .live select');
    const move = one => {
        for (const skip of host.querySelectorAll('.cnn-guess button'))
            if (skip.textContent === 'Skip') skip.click();
        one.focus();
        if (one.matches('[type=text]')) {
            one.value = '1';
            return one.form.requestSubmit();
        }
        if (one.matches('input')) return one.click();
        if (one.matches('select')) {
            one.selectedIndex = (one.selectedIndex + 1) % one.length;
            return one.dispatchEvent(new Event('change', { bubbles: true }));
        }
        const key = { key: 'ArrowRight', bubbles: true, cancelable: true };
        one.dispatchEvent(new KeyboardEvent('keydown', key));
    };
    let before = null;
    const look = () => {
        const now = JSON.stringify(texts(host));
        if (before === null && control() && host.querySelector('.cnn-view > *')) {
            times.there = performance.now();
            before = now;
            move(control());
        } else if (before !== null && now !== before) {
            times.answered = performance.now();
            return;
        }
        requestAnimationFrame(look);
    };
    look();
});
"""
)


def first_answer(browser: Browser, page: Path) -> list[float]:
    """Milliseconds from the start of the navigation to each of `TIMES`."""
    context = browser.new_context(viewport=WINDOW)
    window = context.new_page()
    window.add_init_script(WATCH)
    session = context.new_cdp_session(window)
    session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
    window.goto(page.as_uri(), wait_until="commit")
    window.wait_for_function("window.times?.answered", timeout=60_000)
    times = window.evaluate("window.times")
    context.close()
    return [times[one] for one in TIMES]


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, prog="make bench-site")
    parser.add_argument("--site", type=Path, help="folder of a site that was made; else one is")
    parser.add_argument("--rounds", type=int, default=5, help="how often each page is opened")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, chromium(frames_at_once=False) as browser:
        site = given.site or Path(folder) / "site"
        if given.site is None:
            build(sorted(LECTURES.glob("*.ipynb")), site)
        print(f"{'page':<30}" + "".join(f"{one:>10}" for one in TIMES) + "  goal met")
        for page in sorted(site.resolve().glob("[0-9]*.html")):
            rounds = [first_answer(browser, page) for _ in range(given.rounds)]
            medians = np.median(rounds, axis=0)
            met = "yes" if medians[-1] <= GOAL_MS else "no"
            print(f"{page.name:<30}" + "".join(f"{one:>10.0f}" for one in medians) + f"  {met}")


if __name__ == "__main__":
    main()
