"""The line that Flatten makes of a map, and the common ways to get its length wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import prod

from helpers.networks.geometry import output_shape, shapes
from helpers.networks.specs import Conv2D, Flatten, Layer, Network, Pooling2D
from helpers.problem_sets.advice.entries import Image, advise_number, as_count, as_image
from helpers.problem_sets.advice.quantities import compare


def advise_flat(value: object, network: Network) -> str:
    """Advice on the length of the line that Flatten makes in a network, or ""."""
    if advice := advise_number({"flat": value}, "flat"):
        return advice
    return compare(as_count(value), prod(flattened(network)), flat_slips(network))


def flat_slips(network: Network) -> dict[str, int]:
    """Lengths of the line behind Flatten that common slips give: words → length."""
    chain = _body(network)
    height, width, _channels = flattened(network)
    poolings = [layer for layer in chain if isinstance(layer, Pooling2D)]
    convolutions = [layer for layer in chain if isinstance(layer, Conv2D)]
    padded = [layer.padding for layer in convolutions]
    slips = {
        "windows that fit only in part are counted": _flat(network, chain, rounded_up=True),
        "the channels are left out": height * width,
        "it has the channels of the picture": height * width * network.input_shape[2],
    }
    if len(convolutions) > 1:
        earlier = convolutions[-2].filters
        slips["it has the channels of an earlier layer"] = height * width * earlier
    if poolings:
        without = [layer for layer in chain if layer is not poolings[-1]]
        slips["the last pool is left out"] = _flat(network, without)
        slips["the pools are left out"] = _flat(
            network, [layer for layer in chain if layer not in poolings]
        )
    slips["the strides of the convolutions are left out"] = _flat(
        network, [replace(x, strides=(1, 1)) if isinstance(x, Conv2D) else x for x in chain]
    )
    for word, other in (("same", "valid"), ("valid", "same")):
        if word in padded:
            slips[f'a convolution with "{word}" is taken for "{other}"'] = _flat(
                network,
                [
                    replace(x, padding=other) if isinstance(x, Conv2D) and x.padding == word else x
                    for x in chain
                ],
            )
    return slips


def _flat(network: Network, chain: Iterable[Layer], *, rounded_up: bool = False) -> int:
    """Length of the line behind a chain; 0, which nobody answers, where a layer does not fit."""
    shape = network.input_shape
    for layer in chain:
        if rounded_up and isinstance(layer, Conv2D | Pooling2D) and layer.padding == "valid":
            window = layer.kernel_size if isinstance(layer, Conv2D) else layer.pool_size
            missing = (-(n - k) % s for n, k, s in zip(shape, window, layer.strides, strict=False))
            shape = (*(n + more for n, more in zip(shape, missing, strict=False)), shape[2])
        try:
            shape = output_shape(layer, shape)
        except ValueError:
            return 0
    return prod(shape)


def _body(network: Network) -> list[Layer]:
    """The layers before Flatten."""
    kinds = [type(layer) for layer in network.layers]
    return list(network.layers[: kinds.index(Flatten)])


def flattened(network: Network) -> Image:
    """The shape (height, width, channels) that Flatten gets in a network."""
    return as_image(shapes(network)[len(_body(network))])
