"""The same keys say in JupyterLab what they say on the site, word for word.

What is said there is kept in `tests/site/transcripts/`; the site's tests compare it with Python's
sentences.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page

from tests.browser import explorer as explorers
from tests.browser.lab_page import LabPage
from tests.browser.needed import needed, with_widgets
from tests.browser.test_a_lecture import LECTURES
from tests.site.heard import Ears
from tests.site.test_transcripts import FOLDER
from tests.site.transcript import as_kept, transcript

CELLS = {name: with_widgets(name) for name in LECTURES}
LINK = 'button "Copy a link"'  # on the site alone
# The names that the site gives to the places of an explorer.
MARK = """(cell, id) => {
    cell.id = id;
    const view = cell.querySelector('.cnn-view');
    view.closest('.jp-OutputArea').classList.add('explorer');
    view.closest('.jp-OutputArea-output').classList.add('live');
}"""


class AsOnTheSite:
    """JupyterLab, with what a transcript asks of a page of the site."""

    def __init__(self, lab: LabPage) -> None:
        self.page: Page = lab.page
        self.painted = lab.painted

    def wake(self, explorer: Locator) -> None:
        explorers.skip_guess_if_asked(explorer)


def in_both(text: str) -> list[str]:
    """Lines without what one of the two places has alone: a link, letters that are icons."""
    return [line for line in text.splitlines() if LINK not in line and not is_icon(line)]


def is_icon(line: str) -> bool:
    """Whether a line is a text of letters that only a font of icons has."""
    role, _, name = line.strip().partition(" ")
    return role == "StaticText" and all("\ue000" <= one <= "\uf8ff" for one in name.strip('"'))


@pytest.fixture
def ears(lab: LabPage) -> Iterator[Ears]:
    ears = Ears(lab.page)
    yield ears
    ears.close()


@pytest.mark.parametrize("lecture", LECTURES, indirect=True)
def test_keys_say_what_they_say_on_the_site(lecture, lab, ears):
    for cell in needed(lab.shown, CELLS[lab.shown]):  # random numbers are drawn in this order
        lab.run_cell(cell)
    for cell in CELLS[lab.shown]:
        lab.cell(cell).locator(".cnn-view").first.wait_for()
        lab.cell(cell).evaluate(MARK, cell)
        heard = as_kept(cell, "\n".join(transcript(AsOnTheSite(lab), ears, cell)))
        kept = (FOLDER / f"{lab.shown[:2]}_{cell}.txt").read_text(encoding="utf8")
        assert in_both(heard) == in_both(kept), cell
