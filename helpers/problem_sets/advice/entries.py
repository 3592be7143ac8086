"""Entries of a student's table of numbers, and the layers that they are about."""

from __future__ import annotations

import numbers
from collections.abc import Mapping

from helpers.networks.geometry import shapes
from helpers.networks.specs import Layer, Network


def advise_number(values: Mapping[str, object], name: str) -> str:
    """Advice where an entry of a student's table is missing or is not a positive whole number."""
    if name not in values:
        return f"There is no entry for {name!r} yet."
    if as_count(values[name]) is None:
        return f"{name}: {values[name]!r} is not a positive whole number."
    return ""


def layer_and_input(network: Network, name: str) -> tuple[Layer, tuple[int, ...]]:
    """A layer by its name, and the shape that goes into it."""
    place = [layer.name for layer in network.layers].index(name)
    return network.layers[place], shapes(network)[place]


def as_count(value: object) -> int | None:
    """A positive whole number as an int, anything else as None."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        return None
    if isinstance(value, numbers.Integral):
        return int(value) if int(value) > 0 else None
    number = float(value)
    return int(number) if number > 0 and number.is_integer() else None
