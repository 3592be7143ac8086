"""Multiply-adds and bytes of a layer, and the common ways to get each of them wrong."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

from helpers.networks.geometry import Shape, output_shape
from helpers.networks.memory import memory
from helpers.networks.parameters import multiply_adds, parameters
from helpers.networks.specs import Conv2D, Dense, Network
from helpers.problem_sets.advice.entries import advise_number, as_count, layer_and_input
from helpers.problem_sets.advice.quantities import compare
from helpers.problem_sets.ps3_parameter_counts.counts import NO_BIASES, NO_CHANNELS, NO_GROUPS

ONE_PLACE = "it is the work at one place; a filter works at every place of its output"
EVERY_WEIGHT_TWICE = "a multiplication and its addition are counted as two; here they are one"
WITH_BIASES = "the biases are counted; they are added, not multiplied"
AT_THE_INPUT = "it counts the places of the input; a filter works at every place of its output"


def advise_multiply_adds(values: Mapping[str, object], network: Network, name: str) -> str:
    """Advice on the multiply-adds of one layer for one image, or "".

    Parameters
    ----------
    values
        The student's table: layer name → multiply-adds.
    network
        The network that the table is about.
    name
        A convolution or a dense layer of it.
    """
    if advice := advise_number(values, name):
        return advice
    layer, before = layer_and_input(network, name)
    right = multiply_adds(layer, before)
    wrong = compare(as_count(values[name]), right, multiply_add_slips(layer, before))
    return wrong and f"{name}: {wrong}"


def multiply_add_slips(layer: Conv2D | Dense, before: Shape) -> dict[str, int]:
    """Multiply-adds that common slips give: words → number.

    Parameters
    ----------
    layer
        A convolution or a dense layer.
    before
        The shape that goes into it.
    """
    right, after = multiply_adds(layer, before), output_shape(layer, before)
    slips = {EVERY_WEIGHT_TWICE: 2 * right, WITH_BIASES: right + prod(after)}
    if not isinstance(layer, Conv2D):
        return slips | {"it is the number of its inputs": before[0]}
    count = parameters(layer, before)
    if layer.groups > 1:
        slips[NO_GROUPS] = right * layer.groups
    return slips | {
        ONE_PLACE: count.weights,
        "it is the number of parameters": count.total,
        NO_CHANNELS: prod(layer.kernel_size) * layer.filters * prod(after[:2]),
        "it is one filter alone": right // layer.filters,
        AT_THE_INPUT: count.weights * prod(before[:2]),
    }


def advise_bytes(
    values: Mapping[str, object], what: str, network: Network, name: str, batch_size: int
) -> str:
    """Advice on the bytes that one layer needs in training, or "".

    Parameters
    ----------
    values
        The student's table; its entries are described for ``what``.
    what
        "outputs": what the layer puts out for a batch, in float32; "outputs_mixed": the same under
        the policy mixed_float16, which is right too where it follows from the student's own
        "outputs"; "parameters_mixed": the layer's parameters under that policy.
    network, name
        The layer.
    batch_size
        Images in a batch.
    """
    given = as_count(values.get(what))
    if given is None:
        return advise_number(values, what)
    layer, before = layer_and_input(network, name)
    alone = Network(before, [layer])
    full = memory(alone, batch_size=batch_size)
    mixed = memory(alone, batch_size=batch_size, dtype="mixed_float16")
    outputs, maps = full.activations[1], output_shape(layer, before)[-1]
    if what == "parameters_mixed":
        slips = {
            "the weights are taken to have 16 bits; the policy keeps them in 32": (
                mixed.parameters // 2
            ),
            "the parameters are counted once for each image; the batch shares them": (
                mixed.parameters * batch_size
            ),
            "it is their number, not their bytes": mixed.parameters // 4,
            NO_BIASES: 4 * parameters(layer, before).weights,
        }
        wrong = compare(given, mixed.parameters, slips)
    else:
        right = outputs if what == "outputs" else mixed.activations[1]
        per_value = 4 if what == "outputs" else 2
        slips = {
            "it is one image, not the batch": right // batch_size,
            "it is how many numbers there are, not their bytes": right // per_value,
            "a byte has eight bits, and it is in bits": 8 * right,
            "it is what goes into the layer": per_value * batch_size * prod(before),
            "it is one map, not all of them": right // maps,
            "it is the layer's parameters": per_value * parameters(layer, before).total,
        }
        if what == "outputs_mixed":
            if 2 * given == as_count(values.get("outputs")):
                return ""
            slips["it is the size in float32; the policy computes with 16 bits"] = outputs
        wrong = compare(given, right, slips)
    return wrong and f"{what}: {wrong}"
