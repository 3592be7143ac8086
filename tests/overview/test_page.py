"""The page says in words how far each set is, and its links lead into JupyterLab."""

import re

import pytest

from helpers.grading.validated import Validated
from helpers.overview.page import as_code, how_far, page
from helpers.overview.sets import ProblemSet
from tests.paths import COURSE


@pytest.fixture(autouse=True)
def _own_data(monkeypatch, tmp_path):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))


def a_set(**about):
    return ProblemSet("Problem set 2", "assignments/ps2/ps2.ipynb", 24, 7, **about)


VALIDATED = Validated(18, 20, "2026-11-02T16:20:00+01:00")


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (a_set(), ["Not begun: 7 answers to write."]),
        (a_set(written=3), ["3 of 7 answers written.", "Not validated yet."]),
        (
            a_set(written=3, has_id=False),
            [
                "3 of 7 answers written.",
                "Your id is missing: write it in the first cell of code.",
                "Not validated yet.",
            ],
        ),
        (
            a_set(written=7, validated=VALIDATED),
            [
                "7 of 7 answers written.",
                "Validate on 2 November, 16:20: 18 of 20 points that tests give here.",
            ],
        ),
        (
            a_set(written=7, validated=Validated(18.5, 20, VALIDATED.when, as_it_was=False)),
            [
                "7 of 7 answers written.",
                "Validate on 2 November, 16:20: 18.5 of 20 points that tests give here.",
                "Changed since: validate again.",
            ],
        ),
        (a_set(trouble="This file cannot be read: x"), ["This file cannot be read: x"]),
    ],
)
def test_how_far_a_set_is(one, said):
    assert how_far(one) == said


def test_links_lead_to_files_and_begin_with_jupyterlabs_address():
    html = page(COURSE, "/hub/user/ada/lab/tree/cnn/")
    links = re.findall(r'href="([^"]+)"', html)
    assert len(links) == 9 + 5 + 1
    for link in links:
        tree, _, file = link.partition("/lab/tree/cnn/")
        assert tree == "/hub/user/ada" and (COURSE / file).exists(), link


def test_text_is_no_html_and_backticks_are_code():
    assert as_code("`Conv2D` < 3") == "<code>Conv2D</code> &lt; 3"


def test_an_empty_folder_says_what_is_missing(tmp_path):
    html = page(tmp_path, "/lab/tree/")
    assert "Is this the whole folder of the course?" in html
    assert "No problem set has been handed out yet" in html
