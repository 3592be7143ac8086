"""Advice on what becomes of the maps and of the answers when a picture moves."""

from __future__ import annotations

import numbers
from collections.abc import Mapping, Sequence
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from helpers.images.shift import shift
from helpers.networks.specs import Conv2D, Network, Pooling2D
from helpers.problem_sets.advice.slips import common_slip
from helpers.problem_sets.ps4_mnist_cnn.fitting import TOLERANCE, share_right

if TYPE_CHECKING:  # who draws the numbers of a student waits for no Keras
    import keras

AXES = {"up": 0, "left": 1}


def one_place(specification: Network, name: str, direction: str) -> int:
    """Pixels by which a picture has to move for the maps of a layer to move by one place.

    The steps of all layers up to this one are multiplied.

    Parameters
    ----------
    specification
        The network.
    name
        The layer whose maps are looked at.
    direction
        "left" or "up".
    """
    return prod(_strides(_up_to(specification, name), AXES[direction]))


def advise_one_place(
    places: object, specification: Network, names: Sequence[str], direction: str
) -> str:
    """Advice on a table layer → pixels, for some of its layers, or "".

    A number is right if it is the network's, or if it follows from the student's own number for the
    layer before.

    Parameters
    ----------
    places
        The student's.
    specification, direction
        As for `one_place`.
    names
        The layers to look at.
    """
    if not isinstance(places, Mapping):
        return "Write a dictionary: name of the layer → pixels."
    for name in names:
        value = places.get(name)
        if isinstance(value, bool) or not isinstance(value, numbers.Real):
            return f"There is no number for {name!r} yet."
        if value not in _right(places, specification, name, direction):
            return f"{name}: {value}. {_slip(value, specification, name, direction)}"
    return ""


def _right(
    places: Mapping[object, object], specification: Network, name: str, direction: str
) -> list[float]:
    right: list[float] = [one_place(specification, name, direction)]
    *before, layer = _up_to(specification, name)
    own = places.get(before[-1].name) if before else None
    if isinstance(own, numbers.Real):
        right.append(float(own) * _strides([layer], AXES[direction])[0])
    return right


def _slip(value: object, specification: Network, name: str, direction: str) -> str:
    layers, axis = _up_to(specification, name), AXES[direction]
    steps = _strides(layers, axis)
    slips = {
        "the steps are added up; a step of 2 after a step of 2 is one of 4": sum(
            step for step in steps if step > 1
        ),
        "it is the step of this layer alone; those before it count too": steps[-1],
        f"it is for the other axis; {direction} is along {('the rows', 'the columns')[axis]}": prod(
            _strides(layers, 1 - axis)
        ),
        "it is made of the sizes of the windows, not of their steps": prod(
            getattr(layer, "pool_size", (1, 1))[axis] for layer in layers
        ),
    }
    fits = [slip for slip, wrong in slips.items() if value == wrong]
    return common_slip(fits) if fits else "That is not right."


def _up_to(specification: Network, name: str) -> list[Conv2D | Pooling2D]:
    """The layers that step, up to the one of this name."""
    names = [layer.name for layer in specification.layers]
    chain = specification.layers[: names.index(name) + 1]
    return [layer for layer in chain if isinstance(layer, Conv2D | Pooling2D)]


def _strides(layers: Sequence[Conv2D | Pooling2D], axis: int) -> list[int]:
    return [layer.strides[axis] for layer in layers]


def moved(pictures: np.ndarray, direction: str, pixels: int) -> np.ndarray:
    """Pictures that are moved left or up."""
    along = {"left": "right", "up": "down"}[direction]
    return shift(pictures, **{along: -pixels})


def advise_moved_accuracy(
    accuracies: object,
    model: keras.Model,
    pictures: np.ndarray,
    labels: np.ndarray,
    direction: str,
    pixels: Sequence[int],
) -> str:
    """Advice on the accuracy of a network for pictures that are moved, or "".

    Parameters
    ----------
    accuracies
        The student's: pixels → share of the pictures that are read rightly.
    model
        The trained network.
    pictures, labels
        Those to move, and what they show.
    direction
        "left" or "up".
    pixels
        How far, each in turn.
    """
    if not isinstance(accuracies, Mapping):
        return "Write a dictionary: pixels → accuracy."
    for distance in pixels:
        value = accuracies.get(distance)
        if isinstance(value, bool) or not isinstance(value, numbers.Real):
            return f"There is no accuracy for {distance} pixels yet."
        given = float(value)
        right = share_right(model, moved(pictures, direction, distance), labels)
        if abs(given - right) > TOLERANCE:
            fits = _slips(given, model, pictures, labels, direction, distance)
            return f"{distance} pixels: {given:.4f}. {fits}"
    return ""


def _slips(
    value: float,
    model: keras.Model,
    pictures: np.ndarray,
    labels: np.ndarray,
    direction: str,
    distance: int,
) -> str:
    axis = AXES[direction]
    other = {"left": "up", "up": "left"}[direction]
    along = {"left": "right", "up": "down"}
    wrong = {
        "the digits are not moved": pictures,
        "they are moved the other way; a negative number is needed": shift(
            pictures, **{along[direction]: distance}
        ),
        "they are moved along the other axis": moved(pictures, other, distance),
        "what leaves the frame comes in again at the other side": np.roll(
            pictures, -distance, axis=1 + axis
        ),
    }
    fits = [
        slip
        for slip, given in wrong.items()
        if abs(value - share_right(model, given, labels)) <= TOLERANCE
    ]
    if value > 1:
        fits = ["an accuracy is a share, from 0 to 1"]
    if fits:
        return common_slip(fits)
    return "The trained network reaches something else on the test digits."
