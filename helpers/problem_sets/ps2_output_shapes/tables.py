"""Advice on a student's table of shapes: one row for each layer of a network."""

from __future__ import annotations

import numbers
from collections.abc import Mapping

from helpers.networks.specs import Conv2D, Layer, Network, Pooling2D, ZeroPadding2D
from helpers.problem_sets.advice.entries import Image, as_image
from helpers.problem_sets.advice.quantities import (
    NO_PADDING,
    Quantity,
    compare,
    output_size,
    output_size_slips,
    places,
    same_size,
    same_size_slips,
)


def advise_form(shapes: Mapping[str, object], name: str) -> str:
    """Advice where the row of a layer is missing or is not three whole numbers."""
    if name not in shapes:
        return f"There is no entry for {name!r} yet."
    if _as_shape(shapes[name]) is None:
        wanted = "(height, width, channels), three whole numbers"
        return f"{name}: {shapes[name]!r} is not a shape {wanted}."
    return ""


def advise_shape(shapes: Mapping[str, object], network: Network, name: str) -> str:
    """Advice on the row of one layer, or "".

    A shape is right if it is the network's, or if it follows from the student's own shape of the
    layer before: so a slip costs the points of its own layer only. Nothing follows from a row that
    no slip explains, as in the table of somebody else's network.

    Parameters
    ----------
    shapes
        The student's table: layer name → (height, width, channels).
    network
        The network that the table is about.
    name
        The layer to look at.
    """
    given = _as_shape(shapes.get(name))
    if given is None:
        return advise_form(shapes, name)
    # The true input comes last, before it perhaps the student's own.
    inputs = [as_image(network.input_shape)]
    for layer in network.layers:
        own = _as_shape(shapes.get(layer.name))
        explained = own is not None and any(
            _is_explained(layer, before, own, network.input_shape[2]) for before in inputs
        )
        if layer.name == name:
            break
        following = shape_after(layer, inputs[-1])
        inputs = [own, following] if own is not None and explained else [following]
    if given in [shape_after(layer, before) for before in inputs]:
        return ""
    doubt = "" if explained else " Is this the network that was drawn from your id?"
    return f"{name}: {_slips(layer, inputs[0], given)}{doubt}"


def shape_after(layer: Layer, shape: Image) -> Image:
    """Shape (height, width, channels) that a layer makes of another, counted.

    Parameters
    ----------
    layer
        A convolution, a padding or a pooling of `helpers.networks.specs`.
    shape
        Height, width and channels of its input.
    """
    height, width = (_along(layer, axis).right(shape[axis]) for axis in (0, 1))
    return height, width, _channels(layer, shape)


def _along(layer: Layer, axis: int) -> Quantity[int]:
    """What a layer makes of the length along one axis, as a function of n."""
    if isinstance(layer, ZeroPadding2D):
        before, after = layer.padding[axis]
        other = sum(layer.padding[1 - axis])
        return Quantity(
            lambda n: n + before + after,
            lambda n: {
                NO_PADDING: n,
                "the padding is added on one side only": n + before,
                "it is the padding of the other axis; the first number is vertical": n + other,
            },
        )
    if isinstance(layer, Conv2D):
        k, dilation = layer.kernel_size[axis], layer.dilation_rate[axis]
    elif isinstance(layer, Pooling2D):
        k, dilation = layer.pool_size[axis], 1
    else:
        raise ValueError(f"{layer!r} is neither a convolution nor a padding nor a pooling")
    stride = layer.strides[axis]
    if layer.padding == "same":
        valid = 'it is the size without padding, but the layer says "same"'
        return Quantity(
            lambda n: same_size(n, stride),
            lambda n: same_size_slips(n, stride) | {valid: places(n, k, stride=stride)},
        )
    geometry = {"k": k, "stride": stride, "dilation": dilation}
    return Quantity(
        lambda n: output_size(n, **geometry),
        lambda n: output_size_slips(n, **geometry) | {"the layer is left out": n},
    )


def _channels(layer: Layer, shape: Image) -> int:
    return layer.filters if isinstance(layer, Conv2D) else shape[2]


def _slips(layer: Layer, before: Image, given: Image) -> str:
    """What to say about a shape that is wrong."""
    height, width, channels = shape_after(layer, before)
    if given == (width, height, channels):
        return "height and width are swapped; the height comes first."
    advice = []
    for axis, (side, right) in enumerate({"height": height, "width": width}.items()):
        if wrong := compare(given[axis], right, _along(layer, axis).slips(before[axis])):
            advice.append(f"The {side} is {given[axis]}. {wrong}")
    if given[2] != channels:
        rule = "each filter makes one" if isinstance(layer, Conv2D) else "this layer keeps them"
        advice.append(f"The number of channels is wrong: {rule}.")
    return " ".join(advice)


def _is_explained(layer: Layer, before: Image, given: Image, of_the_image: int) -> bool:
    """Whether a row is right or a slip of this network, not a row of another one.

    The number of filters tells networks apart, the channels ``of_the_image`` do not. In a row
    without the right number, height and width must each be right or fit a slip, and the channels
    must be those of the input, or those times the filters.
    """
    if given[2] == _channels(layer, before) != of_the_image:
        return True
    if given[2] not in (before[2], before[2] * getattr(layer, "filters", 1)):
        return False
    sizes = []
    for axis in (0, 1):
        along = _along(layer, axis)
        sizes.append({along.right(before[axis]), *along.slips(before[axis]).values()})
    return any(given[i] in sizes[0] and given[1 - i] in sizes[1] for i in (0, 1))


def _as_shape(value: object) -> Image | None:
    """Three whole numbers as a tuple of int, anything else as None."""
    if not isinstance(value, tuple | list) or len(value) != 3:
        return None
    if not all(isinstance(size, numbers.Real) and float(size).is_integer() for size in value):
        return None
    return as_image(tuple(map(int, value))) if min(value) > 0 else None
