"""What each channel below a convolution adds to the sum of one of its units."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from helpers.drawing.words import fixed
from helpers.explorers.feature_maps.maps import MapLayer
from helpers.networks import from_keras
from helpers.start.quiet_start import quiet_start

with quiet_start():
    import keras

NAMED = 3  # channels that a sentence names


class Parts(NamedTuple):
    """What is below (a layer, or "the digit"), what each of its channels adds, and the bias."""

    below: str
    added: NDArray
    bias: float


def parts_of(
    model, picture: NDArray, layer: MapLayer, channel: int, unit: tuple[int, int]
) -> Parts | None:
    """The parts of a unit's sum, before its activation; None where a layer adds nothing up.

    Parameters
    ----------
    model
        Keras model that is a chain of layers.
    picture : array of shape (h, w, c)
    layer, channel, unit
        Which layer, which of its maps, which row and column of it.
    """
    chain = [model.get_layer(one.name) for one in from_keras(model).layers]
    convolution = chain[layer["place"]]
    if not isinstance(convolution, keras.layers.Conv2D):
        return None
    below = keras.ops.convert_to_tensor(picture[None], "float32")
    for one in chain[: layer["place"]]:
        below = one(below, training=False)
    kernel = np.asarray(convolution.kernel)[..., channel]
    high, wide, inside = kernel.shape
    first = channel * convolution.groups // convolution.filters * inside
    patches = keras.ops.image.extract_patches(
        below,
        (high, wide),
        strides=convolution.strides,
        dilation_rate=convolution.dilation_rate,
        padding=convolution.padding,
    )
    patch = np.asarray(patches)[0, unit[0], unit[1]].reshape(high, wide, -1)
    added = np.zeros(patch.shape[2])
    own = slice(first, first + inside)
    added[own] = (patch[..., own] * kernel).sum(axis=(0, 1))
    bias = float(convolution.bias[channel]) if convolution.use_bias else 0.0
    name = chain[layer["place"] - 1].name if layer["place"] else "the digit"
    return Parts(name, added, bias)


def describe_parts(parts: Parts) -> str:
    """The parts in words: the largest ones, the others together, the bias."""
    below, added, bias = parts
    start = f"Before the activation its sum is {fixed(float(added.sum()) + bias, 2)}:"
    last = f"the bias {fixed(bias, 2)}."
    if len(added) == 1:
        return f"{start} {below} adds {fixed(float(added[0]), 2)}, {last}"
    order = np.argsort(-np.abs(added), kind="stable").tolist()
    named = [f"channel {one} {fixed(float(added[one]), 2)}" for one in order[:NAMED]]
    others = order[NAMED:]
    counted = (
        f", the other {len(others)} together {fixed(float(added[others].sum()), 2)}"
        if others
        else ""
    )
    return f"{start} of {below}, {', '.join(named)}{counted}; {last}"
