"""The shuffling explorer: a digit whose blocks change places, a dense neuron and a filter."""

from __future__ import annotations

import ipywidgets as widgets
import traitlets

from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import position, stops, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import LayerView
from helpers.explorers.shuffling.picture import (
    BLOCKS,
    Shuffled,
    describe,
    digit,
    draw,
    order,
    weights,
)


class ShuffleView(LayerView):
    """The picture; ``block`` is a position in ``blocks``, ``orders`` has an order for each."""

    _esm = es_module("shuffling/view")
    _css = style("kit/layer", "shuffling/view")

    digit: traitlets.List[list] = traitlets.List(digit().tolist()).tag(sync=True)
    weights: traitlets.List[list] = traitlets.List(weights().tolist()).tag(sync=True)
    blocks = traitlets.List(list(BLOCKS)).tag(sync=True)
    orders: traitlets.List[list] = traitlets.List([order(block).tolist() for block in BLOCKS]).tag(
        sync=True
    )
    block = traitlets.Int(0).tag(sync=True)


def guess(block: int) -> Guess:
    """The pairs that stay together with blocks of another size."""
    other = 7 if block != 7 else 4
    return Guess(
        f"Blocks of {other} × {other}: how many of 100 pixels side by side are still neighbours?",
        answer=round(100 * Shuffled(other).together),
        because=f"In a row of {other} pixels, {other - 1} of {other} still have their right one.",
    )


def controls(block: int) -> widgets.VBox:
    """The view with its control; see `shuffle_explorer`."""
    view = ShuffleView()
    view.call = call_of(shuffle_explorer, block=("block", BLOCKS))
    named = [f"{one} × {one}" for one in BLOCKS]
    slider = stops("blocks of", named, position("block", block, BLOCKS))
    return with_controls(view, {"block": slider}, guess=guess(block))


def shuffle_explorer(block: int = 7) -> None:
    """Show what becomes of a seven when its blocks change places, with a picture and its text.

    Parameters
    ----------
    block : int
        Pixels along a side of what changes places: 28 (nothing does), 14, 7, 4, 2 or 1.

    Raises
    ------
    ValueError
        If it is none of these.
    """
    position("block", block, BLOCKS)
    shuffled = Shuffled(block)
    show(controls(block), draw(shuffled), describe(shuffled))
