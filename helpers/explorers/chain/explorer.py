"""The explorer of a chain: filter → products → map → ReLU → pool, linked, in one row."""

from __future__ import annotations

import ipywidgets as widgets
import numpy as np
import traitlets
from numpy.typing import ArrayLike

from helpers import filters
from helpers.explorers.chain.picture import KINDS, Chain, describe, draw_chain
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import (
    choice,
    decimals,
    position,
    slider,
    switch,
    with_controls,
)
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import LayerView

LARGEST_BIAS, LARGEST_POOL = 2.0, 4


class ChainView(LayerView):
    """The picture. ``kernel`` and ``kind`` are positions; ``row`` and ``column`` are the pool's."""

    _esm = es_module("chain/view")
    _css = style("kit/layer", "chain/view")

    picture: traitlets.List[list] = traitlets.List().tag(sync=True)
    kernels: traitlets.List[dict] = traitlets.List().tag(sync=True)
    kernel = traitlets.Int(0).tag(sync=True)
    bias = traitlets.Float(0.0).tag(sync=True)
    relu = traitlets.Bool(True).tag(sync=True)
    kind = traitlets.Int(0).tag(sync=True)
    p = traitlets.Int(2).tag(sync=True)
    row = traitlets.Int(0).tag(sync=True)
    column = traitlets.Int(0).tag(sync=True)


def weights(kernel: str) -> np.ndarray:
    """The weights (3, 3) of a preset, as the browser has them."""
    return filters.preset(kernel).astype(float).round(2)


def guess(p: int) -> Guess:
    """How far a cell of another pool sees."""
    other = 3 if p != 3 else 2
    side = other + len(weights("identity")) - 1
    return Guess(
        f"With a pool of {other} × {other}, how many pixels of the picture does one cell see?",
        answer=side**2,
        because=f"{other} windows of 3, one pixel apart, cover {side} pixels along a side.",
        unit="pixels",
    )


def controls(chain: Chain, kernel: str, cell: tuple[int, int]) -> widgets.VBox:
    """The view with its controls; see `chain_explorer`."""
    names = filters.PRESETS
    view = ChainView(
        picture=chain.picture.tolist(),
        kernels=[{"name": name, "values": weights(name).tolist()} for name in names],
        row=cell[0],
        column=cell[1],
        call=call_of(
            chain_explorer,
            kernel=("kernel", list(names)),
            bias="bias",
            relu="relu",
            kind=("kind", KINDS),
            p="p",
            cell=["row", "column"],
        ),
    )
    return with_controls(
        view,
        {
            "kernel": choice("kernel", names, position("kernel", kernel, names)),
            "bias": decimals("bias", chain.bias, -LARGEST_BIAS, LARGEST_BIAS, step=0.1),
            "relu": switch("ReLU before the pool", chain.relu),
            "kind": choice("pool", KINDS, position("kind", chain.kind, KINDS)),
            "p": slider("pool size", chain.p, 1, LARGEST_POOL),
        },
        guess=guess(chain.p),
    )


def chain_explorer(
    picture: ArrayLike,
    kernel: str = "Sobel X",
    *,
    bias: float = 0.0,
    relu: bool = True,
    kind: str = "max",
    p: int = 2,
    cell: tuple[int, int] = (0, 0),
) -> None:
    """Show what a filter, ReLU and a pool make of a picture, with a static picture and its text.

    Parameters
    ----------
    picture : array of shape (h, w)
        A small picture, in [0, 1]; at least 6 × 6.
    kernel : str
        One of `helpers.filters.PRESETS`.
    bias : float
        From −2 to 2.
    relu : bool
        Whether there is a ReLU between filter and pool.
    kind : str
        "max" or "average".
    p : int
        Size and step of the pool, 1 to 4.
    cell : (int, int)
        Row and column of the output to begin with.

    Raises
    ------
    ValueError
        If an argument is not one of the choices.
    """
    pixels = np.asarray(picture, float)
    if pixels.ndim != 2 or min(pixels.shape) < LARGEST_POOL + 2:
        raise ValueError(f"picture has the shape {pixels.shape}; it must be (h, w), both 6 or more")
    position("kernel", kernel, filters.PRESETS)
    position("kind", kind, KINDS)
    position("p", p, range(1, LARGEST_POOL + 1))
    if abs(bias) > LARGEST_BIAS:
        raise ValueError(f"bias is {bias}; it must be from −{LARGEST_BIAS:g} to {LARGEST_BIAS:g}")
    chain = Chain(pixels, weights(kernel), bias, relu, kind, p)
    shape = chain.pooled.shape
    if not all(0 <= at < n for at, n in zip(cell, shape, strict=True)):
        raise ValueError(f"cell is {cell}; the output has the shape {shape}")
    text = describe(chain, kernel, *cell)
    show(controls(chain, kernel, cell), draw_chain(chain, *cell), text)
