"""A bar swept over simple, complex and hypercomplex cells."""

from __future__ import annotations

from typing import NamedTuple

import ipywidgets as widgets
import traitlets

from helpers.explorers.cortex.picture import describe, draw
from helpers.explorers.kit.controls import choice, slider, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View
from helpers.filters import cortex
from helpers.filters.gabor import spread

FIELD = {
    "size": cortex.SIZE,
    "wavelength": cortex.WAVELENGTH,
    "sigma": spread(cortex.WAVELENGTH, cortex.BANDWIDTH),
    "barWidth": cortex.BAR_WIDTH,
    "shifts": list(cortex.SHIFTS),
    "beyond": cortex.BEYOND,
}


class Property(NamedTuple):
    """What can be changed of the bar, and how far."""

    name: str
    title: str
    first: int
    last: int
    step: int


PROPERTIES = (
    Property("angle", "angle of the bar", 0, 180, 3),
    Property("position", "position of the bar", -20, 20, 1),
    Property("length", "length of the bar", 2, 48, 2),
)


OFF_THE_MIDDLE = Guess(
    "A bar lies as the cells like it best. Move it 4 pixels off the middle. "
    "Which of the two goes on answering as before, the simple or the complex cell?",
    answer="the complex cell",
    choices=("the simple cell", "the complex cell", "both", "neither"),
    because="It takes the largest answer of simple cells side by side, and one of them fits.",
)


class OrientationTuningView(View):
    """The bar in the cells' field, and their answers while one of its properties changes."""

    _esm = es_module("cortex/view")
    _css = style("kit/chart", "cortex/view")

    field = traitlets.Dict(FIELD).tag(sync=True)
    properties = traitlets.List([one._asdict() for one in PROPERTIES]).tag(sync=True)
    property = traitlets.Int(0).tag(sync=True)
    prefers = traitlets.Int(90).tag(sync=True)
    angle = traitlets.Int(90).tag(sync=True)
    position = traitlets.Int(0).tag(sync=True)
    length = traitlets.Int(18).tag(sync=True)


def controls(view: OrientationTuningView) -> widgets.VBox:
    """The view under its controls."""
    of_the_bar = {
        one.name: slider(one.title, getattr(view, one.name), one.first, one.last, step=one.step)
        for one in PROPERTIES
    }
    return with_controls(
        view,
        {
            **of_the_bar,
            "prefers": slider("cells prefer", view.prefers, 0, 165, step=15),
            "property": choice("curve over", [one.title for one in PROPERTIES], view.property),
        },
        guess=OFF_THE_MIDDLE,
        narrowest=340,
        label=120,
    )


def orientation_tuning(
    prefers: int = 90, *, angle: int = 60, position: int = 0, length: int = 18
) -> None:
    """Show the explorer.

    Parameters
    ----------
    prefers
        The cells' favourite angle in degrees, a multiple of 15 from 0 to 165.
    angle, position, length
        The bar: its angle in degrees, its distance from the middle and its length in pixels, on the
        steps of `PROPERTIES`.
    """
    view = OrientationTuningView(prefers=prefers, angle=angle, position=position, length=length)
    box = controls(view)
    state = view.prefers, view.angle, view.position, view.length
    show(box, draw(*state), describe(*state))
