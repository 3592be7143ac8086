"""Which pictures a network puts into the right class, also after they are moved."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from helpers.images.margins import WAYS
from helpers.images.shift import shift

BATCH = 250  # pictures at a time
MANY = 2000  # pictures, for which it is worth while to trace a network


def right_answers(model, pictures: NDArray, labels: NDArray) -> NDArray:
    """For each picture whether a network puts it into the right class, shape (n,)."""
    if len(pictures) < MANY:
        answers = np.asarray(model(pictures, training=False))
    else:
        answers = model.predict(pictures, batch_size=BATCH, verbose=0)
    return answers.argmax(axis=1) == labels


def accuracy(model, pictures: NDArray, labels: NDArray) -> float:
    """Share of the pictures that a network puts into the right class."""
    return float(right_answers(model, pictures, labels).mean())


def right_after_moves(
    model, pictures: NDArray, labels: NDArray, pixels: Iterable[int], way: str = "right"
) -> NDArray:
    """Which pictures a network reads rightly after each of several moves.

    Parameters
    ----------
    model
        Keras model for pictures (batch, h, w, 1).
    pictures, labels
        Arrays of shape (n, h, w, 1) and (n,).
    pixels
        How far they are moved, one after the other.
    way
        One of `helpers.images.margins.WAYS`.

    Returns
    -------
    array of bool, shape (moves, n)
    """
    right, down = WAYS[way]
    return np.stack(
        [right_answers(model, shift(pictures, by * right, by * down), labels) for by in pixels]
    )
