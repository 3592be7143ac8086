"""The size of a picture against the weights of a dense and of a convolutional layer."""

from __future__ import annotations

import ipywidgets as widgets
import traitlets

from helpers.explorers.dense_versus_conv.picture import SIZES, describe, draw
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, position, slider, stops, with_controls
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View

NEURONS = {"1": 1, "100": 100, "1,000": 1000, "one per pixel": 0}
CHANNELS = {"grey, 1": 1, "colour, 3": 3}
LARGER_PICTURE = Guess(
    "Make the picture twice as high and twice as wide. "
    "What happens to the parameters of the convolutional layer?",
    answer="they stay as they are",
    choices=("they stay as they are", "they double", "there are four times as many"),
    because="Its window has the same size on every picture. The dense neuron needs four times.",
)


class DenseVersusConvView(View):
    """What one neuron looks at, and how the weights grow.

    ``size``, ``channels`` and ``units`` are positions in ``sizes``, ``channel_counts`` and
    ``unit_counts``.
    """

    _esm = es_module("dense_versus_conv/view")
    _css = style("kit/chart", "dense_versus_conv/view")

    sizes = traitlets.List(list(SIZES)).tag(sync=True)
    channel_counts = traitlets.List(list(CHANNELS.values())).tag(sync=True)
    unit_counts = traitlets.List(list(NEURONS.values())).tag(sync=True)
    size = traitlets.Int(0).tag(sync=True)
    channels = traitlets.Int(0).tag(sync=True)
    units = traitlets.Int(0).tag(sync=True)
    kernel = traitlets.Int(5).tag(sync=True)
    filters = traitlets.Int(32).tag(sync=True)


def controls(view: DenseVersusConvView) -> widgets.VBox:
    """The view under its controls."""
    return with_controls(
        view,
        {
            "size": stops("picture n", view.sizes, view.size),
            "channels": choice("channels", list(CHANNELS), view.channels),
            "units": choice("neurons", list(NEURONS), view.units),
            "kernel": slider("kernel k", view.kernel, 1, 11),
            "filters": slider("filters", view.filters, 1, 128),
        },
        guess=LARGER_PICTURE,
        narrowest=300,
    )


def dense_versus_conv(
    n: int = 32, *, channels: int = 3, units: int = 1, kernel: int = 5, filters: int = 32
) -> None:
    """Show the explorer.

    Parameters
    ----------
    n
        Rows and columns of the picture, one of `SIZES`.
    channels
        1 or 3.
    units
        Dense neurons: 1, 100, 1000, or 0 for one per pixel.
    kernel, filters
        Of the convolutional layer: up to 11 and 128.

    Raises
    ------
    ValueError
        If the size, the channels or the neurons are none of the choices.
    """
    view = DenseVersusConvView(
        size=position("n", n, SIZES),
        channels=position("channels", channels, list(CHANNELS.values())),
        units=position("units", units, list(NEURONS.values())),
        kernel=kernel,
        filters=filters,
    )
    view.call = call_of(
        dense_versus_conv,
        n=("size", SIZES),
        channels=("channels", view.channel_counts),
        units=("units", view.unit_counts),
        kernel="kernel",
        filters="filters",
    )
    box = controls(view)
    state = n, channels, units, view.kernel, view.filters
    show(box, draw(*state), describe(*state))
