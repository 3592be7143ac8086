"""A bar swept over simple, complex and hypercomplex cells."""

from __future__ import annotations

import ipywidgets as widgets
import traitlets

from helpers.explorers.cortex.picture import describe, draw
from helpers.explorers.kit.accessibility import accessible
from helpers.explorers.kit.controls import choice, rows, slider
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
PROPERTIES = (
    {"name": "angle", "title": "angle of the bar", "first": 0, "last": 180, "step": 3},
    {"name": "position", "title": "position of the bar", "first": -20, "last": 20, "step": 1},
    {"name": "length", "title": "length of the bar", "first": 2, "last": 48, "step": 2},
)
"""What can be changed of the bar, and how far."""


class OrientationTuningView(View):
    """The bar in the cells' field, and their answers while one of its properties changes."""

    _esm = es_module("cortex/view")
    _css = style("cortex/view")

    field = traitlets.Dict(FIELD).tag(sync=True)
    properties = traitlets.List(list(PROPERTIES)).tag(sync=True)
    property = traitlets.Int(0).tag(sync=True)
    prefers = traitlets.Int(90).tag(sync=True)
    angle = traitlets.Int(90).tag(sync=True)
    position = traitlets.Int(0).tag(sync=True)
    length = traitlets.Int(18).tag(sync=True)


def controls(
    prefers: int = 90, angle: int = 60, position: int = 0, length: int = 18
) -> widgets.VBox:
    """The view with its controls; see `orientation_tuning`."""
    view = OrientationTuningView(prefers=prefers, angle=angle, position=position, length=length)
    sliders = {}
    for one in PROPERTIES:
        name, start = one["name"], getattr(view, one["name"])
        sliders[name] = slider(one["title"], start, one["first"], one["last"], step=one["step"])
        sliders[name].style.description_width = "120px"
        widgets.jslink((sliders[name], "value"), (view, name))
    preference = slider("cells prefer", prefers, 0, 165, step=15)
    widgets.jslink((preference, "value"), (view, "prefers"))
    swept = choice("curve over", [one["title"] for one in PROPERTIES])
    widgets.jslink((swept, "index"), (view, "property"))
    for control in (preference, swept):
        control.style.description_width = "120px"
    grid = rows(*sliders.values(), preference, swept)
    grid.layout.grid_template_columns = "repeat(auto-fit, minmax(340px, 1fr))"
    return accessible(grid, view)


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
    box = controls(prefers, angle, position, length)
    show(box, draw(prefers, angle, position, length), describe(prefers, angle, position, length))
