"""The effective receptive field of lecture 03 in JupyterLab: every control, and what is said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers.explorers.effective_field.picture import describe
from tests.browser import explorer as explorers
from tests.browser.explorer import Explorer
from tests.browser.lab_page import LabPage

LECTURE, CELL = "03_filters_and_features.ipynb", "effective-field"


@pytest.fixture(scope="module")
def lecture(lab_page: LabPage) -> Iterator[LabPage]:
    """Lecture 03 with what its explorer needs, once for all tests of this file."""
    lab_page.open(LECTURE)
    lab_page.run_cell("setup")
    yield lab_page
    lab_page.close_all()


@pytest.fixture
def field(lecture: LabPage, lab: LabPage) -> Explorer:
    return explorers.run(lab, CELL)


def test_every_control_is_told_and_changes_both_pictures(field):
    field.expect(describe(8, 3, "all equal"))
    for change, told in (
        (lambda: field.press("layers", "ArrowLeft"), (7, 3, "all equal")),
        (lambda: field.press("kernel k", "ArrowRight"), (7, 5, "all equal")),
        (lambda: field.choose("weights", "random"), (7, 5, "random")),
        (lambda: field.press("layers", "End"), (12, 5, "random")),
        (lambda: field.press("layers", "Home"), (1, 5, "random")),
    ):
        before = field.digests()
        change()
        field.expect(describe(*told))
        assert all(new != old for new, old in zip(field.digests(), before, strict=True)), told


def test_pictures_follow_the_theme_and_the_words_stay_readable(lab, field):
    explorers.expect_to_follow_the_theme(lab, [field])


def test_pictures_outlive_a_moment_without_layout(lab, field):
    explorers.expect_to_outlive_a_moment_without_layout(lab, [field])


def test_every_window_shows_all_and_no_control_moves_what_stands_below(lab, field):
    explorers.expect_to_fit_the_window(lab, [field])


def test_no_letter_typed_on_a_control_or_a_picture_reaches_the_notebook(lab, field):
    explorers.expect_to_keep_letters(lab, [field])
