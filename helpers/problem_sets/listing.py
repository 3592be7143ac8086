"""A network as the lines of Python that make it, for a notebook that draws it from an id."""

from __future__ import annotations

from inspect import signature

from helpers.networks.specs import Layer, Network, Pooling2D


def listing(network: Network) -> str:
    """The call of `Network` that makes a network; no shape, no count.

    Arguments that have Keras' default value are left out, and a pair of equal numbers is written as
    one number.

    Parameters
    ----------
    network
        Any chain of layers.

    Examples
    --------
    >>> from helpers.networks.specs import MaxPooling2D
    >>> print(listing(Network((28, 28, 1), [MaxPooling2D((2, 2), name="pool")])))
    Network((28, 28, 1), [
        MaxPooling2D(2, name="pool"),
    ])
    """
    layers = "".join(f"    {_call(layer)},\n" for layer in network.layers)
    return f"Network({network.input_shape}, [\n{layers}])"


def _call(layer: Layer) -> str:
    arguments = []
    for place, argument in enumerate(signature(type(layer)).parameters.values()):
        if argument.kind is argument.KEYWORD_ONLY or argument.name == "name":
            continue
        value = _short(getattr(layer, argument.name))
        if argument.default is argument.empty or place == 0:
            arguments.append(_literal(value))
        elif value != argument.default and not _is_the_window(layer, argument.name):
            arguments.append(f"{argument.name}={_literal(value)}")
    arguments.append(f"name={_literal(layer.name)}")
    return f"{type(layer).__name__}({', '.join(arguments)})"


def _is_the_window(layer: Layer, argument: str) -> bool:
    """Whether this is the step of a pooling window by its own size, as it is by default."""
    if not isinstance(layer, Pooling2D):
        return False
    return argument == "strides" and layer.strides == layer.pool_size


def _short(value: object) -> object:
    """(3, 3) as 3, and ((2, 2), (1, 1)) as (2, 1)."""
    if isinstance(value, tuple):
        value = tuple(map(_short, value))
        return value[0] if len(set(value)) == 1 else value
    return value


def _literal(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)
