"""The network of problem set 4 in the words of Keras: its answer, which no student's kernel has."""

from __future__ import annotations

from helpers.networks.specs import (
    AveragePooling2D,
    Conv2D,
    Dense,
    Flatten,
    Layer,
    MaxPooling2D,
    Network,
)
from helpers.problem_sets.ps4_mnist_cnn.numbers import (
    Convolution,
    Neurons,
    Pooling,
    Row,
    specification,
)

_POOLS = {"maximum": MaxPooling2D, "mean": AveragePooling2D}


def network(student: str) -> Network:
    """The network that a student is to build; ``student`` as for `specification`."""
    return Network((28, 28, 1), [_layer(one) for one in specification(student).layers])


def _layer(one: Convolution | Pooling | Row | Neurons) -> Layer:
    match one:
        case Convolution():
            return Conv2D(
                one.filters,
                (one.rows, one.columns),
                padding="same" if one.keeps_size else "valid",
                use_bias=one.has_biases,
                activation="relu",
                name=one.name,
            )
        case Pooling():
            return _POOLS[one.takes]((one.rows, one.columns), one.steps or None, name=one.name)
        case Neurons():
            return Dense(one.count, activation=one.function.lower(), name=one.name)
        case Row():
            return Flatten(name=one.name)
