"""The feature-map explorer: a digit, a layer, a channel; click a unit and see what it sees."""

from __future__ import annotations

import ipywidgets as widgets
import traitlets
from numpy.typing import ArrayLike, NDArray

from helpers.explorers.feature_maps.maps import maps_for_browser
from helpers.explorers.feature_maps.picture import describe, draw
from helpers.explorers.kit.controls import choice, slider, switch, with_controls
from helpers.explorers.kit.digits import DigitsView, digit_choice, digit_traits
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.shown import show


class FeatureMapView(DigitsView):
    """A digit, one feature map, and all maps of the layer; `layers` are of the kind `MapLayer`."""

    _esm = es_module("feature_maps/view")
    layers = traitlets.List(traitlets.Dict()).tag(sync=True)
    maps = traitlets.Bytes().tag(sync=True)
    layer = traitlets.Int(0).tag(sync=True)
    channel = traitlets.Int(0).tag(sync=True)
    unit = traitlets.List([0, 0]).tag(sync=True)
    strongest = traitlets.Bool(True).tag(sync=True)


def controls(view: FeatureMapView) -> widgets.VBox:
    """The view under its controls; the channels are those of the layer."""
    last_channels = [layer["channels"] - 1 for layer in view.layers]
    names = [
        f"{layer['name']}: {layer['size']} × {layer['size']} × {layer['channels']}"
        for layer in view.layers
    ]
    layer = choice("layer", names, view.layer)
    channel = slider("channel", view.channel, 0, last_channels[view.layer])

    def limit(change) -> None:
        channel.max = last_channels[change.new]

    layer.observe(limit, "index")
    return with_controls(
        view,
        {
            "digit": digit_choice(view),
            "layer": layer,
            "channel": channel,
            "strongest": switch("mark the strongest unit", view.strongest),
        },
    )


def feature_map_explorer(model, pictures: NDArray, labels: ArrayLike) -> None:
    """Show the feature maps of a trained network, one channel large and all of them small.

    Parameters
    ----------
    model
        Keras model that is a chain of layers, for pictures (batch, 28, 28, 1).
    pictures
        A few digits, shape (n, 28, 28, 1) in [0, 1].
    labels
        Their classes, shape (n,).

    Raises
    ------
    ValueError
        If the model has no convolution and no pool, or a map is not square.
    """
    computed = maps_for_browser(model, pictures)
    view = FeatureMapView(
        **digit_traits(pictures, labels), layers=computed.layers, maps=computed.bytes
    )
    box = controls(view)
    layer = computed.layers[view.layer]
    maps = computed.of(layer, view.digit)
    text = describe(
        view.labels[view.digit], layer, maps, layer["largest"][view.digit], view.channel
    )
    show(box, draw(pictures[view.digit, ..., 0], layer, maps, view.channel), text)
