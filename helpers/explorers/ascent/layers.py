"""The convolutions of a network: the unit that is asked, what it sees, what digits reach."""

from __future__ import annotations

from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from helpers.explorers.kit.digits import as_bytes
from helpers.networks import from_keras
from helpers.start.quiet_start import quiet_start
from helpers.training.activation_maximization import middle_unit, seen_by
from helpers.training.exciting_patches import Excitement, strongest_of_each_channel

with quiet_start():
    import keras


class AscentLayer(TypedDict):
    """A convolution.

    `name`, its `place` among all layers, how many `channels` there are. `unit` is the row and
    column of the one in the middle, `rows` and `columns` are the first and the end of what it sees
    of the picture. `field` has the rows and columns of a patch of a digit, padding included;
    `best` the largest sum of digits for each channel, and their patches begin `at` a place among
    the bytes of all.
    """

    name: str
    place: int
    channels: int
    unit: list[int]
    rows: list[int]
    columns: list[int]
    field: list[int]
    best: list[float]
    at: int


def convolutions(model) -> list[tuple[int, str]]:
    """Place and name of each convolution of a Keras model that is a chain of layers.

    Raises
    ------
    ValueError
        If the model has none.
    """
    names = [one.name for one in from_keras(model).layers]
    found = [
        (place, name)
        for place, name in enumerate(names)
        if isinstance(model.get_layer(name), keras.layers.Conv2D)
    ]
    if not found:
        raise ValueError(f"{model.name} has no Conv2D, so there is no sum to climb")
    return found


def strongest(model, pictures: NDArray) -> list[Excitement]:
    """For each convolution the strongest patch of each channel, of pictures (n, 28, 28, 1)."""
    return [strongest_of_each_channel(model, name, pictures) for _, name in convolutions(model)]


def ascent_layers(model, bests: list[Excitement]) -> list[AscentLayer]:
    """What the browser gets of each convolution.

    Parameters
    ----------
    model
        Keras model that is a chain of layers.
    bests
        What `strongest` found.
    """
    found: list[AscentLayer] = []
    at = 0
    for (place, name), best in zip(convolutions(model), bests, strict=True):
        unit = middle_unit(model.get_layer(name))
        rows, columns = ([side.start, side.stop] for side in seen_by(model, name, unit))
        found.append(
            AscentLayer(
                name=name, place=place, channels=len(best.values), unit=list(unit),
                rows=rows, columns=columns, field=list(best.patches.shape[1:]),
                best=best.values.tolist(), at=at,
            )
        )  # fmt: skip
        at += best.patches.size
    return found


def patches_as_bytes(bests: list[Excitement]) -> bytes:
    """The patches of all layers, one channel after the other, 0 for paper and 255 for ink."""
    return as_bytes(np.concatenate([best.patches.ravel() for best in bests]))
