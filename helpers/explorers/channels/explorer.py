"""The channel explorer: three channels, two filters, 27 products, one sum and one bias."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets as widgets
import numpy as np
import traitlets
from numpy.typing import ArrayLike

from helpers.explorers.channels.picture import CHANNELS, FILTERS, Layer, describe, draw_layer
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import position, slider, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import LayerView

LARGEST_BIAS = 9
ONE_BIAS = Guess(
    "Make the bias of filter 0 larger by 1. What changes?",
    answer="all numbers of its map",
    choices=("the framed number alone", "all numbers of its map", "all numbers of both maps"),
    because="A filter adds its one bias at every place, and the other filter has its own.",
)


class ChannelView(LayerView):
    """The picture. ``x`` is (h, w, 3), ``kernels`` (k, k, 3, 2); each filter has its own bias."""

    _esm = es_module("channels/view")
    _css = style("kit/layer", "channels/view")

    x: traitlets.List[list] = traitlets.List().tag(sync=True)
    kernels: traitlets.List[list] = traitlets.List().tag(sync=True)
    filter = traitlets.Int(0).tag(sync=True)
    bias_0 = traitlets.Int(0).tag(sync=True)
    bias_1 = traitlets.Int(0).tag(sync=True)
    row = traitlets.Int(0).tag(sync=True)
    column = traitlets.Int(0).tag(sync=True)


def controls(layer: Layer, filter: int, cell: tuple[int, int]) -> widgets.VBox:
    """The view with its controls; see `channel_explorer`."""
    view = ChannelView(
        x=layer.x.tolist(),
        kernels=layer.kernels.tolist(),
        row=cell[0],
        column=cell[1],
        call=call_of(
            channel_explorer,
            biases=["bias_0", "bias_1"],
            filter="filter",
            cell=["row", "column"],
        ),
    )
    biases = {
        f"bias_{one}": slider(f"bias {one}", int(bias), -LARGEST_BIAS, LARGEST_BIAS)
        for one, bias in enumerate(layer.biases)
    }
    chosen = slider("filter", filter, 0, FILTERS - 1)
    return with_controls(view, {"filter": chosen, **biases}, guess=ONE_BIAS)


def channel_explorer(
    x: ArrayLike,
    kernels: ArrayLike,
    biases: Sequence[int] = (0, 0),
    *,
    filter: int = 0,
    cell: tuple[int, int] = (0, 0),
) -> None:
    """Show what two filters make of three channels, with a static picture and its text.

    Parameters
    ----------
    x : array of shape (h, w, 3)
        A small colour picture.
    kernels : array of shape (k, k, 3, 2)
        Two filters, as Keras keeps them.
    biases : (int, int)
        From −9 to 9.
    filter : int
        0 or 1, the filter to begin with.
    cell : (int, int)
        Row and column of the output to begin with.

    Raises
    ------
    ValueError
        If a shape is another one, or an argument is not one of the choices.
    """
    layer = Layer(np.asarray(x), np.asarray(kernels), np.asarray(biases))
    _check(layer)
    position("filter", filter, range(FILTERS))
    for bias in biases:
        position("bias", bias, range(-LARGEST_BIAS, LARGEST_BIAS + 1))
    shape = layer.maps.shape[:2]
    if not all(0 <= at < n for at, n in zip(cell, shape, strict=True)):
        raise ValueError(f"cell is {cell}; each map has the shape {shape}")
    box = controls(layer, filter, cell)
    show(box, draw_layer(layer, filter, *cell), describe(layer, filter, *cell))


def _check(layer: Layer) -> None:
    """Three channels, two square filters that fit into the picture, a bias for each."""
    channels, k = len(CHANNELS), layer.k
    if layer.x.ndim != 3 or layer.x.shape[2] != channels:
        raise ValueError(f"x has the shape {layer.x.shape}; it must be (h, w, {channels})")
    if layer.kernels.shape != (k, k, channels, FILTERS) or k > min(layer.x.shape[:2]):
        raise ValueError(
            f"kernels have the shape {layer.kernels.shape}; they must be "
            f"(k, k, {channels}, {FILTERS}), with k at most {min(layer.x.shape[:2])}"
        )
    if layer.biases.shape != (FILTERS,):
        raise ValueError(f"{layer.biases.size} biases; there are {FILTERS} filters")
