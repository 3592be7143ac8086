"""Shares of pictures that a network puts into the right class, also of pictures that are moved."""

from __future__ import annotations

import numpy as np

from helpers.images.shift import shift


def accuracy(model, pictures: np.ndarray, labels: np.ndarray) -> float:
    """Share of the pictures that a network puts into the right class."""
    return float(
        np.mean(model.predict(pictures, batch_size=500, verbose=0).argmax(axis=1) == labels)
    )


def accuracy_by_shift(model, pictures: np.ndarray, labels: np.ndarray, shifts) -> list[float]:
    """Accuracy for each of several moves to the right, in pixels."""
    return [accuracy(model, shift(pictures, right=pixels), labels) for pixels in shifts]
