"""Controls of the explorers: sliders and choices, and the grid in which they stand."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets

WIDE = {"layout": widgets.Layout(width="auto"), "style": {"description_width": "92px"}}


def slider(name: str, value: int, first: int, last: int, **options) -> widgets.IntSlider:
    """A slider over whole numbers, as wide as its place."""
    return widgets.IntSlider(value, first, last, description=name, **WIDE, **options)


def stops(name: str, options: Sequence, index: int) -> widgets.SelectionSlider:
    """A slider over a few named values."""
    return widgets.SelectionSlider(
        options=[str(option) for option in options], index=index, description=name, **WIDE
    )


def choice(name: str, options: Sequence[str], index: int = 0) -> widgets.Dropdown:
    """One of several names."""
    return widgets.Dropdown(options=list(options), index=index, description=name, **WIDE)


def rows(*controls: widgets.Widget) -> widgets.GridBox:
    """Controls side by side, as many in a row as there is room for."""
    layout = widgets.Layout(
        grid_template_columns="repeat(auto-fit, minmax(max(240px, 31%), 1fr))",
        grid_gap="0 20px",
        max_width="980px",
    )
    return widgets.GridBox(controls, layout=layout)


def position(name: str, value, choices: Sequence) -> int:
    """Where ``value`` stands among the choices.

    Raises
    ------
    ValueError
        If it is none of them; the message lists them.
    """
    if value not in choices:
        raise ValueError(f"{name} is {value!r}; the choices are {', '.join(map(str, choices))}")
    return list(choices).index(value)
