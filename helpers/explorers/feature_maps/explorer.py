"""The feature-map explorer: a digit, a layer, a channel; click a unit and see what it sees."""

from __future__ import annotations

import ipywidgets as widgets
import traitlets
from numpy.typing import ArrayLike, NDArray

from helpers.explorers.feature_maps.maps import MapLayer, map_layers, maps_of
from helpers.explorers.feature_maps.parts import parts_of
from helpers.explorers.feature_maps.picture import describe, draw, strongest_unit
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, position, slider, switch, with_controls
from helpers.explorers.kit.digits import DigitsView, digit_choice, digit_traits
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.network import check_pictures, sent
from helpers.explorers.kit.shown import Opened, show


class FeatureMapView(DigitsView):
    """A digit, one feature map, and all maps of the layer; `layers` are of the kind `MapLayer`."""

    _esm = es_module("feature_maps/view")
    layers = traitlets.List(traitlets.Dict()).tag(sync=True)
    network = traitlets.Dict().tag(sync=True)
    layer = traitlets.Int(0).tag(sync=True)
    channel = traitlets.Int(0).tag(sync=True)
    unit = traitlets.List([0, 0]).tag(sync=True)
    strongest = traitlets.Bool(True).tag(sync=True)
    last_channel = traitlets.Int(0).tag(sync=True)


def guess(model, picture: NDArray, layers: list[MapLayer], shown: int, label: int) -> Guess:
    """How many channels of the last layer are silent; of the first where the last is shown."""
    layer = layers[-1 if shown != len(layers) - 1 else 0]
    silent = int((maps_of(model, picture, layer).max(axis=(1, 2)) <= 0).sum())
    return Guess(
        f"{layer['name']} has {layer['channels']} channels. "
        f"How many of them are silent for this {label}, all their units 0?",
        answer=silent,
        because="A ReLU cuts off every sum below 0.",
        unit="channels",
    )


def controls(view: FeatureMapView, guess: Guess) -> widgets.VBox:
    """The view under its controls; the channels are those of the layer."""
    names = [
        f"{layer['name']}: {layer['size']} × {layer['size']} × {layer['channels']}"
        for layer in view.layers
    ]
    view.last_channel = view.layers[view.layer]["channels"] - 1
    return with_controls(
        view,
        {
            "digit": digit_choice(view),
            "layer": choice("layer", names, view.layer),
            "channel": slider("channel", view.channel, 0, view.last_channel),
            "strongest": switch("mark the strongest unit", view.strongest),
        },
        guess=guess,
        largest={"channel": "last_channel"},
        narrowest=300,  # so that the longest layer can be read
        label=70,
    )


def feature_map_explorer(
    model,
    pictures: NDArray,
    labels: ArrayLike,
    *,
    digit: int = 0,
    layer: int = 0,
    channel: int = 0,
    unit: tuple[int, int] | None = None,
) -> None:
    """Show the feature maps of a trained network, one channel large and all of them small.

    Below them stands what each channel of the layer below adds to the chosen unit.

    Parameters
    ----------
    model
        Keras model that is a chain of layers, for pictures (batch, 28, 28, 1).
    pictures
        A few digits, shape (n, 28, 28, 1) in [0, 1].
    labels
        Their classes, shape (n,).
    digit, layer, channel
        With which it begins: which of the pictures, which of the layers with maps, which map.
    unit
        Row and column; by default the strongest.

    Raises
    ------
    ValueError
        If the model has no convolution and no pool, a map is not square, the browser does not
        compute a layer, or there is no such digit, layer, channel or unit.
    """
    show(*open_feature_maps(model, pictures, labels, digit, layer, channel, unit))


def open_feature_maps(
    model,
    pictures: NDArray,
    labels: ArrayLike,
    digit: int = 0,
    layer: int = 0,
    channel: int = 0,
    unit: tuple[int, int] | None = None,
) -> Opened:
    """What `feature_map_explorer` shows."""
    check_pictures(model)
    layers = map_layers(model)
    position("digit", digit, range(len(pictures)))
    position("layer", layer, range(len(layers)))
    chosen = layers[layer]
    position("channel", channel, range(chosen["channels"]))
    for place in unit or ():
        position("unit", place, range(chosen["size"]))
    state = {"digit": digit, "layer": layer, "channel": channel}
    view = FeatureMapView(
        **digit_traits(pictures, labels),
        **state,
        unit=list(unit or (0, 0)),
        strongest=unit is None,
        layers=layers,
        network=dict(sent(model)),
        call=call_of(
            feature_map_explorer,
            kept=["unit", "strongest", "last_channel"],
            **{name: name for name in state},
            unit="picked",
        ),
    )
    maps = maps_of(model, pictures[digit], chosen)
    marked = unit or strongest_unit(maps[channel])
    parts = parts_of(model, pictures[digit], chosen, channel, marked)
    text = describe(view.labels[digit], chosen, maps, channel, unit, parts)
    figure = draw(pictures[digit, ..., 0], chosen, maps, channel, unit, parts)
    asked = guess(model, pictures[digit], layers, layer, view.labels[digit])
    return Opened(controls(view, asked), figure, text)
