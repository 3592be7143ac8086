"""The pooling explorer: kind, window and stride of a pool, and what it keeps of each window."""

from __future__ import annotations

from collections.abc import Mapping

import ipywidgets as widgets
import numpy as np
import traitlets
from numpy.typing import ArrayLike

from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, position, slider, stops, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import LayerView
from helpers.explorers.pooling.picture import KINDS, Pooling, describe, draw_pooling

LARGEST_WINDOW, LARGEST_STRIDE = 5, 4
AS_WINDOW = "as k"

SMALL_MAPS: Mapping[str, tuple] = {
    "4 × 4": ((1, 3, 2, 1), (4, 6, 5, 0), (3, 1, 1, 0), (1, 2, 2, 8)),
    "5 × 5": ((1, 0, 2, 3, 9), (4, 6, 6, 8, 0), (3, 1, 1, 0, 2), (1, 2, 2, 4, 7), (9, 0, 3, 5, 8)),
    "with a sign, 6 × 6": (
        (-2, 1, 0, 3, -1, 2),
        (0, -5, 2, 2, 1, -3),
        (4, 1, -1, 0, 6, 0),
        (-1, -4, -2, -3, 1, 1),
        (2, 0, -6, -1, 0, 5),
        (3, -2, 1, 4, -2, 0),
    ),
}
"""Maps so small that their numbers stand in the cells."""


MEAN_FOR_MAXIMUM = Guess(
    "Take the average of each window in place of its maximum. Can a number of the output grow?",
    answer="no, nowhere",
    choices=("no, nowhere", "where a window has negative numbers", "where windows overlap"),
    because="No mean is above the largest of its numbers.",
)


class PoolingView(LayerView):
    """The picture. ``map`` and ``kind`` are positions; a ``stride`` of 0 is that of the window."""

    _esm = es_module("pooling/view")

    maps: traitlets.List[dict] = traitlets.List().tag(sync=True)
    map = traitlets.Int(0).tag(sync=True)
    kind = traitlets.Int(0).tag(sync=True)
    k = traitlets.Int(2).tag(sync=True)
    stride = traitlets.Int(0).tag(sync=True)
    row = traitlets.Int(0).tag(sync=True)
    column = traitlets.Int(0).tag(sync=True)


def controls(
    maps: Mapping[str, ArrayLike],
    name: str,
    kind: str,
    k: int,
    stride: int | None,
    cell,
    *,
    given: bool = False,
) -> widgets.VBox:
    """The view with its controls; see `pooling_explorer`."""
    view = PoolingView(
        maps=[
            {"name": one, "values": np.round(np.asarray(array, float), 3).tolist()}
            for one, array in maps.items()
        ],
        row=cell[0],
        column=cell[1],
    )
    names, strides = list(maps), (AS_WINDOW, *range(1, LARGEST_STRIDE + 1))
    view.call = call_of(
        pooling_explorer,
        given=["maps"] if given else [],
        name=("map", names),
        kind=("kind", KINDS),
        k="k",
        stride=("stride", (None, *strides[1:])),
        cell=["row", "column"],
    )
    return with_controls(
        view,
        {
            "map": choice("feature map", names, position("name", name, names)),
            "kind": choice("kind", KINDS, position("kind", kind, KINDS)),
            "k": slider("window k", k, 1, LARGEST_WINDOW),
            "stride": stops("stride s", strides, stride or 0),
        },
        guess=MEAN_FOR_MAXIMUM,
    )


def pooling_explorer(
    maps: Mapping[str, ArrayLike] | None = None,
    *,
    name: str = "4 × 4",
    kind: str = "max",
    k: int = 2,
    stride: int | None = None,
    cell: tuple[int, int] = (0, 0),
) -> None:
    """Show the pooling explorer, with its static picture and its text.

    Parameters
    ----------
    maps : mapping, optional
        Name → feature map of shape (h, w), beside the small ones.
    name : str
        The map to begin with.
    kind : str
        "max", "average", "global max" or "global average".
    k, stride : int
        Window, 1 to 5, and its step, 1 to 4; by default the step is as long as the window.
    cell : (int, int)
        Row and column of the output to begin with.

    Raises
    ------
    ValueError
        If an argument is not one of the choices.
    """
    every = {**SMALL_MAPS, **(maps or {})}
    position("name", name, list(every))
    position("k", k, range(1, LARGEST_WINDOW + 1))
    position("stride", stride, (None, *range(1, LARGEST_STRIDE + 1)))
    pooling = Pooling(np.asarray(every[name], float), kind, k, stride or k)
    if pooling.fits and not all(0 <= at < n for at, n in zip(cell, pooling.shape, strict=True)):
        raise ValueError(f"cell is {cell}; the output has the shape {pooling.shape}")
    box = controls(every, name, kind, k, stride, cell, given=bool(maps))
    show(box, draw_pooling(pooling, *cell), describe(pooling, *cell))
