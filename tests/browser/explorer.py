"""An explorer in its cell, and what all explorers have to stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, expect

from tests.browser.lab_page import LabPage
from tests.browser.waits import RUN_MS, WAIT_MS

# A photo looks the same in every theme, and so does what is computed of its colours.
WITH_PHOTOS = {"photo-filter", "gabor-explorer", "pyramid-explorer", "fractal-zoom"}
ALL_PHOTOS = {"fractal-zoom"}
LETTERS = "xabddm"  # JupyterLab's commands, among them those that cut and delete a cell
# What an explorer says as long as something is left to compute.
UNFINISHED = re.compile(r"\bof .+ (is|are) computed\.$")


class Explorer:
    """The explorer of a cell that has been run."""

    def __init__(self, lab: LabPage, cell_id: str) -> None:
        self.lab = lab
        self.cell_id = cell_id
        self.cell = lab.cell(cell_id)
        self.view = self.cell.locator(".cnn-view")
        self.lines = self.view.locator(".cnn-live")

    def canvas(self, place: int = 0) -> Locator:
        return self.view.locator("canvas").nth(place)

    def slider(self, label: str) -> Locator:
        return self.cell.get_by_role("slider", name=label, exact=True)

    def expect_enabled(self, label: str) -> None:
        """Wait until a slider takes keys again."""
        track = self.slider(label).locator("xpath=ancestor::*[contains(@class, 'noUi-target')]")
        expect(track).not_to_have_attribute("disabled", re.compile(""), timeout=WAIT_MS)

    def press(self, label: str, *keys: str) -> None:
        self.lab.press(self.slider(label), *keys)

    def choose(self, label: str, option: str) -> None:
        self.cell.get_by_role("combobox", name=label, exact=True).select_option(label=option)

    def tick(self, label: str) -> None:
        """Tick a box, or untick it, with the keyboard."""
        self.lab.press(self.cell.get_by_label(label, exact=True), "Space")

    def expect(self, *lines: str) -> None:
        """Wait until just these lines are written, and told of a picture."""
        self.lab.painted()  # sooner than `expect`, which looks again after a tenth of a second
        expect(self.lines).to_have_text(list(lines), timeout=WAIT_MS)
        labels = [canvas.get_attribute("aria-label") for canvas in self.visible("canvas")]
        assert any(label.endswith(" ".join(lines)) for label in labels), labels

    def match(self, pattern: str) -> re.Match:
        """Wait until the text of a picture matches a regular expression; return the match."""
        self.lab.painted()
        expect(self.lines.last).to_have_text(re.compile(pattern), timeout=WAIT_MS)
        return re.search(pattern, self.lines.last.inner_text())

    def expect_complete(self) -> None:
        """Wait until nothing is left to compute, which some explorers do piece by piece."""
        unfinished = self.lines.filter(has_text=UNFINISHED)
        expect(unfinished).to_have_count(0, timeout=RUN_MS)

    def keep_look(self, state: str) -> None:
        """Keep how it looks in a state of the window, for people to look at after a run."""
        output = self.cell.locator(".jp-OutputArea-child:has(.cnn-view)")
        self.lab.keep_look(self.lab.shown, output, f"{self.cell_id} in JupyterLab, {state}")

    def visible(self, selector: str) -> list[Locator]:
        return [found for found in self.view.locator(selector).all() if found.is_visible()]

    def digests(self) -> list[int]:
        """What tells one state of the pictures from another."""
        return self.lab.digests(self.view)


def run(lab: LabPage, cell_id: str) -> Explorer:
    """Run the cell of an explorer, so that it begins anew without a guess; wait for its picture."""
    explorer = run_asking(lab, cell_id)
    skip_guess(explorer.cell)
    return explorer


def skip_guess(cell: Locator) -> None:
    """Let the explorer of a cell answer the first move without a guess, too."""
    cell.get_by_role("button", name="Skip", exact=True).click(timeout=WAIT_MS)
    expect(cell.locator(".cnn-guess")).to_have_count(0, timeout=WAIT_MS)


def skip_guess_if_asked(cell: Locator) -> None:
    """The same, of an explorer that may have been moved already, or of questions."""
    if cell.locator(".cnn-guess").count():
        skip_guess(cell)


def run_asking(lab: LabPage, cell_id: str) -> Explorer:
    """Run the cell of an explorer and wait for its picture, with the question for a guess."""
    lab.run_cell(cell_id)
    explorer = Explorer(lab, cell_id)
    expect(explorer.view).to_have_count(1, timeout=WAIT_MS)
    explorer.cell.scroll_into_view_if_needed()
    for line in explorer.lines.all():
        expect(line).not_to_be_empty(timeout=WAIT_MS)
    expect(explorer.view.locator(".cnn-guess")).to_have_count(1, timeout=WAIT_MS)
    return explorer


def expect_to_follow_the_theme(lab: LabPage, explorers: Iterable[Explorer]) -> None:
    """Every picture is another one in the dark and the same one afterwards; words can be read."""
    explorers = list(explorers)
    light = [explorer.digests() for explorer in explorers]
    lab.set_theme("JupyterLab Dark")
    try:
        for explorer, before in zip(explorers, light, strict=True):
            expect(explorer.view).to_have_class(re.compile("cnn-dark"), timeout=WAIT_MS)
            lab.painted()
            widths = [one.evaluate("one => one.clientWidth") for one in explorer.visible("canvas")]
            assert min(widths) > 100, widths
            changed = [new != old for new, old in zip(explorer.digests(), before, strict=True)]
            expected = any(changed) if explorer.cell_id in WITH_PHOTOS else all(changed)
            assert expected or explorer.cell_id in ALL_PHOTOS, (explorer.cell_id, changed)
            assert min(ratio for _, ratio in lab.text_contrasts(explorer.view)) >= 4.5
            explorer.keep_look("1400 dark")
    finally:
        lab.set_theme("JupyterLab Light")
    for explorer, before in zip(explorers, light, strict=True):
        expect(explorer.view).not_to_have_class(re.compile("cnn-dark"), timeout=WAIT_MS)
        assert explorer.digests() == before
        assert min(ratio for _, ratio in lab.text_contrasts(explorer.view)) >= 4.5
        explorer.keep_look("1400 light")


# JupyterLab hides the page while it loads a theme: here for as long as one drawing takes, and over
# before any observer of sizes could notice.
HIDE_WHILE_DRAWING = """view => {
    const page = document.querySelector('#main');
    requestAnimationFrame(() => { page.style.display = 'none'; });
    document.body.classList.toggle('changed-theme');
    Promise.resolve().then(() => requestAnimationFrame(() => { page.style.display = ''; }));
}"""


def expect_to_outlive_a_moment_without_layout(lab: LabPage, explorers: Iterable[Explorer]) -> None:
    """Where the page is hidden while a picture is drawn, it is drawn again."""
    for explorer in explorers:
        before = explorer.digests()
        explorer.view.evaluate(HIDE_WHILE_DRAWING)
        lab.painted()
        assert explorer.digests() == before


@contextmanager
def narrow_window(lab: LabPage) -> Iterator[None]:
    """A window of 900 pixels, for as long as the block lasts."""
    size = lab.page.viewport_size
    lab.page.set_viewport_size({"width": 900, "height": 1000})
    try:
        lab.painted()
        yield
    finally:
        lab.page.set_viewport_size(size)


def expect_to_fit_the_window(lab: LabPage, explorers: Iterable[Explorer]) -> None:
    """Wide or narrow, nothing sticks out; in a narrow one no slider moves what stands below."""
    explorers = list(explorers)
    for explorer in explorers:
        expect_no_overflow(explorer)
    with narrow_window(lab):
        for explorer in explorers:
            expect_no_overflow(explorer)
            explorer.keep_look("900 light")
            expect_to_keep_its_height(explorer)


def expect_no_overflow(explorer: Explorer) -> None:
    """Wait until nothing sticks out of the cell to the right."""
    explorer.lab.expect_no_overflow(explorer.cell.locator(".jp-OutputArea-output"))


def expect_to_keep_its_height(explorer: Explorer) -> None:
    """No slider, moved to its ends, moves what stands below."""
    heights = [explorer.view.bounding_box()["height"]]
    for slider in explorer.cell.locator(".noUi-handle").all():
        for key in ("End", "Home"):
            explorer.lab.press(slider, key)
            explorer.lab.painted()
            heights.append(explorer.view.bounding_box()["height"])
    assert max(heights) - min(heights) < 2, heights


def expect_to_keep_letters(lab: LabPage, explorers: Iterable[Explorer]) -> None:
    """No letter on a control or a picture is a command of JupyterLab."""
    for explorer in explorers:
        controls = explorer.cell.locator(
            ".jp-OutputArea :is(input, select, button, [tabindex='0'], [contenteditable='true'])"
        ).all()
        found = [one for one in controls if one.is_visible() and one.is_enabled()]
        assert found
        found[0].focus()  # its cell becomes the active one
        before = lab.state()
        for control in found:
            lab.press(control, *LETTERS)
        assert lab.state() == before, f"a letter on {explorer.cell_id} was a command"
        found[0].focus()
        readouts = explorer.cell.locator(".widget-readout").all_text_contents()
        assert not [text for text in readouts if LETTERS in text], "they stay beside a slider"
