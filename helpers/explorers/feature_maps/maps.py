"""The layers of a network that have feature maps, and the maps of one picture."""

from __future__ import annotations

from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from helpers.networks import from_keras, receptive_fields

WITH_MAPS = ("Conv2D", "MaxPooling2D", "AveragePooling2D")


class MapLayer(TypedDict):
    """A layer with maps.

    `name`, its `place` among all layers, the `size` of a map and how many `channels` there are; the
    receptive field of a unit: its size `field`, the `jump` to the next one, the `start` of the
    first.
    """

    name: str
    place: int
    size: int
    channels: int
    field: int
    jump: int
    start: int


def map_layers(model) -> list[MapLayer]:
    """The convolutions and pools of a Keras model that is a chain of layers.

    Raises
    ------
    ValueError
        If the model has none, or a map is not square.
    """
    network = from_keras(model)
    fields = receptive_fields(network)[1:]
    found: list[MapLayer] = []
    for place, specified in enumerate(network.layers):
        layer = model.get_layer(specified.name)
        if type(layer).__name__ not in WITH_MAPS:
            continue
        _, height, width, channels = layer.output.shape
        if height != width:
            raise ValueError(
                f"{layer.name} has maps of {height} × {width}; the explorer shows square ones"
            )
        field = fields[place]
        found.append(
            MapLayer(
                name=layer.name, place=place, size=height, channels=channels,
                field=field.size[0], jump=field.jump[0], start=field.start[0],
            )
        )  # fmt: skip
    if not found:
        raise ValueError(
            f"{model.name} has no convolution and no pool, so there are no feature maps to show"
        )
    return found


def maps_of(model, picture: NDArray, layer: MapLayer) -> NDArray:
    """The maps of a layer for a picture (h, w, c), (channels, size, size); below 0 counts 0."""
    passed = picture[None].astype("float32")
    for specified in from_keras(model).layers[: layer["place"] + 1]:
        passed = model.get_layer(specified.name)(passed, training=False)
    return np.maximum(np.asarray(passed)[0], 0).transpose(2, 0, 1)
