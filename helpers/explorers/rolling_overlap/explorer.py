"""The rolling overlap: the convolution integral as an area that changes while one function rolls over another."""

from __future__ import annotations

import ipywidgets as widgets
import numpy as np
import traitlets

from helpers.explorers.kit.accessibility import accessible
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View
from helpers.explorers.rolling_overlap.picture import REACH, SHAPES, describe, draw, sample

FIRST, LAST = -3.0, 3.0


class RollingOverlapView(View):
    """f stands still, h(x − s) rolls; below them the area of their product as a function of x."""

    _esm = es_module("rolling_overlap/view")
    names = traitlets.List(traitlets.Unicode()).tag(sync=True)
    samples = traitlets.Bytes().tag(sync=True)
    reach = traitlets.Float(REACH).tag(sync=True)
    first, last = (traitlets.Float(value).tag(sync=True) for value in (FIRST, LAST))
    still = traitlets.Int(0).tag(sync=True)
    rolling = traitlets.Int(0).tag(sync=True)
    x = traitlets.Float(0.0).tag(sync=True)
    move = traitlets.Float(0.0).tag(sync=True)


def controls(f: str = "box", h: str = "box", x: float = -0.4) -> widgets.VBox:
    """The view with its controls; see `rolling_overlap`."""
    names = list(SHAPES)
    samples = np.stack([sample(name) for name in names]).astype(np.float32).tobytes()
    view = RollingOverlapView(names=names, samples=samples)
    wide = {"layout": widgets.Layout(width="330px"), "style": {"description_width": "90px"}}
    still = widgets.Dropdown(options=names, value=f, description="f, still", **wide)
    rolling = widgets.Dropdown(options=names, value=h, description="h, rolling", **wide)
    position = widgets.FloatSlider(
        x, min=FIRST, max=LAST, step=0.1, description="position x", **wide
    )
    move = widgets.FloatSlider(0, min=-1, max=1, step=0.1, description="move f by", **wide)
    for slider in (position, move):
        slider.readout_format = ".1f"
    for control, trait, source in (
        (still, "still", "index"),
        (rolling, "rolling", "index"),
        (position, "x", "value"),
        (move, "move", "value"),
    ):
        setattr(view, trait, getattr(control, source))
        widgets.jslink((control, source), (view, trait))
    rows = widgets.Layout(flex_flow="row wrap")
    return accessible(widgets.HBox([still, rolling, position, move], layout=rows), view)


def rolling_overlap(f: str = "box", h: str = "box", x: float = -0.4) -> None:
    """Show the rolling overlap of two functions, with its static picture and its text.

    Parameters
    ----------
    f, h
        Names of the functions that stands still and that rolls: "box", "ramp", "decay" or "bell".
    x
        Position at which it starts, from −3 to 3.

    Raises
    ------
    ValueError
        If a name is none of these.
    """
    for name in (f, h):
        if name not in SHAPES:
            raise ValueError(f"there is no function {name!r}; choose from {', '.join(SHAPES)}")
    show(controls(f, h, x), draw(f, h, x), describe(f, h, x))
