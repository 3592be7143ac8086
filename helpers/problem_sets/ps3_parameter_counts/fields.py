"""Receptive fields, and the common ways to get them wrong.

What is right is counted: from one unit backwards, all positions that its taps touch.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod

from helpers.networks.specs import Conv2D, Layer, Network, Pooling2D
from helpers.problem_sets.advice.entries import as_count
from helpers.problem_sets.advice.quantities import NO_DILATION, Quantity, compare

Step = tuple[int, int, int]  # kernel k, stride s, dilation d
Pair = tuple[int, int]  # height, width

NO_JUMP = "every layer is taken to step one pixel; the strides before it make its steps longer"
OWN_STRIDE = "the layer's own stride is counted too; it lengthens the steps of later layers only"
LAST_STRIDE = "the stride of one layer before is counted; all strides before multiply"
WHOLE_KERNEL = "a layer adds k steps; a kernel of k taps spans k − 1"


def _field(layers: Sequence[Step]) -> int:
    touched = {0}
    for k, stride, dilation in reversed(layers):
        touched = {at * stride + tap * dilation for at in touched for tap in range(k)}
    return max(touched) - min(touched) + 1


def _field_slips(layers: Sequence[Step]) -> dict[str, int]:
    def grown(how: Callable[[int, int, int, int], int]) -> int:
        """1 and what each layer adds: how(its place, k, d, product of the strides before)."""
        return 1 + sum(
            how(place, k, d, prod(s for _, s, _ in layers[:place]))
            for place, (k, _, d) in enumerate(layers)
        )

    strides = [s for _, s, _ in layers]
    return {
        NO_JUMP: grown(lambda place, k, d, jump: d * (k - 1)),
        OWN_STRIDE: grown(lambda place, k, d, jump: d * (k - 1) * jump * strides[place]),
        LAST_STRIDE: grown(
            lambda place, k, d, jump: d * (k - 1) * (strides[place - 1] if place else 1)
        ),
        NO_DILATION: grown(lambda place, k, d, jump: (k - 1) * jump),
        "the dilation is counted as stride": _field([(k, s * d, d) for k, s, d in layers]),
        WHOLE_KERNEL: grown(lambda place, k, d, jump: d * k * jump),
        "the unit itself is missing: the 1 in front": _field(layers) - 1,
        "the kernels are multiplied; their spans add up": prod(k for k, _, _ in layers),
    }


RECEPTIVE_FIELD = Quantity(_field, _field_slips)


def advise_pair(fields: Mapping[str, object], name: str) -> str:
    """Advice where the field of a layer is missing or is not two positive whole numbers."""
    if name not in fields:
        return f"There is no entry for {name!r} yet."
    if _as_pair(fields[name]) is None:
        return f"{name}: {fields[name]!r} is not (height, width), two positive whole numbers."
    return ""


def advise_field(fields: Mapping[str, object], network: Network, name: str) -> str:
    """Advice on the receptive field of a unit of one layer, or "".

    A field is right if it is the network's, or if it follows from the student's own field of the
    layer before: so a slip costs the points of its own layer only. Nothing follows from a field
    that no slip explains, as in the table of somebody else's network.

    Parameters
    ----------
    fields
        The student's table: layer name → (height, width) in pixels.
    network
        A chain of convolutions and pools.
    name
        The layer to look at.
    """
    given = _as_pair(fields.get(name))
    if given is None:
        return advise_pair(fields, name)
    befores: list[Pair] = [(1, 1)]  # the true one comes last, before it perhaps the student's own
    axes: tuple[list[Step], list[Step]] = ([], [])
    for layer in network.layers:
        for axis in (0, 1):
            axes[axis].append(step(layer, axis))
        if layer.name == name:
            break
        own, right = _as_pair(fields.get(layer.name)), _grown(befores[-1], axes)
        explained = own and any(_is_explained(own, before, axes) for before in befores)
        befores = [own, right] if own and explained else [right]
    follows = [_grown(before, axes) for before in befores]
    if given in follows:
        return ""
    if given[::-1] in follows:
        return f"{name}: height and width are swapped; the height comes first."
    said = []
    for axis, side in enumerate(("height", "width")):
        slips = growth_slips(axes[axis], befores[0][axis])
        if wrong := compare(given[axis], follows[0][axis], slips):
            said.append(f"The {side} is {given[axis]}. {wrong}")
    return f"{name}: {' '.join(said)}"


def _grown(before: Pair, axes: tuple[Sequence[Step], Sequence[Step]]) -> Pair:
    """The field of the last layer, from a field of the layer before."""
    height, width = (
        size + _field(steps) - _field(steps[:-1]) for size, steps in zip(before, axes, strict=True)
    )
    return height, width


def _is_explained(given: Pair, before: Pair, axes: tuple[Sequence[Step], Sequence[Step]]) -> bool:
    """Whether a field follows from that of the layer before, with a slip or without."""
    return all(
        size in {right, *growth_slips(steps, smaller).values()}
        for size, right, smaller, steps in zip(
            given, _grown(before, axes), before, axes, strict=True
        )
    )


def growth_slips(steps: Sequence[Step], before: int) -> dict[str, int]:
    """What a slip in the last layer makes of the field of the layer before."""
    k, stride, dilation = steps[-1]
    strides = [s for _, s, _ in steps[:-1]]
    jump = prod(strides)
    slips = {
        NO_JUMP: before + dilation * (k - 1),
        WHOLE_KERNEL: before + dilation * k * jump,
        "the layer is left out": before,
        "it is the layer alone": dilation * (k - 1) + 1,
    }
    if stride > 1:
        slips[OWN_STRIDE] = before + dilation * (k - 1) * jump * stride
    if strides and 1 < strides[-1] < jump:
        slips[LAST_STRIDE] = before + dilation * (k - 1) * strides[-1]
    if dilation > 1:
        slips[NO_DILATION] = before + (k - 1) * jump
    return slips


def step(layer: Layer, axis: int) -> Step:
    """Kernel, stride and dilation of a convolution or a pool along one axis."""
    if isinstance(layer, Conv2D):
        return layer.kernel_size[axis], layer.strides[axis], layer.dilation_rate[axis]
    if isinstance(layer, Pooling2D):
        return layer.pool_size[axis], layer.strides[axis], 1
    raise ValueError(f"{layer!r} is neither a convolution nor a pool")


def _as_pair(value: object) -> Pair | None:
    if not isinstance(value, tuple | list) or len(value) != 2:
        return None
    height, width = map(as_count, value)
    return None if height is None or width is None else (height, width)
