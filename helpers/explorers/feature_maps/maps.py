"""All feature maps of a network for some pictures, as the browser gets them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from helpers.explorers.kit.digits import as_bytes
from helpers.networks import from_keras, receptive_fields

WITH_MAPS = ("Conv2D", "MaxPooling2D", "AveragePooling2D")


class MapLayer(TypedDict):
    """A layer with maps.

    `name`, the `size` of a map and how many `channels` there are; the receptive field of a unit:
    its size `field`, the `jump` to the next one, the `start` of the first. `at` is where the bytes
    of its maps begin, `largest` the answer to each picture that the byte 255 stands for.
    """

    name: str
    size: int
    channels: int
    at: int
    field: int
    jump: int
    start: int
    largest: list[float]


@dataclass(frozen=True)
class Maps:
    """A description of each layer, and all maps as bytes: picture, channel, row, column."""

    layers: list[MapLayer]
    bytes: bytes

    def of(self, layer: MapLayer, picture: int) -> NDArray:
        """The maps of a layer for one picture, shape (channels, size, size), uint8."""
        shape = layer["channels"], layer["size"], layer["size"]
        count = int(np.prod(shape))
        return np.frombuffer(self.bytes, np.uint8, count, layer["at"] + picture * count).reshape(
            shape
        )


def maps_for_browser(model, pictures: NDArray) -> Maps:
    """Compute all feature maps of the convolutions and pools for some pictures.

    Bytes are 255 times the share of the largest answer of the layer to the picture.

    Parameters
    ----------
    model
        Keras model that is a chain of layers.
    pictures
        Shape (n, h, w, channels).

    Raises
    ------
    ValueError
        If the model has no convolution and no pool, or a map is not square.
    """
    import keras  # noqa: PLC0415  slow, and who has a model has imported it

    chosen = [layer for layer in model.layers if type(layer).__name__ in WITH_MAPS]
    if not chosen:
        raise ValueError(
            f"{model.name} has no convolution and no pool, so there are no feature maps to show"
        )
    outputs = keras.Model(model.inputs[0], [layer.output for layer in chosen])(
        pictures, training=False
    )
    if not isinstance(outputs, list | tuple):  # of a single layer
        outputs = [outputs]
    network = from_keras(model)
    names = (layer.name for layer in network.layers)
    fields = dict(zip(names, receptive_fields(network)[1:], strict=True))
    layers: list[MapLayer] = []
    parts: list[bytes] = []
    at = 0
    for layer, output in zip(chosen, outputs, strict=True):
        shares, largest = _shares(layer.name, np.asarray(output))
        field = fields[layer.name]
        layers.append(
            MapLayer(
                name=layer.name, size=shares.shape[2], channels=shares.shape[1], at=at,
                field=field.size[0], jump=field.jump[0], start=field.start[0],
                largest=[float(value) for value in largest],
            )
        )  # fmt: skip
        parts.append(as_bytes(shares))
        at += len(parts[-1])
    return Maps(layers, b"".join(parts))


def _shares(name: str, output: NDArray) -> tuple[NDArray, NDArray]:
    """Answers (n, h, w, channels) as shares (n, channels, h, w) of the largest, and the largest."""
    _, height, width, _ = output.shape
    if height != width:
        raise ValueError(f"{name} has maps of {height} × {width}; the explorer shows square ones")
    output = np.maximum(output, 0)
    largest = output.max(axis=(1, 2, 3))
    shares = output / np.where(largest > 0, largest, 1)[:, None, None, None]
    return shares.transpose(0, 3, 1, 2), largest
