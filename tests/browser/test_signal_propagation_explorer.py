"""Sums and gradients through ten layers, lecture 09, in JupyterLab."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers.explorers.signal_propagation.picture import describe, describe_layer
from helpers.explorers.signal_propagation.propagation import Setting
from tests.browser import explorer as explorers
from tests.browser.explorer import Explorer
from tests.browser.lab_page import LabPage

LECTURE, CELL = "09_conv2d_in_full.ipynb", "signal-explorer"


@pytest.fixture(scope="module")
def lecture(lab_page: LabPage) -> Iterator[LabPage]:
    """Lecture 09 with what its explorer needs, once for all tests of this file."""
    lab_page.open(LECTURE)
    lab_page.run_cell("setup")
    yield lab_page
    lab_page.close_all()


@pytest.fixture
def signal(lecture: LabPage, lab: LabPage) -> Explorer:
    return explorers.run(lab, CELL)


def expect(signal: Explorer, setting: Setting, layer: int) -> None:
    """Wait until both curves and a layer are told."""
    signal.expect(describe(setting), describe_layer(setting, layer))


def test_every_control_is_told_and_changes_the_curves(signal):
    expect(signal, Setting(), 10)
    for change, setting in (
        (lambda: signal.choose("weights", "orthogonal"), Setting("orthogonal")),
        (lambda: signal.choose("activation", "tanh"), Setting("orthogonal", "tanh")),
        (lambda: signal.press("times", "End"), Setting("orthogonal", "tanh", 2.0)),
        (lambda: signal.press("start", "End"), Setting("orthogonal", "tanh", 2.0, 2)),
        (lambda: signal.choose("weights", "zeros"), Setting("zeros", "tanh", 2.0, 2)),
    ):
        before = signal.digests()
        change()
        expect(signal, setting, 10)
        assert signal.digests() != before, setting


def test_a_layer_is_chosen_by_keys_and_by_mouse(signal):
    canvas = signal.canvas()
    signal.lab.press(canvas, "ArrowLeft", "ArrowDown")
    expect(signal, Setting(), 8)
    signal.lab.press(canvas, "Home")
    expect(signal, Setting(), 1)
    signal.lab.click_at(canvas, 0.49, 0.5)
    expect(signal, Setting(), 5)


def test_pictures_follow_the_theme_and_the_words_stay_readable(lab, signal):
    explorers.expect_to_follow_the_theme(lab, [signal])


def test_pictures_outlive_a_moment_without_layout(lab, signal):
    explorers.expect_to_outlive_a_moment_without_layout(lab, [signal])


def test_every_window_shows_all_and_no_control_moves_what_stands_below(lab, signal):
    explorers.expect_to_fit_the_window(lab, [signal])


def test_no_letter_typed_on_a_control_or_a_picture_reaches_the_notebook(lab, signal):
    explorers.expect_to_keep_letters(lab, [signal])
