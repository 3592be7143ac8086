"""A bar swept over simple, complex and hypercomplex cells."""

from __future__ import annotations

import ipywidgets as widgets
import traitlets

from helpers.explorers.cortex.picture import PROPERTIES, describe, draw
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, slider, with_controls
from helpers.explorers.kit.controls import position as checked
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


FAVOURITES = range(0, 180, 15)
"""Angles in degrees that the cells can prefer."""

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
            "prefers": slider(
                "cells prefer", view.prefers, FAVOURITES[0], FAVOURITES[-1], step=FAVOURITES.step
            ),
            "property": choice("curve over", [one.title for one in PROPERTIES], view.property),
        },
        guess=OFF_THE_MIDDLE,
        narrowest=340,
        label=120,
    )


def orientation_tuning(
    prefers: int = 90,
    *,
    angle: int = 60,
    position: int = 0,
    length: int = 18,
    over: str = "angle",
) -> None:
    """Show the explorer.

    Parameters
    ----------
    prefers
        The cells' favourite angle in degrees, a multiple of 15 from 0 to 165.
    angle, position, length
        The bar: its angle in degrees, its distance from the middle and its length in pixels, on the
        steps of `PROPERTIES`.
    over
        Along which of them the curves run: "angle", "position" or "length".

    Raises
    ------
    ValueError
        If an argument is not one of the choices.
    """
    checked("prefers", prefers, FAVOURITES)
    bar = {"angle": angle, "position": position, "length": length}
    for one in PROPERTIES:
        checked(one.name, bar[one.name], one.steps)
    names = [one.name for one in PROPERTIES]
    call = call_of(
        orientation_tuning,
        prefers="prefers",
        **{name: name for name in names},
        over=("property", names),
    )
    view = OrientationTuningView(
        prefers=prefers, **bar, property=checked("over", over, names), call=call
    )
    state = prefers, angle, position, length
    show(controls(view), draw(*state, over=over), describe(*state))
