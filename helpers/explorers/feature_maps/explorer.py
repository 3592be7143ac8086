"""The feature-map explorer: a digit, a layer, a channel; click a unit and see the pixels it looks at."""

from __future__ import annotations

from dataclasses import dataclass

import ipywidgets as widgets
import numpy as np
import traitlets

from helpers.drawing.trained_network import digit_and_maps
from helpers.explorers.kit.accessibility import accessible
from helpers.explorers.kit.javascript import es_module
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import View
from helpers.networks import from_keras, receptive_fields

WITH_MAPS = ("Conv2D", "MaxPooling2D", "AveragePooling2D")


class FeatureMapView(View):
    """A digit, one feature map, and all maps of the layer."""

    _esm = es_module("feature_maps/view")
    labels = traitlets.List().tag(sync=True)
    pixels = traitlets.Bytes().tag(sync=True)
    layers = traitlets.List().tag(sync=True)
    maps = traitlets.Bytes().tag(sync=True)
    digit = traitlets.Int(0).tag(sync=True)
    layer = traitlets.Int(0).tag(sync=True)
    channel = traitlets.Int(0).tag(sync=True)
    unit = traitlets.List([0, 0]).tag(sync=True)
    strongest = traitlets.Bool(True).tag(sync=True)


@dataclass(frozen=True)
class Maps:
    """What the browser gets: a description of each layer and all maps as bytes.

    A layer's description has its ``name``, ``size``, ``channels``, the receptive field of a unit
    (``field``, ``jump``, ``start``), where its maps begin (``at``) and for each picture the answer
    that the byte 255 stands for (``largest``).
    """

    layers: list[dict]
    bytes: bytes


def maps_for_browser(model, pictures: np.ndarray) -> Maps:
    """Compute all feature maps of the convolutions and pools for some pictures.

    Bytes are 255 times the share of the largest answer of the layer to the picture; their axes are
    picture, channel, row, column.

    Raises
    ------
    ValueError
        If the model has no convolution, or a map is not square.
    """
    import keras

    chosen = [layer for layer in model.layers if type(layer).__name__ in WITH_MAPS]
    if not chosen:
        raise ValueError(
            f"{model.name} has no convolution and no pool, so there are no feature maps to show"
        )
    outputs = keras.Model(model.inputs[0], [layer.output for layer in chosen])(
        pictures, training=False
    )
    fields = dict(
        zip((layer.name for layer in model.layers), receptive_fields(from_keras(model))[1:])
    )
    layers, parts, at = [], [], 0
    for layer, output in zip(chosen, outputs if isinstance(outputs, list | tuple) else [outputs]):
        output = np.asarray(output)
        _, height, width, channels = output.shape
        if height != width:
            raise ValueError(
                f"{layer.name} has maps of {height} × {width}; the explorer shows square ones"
            )
        output = np.maximum(output, 0)
        largest = output.max(axis=(1, 2, 3))
        scaled = 255 * output / np.where(largest > 0, largest, 1)[:, None, None, None]
        field = fields[layer.name]
        layers.append(
            {
                "name": layer.name, "size": height, "channels": channels, "at": at,
                "field": field.size[0], "jump": field.jump[0], "start": field.start[0],
                "largest": [float(value) for value in largest],
            }
        )  # fmt: skip
        parts.append(np.rint(scaled).astype(np.uint8).transpose(0, 3, 1, 2).tobytes())
        at += len(parts[-1])
    return Maps(layers, b"".join(parts))


def controls(model, pictures: np.ndarray, labels: np.ndarray) -> widgets.VBox:
    """The view with its controls; see `feature_map_explorer`."""
    computed = maps_for_browser(model, pictures)
    view = FeatureMapView(
        labels=[int(label) for label in labels],
        pixels=np.rint(255 * pictures).astype(np.uint8).tobytes(),
        layers=computed.layers,
        maps=computed.bytes,
    )
    wide = {"layout": widgets.Layout(width="290px"), "style": {"description_width": "70px"}}
    names = [
        f"{layer['name']}: {layer['size']} × {layer['size']} × {layer['channels']}"
        for layer in computed.layers
    ]
    digit = widgets.Dropdown(
        options=[f"a {label}" for label in view.labels], index=0, description="digit", **wide
    )
    layer = widgets.Dropdown(options=names, index=0, description="layer", **wide)
    channel = widgets.IntSlider(
        0, min=0, max=computed.layers[0]["channels"] - 1, description="channel", **wide
    )
    strongest = widgets.Checkbox(
        True,
        description="mark the strongest unit",
        indent=False,
        layout=widgets.Layout(width="200px"),
    )

    def limit(change):
        channel.max = computed.layers[change["new"]]["channels"] - 1

    layer.observe(limit, "index")
    widgets.jslink((digit, "index"), (view, "digit"))
    widgets.jslink((layer, "index"), (view, "layer"))
    widgets.jslink((channel, "value"), (view, "channel"))
    widgets.jslink((strongest, "value"), (view, "strongest"))
    row = widgets.HBox(
        [digit, layer, channel, strongest], layout=widgets.Layout(flex_flow="row wrap")
    )
    return accessible(row, view)


def feature_map_explorer(model, pictures: np.ndarray, labels: np.ndarray) -> None:
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
    box = controls(model, pictures, labels)
    view = next(child for child in box.children if isinstance(child, FeatureMapView))
    first = view.layers[0]
    size, channels = first["size"], first["channels"]
    count = channels * size * size
    maps = np.frombuffer(view.maps, np.uint8)[:count].reshape(channels, size, size)
    text = f"A {labels[0]} and the {channels} feature maps of {first['name']}, {size} × {size} each, dark where a channel answers."
    show(box, digit_and_maps(pictures[0, ..., 0], maps), text)
