"""The rolling overlap: a convolution integral as the area under two functions that roll."""

from __future__ import annotations

import ipywidgets as widgets
import numpy as np
import traitlets

from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, decimals, position, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View
from helpers.explorers.rolling_overlap.picture import REACH, SHAPES, describe, draw, sample

FIRST, LAST = -3.0, 3.0
FARTHEST = 1.0  # that f is moved
F_MOVED = Guess(
    "f moves by 1 to the right. What does the curve of the area do?",
    answer="it moves by 1 to the right",
    choices=("it moves by 1 to the left", "it stays", "it moves by 1 to the right"),
    because="h meets f later by 1, so each area comes later by 1.",
)


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


def controls(f: str = "box", h: str = "box", x: float = -0.4, move: float = 0.0) -> widgets.VBox:
    """The view with its controls; see `rolling_overlap`."""
    names = list(SHAPES)
    samples = np.stack([sample(name) for name in names]).astype(np.float32).tobytes()
    call = call_of(rolling_overlap, f=("still", names), h=("rolling", names), x="x", move="move")
    view = RollingOverlapView(names=names, samples=samples, call=call)
    return with_controls(
        view,
        {
            "still": choice("f, still", names, position("f", f, names)),
            "rolling": choice("h, rolling", names, position("h", h, names)),
            "x": decimals("position x", x, FIRST, LAST, step=0.1),
            "move": decimals("move f by", move, -FARTHEST, FARTHEST, step=0.1),
        },
        guess=F_MOVED,
    )


def rolling_overlap(f: str = "box", h: str = "box", x: float = -0.4, *, move: float = 0.0) -> None:
    """Show the rolling overlap of two functions, with its static picture and its text.

    Parameters
    ----------
    f, h
        Names of the functions that stands still and that rolls: "box", "ramp", "decay" or "bell".
    x
        Position at which it starts, from −3 to 3.
    move
        How far f is moved to the right, from −1 to 1.

    Raises
    ------
    ValueError
        If a name is none of these, or a position is beyond its slider.
    """
    for name, value, first, last in (("x", x, FIRST, LAST), ("move", move, -FARTHEST, FARTHEST)):
        if not first <= value <= last:
            raise ValueError(f"{name} is {value}; it must be from {first:g} to {last:g}")
    show(controls(f, h, x, move), draw(f, h, x, move), describe(f, h, x, move))
