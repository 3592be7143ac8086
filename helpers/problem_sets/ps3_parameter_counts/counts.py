"""Numbers of parameters of a layer, and the common ways to get each of them wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from math import prod

from helpers.convolution.axes import Pair
from helpers.networks.geometry import Shape, shapes
from helpers.networks.parameters import parameters
from helpers.networks.specs import Conv2D, Dense, Flatten, Layer, Network
from helpers.problem_sets.advice.entries import (
    Image,
    advise_number,
    as_count,
    as_image,
    layer_and_input,
)
from helpers.problem_sets.advice.quantities import Quantity, compare
from helpers.problem_sets.ps3_parameter_counts.flattening import flat_slips, flattened

NO_BIASES = "the biases are missing"
NO_CHANNELS = "the channels are missing; a filter has a slice for each channel that it sees"
NO_GROUPS = "the groups are forgotten; a filter sees the channels of its own group only"
OTHER_FLAT = "the line that it gets has another length; it seems that "


def _conv(kernel: Pair, channels: int, filters: int, groups: int = 1, use_bias: bool = True) -> int:
    layer = Conv2D(filters, kernel, groups=groups, use_bias=use_bias)
    return parameters(layer, (*kernel, channels)).total


def _conv_slips(
    kernel: Pair, channels: int, filters: int, groups: int = 1, use_bias: bool = True
) -> dict[str, int]:
    (high, wide), seen, bias = kernel, channels // groups, int(use_bias)
    weights, biases = high * wide * seen * filters, filters * bias
    slips = _bias_slips(weights, filters, use_bias)
    slips["it is one filter alone"] = high * wide * seen + bias
    if use_bias:
        slips["the weights are those of one filter; each has its own"] = high * wide * seen + biases
    if use_bias and channels > 1:
        slips |= {
            "there is a bias for each channel; a bias belongs to a filter": weights + channels,
            "there is a bias for each slice of a filter; a filter has one": (
                weights + seen * filters
            ),
        }
    if seen > 1:
        slips[NO_CHANNELS] = high * wide * filters + biases
    if groups > 1:
        slips |= {
            NO_GROUPS: weights * groups + biases,
            "it is one group of them": weights // groups + biases // groups,
        }
    if groups > 1 and use_bias:
        slips |= {
            "the biases are divided by the groups; each filter keeps its own": (
                weights + biases // groups
            ),
            "the weights are those of one group; each group has as many": (
                weights // groups + biases
            ),
        }
    if high != wide:
        slips |= {
            f"the {side} of the kernel is taken for both": k**2 * seen * filters + biases
            for side, k in (("height", high), ("width", wide))
        }
    return slips


def _dense(shape: Shape, units: int, use_bias: bool = True) -> int:
    return parameters(Dense(units, use_bias=use_bias), (prod(shape),)).total


def _dense_slips(shape: Image, units: int, use_bias: bool = True) -> dict[str, int]:
    inputs, biases = prod(shape), units * use_bias
    weights = inputs * units
    height, width, channels = shape
    slips = _bias_slips(weights, units, use_bias) | {
        "the channels are missing; Flatten keeps every number": weights // channels + biases,
        "it sees the channels only, as behind a global average": channels * units + biases,
        "it is one neuron alone": inputs + int(use_bias),
    }
    if use_bias:
        slips["there is a bias for each input; a bias belongs to a neuron"] = weights + inputs
    for side, n in (("height", height), ("width", width)):
        slips[f"the {side} of the map is taken for both"] = n**2 * channels * units + biases
    return slips


def _bias_slips(weights: int, units: int, use_bias: bool) -> dict[str, int]:
    """What the biases alone can spoil, for a layer of so many filters or neurons."""
    if not use_bias:
        return {"biases are counted, but the layer has none": weights + units}
    return {
        NO_BIASES: weights,
        "there is one bias for the whole layer": weights + 1,
        "there is one bias for each weight": 2 * weights,
    }


CONV_PARAMETERS = Quantity(_conv, _conv_slips)
DENSE_PARAMETERS = Quantity(_dense, _dense_slips)


def combinations(**values: Iterable[object]) -> Iterator[dict[str, object]]:
    """Calls with all combinations of the given values of each argument."""
    for combination in product(*values.values()):
        yield dict(zip(values, combination, strict=True))


def advise_parameters(
    counts: Mapping[str, object],
    network: Network,
    name: str,
    *,
    flat: object = None,
    instead: Mapping[str, Network] | None = None,
) -> str:
    """Advice on the number of parameters of one layer, or "".

    Parameters
    ----------
    counts
        The student's table: layer name → number of parameters.
    network
        The network that the table is about.
    name
        A convolution or a dense layer of it.
    flat
        The student's own length of the line behind Flatten. A count that follows from it is right,
        so that a slip in the length costs no second time.
    instead
        Networks whose layer of this name may have been counted: words → network.
    """
    if advice := advise_number(counts, name):
        return advice
    given, (right, slips) = as_count(counts[name]), count_and_slips(network, name)
    layer, _ = layer_and_input(network, name)
    if (own := as_count(flat)) and isinstance(layer, Dense):
        if given == _dense((own,), layer.units, layer.use_bias):
            return ""
        slips |= _bias_slips(own * layer.units, layer.units, layer.use_bias)
    for words, other in (instead or {}).items():
        slips[words], _ = count_and_slips(other, name)
    wrong = compare(given, right, slips)
    return wrong and f"{name}: {wrong}"


def count_and_slips(network: Network, name: str) -> tuple[int, dict[str, int]]:
    """The number of parameters of a convolution or a dense layer, and what slips give.

    Parameters
    ----------
    network, name
        The layer.

    Returns
    -------
    tuple[int, dict[str, int]]
        What is right, and words → number.
    """
    layer, before = layer_and_input(network, name)
    if isinstance(layer, Conv2D):
        call = layer.kernel_size, before[2], layer.filters, layer.groups, layer.use_bias
        return _conv(*call), _conv_slips(*call)
    units, use_bias = layer.units, layer.use_bias
    image = _image_before_flatten(network, layer)
    if not image:
        return _dense(before, units, use_bias), _bias_slips(before[0] * units, units, use_bias)
    slips = _dense_slips(image, units, use_bias)
    for slip, length in flat_slips(network).items():
        if (other := _dense((length,), units, use_bias)) not in slips.values():
            slips[OTHER_FLAT + slip] = other
    return _dense(image, units, use_bias), slips


def advise_average(value: object, network: Network) -> str:
    """Advice on the parameters of the first dense layer if a global average replaced Flatten."""
    if advice := advise_number({"count": value}, "count"):
        return advice
    layer = next(layer for layer in network.layers if isinstance(layer, Dense))
    height, width, channels = flattened(network)
    units = layer.units
    slips = {
        **_bias_slips(channels * units, units, layer.use_bias),
        "it is the layer behind Flatten": _dense((height, width, channels), units),
        "there is an input for each place of the map; the average leaves one for each channel": (
            _dense((height, width), units)
        ),
        "it is what the change saves": (height * width - 1) * channels * units,
    }
    return compare(as_count(value), _dense((channels,), units, layer.use_bias), slips)


def advise_partly_connected(value: object, kernel_size: int, seen: Sequence[int]) -> str:
    """Advice on a convolution whose filters see different numbers of maps, or "".

    Parameters
    ----------
    value
        The student's number of parameters.
    kernel_size
        Height and width of every filter.
    seen
        For each filter, how many maps it sees.
    """
    if advice := advise_number({"count": value}, "count"):
        return advice
    kernel, filters = (kernel_size, kernel_size), len(seen)
    weights = sum(_conv(kernel, maps, 1, use_bias=False) for maps in seen)
    slips = {
        **_bias_slips(weights, filters, use_bias=True),
        "there is a bias for each slice of a filter; a filter has one": weights + sum(seen),
        "every filter sees all maps": _conv(kernel, max(seen), filters),
        "every filter sees as few maps as the first": _conv(kernel, seen[0], filters),
        NO_CHANNELS: _conv(kernel, 1, filters),
    }
    return compare(as_count(value), weights + filters, slips)


def _image_before_flatten(network: Network, layer: Layer) -> Image | None:
    """The shape that Flatten gets, where a dense layer stands directly behind it."""
    place = network.layers.index(layer)
    behind = place and isinstance(network.layers[place - 1], Flatten)
    return as_image(shapes(network)[place - 1]) if behind else None
