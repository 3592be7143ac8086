"""Fixtures of the explorers' tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import ipywidgets as widgets
import pytest
from matplotlib.figure import Figure


class Shown(NamedTuple):
    """What an explorer gives to `helpers.explorers.kit.shown.show`."""

    box: widgets.Box
    figure: Figure | bytes
    text: str


@pytest.fixture
def shown(monkeypatch) -> Callable[..., Shown]:
    """What an explorer shows: shown(explorer, *arguments). `module` is where `show` is called."""

    def run(explorer: Callable[..., None], *given, module: str | None = None, **options):
        calls: list[Shown] = []
        monkeypatch.setattr(
            f"{module or explorer.__module__}.show", lambda *bundle: calls.append(Shown(*bundle))
        )
        explorer(*given, **options)
        (call,) = calls
        return call

    return run
