"""Keras' callbacks, shown a history as if a training were going on. Epochs are counted from 1."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from helpers.problem_sets.ps5_callbacks.paper import (
    History,
    keras,
    network,
    rate_of,
    without_warnings,
)
from helpers.training.recording import show_history


@dataclass(frozen=True)
class Replay:
    """What came of a history.

    Attributes
    ----------
    last : int
        The last epoch that was trained.
    weights : int
        The epoch whose weights the network has at the end.
    rates : tuple of float
        The learning rate of each epoch that was trained.
    rate_after : float
        The learning rate when the training is over.
    """

    last: int
    weights: int
    rates: tuple[float, ...]
    rate_after: float

    @property
    def falls(self) -> list[int]:
        """The epochs at whose end the learning rate fell."""
        then = (*self.rates[1:], self.rate_after)
        return [
            epoch
            for epoch, (old, new) in enumerate(zip(self.rates, then, strict=True), start=1)
            if new < old
        ]


@cache
def _own_network() -> keras.Model:
    """One for all replays of Keras' own callbacks: making one takes longer than a replay."""
    return network()


def weights_of(model: keras.Model) -> int:
    """The epoch whose weights the network of `network` has."""
    return int(model.get_weights()[0].item())


def replay(
    callbacks: Sequence[keras.callbacks.Callback], history: History, *, rate: float = 0.01
) -> Replay:
    """Show callbacks a history until one of them stops the training that never was.

    Parameters
    ----------
    callbacks
        They are called in this order. A warning of theirs is not shown.
    history
        Name of a metric → its value after each epoch.
    rate
        The learning rate at the beginning.
    """
    model, trained = _own_network(), _Training()
    model.optimizer.learning_rate = rate
    with without_warnings():
        last = show_history([*callbacks, trained], model, history)
    return Replay(last, weights_of(model), tuple(trained.rates), rate_of(model))


class _Training(keras.callbacks.Callback):
    """Stands for the training itself: notes the rate of each epoch, and makes the weight of it."""

    def __init__(self) -> None:
        super().__init__()
        self.rates: list[float] = []

    def on_epoch_begin(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
        self.rates.append(rate_of(self.model))
        self.model.set_weights([np.full((1, 1), epoch + 1.0)])


def stopped(settings: Mapping[str, object], history: History) -> Replay:
    """`replay` of EarlyStopping with these arguments."""
    return replay([keras.callbacks.EarlyStopping(**settings)], history)


def reduced(
    settings: Mapping[str, object], history: History, *, rate: float, first_fall: int | None = None
) -> Replay:
    """`replay` of ReduceLROnPlateau with these arguments.

    Parameters
    ----------
    settings, history, rate
        As for `replay`.
    first_fall
        The epoch at whose end the rate falls for the first time, whatever the callback says; from
        there on it decides. An epoch that is better than all before has no fall.
    """
    callback = keras.callbacks.ReduceLROnPlateau(**settings)
    if first_fall is None:
        return replay([callback], history, rate=rate)
    return replay([_Impatient(callback, first_fall), callback], history, rate=rate)


class _Impatient(keras.callbacks.Callback):
    """Stands before a ReduceLROnPlateau, holds its count down, and fills it for one epoch."""

    def __init__(self, reduce: keras.callbacks.ReduceLROnPlateau, first_fall: int) -> None:
        super().__init__()
        self.reduce, self.first_fall = reduce, first_fall

    def on_epoch_end(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
        if epoch + 1 < self.first_fall:
            self.reduce.wait = -self.first_fall
        elif epoch + 1 == self.first_fall:
            self.reduce.wait = self.reduce.patience


def saved_files(settings: Mapping[str, object], history: History) -> list[str]:
    """Sorted names of the files that ModelCheckpoint with these arguments leaves behind."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / str(settings["filepath"]))
        replay([keras.callbacks.ModelCheckpoint(**{**settings, "filepath": path})], history)
        return sorted(file.name for file in Path(folder).iterdir())


def written_epochs(settings: Mapping[str, object], history: History) -> list[int]:
    """The epochs after which ModelCheckpoint with these arguments writes."""
    names = saved_files(
        {**settings, "filepath": "{epoch:04d}.keras", "save_weights_only": False}, history
    )
    return [int(Path(name).stem) for name in names]


def kept_epoch(settings: Mapping[str, object], history: History) -> int:
    """The epoch whose weights are in the file, if ModelCheckpoint always writes into the same."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "kept.weights.h5")
        meant = {**settings, "filepath": path, "save_weights_only": True}
        replay([keras.callbacks.ModelCheckpoint(**meant)], history)
        model = _own_network()
        model.set_weights([np.zeros((1, 1))])  # what it has then comes from the file
        model.load_weights(path)
        return weights_of(model)
