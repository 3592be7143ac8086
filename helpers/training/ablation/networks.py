"""The network of lecture 7 that has six changes, and what it is without each of them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from helpers.start.quiet_start import quiet_start
from helpers.training.split import Split
from helpers.training.starts import trained_starts
from helpers.training.trained import Trained

with quiet_start():
    import keras
    from keras import layers

POOLED, DEEPER, NORMALISED = "global average", "one more convolution", "batch normalisation"
MOVED, DROPOUT, ADAM = "moved and turned digits", "dropout", "Adam with shrinking steps"
CHANGES = (POOLED, DEEPER, NORMALISED, MOVED, DROPOUT, ADAM)
"""The changes, in the order of the lecture's table."""

DIGITS, EPOCHS, BATCH_SIZE = 12_000, 6, 64


def network_without(change: str | None = None) -> keras.Model:
    """The network with all changes but one; with all of them it has 80,106 parameters.

    Parameters
    ----------
    change
        One of `CHANGES`. What the slides' network has takes its place: Flatten and a dense layer
        of 64, three convolutions without padding, biases, plain digits, all channels. The
        optimizer is no part of a network: without Adam it is the same network.
    """
    _check(change)
    padding = "valid" if change == DEEPER else "same"

    def convolution(filters: int, padding: str, pool: bool = False) -> list[layers.Layer]:
        normalised = change != NORMALISED
        return [
            layers.Conv2D(filters, 3, padding=padding, use_bias=not normalised),
            *([layers.MaxPooling2D(2)] if pool else []),
            *([layers.BatchNormalization()] if normalised else []),
            layers.ReLU(),
        ]

    moved = [
        layers.RandomRotation(10 / 360, fill_mode="constant", seed=1),
        layers.RandomTranslation(2 / 28, 2 / 28, fill_mode="constant", seed=2),
    ]
    flat = [layers.Flatten(), layers.Dense(64, activation="relu")]
    return keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            *(moved if change != MOVED else []),
            *convolution(32, "valid", pool=True),
            *convolution(48, padding),
            layers.MaxPooling2D(2),
            *(convolution(64, padding) if change != DEEPER else []),
            *convolution(64, padding),
            *([layers.GlobalAveragePooling2D()] if change != POOLED else flat),
            *([layers.Dropout(0.2)] if change != DROPOUT else []),
            layers.Dense(10, activation="softmax"),
        ],
        name="better",
    )


def train_without(change: str | None, digits: Split, *, seeds: Iterable[int]) -> list[Trained]:
    """Train on the first 12,000 digits for six epochs, as lecture 7 does; kept in its cache.

    Parameters
    ----------
    change
        One of `CHANGES`, or None for all of them. Without Adam the optimizer is rmsprop with
        steps of 0.001, as in the slides.
    digits
        From `helpers.training.split.split`.
    seeds
        One for each start.
    """
    fewer = replace(digits, x_train=digits.x_train[:DIGITS], y_train=digits.y_train[:DIGITS])
    steps = EPOCHS * math.ceil(len(fewer.x_train) / BATCH_SIZE)
    decay = keras.optimizers.schedules.CosineDecay(3e-3, decay_steps=steps)
    adam = keras.optimizers.serialize(keras.optimizers.Adam(decay))
    return trained_starts(
        partial(network_without, change),
        fewer,
        epochs=EPOCHS,
        batch_size=BATCH_SIZE,
        seeds=seeds,
        optimizer="rmsprop" if change == ADAM else adam,
    )


def _check(change: str | None) -> None:
    if change is not None and change not in CHANGES:
        raise ValueError(f"{change!r} is no change of lecture 7; there are {', '.join(CHANGES)}")
