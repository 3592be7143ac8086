"""The spread of sums and gradients through ten dense layers, for several starts of the weights.

X. Glorot, Y. Bengio: "Understanding the difficulty of training deep feedforward neural networks",
2010; K. He and others: "Delving deep into rectifiers", 2015; A. Saxe, J. McClelland, S. Ganguli:
"Exact solutions to the nonlinear dynamics of learning in deep linear neural networks", 2014. There
is no bias, and all layers have the same width, so Glorot's rule is σ = 1/√width.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

WIDTH, DEPTH, STARTS = 64, 10, 3
STEP = 32
"""Random numbers go to the browser in steps of 1/32."""
SMALL = 0.05
RULES = ("zeros", "small", "Glorot", "He", "orthogonal")
ACTIVATIONS = ("ReLU", "tanh", "none")
FLAT = 0.01
"""A slope below this lets hardly any gradient pass."""


@dataclass(frozen=True)
class Setting:
    """How ten layers begin.

    Attributes
    ----------
    rule : str
        One of `RULES`; "small" are weights with the standard deviation 0.05.
    activation : str
        One of `ACTIVATIONS`; it stands before each layer.
    factor : float
        What the weights of the rule are multiplied by.
    start : int
        Which of the random numbers are taken, 0 to 2.
    """

    rule: str = "He"
    activation: str = "ReLU"
    factor: float = 1.0
    start: int = 0


@dataclass(frozen=True)
class Propagation:
    """What is found in each of the layers; all arrays have the shape (10,).

    Attributes
    ----------
    sums, gradients : array
        Root of the mean square of the sums, and of the loss's gradients with respect to them; in
        the last layer the gradients are random numbers.
    flat : array
        Share of the sums at which the slope of the activation is below 0.01.
    """

    sums: NDArray
    gradients: NDArray
    flat: NDArray


@cache
def draws() -> NDArray:
    """Normal numbers times 32, int8, shape (3, 12, 64, 64): inputs, last gradients, ten weights."""
    numbers = np.random.default_rng(0).normal(size=(STARTS, DEPTH + 2, WIDTH, WIDTH))
    return np.rint(STEP * numbers).clip(-127, 127).astype(np.int8)


def weights(setting: Setting) -> NDArray:
    """Weights of the ten layers, shape (10, 64 in, 64 out)."""
    normal = draws()[setting.start, 2:] / STEP
    if setting.rule == "orthogonal":
        q, r = np.linalg.qr(normal)
        # With a positive diagonal of R there is one Q, that of Gram and Schmidt.
        return setting.factor * q * np.sign(np.diagonal(r, axis1=1, axis2=2))[:, None, :]
    deviation = {
        "zeros": 0.0,
        "small": SMALL,
        "Glorot": np.sqrt(1 / WIDTH),
        "He": np.sqrt(2 / WIDTH),
    }[setting.rule]
    return setting.factor * deviation * normal


def activate(activation: str, sums: NDArray) -> tuple[NDArray, NDArray]:
    """The activation's values and its slopes."""
    if activation == "ReLU":
        return np.maximum(sums, 0), (sums > 0).astype(float)
    if activation == "tanh":
        return np.tanh(sums), 1 - np.tanh(sums) ** 2
    return sums, np.ones_like(sums)


def propagate(setting: Setting) -> Propagation:
    """Send inputs through the layers, and gradients back."""
    inputs, last = draws()[setting.start, :2] / STEP
    matrices = weights(setting)
    values, found = activate(setting.activation, inputs)[0], []
    for matrix in matrices:
        found.append(values @ matrix)
        values, _ = activate(setting.activation, found[-1])
    slopes = [activate(setting.activation, sums)[1] for sums in found]
    gradients = [last]
    for matrix, slope in zip(matrices[:0:-1], slopes[-2::-1], strict=True):
        gradients.append(gradients[-1] @ matrix.T * slope)
    return Propagation(
        np.array([_spread(one) for one in found]),
        np.array([_spread(one) for one in reversed(gradients)]),
        np.array([np.mean(one < FLAT) for one in slopes]),
    )


def _spread(numbers: NDArray) -> float:
    return float(np.sqrt(np.mean(numbers**2)))
