"""Pictures made to order: which pixels would excite a channel most, if any were allowed?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from helpers.networks import from_keras, receptive_fields
from helpers.start.quiet_start import quiet_start

with quiet_start():
    import keras

STEP = 0.05
"""How far a step of the ascent moves a pixel, as the root of the mean square over its field."""

FAINT = 0.1
"""The darkest pixel of the noise that it begins with."""


@dataclass(frozen=True)
class MadeToOrder:
    """Pictures that a channel's middle unit answers to, one for each channel asked.

    Attributes
    ----------
    patches : array of shape (channels, h, w)
        The pixels that the unit sees, in [0, 1].
    sums : array of shape (channels,)
        What the unit adds up there, before its activation.
    """

    patches: NDArray
    sums: NDArray


def made_to_order(
    model,
    layer: str,
    channels: Sequence[int],
    *,
    blur: float = 0.0,
    steps: int = 100,
    seed: int = 0,
) -> MadeToOrder:
    """Climb the gradient of a unit's sum, from faint noise, without leaving paper and ink.

    Erhan, Bengio, Courville and Vincent, "Visualizing higher-layer features of a deep network"
    (2009). The sum is that before the activation, so that a silent unit has a slope, too. Each step
    is as long as the others, however steep the slope.

    Parameters
    ----------
    model
        Keras model that is a chain of layers, for pictures (batch, h, w, 1) in [0, 1].
    layer : str
        Name of a `Conv2D`. The unit in the middle of its maps is asked.
    channels : sequence of int
        Which of its channels; each gets a picture of its own.
    blur : float
        Standard deviation, in pixels, of a Gaussian that each step is blurred with; 0 for none.
        Blurred steps add up to a smooth picture.
    steps : int
    seed : int
        Of the noise that it begins with.

    Raises
    ------
    ValueError
        If the layer is no `Conv2D`, or has no such channel.
    """
    way = ascent(model, layer, channels, blur=blur, seed=seed)
    return next(islice(way, steps, None))


def ascent(
    model, layer: str, channels: Sequence[int], *, blur: float = 0.0, seed: int = 0
) -> Iterator[MadeToOrder]:
    """The same after 0, 1, 2, … steps, without end: first the noise, with the sums there.

    Parameters
    ----------
    model, layer, channels, blur, seed
        As in `made_to_order`.

    Raises
    ------
    ValueError
        As there, once the first is asked for.
    """
    convolution = model.get_layer(layer)
    if not isinstance(convolution, keras.layers.Conv2D):
        raise ValueError(f"layer {layer!r} is a {type(convolution).__name__}; choose a Conv2D")
    if wrong := [one for one in channels if not 0 <= one < convolution.filters]:
        raise ValueError(
            f"{layer!r} has no channel {wrong[0]}; choose 0 to {convolution.filters - 1}"
        )
    below = keras.Model(model.inputs[0], convolution.input)
    unit = middle_unit(convolution)
    field = (slice(None), *seen_by(model, layer, unit))
    pictures = np.zeros((len(channels), *model.inputs[0].shape[1:]), "float32")
    pictures[field] = faint_noise(seed, pictures[field].shape)
    climb = _sums_and_slopes(below, convolution, unit, channels)
    bias = convolution.bias.numpy()[list(channels)] if convolution.use_bias else 0.0
    while True:
        sums, slopes = (found.numpy() for found in climb(pictures))
        yield MadeToOrder(pictures[field][..., 0], sums + bias)
        slopes = slopes[field]
        if blur:
            slopes = gaussian_filter(slopes, (0, blur, blur, 0))
        length = np.sqrt(np.mean(slopes**2, axis=(1, 2, 3), keepdims=True))
        step = STEP * slopes / np.maximum(length, np.finfo("float32").tiny)
        pictures = pictures.copy()  # what was given away stays as it is
        pictures[field] = np.clip(pictures[field] + step, 0, 1)


def middle_unit(convolution) -> tuple[int, int]:
    """Row and column of the unit in the middle of a layer's maps."""
    high, wide = convolution.output.shape[1:3]
    return high // 2, wide // 2


def faint_noise(seed: int, shape: int | Sequence[int]) -> NDArray:
    """What an ascent begins with: shares of ink from 0 to 0.1."""
    return np.random.default_rng(seed).uniform(0, FAINT, shape)


def seen_by(model, layer: str, unit: tuple[int, int]) -> tuple[slice, slice]:
    """The rows and the columns of a picture that a unit of a layer sees."""
    network = from_keras(model)
    place = [one.name for one in network.layers].index(layer)
    seen = receptive_fields(network)[place + 1]
    rows, columns = seen.rows(unit[0]), seen.columns(unit[1])
    # A field may reach into the padding.
    high, wide = model.inputs[0].shape[1:3]
    return (
        slice(max(rows.start, 0), min(rows.stop, high)),
        slice(max(columns.start, 0), min(columns.stop, wide)),
    )


def _sums_and_slopes(below, convolution, unit, channels) -> Callable[[NDArray], tuple]:
    """Gives of pictures the unit's sum in each channel's, without bias, and its slope per pixel.

    It is traced, once for all steps: one by one they would go mostly into calls of layers.
    """

    @tf.function
    def found(pictures):
        with tf.GradientTape() as tape:
            tape.watch(pictures)
            maps = convolution.convolution_op(below(pictures, training=False), convolution.kernel)
            sums = tf.gather(maps[:, unit[0], unit[1]], list(channels), axis=1, batch_dims=0)
            own = tf.linalg.diag_part(sums)
        return own, tape.gradient(own, pictures)

    return lambda pictures: found(tf.convert_to_tensor(pictures))
