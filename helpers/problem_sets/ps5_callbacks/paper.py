"""A training on paper: metrics of epochs that nobody trained, and a network to show with them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Literal, TypedDict

import numpy as np

from helpers.start.quiet_start import quiet_start

with quiet_start():
    import keras

History = Mapping[str, Sequence[float]]
Metric = Literal["loss", "accuracy", "val_loss", "val_accuracy"]
METRICS: tuple[Metric, ...] = ("loss", "accuracy", "val_loss", "val_accuracy")


class Logs(TypedDict, total=False):
    """A record of a training: the value of each metric after each epoch."""

    loss: Sequence[float]
    accuracy: Sequence[float]
    val_loss: Sequence[float]
    val_accuracy: Sequence[float]


def history_of(record: Logs) -> History:
    """The metrics of a record as plain numbers, without what else stands in it."""
    return {name: [float(value) for value in record[name]] for name in METRICS if name in record}


def network(rate: float = 0.01) -> keras.Model:
    """A compiled network with a single weight, which will hold the epoch."""
    model = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(1, use_bias=False)])
    model.compile(keras.optimizers.SGD(rate), "mse", metrics=["accuracy"], run_eagerly=True)
    model.test_on_batch(np.zeros((1, 1)), np.zeros((1, 1)))  # only now does it know its metrics
    model.stop_training = False
    return model


def rate_of(model: keras.Model) -> float:
    """The learning rate of a compiled network."""
    return float(model.optimizer.learning_rate.numpy())


@contextmanager
def without_warnings() -> Iterator[None]:
    """Keep warnings of Keras to oneself: on stderr they would cost a test its points."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
