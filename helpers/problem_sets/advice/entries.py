"""Entries of a student's table of numbers, and the layers that they are about."""

from __future__ import annotations

import numbers
from collections.abc import Mapping

from helpers.networks.geometry import Shape, shapes
from helpers.networks.specs import Conv2D, Dense, Network

Image = tuple[int, int, int]
"""Height, width and channels."""


def advise_number(values: Mapping[str, object], name: str) -> str:
    """Advice where an entry of a student's table is missing or is not a positive whole number."""
    if name not in values:
        return f"There is no entry for {name!r} yet."
    if as_count(values[name]) is None:
        return f"{name}: {values[name]!r} is not a positive whole number."
    return ""


def layer_and_input(network: Network, name: str) -> tuple[Conv2D | Dense, Shape]:
    """A convolution or a dense layer by its name, and the shape that goes into it."""
    place = [layer.name for layer in network.layers].index(name)
    layer = network.layers[place]
    if not isinstance(layer, Conv2D | Dense):
        raise ValueError(f"{name} is a {type(layer).__name__}, not a layer with weights")
    return layer, shapes(network)[place]


def as_image(shape: Shape) -> Image:
    """The shape of an image, which has three axes; of a line there is a ValueError."""
    height, width, channels = shape
    return height, width, channels


def as_count(value: object) -> int | None:
    """A positive whole number as an int, anything else as None."""
    number = as_whole(value)
    return number if number is not None and number > 0 else None


def as_whole(value: object) -> int | None:
    """A whole number as an int, anything else as None."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        return None
    if isinstance(value, numbers.Integral):
        return int(value)
    number = float(value)
    return int(number) if number.is_integer() else None
