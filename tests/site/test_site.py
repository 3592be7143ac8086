"""The site as a reader without a kernel finds it: every explorer and every question, from files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from helpers.explorers.kit.saved import WIDGET
from helpers.upkeep.site.build import size_with_all
from tests.accessibility import violations
from tests.browser.explorer import UNFINISHED
from tests.browser.needed import code_cells, with_widgets
from tests.browser.waits import RUN_MS
from tests.paths import LECTURES
from tests.site.python_says import HANDLES, differences
from tests.site.site_page import SitePage

NAMES = [path.name for path in sorted(LECTURES.glob("*.ipynb"))]
PAGES = ["index.html", *(name.replace(".ipynb", ".html") for name in NAMES)]
KEYS = ("ArrowRight", "ArrowLeft", "End", "Home")  # until one of them moves what is shown
TRANSCRIPTS = Path(__file__).with_name("transcripts")
STOP = re.compile(r'^Tab: slider "(.+)" = .*\n((?:  .*\n)*)', re.MULTILINE)
HIGH = 1600  # pixels, which hold every explorer
TRACK = 90  # pixels of a slider
# What these say at first depends on a training, which a test makes shorter than a lecture does.
TRAINED = {
    "draw", "shift-widget", "explorer", "occlusion-explorer", "saliency-explorer", "made-explorer",
}  # fmt: skip
# Where an explorer copies a call that takes nothing but numbers and names.
ASKED_OF_PYTHON = {"01", "02", "03", "04", "05", "08", "09"}


@pytest.fixture(scope="module", params=NAMES)
def lecture(request: pytest.FixtureRequest) -> str:
    """The name of a lecture: all tests of one come after each other."""
    return request.param


@pytest.fixture(scope="module")
def lecture_page(lecture: str, window: SitePage) -> SitePage:
    """The page of the lecture, all its explorers woken."""
    window.open(lecture.replace(".ipynb", ".html"))
    assert len(window.explorers) == len(with_widgets(lecture)) > 0
    for explorer in window.explorers:
        window.wake(explorer)
    return window


@pytest.fixture
def woken(lecture_page: SitePage, page: SitePage) -> SitePage:
    """The same; the test fails if the browser complains."""
    assert lecture_page is page
    return page


def saved_sentence(lecture: str, cell: str) -> str:
    """What Python says of an explorer's first state, as the lecture keeps it."""
    (output,) = (
        output
        for one in code_cells(lecture)
        if one.id == cell
        for output in one.outputs
        if WIDGET in output.get("data", {})
    )
    return output.data["text/plain"]


def heard_to_move(lecture: str, cell: str) -> set[str]:
    """The sliders whose keys change what is heard of an explorer, as its transcript has it."""
    text = (TRANSCRIPTS / f"{lecture[:2]}_{cell}.txt").read_text(encoding="utf8")
    stops = STOP.findall(text)
    silent = {name for name, below in stops if "    says: " not in below}
    return {name for name, _ in stops} - silent


def test_every_explorer_begins_as_the_lecture_says_and_every_slider_moves_it(lecture, woken):
    """Sliders that change a word are moved by test_transcripts.py, here those that do not."""
    for cell in with_widgets(lecture):
        explorer = woken.page.locator(f"#{cell} .explorer")
        if explorer.locator(".cnn-questions").count():
            continue
        if cell not in TRAINED:
            assert saved_sentence(lecture, cell) in " ".join(woken.texts(explorer))
        heard = heard_to_move(lecture, cell)
        for handle in explorer.locator(HANDLES).all():
            if handle.get_attribute("aria-label") in heard:
                continue
            before = woken.seen(explorer)
            moved = any(woken.seen_after(handle, key, explorer) != before for key in KEYS)
            assert moved, handle.get_attribute("aria-label")
            woken.press(handle, "Home")  # the next slider needs room: of one place none moves


def test_after_a_move_an_explorer_says_what_python_says(lecture, woken):
    told = [differences(lecture, cell, woken) for cell in with_widgets(lecture)]
    assert (sum(compared for compared, _ in told) > 0) == (lecture[:2] in ASKED_OF_PYTHON)
    assert [one for _, found in told for one in found] == []


def shortest_track(page: SitePage) -> int:
    """Pixels of the shortest slider."""
    tracks = page.page.locator(".noUi-target:visible")
    return min(tracks.evaluate_all("tracks => tracks.map(one => one.clientWidth)"))


def test_every_slider_is_long_enough_for_a_hand(woken):
    assert shortest_track(woken) >= TRACK
    with woken.phone():
        assert shortest_track(woken) >= TRACK


def test_a_page_with_all_it_loads_is_small_enough_for_a_phone(lecture, site):
    assert size_with_all(site, lecture.replace(".ipynb", ".html")) < 1.5e6


def test_answers_stay_folded_and_formulas_are_set(woken):
    assert woken.page.locator("details[open]").count() == 0
    text = woken.page.locator("main").inner_text()
    assert not re.search(r"\$[^\s\d]", text)
    assert woken.page.locator(".katex").count() > 0


def keep_looks(page: SitePage, lecture: str, state: str) -> None:
    """Keep how each explorer and each question looks, for people to look at after a run."""
    narrow = page.page.viewport_size
    page.page.set_viewport_size(narrow | {"height": HIGH})
    page.painted()
    for cell in with_widgets(lecture):
        page.keep_look(lecture, page.page.locator(f"#{cell} .live"), f"{cell} on the site, {state}")
    page.page.set_viewport_size(narrow)


def test_a_phone_shows_all_of_it_light_and_dark(lecture, woken):
    with woken.phone():
        assert woken.page.evaluate("document.documentElement.scrollWidth") == 360
        assert woken.cut() == []
        assert woken.small() == []
        assert woken.blank() == []
        assert woken.covered() == []
        assert violations(woken.page) == []
        keep_looks(woken, lecture, "360 light")
        woken.page.evaluate("scrollTo(0, 0)")
        woken.press(woken.page.get_by_role("button", name="Dark", exact=True), "Enter")
        for explorer in woken.explorers:
            expect(explorer.locator(".cnn-view")).to_have_class(re.compile("cnn-dark"))
        assert violations(woken.page) == []
        keep_looks(woken, lecture, "360 dark")
        woken.press(woken.page.get_by_role("button", name="Light", exact=True), "Enter")


def all_ends(page: SitePage, explorer: Locator) -> Iterator[None]:
    """An explorer that has computed all, then each slider at either end, each choice of a list."""
    expect(explorer.locator(".cnn-live", has_text=UNFINISHED)).to_have_count(0, timeout=RUN_MS)
    yield
    for handle in explorer.locator(HANDLES).all():
        for key in ("End", "Home"):
            page.press(handle, key)
            yield
    # The first list may let another rest.
    for choices in reversed(explorer.locator("select:visible:enabled").all()):
        for at in range(choices.locator("option").count()):
            choices.select_option(index=at)
            yield


def test_on_a_phone_no_control_moves_what_stands_below_its_explorer(woken):
    with woken.phone():
        for explorer in woken.explorers:
            if explorer.locator(".cnn-questions").count():
                continue
            stands = [woken.stands(explorer) for _ in all_ends(woken, explorer)]
            assert [one for _, too_long in stands for one in too_long] == []
            assert len({height for height, _ in stands}) == 1, stands


def test_the_index_leads_to_every_lecture_and_a_lecture_to_its_neighbours(page):
    page.open("index.html")
    assert violations(page.page) == []
    links = page.page.locator(".lectures a")
    assert [link.get_attribute("href") for link in links.all()] == PAGES[1:]
    links.nth(3).click()
    expect(page.page).to_have_title("4 · Layer geometry")
    page.page.get_by_role("link", name="5 · ", exact=False).last.click()
    expect(page.page).to_have_title(re.compile("^5 · "))
    page.page.go_back()
    page.page.locator(".text a[href='02_convolution_by_hand.html']").first.click()
    expect(page.page).to_have_title(re.compile("^2 · "))


def test_what_is_typed_beside_a_slider_counts_when_the_place_is_left(page):
    page.open("04_layer_geometry.html")
    explorer = page.page.locator("#geometry-widget .explorer")
    page.wake(explorer)
    typed = explorer.get_by_role("textbox", name="stride s, value", exact=True)
    slider = explorer.get_by_role("slider", name="stride s", exact=True)
    for text, stays in (("3", "3"), ("99", "5"), ("no number", "5")):
        typed.press("ControlOrMeta+A")
        page.page.keyboard.type(text)
        typed.press("Tab")
        expect(typed).to_have_text(stays)
        expect(slider).to_have_attribute("aria-valuetext", stays)
        assert any(f"stride {stays}" in one for one in page.texts(explorer))
    named = explorer.locator(".widget-slider", has_text="padding p").locator(".widget-readout")
    expect(named).to_have_attribute("contenteditable", "false")  # no one reads what is typed there


def test_what_stands_at_the_end_of_a_page_stays_while_explorers_are_made(page):
    page.open("04_layer_geometry.html")
    is_still, before = page.page.evaluate("""() => {
        scrollTo(0, document.body.scrollHeight);
        const last = [...document.querySelectorAll('.explorer')].at(-1);
        const link = [...document.querySelectorAll('.turn a')].at(-1);
        return [last.querySelector('.still') !== null, link.getBoundingClientRect().top];
    }""")
    assert is_still
    last = page.page.locator(".explorer").last
    expect(last.locator(".live")).to_be_visible()
    expect(last.locator(".still")).to_have_count(0)
    after = page.page.locator(".turn a").last.evaluate("one => one.getBoundingClientRect().top")
    assert after == pytest.approx(before, abs=2)


def test_an_explorer_that_cannot_be_made_leaves_its_picture_and_says_so(page, site):
    broken = (site / PAGES[4]).read_text(encoding="utf-8").replace('"AnyModel"', '"NoModel"')
    file = site / "broken.html"
    file.write_text(broken, encoding="utf-8")
    try:
        page.open("broken.html")
        cell = page.page.locator("#geometry-widget")
        cell.scroll_into_view_if_needed()
        expect(cell.get_by_role("alert")).to_contain_text("could not make it")
        expect(cell.locator(".still img")).to_be_visible()
    finally:
        file.unlink()
    assert any("NoModel" in fault for fault in page.faults)
    page.faults.clear()
