"""A trained Keras model as the browser gets it: a list of layers, and all weights as bytes."""

from __future__ import annotations

from typing import Any, TypedDict, cast

import numpy as np
from numpy.typing import NDArray

from helpers.networks import from_keras

KINDS = {
    "Conv2D": "conv",
    "Dense": "conv",
    "BatchNormalization": "scale",
    "ZeroPadding2D": "pad",
    "MaxPooling2D": "maxPool",
    "AveragePooling2D": "averagePool",
    "GlobalMaxPooling2D": "globalMax",
    "GlobalAveragePooling2D": "globalAverage",
    "Flatten": "flatten",
    "Dropout": "same",
    "Activation": "same",
    "ReLU": "same",
    "LeakyReLU": "same",
    "ELU": "same",
    "Softmax": "same",
}
"""Keras layer → what the browser does; after "same" there is the activation alone."""

FUNCTIONS = {
    "linear": 0.0,
    "relu": 0.0,
    "leaky_relu": 0.2,
    "elu": 1.0,
    "sigmoid": 0.0,
    "tanh": 0.0,
    "softmax": 0.0,
}
"""Activation → its slope or scale below 0, where it has one and nobody says otherwise."""


class SentLayer(TypedDict, total=False):
    """A layer; which entries there are depends on its kind.

    `at` is where its numbers begin among all: the kernel (kh, kw, in/groups, out) and the biases
    of a "conv", the factors and the summands of a "scale".
    """

    name: str
    kind: str
    function: str
    slope: float
    shape: list[int]
    at: int
    filters: int
    kernel: list[int]
    strides: list[int]
    dilation: list[int]
    groups: int
    padding: str
    sides: list[list[int]]


class SentNetwork(TypedDict):
    """The shape (h, w, channels) of an input, the layers, and their weights.

    `numbers` is how many weights there are, `weights` holds them as float32.
    """

    shape: list[int]
    layers: list[SentLayer]
    numbers: int
    weights: bytes


def sent(model) -> SentNetwork:
    """Read the layers and the weights of a Keras model.

    A dense layer is sent as a convolution with a kernel of 1 × 1, batch normalisation as the factor
    and the summand that it comes to once training is over.

    Parameters
    ----------
    model : keras.Model
        Sequential, or functional with one layer after the other, for pictures (h, w, channels).

    Raises
    ------
    ValueError
        If the model branches, its input is no picture of a known size, or a layer or an activation
        is not among those that the browser computes; the message names it.
    """
    shape = model.input_shape[1:] if model.built else (28, 28, 1)  # from_keras says what is missing
    if len(shape) != 3 or None in shape:
        raise ValueError(
            f"model {model.name!r} takes inputs of shape {shape}; the explorers show "
            "networks for pictures of one size: begin it with keras.Input((28, 28, 1))"
        )
    network = from_keras(model)
    layers: list[SentLayer] = []
    parts: list[NDArray] = []
    at = 0
    for specified in network.layers:
        layer = model.get_layer(specified.name)
        numbers = _numbers(layer)
        kind, output = KINDS[type(layer).__name__], _shape(layer)
        described = {"name": layer.name, "kind": kind, "at": at, "shape": output}
        layers.append(cast(SentLayer, described | _activation(layer) | _settings(layer)))
        parts += numbers
        at += sum(part.size for part in numbers)
    flat = [np.asarray(part, "<f4").ravel() for part in parts]
    weights = b"".join(one.tobytes() for one in flat)
    return SentNetwork(shape=list(shape), layers=layers, numbers=at, weights=weights)


def check_pictures(model) -> None:
    """Refuse a model that is not made for digits.

    Raises
    ------
    ValueError
        If its input is not (28, 28, 1).
    """
    if not model.built:
        raise ValueError(f"model {model.name!r} has no input shape yet; begin it with keras.Input")
    if tuple(model.input_shape[1:]) != (28, 28, 1):
        raise ValueError(
            f"model {model.name!r} takes inputs of shape {tuple(model.input_shape[1:])}; the "
            "explorers show digits: begin it with keras.Input((28, 28, 1))"
        )


def check_digits(model) -> None:
    """Refuse a model that does not tell digits apart.

    Raises
    ------
    ValueError
        If its input is not (28, 28, 1) or its output not (10,).
    """
    check_pictures(model)
    if tuple(model.output_shape[1:]) != (10,):
        raise ValueError(
            f"model {model.name!r} ends with {tuple(model.output_shape[1:])}; this explorer needs "
            'ten numbers, the probabilities of the digits: end it with Dense(10, "softmax")'
        )


def _shape(layer) -> list[int]:
    """(h, w, channels) of the output; a row of numbers is one pixel."""
    shape = [int(side) for side in layer.output.shape[1:]]
    return [1] * (3 - len(shape)) + shape


def _numbers(layer) -> list[NDArray]:
    """A layer's weights, in the order in which the browser reads them."""
    kind = type(layer).__name__
    if kind in ("Conv2D", "Dense"):
        kernel, *bias = (np.asarray(one) for one in layer.get_weights())
        return [kernel, *(bias or [np.zeros(kernel.shape[-1], np.float32)])]
    if kind == "BatchNormalization":
        axis = layer.axis if isinstance(layer.axis, int) else layer.axis[0]
        if axis not in (-1, len(layer.output.shape) - 1):
            raise ValueError(
                f"layer {layer.name!r} normalises along axis {axis}; the browser does so for each "
                "channel: build it with axis=-1"
            )
        mean, variance = (
            np.asarray(one, np.float64) for one in (layer.moving_mean, layer.moving_variance)
        )
        factor = 1 / np.sqrt(variance + layer.epsilon)
        if layer.scale:
            factor *= np.asarray(layer.gamma)
        shift = np.asarray(layer.beta) if layer.center else 0.0
        return [factor, shift - mean * factor]
    return []


def _settings(layer) -> dict[str, Any]:
    """How a layer's window moves."""
    kind = type(layer).__name__
    if kind == "Dense":
        return _window((1, 1), layer.units)
    if kind == "Conv2D":
        moved = {"strides": layer.strides, "dilation": layer.dilation_rate}
        return _window(
            layer.kernel_size, layer.filters, **moved, groups=layer.groups, padding=layer.padding
        )
    if kind in ("MaxPooling2D", "AveragePooling2D"):
        return _window(layer.pool_size, strides=layer.strides, padding=layer.padding)
    if kind == "ZeroPadding2D":
        return {"sides": [list(side) for side in layer.padding]}
    return {}


def _window(
    kernel, filters: int = 0, *, strides=(1, 1), dilation=(1, 1), groups=1, padding="valid"
) -> dict[str, Any]:
    return {
        "filters": filters,
        "kernel": list(kernel),
        "strides": list(strides),
        "dilation": list(dilation),
        "groups": groups,
        "padding": padding,
    }


def _activation(layer) -> dict[str, Any]:
    """The function that a layer ends with."""
    kind = type(layer).__name__
    if kind == "ReLU" and (layer.max_value is not None or layer.threshold):
        raise ValueError(
            f"layer {layer.name!r} is a ReLU with an end or a threshold, which the browser does "
            "not compute: use a plain ReLU or a LeakyReLU"
        )
    if kind == "Softmax" and layer.axis != -1:
        raise ValueError(
            f"layer {layer.name!r} is a Softmax along axis {layer.axis}: build it with axis=-1"
        )
    if kind in ("ReLU", "LeakyReLU"):
        return {"function": "leaky_relu", "slope": float(layer.negative_slope)}
    if kind == "ELU":
        return {"function": "elu", "slope": float(layer.alpha)}
    if kind == "Softmax":
        return {"function": "softmax", "slope": 0.0}
    function = getattr(layer, "activation", None)
    if type(function).__name__ in ("ReLU", "LeakyReLU", "ELU", "Softmax"):  # a layer as function
        return _activation(function)
    name = "linear" if function is None else getattr(function, "__name__", repr(function))
    if name not in FUNCTIONS:
        raise ValueError(
            f"layer {layer.name!r} has the activation {name}, which the browser does not compute; "
            f"it knows {', '.join(FUNCTIONS)}"
        )
    return {"function": name, "slope": FUNCTIONS[name]}
