"""Bytes that a network needs while it is trained, and where they go."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import TypeVar

from helpers.convolution.axes import at_least

from .geometry import shapes
from .parameters import total_parameters
from .specs import Network

Entry = TypeVar("Entry")

# Bytes of a value, bytes of a parameter: a mixed policy computes in 16 bits and learns in 32.
POLICIES = {
    "float64": (8, 8),
    "float32": (4, 4),
    "float16": (2, 2),
    "bfloat16": (2, 2),
    "mixed_float16": (2, 4),
    "mixed_bfloat16": (2, 4),
}

# Numbers that the optimizer keeps beside each trained parameter.
OPTIMIZER_COPIES = {"sgd": 0, "momentum": 1, "rmsprop": 1, "adam": 2}


@dataclass(frozen=True)
class Memory:
    """Bytes in training.

    ``activations`` has one entry for the input and one for each layer's output, ``parameters``,
    ``gradients`` and ``optimizer`` one number for the whole network.
    """

    activations: tuple[int, ...]
    parameters: int
    gradients: int
    optimizer: int

    @property
    def total(self) -> int:
        """All of it."""
        return sum(self.activations) + self.parameters + self.gradients + self.optimizer


def memory(
    network: Network, *, batch_size: int = 1, dtype: str = "float32", optimizer: str = "rmsprop"
) -> Memory:
    """Count the bytes of a training step.

    Counted are the batch and the output of every layer, all kept for the way back; the
    parameters; a gradient for each trained one; and what the optimizer remembers of them (RMSprop
    a mean square, momentum a velocity, Adam both). Not counted are the gradients of the
    activations, which come and go, the workspace of a convolution (im2col would repeat each pixel
    up to k² times) and the framework itself, so a real process needs more.

    Parameters
    ----------
    network : Network
        Chain of layers.
    batch_size : int
        Images in a batch; only the activations grow with it.
    dtype : str
        A Keras dtype policy, one of `POLICIES`. A mixed policy halves the activations and leaves
        the parameters as they are.
    optimizer : str
        One of `OPTIMIZER_COPIES`.

    Returns
    -------
    Memory

    Raises
    ------
    ValueError
        If the policy or the optimizer is unknown, or the batch size is not a positive integer.

    Examples
    --------
    >>> from .specs import Conv2D
    >>> memory(Network((28, 28, 1), [Conv2D(32, 3)]), batch_size=64).activations[1]
    5537792
    """
    batch_size = at_least("batch_size", batch_size, 1)
    per_value, per_parameter = _look_up("dtype", dtype, POLICIES)
    copies = _look_up("optimizer", optimizer, OPTIMIZER_COPIES)
    count = total_parameters(network)
    return Memory(
        activations=tuple(batch_size * prod(shape) * per_value for shape in shapes(network)),
        parameters=count.total * per_parameter,
        gradients=count.trained * per_parameter,
        optimizer=count.trained * per_parameter * copies,
    )


def _look_up(name: str, value: str, table: Mapping[str, Entry]) -> Entry:
    if value not in table:
        raise ValueError(f"{name} is {value!r}; it must be one of {', '.join(table)}")
    return table[value]
