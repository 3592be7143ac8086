"""Trainings with what a student wrote, on paper and real ones: they run where that code is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TypedDict, TypeVar

import numpy as np

from helpers.digits import load_digits
from helpers.problem_sets.ps5_callbacks.paper import (
    Logs,
    history_of,
    keras,
    network,
    rate_of,
    without_warnings,
)
from helpers.start.at_home import at_home
from helpers.training.recording import show_history, small_network
from helpers.training.split import Split, split

Returned = TypeVar("Returned")
FAST = 0.01  # the learning rate of the real training, halved in every other epoch


class Training(Logs, total=False):
    """A training on paper, and what another callback does in it.

    That is the learning rate it sets for each epoch, and the epoch after which it stops.
    """

    rates: Sequence[float]
    stopped_after: int


class Seen(TypedDict):
    """The last epoch of a training, and what the callback says of itself."""

    last: int
    reached: int | str | None  # a word where there is no such attribute
    rates: list[float] | None


class SeenForReal(Seen):
    """The same of a real training, with its accuracies."""

    val_accuracy: list[float]


def play(callback: keras.callbacks.Callback, trainings: Sequence[Training]) -> list[Seen]:
    """Show one callback some trainings on paper, one after the other.

    It is called last. Before it stands another one, which sets the learning rate when an epoch
    begins, halves it when the epoch ends, and stops the training if it is told to.

    Parameters
    ----------
    callback
        The student's.
    trainings
        What they are; "rates" and "stopped_after" are for the other callback.
    """
    _require_callback(callback)
    with without_warnings():
        return [_play_one(callback, training) for training in trainings]


def train_with(callback: keras.callbacks.Callback, epochs: int) -> SeenForReal:
    """Train a small network with a changing learning rate; what `play` returns, and the history."""
    _require_callback(callback)
    digits = _digits()
    model = small_network(keras.optimizers.Adam(FAST))
    schedule = keras.callbacks.LearningRateScheduler(lambda epoch, rate: FAST / (1 + epoch % 2))
    with without_warnings():
        history = model.fit(
            digits.x_train[:200], digits.y_train[:200],
            validation_data=(digits.x_validation, digits.y_validation),
            epochs=epochs, batch_size=32, verbose=0, callbacks=[schedule, callback],
        ).history  # fmt: skip
    return {
        "val_accuracy": [float(x) for x in history["val_accuracy"]],
        **_seen(callback, len(history["loss"])),
    }


@at_home  # with its warnings, which no filter elsewhere reaches
@cache
def trained_once(train: Callable[[], Returned]) -> Returned:
    """What a student's training returns, without its warnings; two tests look at one training."""
    with without_warnings():
        return train()


def _play_one(callback: keras.callbacks.Callback, training: Training) -> Seen:
    history = history_of(training)
    rates = training.get("rates") or [0.01] * epochs_of(history)
    others = _Others(rates, training.get("stopped_after"))
    return _seen(callback, show_history([others, callback], network(), history))


def epochs_of(history: Mapping[str, Sequence[float]]) -> int:
    return len(next(iter(history.values())))


def _seen(callback: keras.callbacks.Callback, last: int) -> Seen:
    """What a callback says of itself, as plain numbers."""
    reached, rates = getattr(callback, "reached", "missing"), getattr(callback, "rates", None)
    return {
        "last": last,
        "reached": reached if reached is None or isinstance(reached, str) else int(reached),
        "rates": None if rates is None else [float(np.asarray(rate)) for rate in rates],
    }


class _Others(keras.callbacks.Callback):
    """Stands for the other callbacks of a training."""

    def __init__(self, rates: Sequence[float], stopped_after: int | None) -> None:
        super().__init__()
        self.set_to, self.stopped_after = rates, stopped_after

    def on_epoch_begin(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
        self.model.optimizer.learning_rate = self.set_to[epoch]

    def on_epoch_end(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
        self.model.optimizer.learning_rate = rate_of(self.model) / 2
        if epoch + 1 == self.stopped_after:
            self.model.stop_training = True


@cache
def _digits() -> Split:
    return split(load_digits("scikit-learn"), short=False)


def _require_callback(callback: object) -> None:
    if not isinstance(callback, keras.callbacks.Callback):
        raise TypeError(
            f"{type(callback).__name__} is not a callback; let it inherit from "
            "keras.callbacks.Callback"
        )
