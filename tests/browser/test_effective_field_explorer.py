"""The effective receptive field of lecture 03 in JupyterLab: every control, and what is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.explorers.effective_field.picture import describe
from tests.browser.explorer import Explorer

LECTURE = "03_filters_and_features.ipynb"
CELLS = (CELL := "effective-field",)


@pytest.fixture
def field(start: Callable[[str], Explorer]) -> Explorer:
    return start(CELL)


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
