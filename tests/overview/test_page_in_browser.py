"""The page in Chromium: it keeps its ticks, reads by axe-core's rules, and fits 360 pixels."""

import pytest

from helpers.overview.page import page
from tests.accessibility import violations
from tests.chromium import chromium
from tests.paths import COURSE


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture
def address(monkeypatch, tmp_path):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    file = tmp_path / "course.html"
    file.write_text(page(COURSE, "/lab/tree/"), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def shown(browser, address):
    """The page in a window, whose console stays silent."""
    window = browser.new_page(viewport={"width": 1400, "height": 900})
    said = []
    window.on("console", lambda message: said.append(message.text))
    window.on("pageerror", lambda error: said.append(str(error)))
    window.goto(address)
    yield window
    window.context.close()
    assert said == []


def test_ticks_are_kept_and_counted_by_keyboard_too(shown):
    box = shown.get_by_label("done: lecture 2 Convolution by hand")
    box.focus()
    shown.keyboard.press("Space")
    assert shown.locator("#ticked").inner_text() == "1 of 9 done"
    shown.reload()
    assert box.is_checked() and shown.locator("#ticked").inner_text() == "1 of 9 done"
    box.uncheck()
    assert shown.locator("#ticked").inner_text() == ""


@pytest.mark.parametrize("kept", ["{", '"text"', "[3]"])
def test_what_another_page_left_there_does_no_harm(shown, kept):
    shown.evaluate("text => localStorage.setItem('cnn-course:done', text)", kept)
    shown.reload()
    assert shown.locator("input:checked").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(shown, scheme):
    shown.emulate_media(color_scheme=scheme)
    assert violations(shown) == []


def test_it_fits_a_phone_and_fingers(shown):
    shown.set_viewport_size({"width": 360, "height": 800})
    assert shown.evaluate("document.documentElement.scrollWidth") == 360
    for box in shown.locator("input").all():
        size = box.bounding_box()
        assert min(size["width"], size["height"]) >= 24
