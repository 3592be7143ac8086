"""Shapes: what comes out of each layer, and which rows and columns are left over."""

from collections.abc import Callable
from dataclasses import dataclass
from math import prod

from helpers.convolution.geometry import dilated_size, leftover, output_size, padding_sides

from .specs import (
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePooling2D,
    GlobalMaxPooling2D,
    Layer,
    Network,
    Pooling2D,
    ZeroPadding2D,
)

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Window:
    """How a layer steps along one axis: k taps, ``dilation`` apart, moved by ``stride``."""

    k: int = 1
    stride: int = 1
    dilation: int = 1
    before: int = 0
    after: int = 0

    @property
    def size(self) -> int:
        """Pixels from the first tap to the last, d(k − 1) + 1."""
        return dilated_size(self.k, self.dilation)

    def taps(self, position: int) -> range:
        """Input rows under the kernel at an output row; those in the padding are < 0 or ≥ n."""
        first = position * self.stride - self.before
        return range(first, first + self.size, self.dilation)


def windows(layer: Layer, input_shape: Shape) -> tuple[Window, Window]:
    """Vertical and horizontal window of a layer that works on images.

    Layers that treat each pixel by itself have a window of one pixel. Flatten and global pooling
    have none of their own: they take whole images.

    Parameters
    ----------
    layer : Layer
        Its specification.
    input_shape : tuple of int
        (h, w, c); "same" padding depends on it.

    Returns
    -------
    tuple[Window, Window]
    """
    match layer:
        case Conv2D():
            geometry = layer.kernel_size, layer.strides, layer.dilation_rate
        case Pooling2D():
            geometry = layer.pool_size, layer.strides, (1, 1)
        case ZeroPadding2D():
            rows, columns = layer.padding
            return Window(1, 1, 1, *rows), Window(1, 1, 1, *columns)
        case _:
            return Window(), Window()
    vertical, horizontal = (
        Window(k, s, d, *padding_sides(layer.padding, n, k, stride=s, dilation=d))
        for n, k, s, d in zip(input_shape[:2], *geometry, strict=True)
    )
    return vertical, horizontal


def output_shape(layer: Layer, input_shape: Shape) -> Shape:
    """Shape that leaves a layer, without the batch.

    Parameters
    ----------
    layer : Layer
        Its specification.
    input_shape : tuple of int
        What goes in, without the batch.

    Returns
    -------
    tuple of int

    Raises
    ------
    ValueError
        If the layer cannot take this shape; the message names the layer.

    Examples
    --------
    >>> output_shape(Conv2D(96, 11, strides=4), (227, 227, 3))
    (55, 55, 96)
    """
    _check_takes(layer, input_shape)
    match layer:
        case Flatten():
            return (prod(input_shape),)
        case Dense():
            return (*input_shape[:-1], layer.units)
        case GlobalMaxPooling2D() | GlobalAveragePooling2D():
            return input_shape[-1:]
        case Conv2D() | Pooling2D() | ZeroPadding2D():
            channels = layer.filters if isinstance(layer, Conv2D) else input_shape[2]
            return (*_per_axis(output_size, layer, input_shape), channels)
        case _:
            return input_shape


def leftovers(layer: Layer, input_shape: Shape) -> tuple[int, int]:
    """Rows at the bottom and columns at the right that no window of the layer reaches.

    Parameters
    ----------
    layer : Layer
        Its specification.
    input_shape : tuple of int
        What goes in, without the batch.

    Returns
    -------
    tuple[int, int]
        (rows, columns) of the padded input; (0, 0) for layers without a window.

    Raises
    ------
    ValueError
        If the layer cannot take this shape; the message names the layer.

    Examples
    --------
    >>> from .specs import MaxPooling2D
    >>> leftovers(MaxPooling2D(2), (11, 11, 64))
    (1, 1)
    """
    _check_takes(layer, input_shape)
    if isinstance(layer, Conv2D | Pooling2D):
        return _per_axis(leftover, layer, input_shape)
    return 0, 0


def shapes(network: Network) -> tuple[Shape, ...]:
    """Shape of the input, then of every layer's output, without the batch.

    Parameters
    ----------
    network : Network
        Chain of layers.

    Returns
    -------
    tuple of tuple of int
        One more than there are layers.

    Raises
    ------
    ValueError
        If a layer cannot take what the one before gives; the message names the layer.
    """
    found = [network.input_shape]
    for layer in network.layers:
        found.append(output_shape(layer, found[-1]))
    return tuple(found)


def _per_axis(count: Callable[..., int], layer: Layer, input_shape: Shape) -> tuple[int, int]:
    """`output_size` or `leftover` for rows and for columns."""
    try:
        rows, columns = (
            count(
                n, one.k, padding=(one.before, one.after), stride=one.stride, dilation=one.dilation
            )
            for n, one in zip(input_shape[:2], windows(layer, input_shape), strict=True)
        )
    except ValueError as error:
        raise ValueError(f"{_title(layer)} on {input_shape}: {error}") from None
    return rows, columns


def _check_takes(layer: Layer, input_shape: Shape) -> None:
    images = (
        Conv2D,
        Pooling2D,
        ZeroPadding2D,
        GlobalMaxPooling2D,
        GlobalAveragePooling2D,
    )
    if isinstance(layer, images) and len(input_shape) != 3:
        raise ValueError(
            f"{_title(layer)} gets the shape {input_shape}; it takes an image (h, w, c)"
        )
    if isinstance(layer, Conv2D) and input_shape[2] % layer.groups:
        raise ValueError(
            f"{_title(layer)} has groups = {layer.groups}, "
            f"which does not divide the {input_shape[2]} channels it gets"
        )


def _title(layer: Layer) -> str:
    kind = type(layer).__name__
    return f"layer {layer.name!r} ({kind})" if layer.name else kind
