"""The figure of a drawing, before it becomes a picture."""

import inspect
from collections.abc import Callable

import pytest
from matplotlib.figure import Figure


def drawn(monkeypatch: pytest.MonkeyPatch, draw: Callable, *arguments, **options) -> Figure:
    """What a function of helpers/drawing draws."""
    figures = []

    def keep(figure, alt):
        figures.append(figure)
        return alt

    monkeypatch.setattr(inspect.getmodule(draw), "picture", keep)
    draw(*arguments, **options)
    (figure,) = figures
    return figure
