"""What a layer has to learn, and how much it has to multiply."""

from dataclasses import dataclass
from math import prod

from .geometry import Shape, output_shape, shapes
from .specs import BatchNormalization, Conv2D, Dense, Layer, Network


@dataclass(frozen=True)
class ParameterCount:
    """Numbers of a layer: those it learns, and those it only keeps.

    ``weights`` and ``biases`` are trained. ``kept`` are the running mean and variance of a batch
    normalisation, which no gradient changes.
    """

    weights: int = 0
    biases: int = 0
    kept: int = 0

    @property
    def trained(self) -> int:
        """Weights and biases."""
        return self.weights + self.biases

    @property
    def total(self) -> int:
        """All of them: what Keras' ``count_params`` gives."""
        return self.trained + self.kept

    def __add__(self, other: "ParameterCount") -> "ParameterCount":
        return ParameterCount(
            self.weights + other.weights, self.biases + other.biases, self.kept + other.kept
        )


def parameters(layer: Layer, input_shape: Shape) -> ParameterCount:
    """Count the parameters of one layer.

    A filter has kh·kw·c/groups weights and one bias, whatever the size of the image:
    (k²·c/g + 1)·f for a square kernel. A dense neuron has one weight per input and one bias.

    Parameters
    ----------
    layer : Layer
        Its specification.
    input_shape : tuple of int
        What goes in, without the batch.

    Returns
    -------
    ParameterCount

    Raises
    ------
    ValueError
        If a convolution cannot take this shape; the message names the layer.

    Examples
    --------
    >>> parameters(Conv2D(64, 3), (13, 13, 32)).total
    18496
    """
    channels = input_shape[-1]
    match layer:
        case Conv2D():
            output_shape(layer, input_shape)  # raises where the layer does not fit
            weights = prod(layer.kernel_size) * channels // layer.groups * layer.filters
            return ParameterCount(weights, layer.filters * layer.use_bias)
        case Dense():
            return ParameterCount(channels * layer.units, layer.units * layer.use_bias)
        case BatchNormalization():
            return ParameterCount(channels * layer.scale, channels * layer.center, 2 * channels)
        case _:
            return ParameterCount()


def multiply_adds(layer: Layer, input_shape: Shape) -> int:
    """Multiplications, each with its addition, for one image.

    Counted are the products of convolution and dense layers, h'·w'·f·kh·kw·c/groups and
    inputs × units, and one per value for a batch normalisation. Biases, comparisons in a pool,
    its means and activation functions are not: they are a few per value, not thousands.

    Parameters
    ----------
    layer : Layer
        Its specification.
    input_shape : tuple of int
        What goes in, without the batch.

    Returns
    -------
    int
        For one image; twice as many floating-point operations.

    Raises
    ------
    ValueError
        If the layer cannot take this shape; the message names the layer.

    Examples
    --------
    28 × 28 with one 5 × 5 kernel: 576 positions, 25 products at each.

    >>> multiply_adds(Conv2D(1, 5), (28, 28, 1)) == 576 * 25
    True
    """
    match layer:
        case Conv2D():
            per_filter = parameters(layer, input_shape).weights // layer.filters
            return prod(output_shape(layer, input_shape)) * per_filter
        case Dense():
            return prod(output_shape(layer, input_shape)) * input_shape[-1]
        case BatchNormalization():
            return prod(input_shape)
        case _:
            return 0


def total_parameters(network: Network) -> ParameterCount:
    """Parameters of all layers together.

    Parameters
    ----------
    network : Network
        Chain of layers.

    Returns
    -------
    ParameterCount

    Raises
    ------
    ValueError
        If a layer cannot take what the one before gives; the message names the layer.
    """
    counts = map(parameters, network.layers, shapes(network)[:-1])
    return sum(counts, start=ParameterCount())
