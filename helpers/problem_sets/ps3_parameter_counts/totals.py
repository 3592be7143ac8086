"""The number of parameters of a whole network, and the common ways to get it wrong."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.networks.geometry import shapes
from helpers.networks.parameters import parameters, total_parameters
from helpers.networks.specs import Conv2D, Dense, Network
from helpers.problem_sets.advice.entries import advise_number, as_count
from helpers.problem_sets.advice.quantities import compare
from helpers.problem_sets.ps3_parameter_counts.counts import NO_BIASES, count_and_slips


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
    given, explained = {}, 0
    for layer in network.layers:
        if isinstance(layer, Conv2D | Dense) and (count := as_count(own.get(layer.name))):
            right, slips = count_and_slips(network, layer.name)
            given[layer.name] = count
            explained += count in {right, *slips.values()}
    return given if 2 * explained > len(given) else {}


def _sums(counts: Mapping[str, int], others: Mapping[str, int]) -> set[int]:
    """All sums of the counts in which any of them may be replaced by the other of its name."""
    sums = {0}
    for name, count in counts.items():
        sums = {total + part for total in sums for part in {count, others.get(name, count)}}
    return sums
