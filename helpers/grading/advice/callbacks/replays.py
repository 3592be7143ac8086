"""Keras' callbacks, shown a history as if a training were going on. Epochs are counted from 1."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from helpers.quiet_start import quiet_start

with quiet_start():
    import keras

History = Mapping[str, Sequence[float]]


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
    """

    last: int
    weights: int
    rates: tuple[float, ...]

    @property
    def falls(self) -> list[int]:
        """The epochs at whose end the learning rate fell, the last one left out."""
        return [epoch for epoch, (rate, then) in enumerate(zip(self.rates, self.rates[1:]), start=1) if then < rate]


def network(rate: float = 0.01) -> keras.Model:
    """A network with a single weight, which holds the epoch; compiled, with an accuracy, and ready to be watched."""
    model = keras.Sequential([keras.Input(shape=(1,)), keras.layers.Dense(1, use_bias=False)])
    model.compile(keras.optimizers.SGD(rate), "mse", metrics=["accuracy"], run_eagerly=True)
    model.test_on_batch(np.zeros((1, 1)), np.zeros((1, 1)))  # only now does it know its metrics
    model.stop_training = False
    return model


def weights_of(model: keras.Model) -> int:
    """The epoch whose weights the network of `network` has."""
    return int(model.get_weights()[0].item())


def replay(callbacks: Sequence[keras.callbacks.Callback], history: History, *, rate: float = 0.01) -> Replay:
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
    model = network(rate)
    epochs = min(len(values) for values in history.values())
    called = keras.callbacks.CallbackList(list(callbacks), model=model, epochs=epochs)
    rates = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        called.on_train_begin()
        for epoch in range(epochs):
            called.on_epoch_begin(epoch)
            rates.append(rate_of(model))
            model.set_weights([np.full((1, 1), epoch + 1.0)])
            called.on_epoch_end(epoch, {name: float(values[epoch]) for name, values in history.items()})
            if model.stop_training:
                break
        called.on_train_end()
    return Replay(epoch + 1, weights_of(model), tuple(rates))


def rate_of(model: keras.Model) -> float:
    """The learning rate of a compiled network."""
    return float(keras.ops.convert_to_numpy(model.optimizer.learning_rate))


def stopped(settings: Mapping[str, object], history: History) -> Replay:
    """`replay` of EarlyStopping with these arguments."""
    return replay([keras.callbacks.EarlyStopping(**settings)], history)


def reduced(settings: Mapping[str, object], history: History, *, rate: float, first_fall: int | None = None) -> Replay:
    """`replay` of ReduceLROnPlateau with these arguments.

    Parameters
    ----------
    settings, history, rate
        As for `replay`.
    first_fall
        The epoch at whose end the rate falls for the first time, whatever the callback says; from there on it decides.
        An epoch that is better than all before has no fall.
    """
    callback = keras.callbacks.ReduceLROnPlateau(**settings)
    if first_fall is None:
        return replay([callback], history, rate=rate)
    return replay([_Impatient(callback, first_fall), callback], history, rate=rate)


class _Impatient(keras.callbacks.Callback):
    """Stands before a ReduceLROnPlateau: keeps its count at 0 for some epochs, and fills it for the next one."""

    def __init__(self, reduce: keras.callbacks.ReduceLROnPlateau, first_fall: int):
        super().__init__()
        self.reduce, self.first_fall = reduce, first_fall

    def on_epoch_end(self, epoch, logs=None):
        if epoch + 1 < self.first_fall:
            self.reduce.wait = -self.first_fall
        elif epoch + 1 == self.first_fall:
            self.reduce.wait = self.reduce.patience


def saved_files(settings: Mapping[str, object], history: History) -> list[str]:
    """Names of the files that ModelCheckpoint with these arguments leaves behind, in the order of the alphabet."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / str(settings["filepath"]))
        replay([keras.callbacks.ModelCheckpoint(**{**settings, "filepath": path})], history)
        return sorted(file.name for file in Path(folder).iterdir())


def written_epochs(settings: Mapping[str, object], history: History) -> list[int]:
    """The epochs after which ModelCheckpoint writes, with these arguments but a file for each epoch."""
    names = saved_files({**settings, "filepath": "{epoch:04d}.keras", "save_weights_only": False}, history)
    return [int(Path(name).stem) for name in names]


def kept_epoch(settings: Mapping[str, object], history: History) -> int:
    """The epoch whose weights are in the file that ModelCheckpoint writes, if there is only one file."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / str(settings["filepath"]))
        replay([keras.callbacks.ModelCheckpoint(**{**settings, "filepath": path})], history)
        return weights_of(keras.saving.load_model(path))
