"""Arguments that hold for one axis or for both, and how they are read; nothing is computed."""

import operator

Pair = tuple[int, int]
Padding = int | Pair | str
PerAxis = int | tuple[int, ...] | list[int]
"""One integer for all axes, or one for each."""


def pair(name: str, value: PerAxis) -> Pair:
    """(vertical, horizontal), from one positive integer for both or from two."""
    vertical, horizontal = per_axis(name, value, 2)
    return vertical, horizontal


def per_axis(name: str, value: PerAxis, axes: int) -> tuple[int, ...]:
    """One positive integer per axis, from one for all or from a tuple of them."""
    values = tuple(value) if isinstance(value, tuple | list) else (value,) * axes
    if len(values) != axes:
        raise ValueError(f"{name} is {value!r}; give one integer, or one for each of {axes} axes")
    return tuple(at_least(name, one, 1) for one in values)


def at_least(name: str, value: int, minimum: int) -> int:
    """``value`` as an int.

    Raises
    ------
    ValueError
        If it is not an integer, or below ``minimum``; the message has the argument's ``name``.
    """
    try:
        whole = operator.index(value)
    except TypeError:
        whole = minimum - 1
    if whole < minimum:
        kind = "a positive integer" if minimum == 1 else f"an integer of at least {minimum}"
        raise ValueError(f"{name} is {value!r}; it must be {kind}")
    return whole
