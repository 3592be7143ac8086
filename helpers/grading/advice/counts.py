"""Numbers of parameters, and the common ways to get each of them wrong."""

from __future__ import annotations

import numbers
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import prod

from helpers.grading.advice.quantities import Quantity, compare
from helpers.networks.geometry import output_shape, shapes
from helpers.networks.parameters import parameters, total_parameters
from helpers.networks.specs import Conv2D, Dense, Flatten, Layer, Network, Pooling2D

NO_BIASES = "the biases are missing"
NO_CHANNELS = "the channels are missing; a filter has a slice for each channel that it sees"
NO_GROUPS = "the groups are forgotten; a filter sees the channels of its own group only"
OTHER_FLAT = "the line that it gets has another length; it seems that "


# --- a convolution and a dense layer, from the arguments of a call -------------------------------
def _conv(kernel, channels, filters, groups=1, use_bias=True):
    layer = Conv2D(filters, kernel, groups=groups, use_bias=use_bias)
    return parameters(layer, (*kernel, channels)).total


def _conv_slips(kernel, channels, filters, groups=1, use_bias=True):
    (high, wide), seen, bias = kernel, channels // groups, int(use_bias)
    weights, biases = high * wide * seen * filters, filters * bias
    slips = _bias_slips(weights, filters, use_bias) | {
        "it is one filter alone": high * wide * seen + bias,
        "the filters are missing; each has weights of its own": high * wide * seen + biases,
    }
    if use_bias and channels > 1:
        slips |= {
            "there is a bias for each input channel; a bias belongs to a filter": weights + channels,
            "there is a bias for each slice of a filter; a filter has one": (
                weights + seen * filters
            ),
        }
    if seen > 1:
        slips[NO_CHANNELS] = high * wide * filters + biases
    if groups > 1:
        slips |= {
            NO_GROUPS: weights * groups + biases,
            "the biases are divided by the groups; each filter keeps its own": (
                weights + biases // groups
            ),
            "it is one group of them": weights // groups + biases // groups,
            "channels and filters are both divided, but there are as many groups": (
                weights // groups + biases
            ),
        }
    if high != wide:
        slips |= {
            f"the {side} of the kernel is taken for both": k**2 * seen * filters + biases
            for side, k in (("height", high), ("width", wide))
        }
    return slips


def _dense(shape, units, use_bias=True):
    return parameters(Dense(units, use_bias=use_bias), (prod(shape),)).total


def _dense_slips(shape, units, use_bias=True):
    inputs, biases = prod(shape), units * use_bias
    weights = inputs * units
    height, width, channels = shape
    slips = _bias_slips(weights, units, use_bias) | {
        "the channels are missing; Flatten keeps every number": weights // channels + biases,
        "it sees the channels only, as behind a global average": channels * units + biases,
        "it is one neuron alone": inputs + int(use_bias),
    }
    if use_bias:
        bias_of_inputs = "there is a bias for each input; a bias belongs to a neuron"
        slips[bias_of_inputs] = weights + inputs
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


# --- one layer of a network ----------------------------------------------------------------------
def advise_number(values: Mapping[str, object], name: str) -> str:
    """Advice where an entry of a student's table is missing or is not a positive whole number."""
    if name not in values:
        return f"There is no entry for {name!r} yet."
    if as_count(values[name]) is None:
        return f"{name}: {values[name]!r} is not a positive whole number."
    return ""


def advise_parameters(
    counts: Mapping[str, object], network: Network, name: str, *, flat: object = None
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
    """
    if advice := advise_number(counts, name):
        return advice
    given, (right, slips) = as_count(counts[name]), _count_and_slips(network, name)
    layer, _ = layer_and_input(network, name)
    if (own := as_count(flat)) and isinstance(layer, Dense):
        own_flat = {"shape": (1, 1, own), "units": layer.units, "use_bias": layer.use_bias}
        if given == _dense(**own_flat):
            return ""
        slips = _dense_slips(**own_flat) | slips
    wrong = compare(given, right, slips)
    return wrong and f"{name}: {wrong}"


def _count_and_slips(network: Network, name: str) -> tuple[int, dict[str, int]]:
    """The number of parameters of a layer, and what slips give."""
    layer, before = layer_and_input(network, name)
    if isinstance(layer, Conv2D):
        call = {"kernel": layer.kernel_size, "channels": before[2], "filters": layer.filters}
        call |= {"groups": layer.groups, "use_bias": layer.use_bias}
        return _conv(**call), _conv_slips(**call)
    call = {"units": layer.units, "use_bias": layer.use_bias}
    image = _image_before_flatten(network, layer)
    if not image:
        return _dense(before, **call), _bias_slips(before[0] * layer.units, **call)
    slips = _dense_slips(image, **call)
    for slip, length in flat_slips(network).items():
        if (other := _dense((length,), **call)) not in slips.values():
            slips[OTHER_FLAT + slip] = other
    return _dense(image, **call), slips


def advise_flat(value: object, network: Network) -> str:
    """Advice on the length of the line that Flatten makes in a network, or ""."""
    if advice := advise_number({"flat": value}, "flat"):
        return advice
    return compare(as_count(value), prod(_flattened(network)), flat_slips(network))


def advise_average(value: object, network: Network) -> str:
    """Advice on the parameters of the first dense layer if a global average replaced Flatten."""
    if advice := advise_number({"count": value}, "count"):
        return advice
    layer = next(layer for layer in network.layers if isinstance(layer, Dense))
    height, width, channels = _flattened(network)
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


def advise_total(
    value: object,
    network: Network,
    own: Mapping[str, object],
    *,
    instead: Mapping[str, Network] | None = None,
) -> str:
    """Advice on the number of parameters of a whole network, or "".

    Parameters
    ----------
    value
        The student's number.
    network
        The network.
    own
        The student's own counts: layer name → number. A total that is made of true counts and of
        these is right, so that a slip in a layer costs no second time. Nothing follows from a table
        of which half or more fits neither a layer nor a slip: it may be somebody else's.
    instead
        Networks that the total may have been taken for: words → network.
    """
    if advice := advise_number({"total": value}, "total"):
        return advice
    given, right = as_count(value), total_parameters(network)
    counts = {
        layer.name: parameters(layer, before).total
        for layer, before in zip(network.layers, shapes(network), strict=False)
    }
    if given in _sums(counts, _explained(network, own)):
        return ""
    kinds = {Conv2D: "the convolutions", Dense: "the dense layers"}
    slips = {
        NO_BIASES: right.weights,
        **{
            f"it is {words} alone": sum(
                counts[layer.name] for layer in network.layers if isinstance(layer, kind)
            )
            for kind, words in kinds.items()
        },
        **{words: total_parameters(other).total for words, other in (instead or {}).items()},
    }
    return compare(given, right.total, slips)


def _explained(network: Network, own: Mapping[str, object]) -> dict[str, int]:
    """The counts of a student's table, or none of them where most cannot be explained."""
    given = {name: count for name, value in own.items() if (count := as_count(value))}
    explained = 0
    for name, count in given.items():
        right, slips = _count_and_slips(network, name)
        explained += count in {right, *slips.values()}
    return given if 2 * explained > len(given) else {}


def _sums(counts: Mapping[str, int], others: Mapping[str, int]) -> set[int]:
    """All sums of the counts in which any of them may be replaced by the other of its name."""
    sums = {0}
    for name, count in counts.items():
        sums = {total + part for total in sums for part in {count, others.get(name, count)}}
    return sums


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


# --- the line behind Flatten ---------------------------------------------------------------------
def flat_slips(network: Network) -> dict[str, int]:
    """Lengths of the line behind Flatten that common slips give: words → length."""
    chain = _body(network)
    height, width, channels = _flattened(network)
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
        network, [replace(x, strides=1) if isinstance(x, Conv2D) else x for x in chain]
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
            missing = (
                -(n - k) % s for n, k, s in zip(shape, window, layer.strides, strict=False)
            )
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


def _flattened(network: Network) -> tuple[int, int, int]:
    """The shape that Flatten gets."""
    return shapes(network)[len(_body(network))]


def _image_before_flatten(network: Network, layer: Layer) -> tuple[int, int, int] | None:
    """The shape that Flatten gets, where a dense layer stands directly behind it."""
    place = network.layers.index(layer)
    behind = place and isinstance(network.layers[place - 1], Flatten)
    return shapes(network)[place - 1] if behind else None


# --- what the modules on other counts use too ----------------------------------------------------
def layer_and_input(network: Network, name: str) -> tuple[Layer, tuple[int, ...]]:
    """A layer by its name, and the shape that goes into it."""
    place = [layer.name for layer in network.layers].index(name)
    return network.layers[place], shapes(network)[place]


def as_count(value: object) -> int | None:
    """A positive whole number as an int, anything else as None."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        return None
    return int(value) if value > 0 and float(value).is_integer() else None
