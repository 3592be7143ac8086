"""Which pictures excite a channel most, and which of their pixels did it?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from helpers.networks import ReceptiveField, from_keras, receptive_fields
from helpers.start.quiet_start import quiet_start

with quiet_start():
    import keras


@dataclass(frozen=True)
class Excitement:
    """The answers of one channel that are largest, each picture counted once.

    Attributes
    ----------
    patches : array of shape (count, size, size)
        The pixels that the unit sees.
    values : array of shape (count,)
        Its answers, the largest first.
    pictures : array of shape (count,)
        Numbers of the pictures.
    units : array of shape (count, 2)
        Row and column of the unit in the feature map.
    """

    patches: np.ndarray
    values: np.ndarray
    pictures: np.ndarray
    units: np.ndarray


def strongest_patches(
    maps: np.ndarray, pictures: np.ndarray, field: ReceptiveField, *, count: int = 8
) -> Excitement:
    """Find the patches to which a channel answers most.

    Parameters
    ----------
    maps : array of shape (n, h, w)
        The channel's feature map for each picture.
    pictures : array of shape (n, H, W)
    field : ReceptiveField
        Of the layer that the maps come from.
    count : int
        How many patches, from as many pictures.

    Raises
    ------
    ValueError
        If there are fewer pictures than patches, or not a map for each.
    """
    if len(maps) != len(pictures) or len(maps) < count:
        raise ValueError(
            f"count is {count}, with {len(maps)} maps of {len(pictures)} pictures; "
            "give one map for each, and enough"
        )
    flat = maps.reshape(len(maps), -1)
    best = np.argsort(-flat.max(axis=1), kind="stable")[:count]
    units = np.stack(np.unravel_index(flat[best].argmax(axis=1), maps.shape[1:]), axis=1)
    patches = _cut(pictures[best], units, field)
    return Excitement(patches, flat[best].max(axis=1), best, units)


def strongest_of_each_channel(
    model, layer: str, pictures: np.ndarray, *, batch: int = 500
) -> Excitement:
    """Find the one patch to which each channel of a convolution answers most.

    Parameters
    ----------
    model
        Keras model that is a chain of layers, for pictures (batch, h, w, 1).
    layer : str
        Name of a `Conv2D`.
    pictures : array of shape (n, h, w, 1)
    batch : int
        How many pictures are asked about at a time; their maps are kept until the next.

    Returns
    -------
    Excitement
        Its first axis counts the channels. The values are sums before the activation.

    Raises
    ------
    ValueError
        If there is no picture.
    """
    if not len(pictures):
        raise ValueError("there is no picture; give one at least")
    sums = _without_activation(model, layer)
    channels = range(sums.output.shape[-1])
    values = np.full(len(channels), -np.inf)
    places = np.zeros((len(channels), 3), int)
    for first in range(0, len(pictures), batch):
        maps = sums.predict_on_batch(pictures[first : first + batch])
        flat = maps.reshape(-1, len(channels))
        best = flat.argmax(axis=0)
        largest = flat[best, channels]
        found = np.stack(np.unravel_index(best, maps.shape[:3]), axis=1)
        found[:, 0] += first
        better = largest > values
        values[better], places[better] = largest[better], found[better]
    numbers, units = places[:, 0], places[:, 1:]
    names = [one.name for one in from_keras(model).layers]
    field = receptive_fields(from_keras(model))[names.index(layer) + 1]
    return Excitement(_cut(pictures[numbers, ..., 0], units, field), values, numbers, units)


def _cut(pictures: np.ndarray, units: np.ndarray, field: ReceptiveField) -> np.ndarray:
    """What a unit sees of each picture (n, h, w); where its field reaches into the padding, 0."""
    high, wide = field.size
    around = np.pad(pictures, ((0, 0), (high, high), (wide, wide)))
    return np.stack(
        [
            image[field.rows(row).start + high :, field.columns(column).start + wide :][
                :high, :wide
            ]
            for image, (row, column) in zip(around, units, strict=True)
        ]
    )


def _without_activation(model, layer: str):
    """A network that ends with what the layer adds up."""
    convolution = model.get_layer(layer)
    settings = {**convolution.get_config(), "activation": None}
    plain = keras.layers.Conv2D.from_config(settings)
    sums = keras.Model(model.inputs[0], plain(convolution.input))
    plain.set_weights(convolution.get_weights())
    return sums
