"""What a screen reader gets of each explorer over a fixed series of keys.

The transcripts in `tests/site/transcripts/` are kept like golden pictures. After a change that is
meant they are renewed by ``make transcripts``; read each one that differs before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.needed import with_widgets
from tests.site.site_page import SitePage
from tests.site.test_site import NAMES
from tests.site.transcript import as_kept, transcript

FOLDER = Path(__file__).with_name("transcripts")
CELLS = [(lecture, cell) for lecture in NAMES for cell in with_widgets(lecture)]


@pytest.fixture(scope="module")
def lecture(request: pytest.FixtureRequest, window: SitePage) -> str:
    """The name of a lecture whose page is open: all of its explorers are heard on it."""
    window.open(request.param.replace(".ipynb", ".html"))
    return request.param


@pytest.mark.parametrize(("lecture", "cell"), CELLS, indirect=["lecture"])
def test_a_screen_reader_gets_what_is_kept(lecture, cell, page, ears, pytestconfig):
    heard = as_kept(cell, "\n".join(transcript(page, ears, cell)) + "\n")
    renewed = pytestconfig.getoption("--mpl-generate-path")
    file = Path(renewed or FOLDER) / f"{lecture[:2]}_{cell}.txt"
    if renewed:
        file.parent.mkdir(exist_ok=True)
        file.write_text(heard, encoding="utf8")
    assert heard == file.read_text(encoding="utf8")


def test_no_transcript_is_left_over():
    kept = {file.name for file in FOLDER.glob("*.txt")}
    assert kept == {f"{lecture[:2]}_{cell}.txt" for lecture, cell in CELLS}
