"""Controls of the explorers: made, joined to a view and laid out in one way.

    view = MemoryView(sides=[28, 224])
    return with_controls(view, {
        "n": stops("image n", view.sides, index=1),
        "layers": slider("layers", 8, 1, 20),
    })

Every control has a name, which is its label and its accessible name. The trait of the view that it
is joined to takes its value, so that a start is said once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import ipywidgets as widgets

from helpers.explorers.kit.accessibility import accessible
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.view import View

LABEL = 92  # pixels: room for "feature map" and "first stride"


def slider(name: str, value: int, first: int, last: int, *, step: int = 1) -> widgets.IntSlider:
    """A slider over whole numbers."""
    return widgets.IntSlider(value, first, last, step=step, description=name, layout=_wide())


def decimals(
    name: str, value: float, first: float, last: float, step: float
) -> widgets.FloatSlider:
    """A slider over decimal fractions; its readout has as many digits as ``step``."""
    digits = -int(Decimal(str(step)).as_tuple().exponent)
    return widgets.FloatSlider(
        value,
        min=first,
        max=last,
        step=step,
        readout_format=f".{digits}f",
        description=name,
        layout=_wide(),
    )


def powers(name: str, value: float, first: int, last: int) -> widgets.FloatLogSlider:
    """A slider from 10^first to 10^last, ten steps to a power."""
    return widgets.FloatLogSlider(
        value,
        min=first,
        max=last,
        step=0.1,
        readout_format=".2g",
        description=name,
        layout=_wide(),
    )


def stops(name: str, options: Sequence, index: int = 0) -> widgets.SelectionSlider:
    """A slider over a few named values."""
    made = widgets.SelectionSlider(
        options=[str(option) for option in options], index=index, description=name, layout=_wide()
    )
    # Only this kind of slider comes without the class that gives a control its margin.
    made.add_class("jupyter-widgets")
    made.add_class("cnn-stops")  # accessibility.js lets nobody type beside it
    return made


def choice(name: str, options: Sequence[str], index: int = 0) -> widgets.Dropdown:
    """One of several names."""
    return widgets.Dropdown(options=list(options), index=index, description=name, layout=_wide())


def switch(name: str, value: bool = False) -> widgets.Checkbox:
    """Something that is on or off."""
    return widgets.Checkbox(value, description=name, indent=False, layout=_wide())


def rows(*controls: widgets.Widget, narrowest: int = 240, label: int = LABEL) -> widgets.GridBox:
    """Controls side by side, as many in a row as there is room for, three at most.

    Parameters
    ----------
    *controls : ipywidgets.Widget
    narrowest : int
        Pixels that a control needs.
    label : int
        Pixels for its name.
    """
    for control in controls:
        control.style.description_width = f"{label}px"
    layout = widgets.Layout(
        grid_template_columns=f"repeat(auto-fit, minmax(max({narrowest}px, 31%), 1fr))",
        grid_gap="0 20px",
        max_width="980px",
    )
    box = widgets.GridBox(controls, layout=layout)
    box.add_class("cnn-controls")
    return box


def join(
    view: widgets.Widget,
    controls: Mapping[str, widgets.Widget],
    *,
    largest: Mapping[str, str] | None = None,
    idle: Mapping[str, str] | None = None,
) -> list[widgets.Widget]:
    """Join each control to the trait of its name, in the browser, and return the links.

    A list and a slider over named values give the position of what is chosen, others their value.
    A step is drawn without a turn through Python.

    Parameters
    ----------
    view : ipywidgets.Widget
        Its traits take the controls' values.
    controls : mapping
        Trait → control.
    largest : mapping, optional
        Trait → the trait of the view that holds where the control ends: a layer's last row, say.
    idle : mapping, optional
        Trait → the trait of the view that is true while the control plays no part, and rests.
    """
    links = []
    for trait, control in controls.items():
        if end := (largest or {}).get(trait):
            links.append(widgets.jsdlink((view, end), (control, "max")))
        if rests := (idle or {}).get(trait):
            control.disabled = getattr(view, rests)
            links.append(widgets.jsdlink((view, rests), (control, "disabled")))
        source = "index" if hasattr(control, "index") else "value"
        setattr(view, trait, getattr(control, source))
        links.append(widgets.jslink((control, source), (view, trait)))
    return links


def with_controls(
    view: View,
    controls: Mapping[str, widgets.Widget],
    *,
    guess: Guess,
    largest: Mapping[str, str] | None = None,
    idle: Mapping[str, str] | None = None,
    narrowest: int = 240,
    label: int = LABEL,
) -> widgets.VBox:
    """The view under its controls, joined to them.

    Parameters
    ----------
    guess : Guess
        What is asked before the first move is answered.
    view, controls, largest, idle, narrowest, label
        As in `join` and `rows`.
    """
    view.guess = guess.for_browser()
    join(view, controls, largest=largest, idle=idle)
    return accessible(rows(*controls.values(), narrowest=narrowest, label=label), view)


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


def _wide() -> widgets.Layout:
    return widgets.Layout(width="auto")
