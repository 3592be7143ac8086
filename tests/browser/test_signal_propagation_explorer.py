"""Sums and gradients through ten layers, lecture 09, in JupyterLab."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.explorers.signal_propagation.picture import describe, describe_layer
from helpers.explorers.signal_propagation.propagation import Setting
from tests.browser.explorer import Explorer

LECTURE = "09_conv2d_in_full.ipynb"
CELLS = (CELL := "signal-explorer",)


@pytest.fixture
def signal(start: Callable[[str], Explorer]) -> Explorer:
    return start(CELL)


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
