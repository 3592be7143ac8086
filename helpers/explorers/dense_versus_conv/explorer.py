"""The size of a picture against the weights of a dense and of a convolutional layer."""

from __future__ import annotations

import ipywidgets as widgets
import traitlets

from helpers.explorers.dense_versus_conv.picture import SIZES, describe, draw
from helpers.explorers.kit.accessibility import accessible
from helpers.explorers.kit.controls import choice, position, rows, slider, stops
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View

NEURONS = {"1": 1, "100": 100, "1,000": 1000, "one per pixel": 0}
CHANNELS = {"grey, 1": 1, "colour, 3": 3}


class DenseVersusConvView(View):
    """What one neuron looks at, and how the weights grow. ``size`` is a position in ``sizes``."""

    _esm = es_module("dense_versus_conv/view")
    _css = style("dense_versus_conv/view")

    sizes = traitlets.List(list(SIZES)).tag(sync=True)
    size = traitlets.Int(0).tag(sync=True)
    channels = traitlets.Int(3).tag(sync=True)
    units = traitlets.Int(1).tag(sync=True)
    kernel = traitlets.Int(5).tag(sync=True)
    filters = traitlets.Int(32).tag(sync=True)


def controls(n: int, channels: int, units: int, kernel: int, filters: int) -> widgets.VBox:
    """The view with its controls; see `dense_versus_conv`."""
    view = DenseVersusConvView(
        size=position("n", n, SIZES), channels=channels, units=units, kernel=kernel, filters=filters
    )
    size = stops("picture n", SIZES, view.size)
    widgets.jslink((size, "index"), (view, "size"))
    colours = _named("channels", CHANNELS, channels, view)
    neurons = _named("neurons", NEURONS, units, view, trait="units")
    window, count = slider("kernel k", kernel, 1, 11), slider("filters", filters, 1, 128)
    widgets.jslink((window, "value"), (view, "kernel"))
    widgets.jslink((count, "value"), (view, "filters"))
    grid = rows(size, colours, neurons, window, count)
    grid.layout.grid_template_columns = "repeat(auto-fit, minmax(300px, 1fr))"
    return accessible(grid, view)


def _named(
    name: str, options: dict[str, int], value: int, view: View, trait: str | None = None
) -> widgets.Dropdown:
    """A list of names for numbers; the browser knows the names only, so Python joins them."""
    control = choice(name, list(options), position(name, value, list(options.values())))
    widgets.dlink((control, "value"), (view, trait or name), transform=options.get)
    return control


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
    """
    settings = (n, channels, units, kernel, filters)
    show(controls(*settings), draw(*settings), describe(*settings))
